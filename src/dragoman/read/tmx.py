"""TMX 1.4b: one ``<tu>`` is one row, its ``<tuv>`` the languages."""

from __future__ import annotations

from dragoman.errors import InputError
from dragoman.read.rows import Cell, OnError, base_language
from dragoman.read.stream import TextStream
from dragoman.read.xmlrows import Attributes, XmlFile

CODE = frozenset(("bpt", "ept", "ph", "it", "ut"))
"""Inline elements that hold native code; ``hi`` holds text (TMX 1.4b, section 3.3)."""


class TmxFile(XmlFile):
    """Rows of one language pair of a translation memory.

    The source is *from_lang* or, without it, the header's ``srclang`` or else the unit's first
    language; the target *to_lang* or else the only other one, English before all.
    """

    def __init__(
        self, stream: TextStream, on_error: OnError, *, from_lang: str | None, to_lang: str | None
    ) -> None:
        super().__init__(stream, on_error)
        self._from = from_lang
        self._to = to_lang
        self._unit: dict[str, Cell] = {}
        self._lang: str | None = None

    def opened(self, name: str, attributes: Attributes) -> None:
        """Follow the header, the unit and its languages."""
        if self.capturing:
            self.skip(name in CODE)
        elif name == "header" and self._from is None:
            declared = base_language(attributes.get("srclang"))
            self._from = None if declared == "*all*" else declared
        elif name == "tu":
            self._unit = {}
        elif name == "tuv":
            self._lang = base_language(attributes.get("xml:lang") or attributes.get("lang"))
        elif name == "seg":
            self.capture()

    def closed(self, name: str) -> None:
        """Take the segment, and at the end of the unit the row."""
        if name == "seg" and self.capturing:
            cell = self.captured()
            if self._lang:
                self._unit.setdefault(self._lang, cell)
        elif self.capturing:
            self.skip(-(name in CODE))
        elif name == "tu":
            self._row()

    def _row(self) -> None:
        if not self._unit:
            self.leave_out("a <tu> without a <tuv xml:lang=…> that holds a <seg>")
            return
        source = self._from or next(iter(self._unit))
        target = self._to or self._other(source)
        if target is None or not {source, target} & set(self._unit):
            self.leave_out()
            return
        if self._to is None:
            self._to = target
        self.emit(
            self._unit.get(source),
            self._unit.get(target),
            source_lang=source,
            target_lang=target,
        )

    def _other(self, source: str) -> str | None:
        others = [lang for lang in self._unit if lang != source]
        if "en" in others or len(others) < 2:
            return "en" if "en" in others else next(iter(others), None)
        raise InputError(
            f"{self.path}: holds several languages ({', '.join(sorted(self._unit))}): "
            "name the one to check with --to"
        )
