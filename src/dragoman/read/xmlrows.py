"""TMX and XLIFF as a stream of rows, with exact places and in constant memory.

The parser is expat, not lxml: lxml knows the line of an element (and only up to line 65,535) but
not where its text stands. Declared entities are never expanded, in the manner of
``resolve_entities=False``, nothing outside the file is ever opened, and attributes that would
blow up are refused by expat (2.4 and later).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from dragoman.errors import InputError
from dragoman.model import Failure
from dragoman.read.clean import Cleaner
from dragoman.read.rows import Cell, OnError, Row, blank
from dragoman.read.stream import LONGEST_ROW, TextStream

_LINE_END = re.compile(r"\r\n|\r|\n")

Attributes = Mapping[str, str]


class XmlFile:
    """The text of an XML file on its way through the parser, and the place that it has reached.

    A format derives from it, overrides ``opened`` and ``closed``, captures text between ``capture``
    and ``captured``, and calls ``emit`` for each row.
    """

    def __init__(self, stream: TextStream, on_error: OnError) -> None:
        self.path = stream.path
        self.on_error = on_error
        self._stream = stream
        self._rows: list[Row] = []
        self._number = -1
        self._buffer = ""
        self._base = 0  # offset in the file at which the buffer starts
        self._lines_gone = 0
        self._starts = [0]  # offsets of the line starts, from the first line still needed
        self._row_start = 0
        self._cleaner: Cleaner | None = None
        self._skipping = 0
        self._cdata = False
        self._parser = self._new_parser()

    # ------------------------------------------------------------------ what a format overrides

    def opened(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element (local name)."""

    def closed(self, name: str) -> None:
        """Handle the end of an element (local name)."""

    # ------------------------------------------------------------------------ what it can call

    def capture(self) -> None:
        """Collect text from here on."""
        self._cleaner = Cleaner()

    def captured(self) -> Cell:
        """Return the text since ``capture``."""
        cleaner, self._cleaner = self._cleaner, None
        text, origin = cleaner.finish() if cleaner else ("", None)
        return (text, origin) if text and origin else blank(self._place())

    @property
    def capturing(self) -> bool:
        """Tell whether text is being collected."""
        return self._cleaner is not None

    def skip(self, by: int) -> None:
        """Begin (+1) or end (−1) to leave text out: native code, comments."""
        self._skipping += by

    def put(self, char: str) -> None:
        """Add *char*, for which the element that just started stands."""
        if self._cleaner is not None and not self._skipping:
            at = self._place()
            self._cleaner.piece(char, at, at + 1)

    def emit(
        self,
        source: Cell | None,
        target: Cell | None,
        *,
        source_lang: str | None,
        target_lang: str | None,
    ) -> None:
        """Add a row; it reaches to the end of the element that just ended."""
        self._number += 1
        end = self._after_tag()
        line, line_start = self._line_of(self._row_start)
        self._rows.append(
            Row(
                number=self._number,
                raw=self._buffer[self._row_start - self._base : end - self._base],
                start=self._row_start,
                line=line,
                column=self._row_start - line_start + 1,
                source=source or blank(self._row_start),
                target=target or blank(self._row_start),
                source_lang=source_lang,
                target_lang=target_lang,
            )
        )
        self._row_start = end

    def leave_out(self, why: str = "") -> None:
        """Count a row that is not to be checked; *why* reports it as malformed."""
        self._number += 1
        self._row_start = self._after_tag()
        if why:
            where = f"line {self._parser.CurrentLineNumber}"
            self.on_error(Failure(id=where, path=self.path, message=f"{where}: {why}"))

    # --------------------------------------------------------------------------------- the run

    def rows(self) -> Iterator[Row]:
        """Parse the file and yield its rows.

        Raises:
            InputError: the XML is not well-formed; the rows before that place were yielded.
        """
        for chunk in self._stream.chunks():
            self._feed(chunk, False)
            yield from self._rows
            self._rows.clear()
            self._forget()
        self._feed("", True)
        yield from self._rows

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = lambda name, attributes: self.opened(_local(name), attributes)
        parser.EndElementHandler = lambda name: self.closed(_local(name))
        parser.CharacterDataHandler = self._characters
        # A default handler keeps expat from expanding entities: they arrive here as written.
        parser.DefaultHandler = self._default
        parser.StartCdataSectionHandler = lambda: self._in_cdata(True)
        parser.EndCdataSectionHandler = lambda: self._in_cdata(False)
        return parser

    def _feed(self, chunk: str, final: bool) -> None:
        end = self._base + len(self._buffer)
        self._starts += (end + found.end() for found in _LINE_END.finditer(chunk))
        self._buffer += chunk
        try:
            self._parser.Parse(chunk.encode("utf-8"), final)
        except expat.ExpatError as error:
            raise InputError(
                f"{self.path}:{error.lineno}: malformed XML "
                f"({expat.ErrorString(error.code)}): repair the file at that line"
            ) from None

    def _forget(self) -> None:
        """Drop the text of the rows already given away, and guard against a row without end."""
        keep = self._row_start
        if not self.capturing and len(self._buffer) > LONGEST_ROW:
            # Long stretches without rows (headers, notes): only what may be read again is kept.
            keep = max(keep, self._base + len(self._buffer) - LONGEST_ROW)
            self._row_start = keep
        elif len(self._buffer) > 8 * LONGEST_ROW:
            line, _ = self._line_of(self._base + len(self._buffer))
            raise InputError(
                f"{self.path}:{line}: a segment longer than {LONGEST_ROW:,} characters: "
                "split it, or look for an end tag that is missing"
            )
        self._buffer = self._buffer[keep - self._base :]
        self._base = keep
        gone = bisect_right(self._starts, keep) - 1
        self._lines_gone += gone
        del self._starts[:gone]

    # ---------------------------------------------------------------------------------- places

    def _line_of(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line of an offset and the offset at which that line starts."""
        at = bisect_right(self._starts, offset) - 1
        return self._lines_gone + at + 1, self._starts[at]

    def _place(self) -> int:
        """Return the offset in the file of what the parser is reporting."""
        at = self._parser.CurrentLineNumber - 1 - self._lines_gone
        return self._starts[at] + self._parser.CurrentColumnNumber

    def _after_tag(self) -> int:
        """Return the offset after the tag that the parser is reporting."""
        close = self._buffer.find(">", self._place() - self._base)
        return self._base + (len(self._buffer) if close < 0 else close + 1)

    # ------------------------------------------------------------------------------------ text

    def _in_cdata(self, now: bool) -> None:
        self._cdata = now

    def _characters(self, data: str) -> None:
        if self._cleaner is None or self._skipping:
            return
        at = self._place()
        if not self._cdata and self._buffer.startswith("&", at - self._base):
            end = self._buffer.find(";", at - self._base) + self._base + 1
            self._cleaner.piece(data, at, end)
        elif data == "\n":
            crlf = self._buffer.startswith("\r\n", at - self._base)
            self._cleaner.space(at, at + 1 + crlf)
        else:
            self._cleaner.add(data, at)

    def _default(self, data: str) -> None:
        if data.startswith("&") and self._cleaner is not None and not self._skipping:
            self._cleaner.add(data, self._place())


def _local(name: str) -> str:
    """The name without its prefix, except where the prefix is part of it (``xml:lang``)."""
    return name.rpartition(":")[2]
