"""Apply safe suggestions to the user's own file, or show them as a diff."""

from __future__ import annotations

import difflib
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.gate.decide import counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace ``text[start:end]``, which must read ``old``, by ``new``; offsets in code points."""

    start: int
    end: int
    old: str
    new: str
    code: str


def edits_of(article: Mapping[str, Any]) -> list[Edit]:
    """Return the edits that an article's safe suggestions stand for, in order."""
    found = {
        Edit(
            start=finding["target"]["start"],
            end=finding["target"]["end"],
            old=finding["target"]["text"],
            new=finding["suggestions"][0],
            code=finding["code"],
        )
        for finding in article["findings"]
        if finding.get("safe") and finding["target"] and counts(finding)
    }
    return sorted(found, key=lambda edit: (edit.start, edit.end, edit.code))


def apply(text: str, edits: Sequence[Edit], *, markup: bool) -> tuple[str, list[Edit], list[Edit]]:
    """Return (the new text, the edits made, the edits refused).

    Edits that overlap are refused, all of them: which is meant cannot be told. So is an edit of
    words that do not stand there as such, broken by a tag or written with an entity (*markup*).

    >>> edit = Edit(start=0, end=4, old="Kiew", new="Kyiv", code="PLC001")
    >>> apply("Kiew is calm.", [edit], markup=False)[0]
    'Kyiv is calm.'
    """
    clashing = {
        edit
        for one in edits
        for other in edits
        if one is not other and one.start < other.end and other.start < one.end
        for edit in (one, other)
    }
    made, refused = [], []
    pieces, at = [], 0
    for edit in edits:
        if edit in clashing or text[edit.start : edit.end] != edit.old:
            refused.append(edit)
            continue
        new = html.escape(edit.new, quote=False) if markup else edit.new
        pieces += [text[at : edit.start], new]
        at = edit.end
        made.append(edit)
    return "".join([*pieces, text[at:]]), made, refused


def diff(path: str, before: str, after: str) -> str:
    """Return a unified diff of a file, empty if nothing changed."""
    lines: Iterable[str] = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True),
        fromfile=f"a/{path}", tofile=f"b/{path}",
    )  # fmt: skip
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
                   for line in lines)  # fmt: skip
