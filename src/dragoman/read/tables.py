"""TSV and CSV with a header line: ``source`` and ``target``, and whatever else is known.

CSV is read by RFC 4180: comma or semicolon, cells in double quotes may hold line ends. TSV has no
quoting, as in the corpora of the field: a cell that starts with a quotation mark is a sentence
that starts with one. The one exception is what spreadsheets write: a cell wholly in quotes with
the quotes inside doubled.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.errors import InputError
from dragoman.model import Failure
from dragoman.read.clean import Cleaner
from dragoman.read.rows import Cell, Gap, OnError, Row, base_language, blank
from dragoman.read.stream import LONGEST_ROW, FileLine

COLUMNS = ("source", "target", "id", "reference", "source_lang", "target_lang")

ROW_LINES = 1000
"""Most lines that a quoted cell may run over before its quote is taken as never closed."""

_SPREADSHEET = re.compile(r'"(?=[^"]*"")(?:[^"]|"")*+"')
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
_EOL = re.compile(r"[\r\n]+$")


@dataclass(frozen=True, slots=True)
class Field:
    """A cell as it stands in the file; ``quoted`` cells hold doubled quotes."""

    text: str
    start: int
    quoted: bool = False

    @property
    def value(self) -> str:
        """The text with its quotes undoubled."""
        return self.text.replace('""', '"') if self.quoted else self.text

    def cell(self) -> Cell:
        """Clean the text, keeping its place."""
        cleaner = Cleaner()
        at = 0
        while self.quoted and (quote := self.text.find('""', at)) >= 0:
            cleaner.add(self.text[at:quote], self.start + at)
            cleaner.piece('"', self.start + quote, self.start + quote + 2)
            at = quote + 2
        cleaner.add(self.text[at:], self.start + at)
        text, origin = cleaner.finish()
        return (text, origin) if text else blank(self.start)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table before anyone knows what its fields mean."""

    fields: Sequence[Field]
    raw: str
    start: int
    line: int
    error: str = ""


def tsv_records(lines: Iterable[FileLine]) -> Iterator[Record]:
    """Yield the rows of tab-separated lines, blank ones too (without fields)."""
    for line in lines:
        body = _EOL.sub("", line.text)
        fields, at = [], line.start
        for text in body.split("\t"):
            quoted = _SPREADSHEET.fullmatch(text) is not None
            fields.append(Field(text[1:-1], at + 1, True) if quoted else Field(text, at))
            at += len(text) + 1
        yield Record(fields if body.strip(" ") else (), line.text, line.start, line.number)


def csv_records(lines: Iterator[FileLine], delimiter: str) -> Iterator[Record]:
    """Yield the rows of a CSV file, blank lines too (without fields)."""
    waiting: deque[FileLine] = deque()
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        taken = [first]
        # Quotes inside quoted cells are doubled, so a row is whole when their number is even.
        odd = first.text.count('"') % 2
        size = len(first.text)
        while odd and len(taken) < ROW_LINES and size < LONGEST_ROW:
            following = waiting.popleft() if waiting else next(lines, None)
            if following is None:
                break
            taken.append(following)
            odd ^= following.text.count('"') % 2
            size += len(following.text)
        if odd and len(taken) > 1:
            # It never closes, or a quotation mark stands in an unquoted cell: this line alone.
            waiting.extendleft(reversed(taken[1:]))
            taken = [first]
        raw = "".join(line.text for line in taken)
        fields, error = _csv_fields(raw, first.start, delimiter)
        yield Record(fields, raw, first.start, first.number, error)


def _csv_fields(raw: str, start: int, delimiter: str) -> tuple[Sequence[Field], str]:
    body = _EOL.sub("", raw)
    if not body.strip():
        return (), ""
    fields: list[Field] = []
    at = 0
    while True:
        if body.startswith('"', at):
            quoted = _QUOTED.match(body, at)
            if quoted is None:
                return (), "a quotation mark that opens a cell is never closed"
            fields.append(Field(quoted.group(1), start + at + 1, True))
            at = quoted.end()
            if at < len(body) and body[at] != delimiter:
                return (), "text follows the closing quotation mark of a cell"
        else:
            end = body.find(delimiter, at)
            end = len(body) if end < 0 else end
            fields.append(Field(body[at:end], start + at))
            at = end
        if at >= len(body):
            return fields, ""
        at += 1


def table_rows(
    lines: Iterator[FileLine], path: str, *, csv: bool, on_error: OnError
) -> Iterator[Row]:
    """Yield the rows of a table; malformed ones go to *on_error* and leave a gap.

    Raises:
        InputError: the header does not name the columns.
    """
    head = next(lines, None)
    names, delimiter = _header(head, path, csv)
    records = csv_records(lines, delimiter) if csv else tsv_records(lines)
    number = -1
    gap = Gap()
    for record in records:
        if not record.fields and not record.error:
            gap.add(record.raw, record.start, record.line)
            continue
        number += 1
        raw, start, line = gap.close(record.raw, record.start, record.line)
        error = record.error or _miscounted(len(record.fields), len(names))
        if error:
            on_error(
                Failure(id=f"line {record.line}", path=path, message=f"line {record.line}: {error}")
            )
            continue
        at = dict(zip(names, record.fields, strict=True))
        reference = at.get("reference")
        yield Row(
            number=number,
            raw=raw,
            start=start,
            line=line,
            source=at["source"].cell(),
            target=at["target"].cell(),
            reference=reference.cell() if reference and reference.value.strip() else None,
            source_lang=_lang(at, "source_lang"),
            target_lang=_lang(at, "target_lang"),
        )


def _lang(at: Mapping[str, Field], name: str) -> str | None:
    return base_language(at[name].value) if name in at else None


def _miscounted(found: int, wanted: int) -> str:
    if found == wanted:
        return ""
    return f"{found} cells where the header names {wanted}: look for a missing or stray separator"


def _header(head: FileLine | None, path: str, csv: bool) -> tuple[list[str], str]:
    names = header_names(head.text if head else "", csv)
    for needed in ("source", "target"):
        if needed not in names[0]:
            found = ", ".join(name for name in names[0][:8] if name)
            raise InputError(
                f"{path}: line 1: the header must name the columns source and target "
                "(and may name id, reference, source_lang, target_lang); "
                f"found: {found or 'nothing'}"
            )
    repeated = [name for name in COLUMNS if names[0].count(name) > 1]
    if repeated:
        raise InputError(f"{path}: line 1: the header names {repeated[0]} twice")
    return names


def header_names(line: str, csv: bool) -> tuple[list[str], str]:
    """Return the column names of a header line, in small letters, and the delimiter."""
    delimiters = ",;\t" if csv else "\t"
    best: list[str] = []
    chosen = delimiters[0]
    for delimiter in delimiters:
        fields, _ = _csv_fields(line, 0, delimiter)
        names = [field.value.strip().lower() for field in fields]
        if len(names) > len(best):
            best, chosen = names, delimiter
    return best, chosen
