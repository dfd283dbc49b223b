"""Rows of a bilingual file, and their making into pieces of one aligned article.

Every format gives the same rows: the stretch of the file that a row stands in, and cells that
know their place in the file. A piece's documents share that stretch as their text, so a finding
points at the very line and column of the user's file, whatever the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.model import ArticlePair, Block, Document, Failure, TextMap

Cell = tuple[str, TextMap]
"""Cleaned text, and its map to code-point offsets of the whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: ``raw`` is the file from the end of the row before to the end of this one.

    ``start``, ``line`` and ``column`` tell where ``raw`` starts (offset from 0, the others from
    1); ``number`` is the 0-based index of the row, skipped and malformed ones counted.
    """

    number: int
    raw: str
    start: int
    line: int
    column: int = 1
    source: Cell
    target: Cell
    reference: Cell | None = None
    source_lang: str | None = None
    target_lang: str | None = None


OnError = Callable[[Failure], None]


def base_language(tag: str | None) -> str | None:
    """Return the language of a tag without region and script, None for an empty one.

    >>> base_language("de-AT"), base_language("zh_Hant"), base_language(" ")
    ('de', 'zh', None)
    """
    return (tag or "").replace("_", "-").split("-")[0].strip().lower() or None


def blank(at: int) -> Cell:
    """Return an empty cell at offset *at*."""
    return "", TextMap.identity(at, 0)


class Gap:
    """Blank lines between rows; they go with the row that follows."""

    def __init__(self) -> None:
        self._raw = ""
        self._at = (0, 1)

    def add(self, raw: str, start: int, line: int) -> None:
        """Remember a blank line; of very many only the last is kept."""
        if not self._raw or len(self._raw) > 1000:
            self._raw, self._at = "", (start, line)
        self._raw += raw

    def close(self, raw: str, start: int, line: int) -> tuple[str, int, int]:
        """Return the text, offset and line of a row together with the gap before it."""
        gap, self._raw = self._raw, ""
        return (gap + raw, *self._at) if gap else (raw, start, line)


def pieces(
    rows: Iterable[Row], path: str, *, encoding: str, markup: bool, size: int
) -> Iterator[ArticlePair]:
    """Yield the article piece by piece, *size* rows each at most.

    A row that is missing, or in other languages than the one before, begins a new piece: beads
    are counted from a piece's first row.
    """
    batch: list[Row] = []
    for row in rows:
        if batch and (len(batch) >= size or not _follows(batch[-1], row)):
            yield _piece(batch, path, encoding, markup)
            batch = []
        batch.append(row)
    if batch:
        yield _piece(batch, path, encoding, markup)


def _follows(row: Row, following: Row) -> bool:
    return (
        following.number == row.number + 1
        and following.start == row.start + len(row.raw)
        and following.source_lang == row.source_lang
        and following.target_lang == row.target_lang
        and (following.reference is None) == (row.reference is None)
    )


def _piece(batch: Sequence[Row], path: str, encoding: str, markup: bool) -> ArticlePair:
    first = batch[0]
    shared = Document(
        path=path,
        text="".join(row.raw for row in batch),
        blocks=(),
        encoding=encoding,
        markup=markup,
        first_line=first.line,
        first_offset=first.start,
        first_column=first.column,
    )

    def side(cells: Iterable[Cell], lang: str | None) -> Document:
        blocks = tuple(_block(cell, first.start) for cell in cells)
        return replace(shared, blocks=blocks, lang=lang)

    references = [row.reference for row in batch if row.reference is not None]
    return ArticlePair(
        id=Path(path).stem,
        source=side((row.source for row in batch), first.source_lang),
        target=side((row.target for row in batch), first.target_lang),
        reference=side(references, first.target_lang) if references else None,
        aligned=True,
        first_bead=first.number,
    )


def _block(cell: Cell, base: int) -> Block:
    """Every row is text: whoever listed "Menu" as a row wants it checked."""
    text, origin = cell
    moved = TextMap(
        clean=origin.clean,
        original=tuple(at - base for at in origin.original),
        ends=tuple(at - base for at in origin.ends),
        straight=origin.straight,
    )
    return Block(text=text, role="body", origin=moved, whole=True)
