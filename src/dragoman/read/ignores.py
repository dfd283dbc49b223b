"""Inline suppressions: ``<!-- dragoman: ignore NAM001 -->`` in HTML and Markdown.

``ignore`` holds for the block that contains the comment or, between blocks, for the one that
follows. ``ignore-start`` holds until ``ignore-end`` or the end of the file. Several codes (or
prefixes) may stand side by side; none means all. A reason may follow after a colon, a bracket or
a dash: ``<!-- dragoman: ignore NAM001: the family spells itself so -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.read.drafts import Draft

_DIRECTIVE = re.compile(
    r"<!--+\s*dragoman:\s*(ignore(?:-start|-end)?)(?![\w-])([^:;(\u2013\u2014-]*)", re.IGNORECASE
)

Ignore = tuple[int, int, str]
"""(offset from, offset to, rule code or prefix; "" for all)."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that speaks to dragoman, at *offset* of the text."""

    offset: int
    verb: str
    codes: tuple[str, ...]


def directive(comment: str, offset: int) -> Directive | None:
    """Return what *comment*, which stands at *offset*, tells dragoman, if anything.

    >>> directive("<!-- dragoman: ignore NAM001, TTL -->", 4)
    Directive(offset=4, verb='ignore', codes=('NAM001', 'TTL'))
    """
    match = _DIRECTIVE.match(comment)
    if match is None:
        return None
    words = re.findall(r"\w+", match.group(2))
    return Directive(offset, match.group(1).lower(), tuple(word.upper() for word in words))


def ignores_of(
    directives: Sequence[Directive], drafts: Sequence[Draft], length: int
) -> tuple[Ignore, ...]:
    """Return the stretches of a text of *length* code points that *directives* silence."""
    return tuple(sorted((*_blocks(directives, drafts), *_stretches(directives, length))))


def _blocks(directives: Sequence[Directive], drafts: Sequence[Draft]) -> Iterator[Ignore]:
    spans = [draft.origin.to_original(0, len(draft.text)) for draft in drafts]
    spans.sort()
    at = 0
    for each in directives:
        if each.verb != "ignore":
            continue
        while at < len(spans) and spans[at][1] <= each.offset:
            at += 1
        if at < len(spans):
            for code in each.codes or ("",):
                yield (*spans[at], code)


def _stretches(directives: Sequence[Directive], length: int) -> Iterator[Ignore]:
    opened: dict[str, int] = {}
    for each in directives:
        if each.verb == "ignore-start":
            for code in each.codes or ("",):
                opened.setdefault(code, each.offset)
        elif each.verb == "ignore-end":
            for code in each.codes or tuple(opened):
                if code in opened:
                    yield opened.pop(code), each.offset, code
    for code, start in opened.items():
        yield start, length, code
