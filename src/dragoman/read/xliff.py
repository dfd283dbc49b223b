"""XLIFF 1.2 and 2.x: each ``<segment>`` or ``<trans-unit>`` is one row.

A ``<trans-unit>`` whose source and target are marked up in segments (``<mrk mtype="seg">``, as
translation tools write it) is one row per segment.
"""

from __future__ import annotations

from dragoman.read.rows import Cell, OnError, base_language
from dragoman.read.stream import TextStream
from dragoman.read.xmlrows import Attributes, XmlFile

CODE = frozenset(("bpt", "ept", "ph", "it", "sub"))
"""Inline elements of 1.2 that hold native code; in 2.x ``ph`` is empty and the others unknown."""

UNITS = frozenset(("trans-unit", "unit"))
ROWS = frozenset(("trans-unit", "segment"))
SIDES = frozenset(("source", "seg-source", "target"))
ASIDE = frozenset(("alt-trans", "matches", "match", "glossary", "ignorable", "originalData"))
"""Elements that hold sources and targets of something else: proposals, terms, white space."""


class XliffFile(XmlFile):
    """Rows of an XLIFF file; its languages are those that the file names."""

    def __init__(self, stream: TextStream, on_error: OnError) -> None:
        super().__init__(stream, on_error)
        self._langs: tuple[str | None, str | None] = (None, None)
        self._aside = 0
        self._translate = True
        self._side = ""
        self._cells: dict[str, Cell] = {}
        self._marked: dict[str, dict[str, Cell]] = {}
        self._marks: list[str | None] = []

    def opened(self, name: str, attributes: Attributes) -> None:
        """Follow files, units, sides and segments."""
        if name in ASIDE:
            self._aside += 1
        elif self._side:
            self._inline(name, attributes)
        elif self._aside:
            return
        elif name in ("xliff", "file"):
            self._languages(attributes)
        elif name in UNITS:
            self._translate = attributes.get("translate") != "no"
            self._cells, self._marked = {}, {}
        elif name == "segment":
            self._cells, self._marked = {}, {}
        elif name in SIDES:
            self._side = name
            self._marks = []
            self.capture()

    def closed(self, name: str) -> None:
        """Take a side, and at the end of the unit its rows."""
        if name in ASIDE:
            self._aside -= 1
        elif self._side and name == self._side:
            self._cells[name] = self.captured()
            self._side = ""
        elif self._side:
            self._inline_end(name)
        elif name in ROWS and not self._aside:
            self._row()

    def _languages(self, attributes: Attributes) -> None:
        source = attributes.get("source-language") or attributes.get("srcLang")
        target = attributes.get("target-language") or attributes.get("trgLang")
        self._langs = (
            base_language(source) or self._langs[0],
            base_language(target) or self._langs[1],
        )

    # ---------------------------------------------------------------------------- inside a side

    def _inline(self, name: str, attributes: Attributes) -> None:
        self.skip(name in CODE)
        if name == "cp" and attributes.get("hex"):
            self.put(_code_point(attributes["hex"]))
        elif name == "mrk":
            mid = attributes.get("mid") if attributes.get("mtype") == "seg" else None
            self._marks.append(mid)
            if mid is not None:
                self.captured()  # between segments there is only white space
                self.capture()

    def _inline_end(self, name: str) -> None:
        self.skip(-(name in CODE))
        if name == "mrk" and self._marks:
            mid = self._marks.pop()
            if mid is not None:
                self._marked.setdefault(self._side, {})[mid] = self.captured()
                self.capture()

    def _row(self) -> None:
        if "source" not in self._cells:
            self.leave_out("a unit without a <source>")
        elif not self._translate:
            self.leave_out()
        else:
            self._segments()

    def _segments(self) -> None:
        sources = self._marked.get("seg-source") or self._marked.get("source") or {}
        targets = self._marked.get("target", {})
        whole = self._cells.get("target")
        if not sources or (whole and whole[0] and not targets):
            self._emit(self._cells["source"], whole)
            return
        for mid in dict.fromkeys((*sources, *targets)):
            self._emit(sources.get(mid), targets.get(mid))

    def _emit(self, source: Cell | None, target: Cell | None) -> None:
        self.emit(source, target, source_lang=self._langs[0], target_lang=self._langs[1])


def _code_point(digits: str) -> str:
    """The character of XLIFF 2's ``<cp hex="001A"/>``; they are controls, which no text needs."""
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return ""
