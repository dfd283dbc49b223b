"""Bilingual files: aligned rows, read as one article in pieces and in constant memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dragoman.errors import InputError
from dragoman.model import ArticlePair, Failure
from dragoman.read.files import open_file
from dragoman.read.jsonl import jsonl_rows
from dragoman.read.rows import OnError, Row, base_language, pieces
from dragoman.read.stream import TextStream
from dragoman.read.tables import table_rows
from dragoman.read.tmx import TmxFile
from dragoman.read.xliff import XliffFile

XLIFF = frozenset((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"))
TABLES = frozenset((".tsv", ".csv", ".tab"))
JSON_LINES = frozenset((".jsonl", ".ndjson"))
BILINGUAL = XLIFF | TABLES | JSON_LINES | {".tmx"}
"""The file name endings of bilingual files (and, of the tables, of manifests)."""

PIECE = 256
"""Rows per piece: enough to fill the encoder's batches, and a few hundred kilobytes of text."""


def read_bilingual(
    path: str | os.PathLike[str],
    *,
    from_lang: str | None = None,
    to_lang: str | None = None,
    piece: int = PIECE,
    on_error: OnError | None = None,
) -> Iterator[ArticlePair]:
    """Yield the rows of a bilingual file as pieces of one aligned article.

    Each piece holds at most *piece* rows; block *i* of its source and target (and reference, where
    a column gives it) is row ``first_bead + i``, and an empty block is an omission or addition.
    Languages come from the file where it names them; rows of another pair than *from_lang* →
    *to_lang* are then left out. A malformed row is counted, left out, and told to *on_error*.

    Raises:
        InputError: the file cannot be read, its header or XML is broken, it holds no rows of that
            pair; or, without *on_error*, a row is malformed.
    """
    name = os.fspath(path)
    suffix = Path(name).suffix.lower()
    if suffix not in BILINGUAL:
        known = ", ".join(sorted(BILINGUAL))
        raise InputError(f"{name}: not a bilingual file by its ending (known: {known})")
    with open_file(name) as file:
        stream = TextStream(file, name, xml=suffix in XLIFF or suffix == ".tmx")
        chosen = _Chosen(name, base_language(from_lang), base_language(to_lang))
        rows = _rows(stream, suffix, chosen, on_error or _fail)
        yield from pieces(
            chosen.of(rows),
            name,
            encoding=stream.encoding,
            markup=True,
            size=piece,
        )


def _rows(stream: TextStream, suffix: str, chosen: _Chosen, on_error: OnError) -> Iterator[Row]:
    if suffix == ".tmx":
        return TmxFile(stream, on_error, from_lang=chosen.from_lang, to_lang=chosen.to_lang).rows()
    if suffix in XLIFF:
        return XliffFile(stream, on_error).rows()
    if suffix in JSON_LINES:
        return jsonl_rows(stream.lines(), stream.path, on_error=on_error)
    return table_rows(stream.lines(), stream.path, csv=suffix == ".csv", on_error=on_error)


def _fail(failure: Failure) -> None:
    raise InputError(f"{failure.path}: {failure.message}")


class _Chosen:
    """The rows of the language pair that was asked for."""

    def __init__(self, path: str, from_lang: str | None, to_lang: str | None) -> None:
        self.path = path
        self.from_lang = from_lang
        self.to_lang = to_lang

    def of(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows of the pair, with the languages that only the user knows.

        Raises:
            InputError: there are none.
        """
        found = False
        others: set[str] = set()
        for row in rows:
            if self._is_other(row):
                if len(others) < 20:
                    others.add(f"{row.source_lang or '?'} → {row.target_lang or '?'}")
                continue
            found = True
            yield replace(
                row,
                source_lang=row.source_lang or self.from_lang,
                target_lang=row.target_lang or self.to_lang,
            )
        if not found and others:
            asked = f"{self.from_lang or 'any'} → {self.to_lang or 'any'}"
            has = ", ".join(sorted(others))
            raise InputError(f"{self.path}: no rows {asked}; it holds {has}: change --from or --to")
        if not found:
            raise InputError(f"{self.path}: holds no rows that can be checked")

    def _is_other(self, row: Row) -> bool:
        return any(
            asked and known and asked != known
            for asked, known in (
                (self.from_lang, row.source_lang),
                (self.to_lang, row.target_lang),
            )
        )
