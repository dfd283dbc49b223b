"""Split HTML into tokens with exact offsets, in one pass and in linear time.

lxml and html.parser know what a page holds but not, to the code point, where; and html.parser
takes quadratic time on unclosed markup (CVE-2025-6069). The rules are those of the WHATWG
tokeniser (HTML Standard, section 13.2.5) as far as text and nesting need them; the tests hold
the result against lxml's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

RAW_TEXT = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
)
"""Elements whose content is no markup; it ends at their own end tag only."""

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+(=)\s*+)?")
_UNQUOTED = re.compile(r"[^\s>]*+")
_COMMENT_END = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the page: ``text[start:end]``; the name in small letters if it is a tag.

    ``attributes`` maps names to the offsets (start, end) of their raw values.
    """

    kind: Literal["text", "start", "end", "comment"]
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    closed: bool = False


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of ``text[start:end]`` in order.

    >>> [(t.kind, t.name) for t in tokens("<p>Kyiv<!-- x --></p>")]
    [('start', 'p'), ('text', ''), ('comment', ''), ('end', 'p')]
    """
    stop = len(text) if end is None else end
    at = run = start
    while at < stop:
        at = text.find("<", at, stop)
        if at < 0:
            break
        token = _markup(text, at, stop)
        if token is None:  # a "<" that opens nothing is text
            at += 1
            continue
        if at > run:
            yield Token("text", run, at)
        yield token
        at = run = token.end
        if token.kind == "start" and token.name in RAW_TEXT and not token.closed:
            at = run = _raw_end(text, token, stop)
    if run < stop:
        yield Token("text", run, stop)


def _markup(text: str, at: int, stop: int) -> Token | None:
    following = text[at + 1 : at + 2]
    if following == "!" or following == "?":
        return _comment(text, at, stop)
    name = _NAME.match(text, at, stop)
    if name is None:
        return None
    if following == "/":
        close = text.find(">", name.end(), stop)
        return Token("end", at, stop if close < 0 else close + 1, name.group(1).lower())
    return _start_tag(text, at, name, stop)


def _comment(text: str, at: int, stop: int) -> Token:
    if not text.startswith("<!--", at):  # a doctype or a processing instruction
        close = text.find(">", at, stop)
        return Token("comment", at, stop if close < 0 else close + 1)
    for empty in ("<!-->", "<!--->"):
        if text.startswith(empty, at):
            return Token("comment", at, at + len(empty))
    found = _COMMENT_END.search(text, at + 4, stop)
    return Token("comment", at, found.end() if found else stop)


def _start_tag(text: str, at: int, name: re.Match[str], stop: int) -> Token:
    attributes: dict[str, tuple[int, int]] = {}
    here = name.end()
    while here < stop:
        attribute = _ATTRIBUTE.match(text, here, stop)
        if attribute is None:
            break
        here = attribute.end()
        value = (here, here)
        if attribute.group(2):
            value, here = _value(text, here, stop)
        attributes.setdefault(attribute.group(1).lower(), value)
    close = text.find(">", here, stop)
    end = stop if close < 0 else close + 1
    closed = close > 0 and text[close - 1] == "/"
    return Token("start", at, end, name.group(1).lower(), attributes, closed)


def _value(text: str, at: int, stop: int) -> tuple[tuple[int, int], int]:
    """Return the offsets of an attribute's value and where the tag goes on."""
    quote = text[at : at + 1]
    if quote in ("'", '"') and at < stop:
        close = text.find(quote, at + 1, stop)
        if close >= 0:
            return (at + 1, close), close + 1
    unquoted = _UNQUOTED.match(text, at, stop)
    end = unquoted.end() if unquoted else at
    return (at, end), end


def _raw_end(text: str, token: Token, stop: int) -> int:
    """Return where the content of a raw text element ends (its end tag, or the end of all)."""
    found = re.compile(rf"</{re.escape(token.name)}(?=[\s/>])", re.I).search(text, token.end, stop)
    return found.start() if found else stop
