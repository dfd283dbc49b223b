"""Apply safe suggestions to the user's own file, or show them as a diff.

Everything but the words replaced stays as it is, byte for byte: encoding, byte order mark, line
ends, markup, entities.
"""

from __future__ import annotations

import difflib
import hashlib
import html
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman import read
from dragoman.errors import InputError
from dragoman.report.files import write_atomic
from dragoman.standing import counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace ``text[start:end]``, which must read ``old``, by ``new``; offsets in code points.

    Two that do the same are equal, whatever rule asked for them.
    """

    start: int
    end: int
    old: str
    new: str
    code: str = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one file: its text before and after, the edits made and those refused."""

    path: str
    encoding: str
    digest: str
    before: str
    after: str
    made: tuple[Edit, ...]
    refused: tuple[Edit, ...]


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
    return sorted(found, key=_order)


def _order(edit: Edit) -> tuple[int, int, str, str]:
    return edit.start, edit.end, edit.code, edit.new


def digest(path: str) -> str:
    """Return what tells one state of a file from another; "" for a file that cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def plan(path: str, edits: Collection[Edit], *, digest: str) -> Change:
    """Return what *edits* make of the file at *path*, whose state was *digest* when checked.

    Raises:
        InputError: the file has changed since, or cannot be read.
    """
    _unchanged(path, digest)
    document = read.read_document(path)
    after, made, refused = apply(
        document.text, sorted(edits, key=_order), markup=document.markup,
        encoding=document.encoding,
    )  # fmt: skip
    return Change(
        path=path,
        encoding=document.encoding,
        digest=digest,
        before=document.text,
        after=after,
        made=tuple(made),
        refused=tuple(refused),
    )


def carry_out(change: Change) -> str:
    """Write the changed file, whole or not at all, and return the line that says so.

    Raises:
        InputError: the file has changed since it was checked, or cannot be written.
    """
    if change.made:
        _unchanged(change.path, change.digest)
        target = Path(change.path).resolve()  # through a link, to the file that it stands for
        write_atomic(target, read.encode_text(change.after, change.encoding))
    left = f", {len(change.refused)} left for you" if change.refused else ""
    return f"{change.path}: {len(change.made)} changed{left}\n"


def _unchanged(path: str, expected: str) -> None:
    if digest(path) != expected:
        raise InputError(f"{path}: changed while it was checked; nothing written, run fix again")


def apply(
    text: str, edits: Sequence[Edit], *, markup: bool, encoding: str = "utf-8"
) -> tuple[str, list[Edit], list[Edit]]:
    """Return (the new text, the edits made, the edits refused).

    Edits that overlap are refused, all of them: which is meant cannot be told. So is an edit of
    words that do not stand there as such, broken by a tag or written with an entity (*markup*),
    and one whose letters *encoding* lacks, unless markup can write them as references.

    >>> edit = Edit(start=0, end=4, old="Kiew", new="Kyiv", code="PLC001")
    >>> apply("Kiew is calm.", [edit], markup=False)[0]
    'Kyiv is calm.'
    """
    wanted = sorted(set(edits), key=_order)
    clashing = _clashing(wanted)
    made, refused = [], []
    pieces, at = [], 0
    for edit in wanted:
        new = _written(edit.new, markup, encoding.removesuffix("-sig"))
        if edit in clashing or new is None or text[edit.start : edit.end] != edit.old:
            refused.append(edit)
            continue
        pieces += [text[at : edit.start], new]
        at = edit.end
        made.append(edit)
    return "".join([*pieces, text[at:]]), made, refused


def _clashing(edits: Sequence[Edit]) -> set[Edit]:
    """Return the edits, given in order, that overlap another."""
    found: set[Edit] = set()
    furthest: Edit | None = None
    for edit in edits:
        if furthest is not None and edit.start < furthest.end:
            found |= {edit, furthest}
        if furthest is None or edit.end > furthest.end:
            furthest = edit
    return found


def _written(new: str, markup: bool, encoding: str) -> str | None:
    """Return *new* as it stands in the file, None if it cannot."""
    escaped = html.escape(new, quote=False) if markup else new
    try:
        return escaped.encode(encoding, "xmlcharrefreplace" if markup else "strict").decode(
            encoding
        )
    except UnicodeEncodeError:
        return None


def diff(change: Change) -> str:
    """Return the change as a unified diff that ``patch`` and ``git apply`` take; "" for none."""
    name = change.path.lstrip("/")
    lines: Iterable[str] = difflib.unified_diff(
        _lines(change.before), _lines(change.after), fromfile=f"a/{name}", tofile=f"b/{name}"
    )
    return "".join(
        line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    """Split after line feeds alone, as diff does; other line ends are part of the line."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
