"""Clean text without losing its place: every cleaned code point knows where it came from.

Cleaning composes to NFC, folds any run of white space into one space, and drops what no reader
sees (soft hyphens, zero-width and bidirectional marks, control characters). Readers feed a
``Cleaner`` with what they find in the file, in reading order, and get the text with its map.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from dragoman.model import TextMap

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
"""Dropped characters, as a regex class: the joiners too, which only shape the letters beside."""

_FOLD = re.compile(rf"(?: (?=[\s{INVISIBLE}])|[^\S ]|[{INVISIBLE}])[\s{INVISIBLE}]*")
"""Whatever is not simply a single plain space between visible characters."""

_SPACE = re.compile(r"\s")

Run = tuple[str, int, int, bool]
"""(cleaned text, start in the original, end in the original, may be cut anywhere)."""


class Cleaner:
    """Collect pieces of an original, in order, into one cleaned text with its map.

    >>> cleaner = Cleaner()
    >>> cleaner.add("Tom  ", 3)
    >>> cleaner.piece("&", 8, 13)
    >>> text, origin = cleaner.finish()
    >>> text, origin.to_original(4, 5)
    ('Tom &', (8, 13))
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._gap: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Tell whether anything visible was collected."""
        return bool(self._runs)

    def add(self, text: str, start: int) -> None:
        """Add *text*, which stands at *start* in the original exactly as it is."""
        at = 0
        for fold in _FOLD.finditer(text):
            if fold.start() > at:
                self._put(text[at : fold.start()], start + at, start + fold.start(), True)
            at = fold.end()
            if _SPACE.search(fold.group()):
                self.space(start + fold.start(), start + at)
        if at < len(text):
            self._put(text[at:], start + at, start + len(text), True)

    def piece(self, text: str, start: int, end: int) -> None:
        """Add *text*, which stands for ``original[start:end]`` as a whole (an entity).

        One that stands for no character ("&#8;") is nothing.
        """
        if not text:
            return
        straight = len(text) == end - start
        if not _FOLD.search(text) and text != " ":
            self._put(text, start, end, straight)
            return
        for word, blank in _words(text):
            if blank:
                self.space(start, end)
            else:
                self._put(word, start, end, straight and word == text)

    def space(self, start: int, end: int) -> None:
        """Add a word gap that stands for ``original[start:end]``; gaps in a row are one."""
        self._gap = (start if self._gap is None else self._gap[0], end)

    def _put(self, text: str, start: int, end: int, straight: bool) -> None:
        if text[0] == " " and straight:  # a plain space before visible text: join any open gap
            self.space(start, start + 1)
            text, start = text[1:], start + 1
            if not text:
                return
        if self._gap is not None and self._runs:
            start_of, end_of = self._gap
            self._runs.append((" ", start_of, end_of, end_of - start_of == 1))
        self._gap = None
        if straight and text[-1] == " ":
            self._gap = (end - 1, end)
            text, end = text[:-1], end - 1
        self._runs.append((text, start, end, straight))

    def finish(self) -> tuple[str, TextMap]:
        """Return the cleaned text and its map, and start afresh."""
        runs, self._runs, self._gap = self._runs, [], None
        text = "".join(run[0] for run in runs)
        origin = _text_map(runs)
        if not unicodedata.is_normalized("NFC", text):
            runs = list(_composed(text, origin))
            text, origin = "".join(run[0] for run in runs), _text_map(runs)
        return text, origin


def clean(text: str, start: int = 0) -> tuple[str, TextMap]:
    """Clean *text*, which stands at *start* in the original.

    >>> clean("Kyjiw\\r\\nund  Lwiw")[0]
    'Kyjiw und Lwiw'
    """
    cleaner = Cleaner()
    cleaner.add(text, start)
    return cleaner.finish()


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Split the text of an indivisible piece into visible words and blanks."""
    for part in re.finditer(rf"(\s+)|[^\s{INVISIBLE}]+", text):
        yield part.group(), part.group(1) is not None


def _text_map(runs: list[Run]) -> TextMap:
    """Join runs that go on where the last one ended, and list the rest."""
    clean_at: list[int] = []
    original: list[int] = []
    ends: list[int] = []
    straights: list[bool] = []
    at = 0
    for text, start, end, straight in runs:
        if straight and straights and straights[-1] and ends[-1] == start:
            ends[-1] = end
        else:
            clean_at.append(at)
            original.append(start)
            ends.append(end)
            straights.append(straight)
        at += len(text)
    if not clean_at:
        return TextMap.identity(0, 0)
    return TextMap(
        clean=tuple(clean_at), original=tuple(original), ends=tuple(ends), straight=tuple(straights)
    )


def _composed(text: str, origin: TextMap) -> Iterator[Run]:
    """Yield the runs of *text* composed to NFC; a letter with its marks is indivisible.

    Only the characters that occur are looked up, so that composing stays linear and quick.
    Everything that can join a letter before it is a mark or a trailing Hangul jamo (UAX #15).
    """
    chars = set(text)
    joins = {c for c in chars if unicodedata.combining(c) or unicodedata.category(c)[0] == "M"}
    joins |= {c for c in chars if "\u1160" <= c <= "\u11ff"}
    changes = {c for c in chars if unicodedata.normalize("NFC", c) != c} - joins
    tails = "".join(map(re.escape, sorted(joins)))
    heads = "".join(map(re.escape, sorted(changes)))
    ways = [rf"[^{tails}]?[{tails}]+" if tails else "", f"[{heads}]" if heads else ""]
    at = 0
    for cluster in re.finditer("|".join(filter(None, ways)), text, re.DOTALL):
        composed = unicodedata.normalize("NFC", cluster.group())
        if composed == cluster.group():
            continue
        yield from cut(text, origin, at, cluster.start())
        yield composed, *origin.to_original(*cluster.span()), False
        at = cluster.end()
    yield from cut(text, origin, at, len(text))


def cut(text: str, origin: TextMap, start: int, end: int) -> Iterator[Run]:
    """Yield the runs of ``text[start:end]``."""
    at = start
    number = max(bisect_right(origin.clean, start) - 1, 0)
    while at < end:
        following = origin.clean[number + 1] if number + 1 < len(origin.clean) else len(text)
        stop = min(following, end)
        first, last = origin.to_original(at, stop)
        yield text[at:stop], first, last, origin.straight[number]
        at, number = stop, number + 1
