"""Originals in their own script, found by the letters they begin with.

A gazetteer is a sorted list of lines ``original TAB latin spellings``; sorted lines are a trie one
need not build: every prefix is a range, and one more letter narrows it by bisection.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.checks.names.spelling import Transcription, established

LAST = "\U0010ffff"


@dataclass(frozen=True)
class Gazetteer:
    """Sorted lines ``original TAB latin latin …``, all lower case."""

    lines: Sequence[str]

    def latin(self, original: str) -> tuple[str, ...]:
        """Return the Latin spellings attested for *original*; empty when it is not listed."""
        key = original + "\t"
        at = bisect_left(self.lines, key)
        if at < len(self.lines) and self.lines[at].startswith(key):
            return tuple(self.lines[at][len(key) :].split())
        return ()

    def has(self, original: str) -> bool:
        """Tell whether *original* is listed, be it without a Latin spelling."""
        return _is_line(self.lines, bisect_left(self.lines, original + "\t"), original)

    def undo(self, latin: str, table: Transcription) -> Iterator[str]:
        """Yield every listed original that *table*'s language would write as *latin*."""
        yield from sorted(set(self._walk(latin, table, 0, "", 0, len(self.lines))))

    def _walk(
        self, latin: str, table: Transcription, at: int, prefix: str, low: int, high: int
    ) -> Iterator[str]:
        if at == len(latin):
            if _is_line(self.lines, low, prefix):
                yield prefix
        else:
            for size in range(min(table.longest, len(latin) - at), 0, -1):
                spelling = latin[at : at + size]
                if spelling in table.undo and not table.fits(spelling, latin, at):
                    continue
                for letters in table.undo.get(spelling, ()):
                    yield from self._step(latin, table, at + size, prefix + letters, low, high)
        if prefix:
            for letters in table.silent:
                yield from self._step(latin, table, at, prefix + letters, low, high)
            yield from self._step(latin, table, at, prefix + prefix[-1], low, high)

    def _step(
        self, latin: str, table: Transcription, at: int, prefix: str, low: int, high: int
    ) -> Iterator[str]:
        low = bisect_left(self.lines, prefix, low, high)
        high = bisect_left(self.lines, prefix + LAST, low, high)
        if low < high:
            yield from self._walk(latin, table, at, prefix, low, high)


def _is_line(lines: Sequence[str], at: int, word: str) -> bool:
    return at < len(lines) and lines[at].startswith(word + "\t")


def lines(name: str) -> list[str]:
    """Read the lines of a shipped table, its header left out."""
    data = resources.files(__package__).joinpath(name).read_bytes()
    text = gzip.decompress(data).decode("utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"]


@cache
def names() -> Gazetteer:
    """Load the shipped names, towns and words (origin and licence stand in each file's header)."""
    table = dict(line.split("\t") for line in lines("names.txt.gz"))
    for line in lines("towns.txt.gz"):
        original, _, latin = line.partition("\t")
        table[original] = f"{table.get(original, '')} {latin}"
    for original, spellings in established().items():
        table[original] = " ".join({*table.get(original, "").split(), *spellings})
    people = [f"{original}\t{latin}" for original, latin in table.items()]
    return Gazetteer(sorted(people + lines("words.txt.gz")))


@cache
def semitic() -> Gazetteer:
    """Load English spellings of Arabic, Persian and Hebrew names; each is its own original."""
    return Gazetteer([f"{form}\t{form}" for form in lines("semitic.txt.gz")])


@cache
def towns() -> frozenset[str]:
    """Load the towns' originals."""
    return frozenset(line.partition("\t")[0] for line in lines("towns.txt.gz"))


@cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Load the given names (in Cyrillic, of Latin-script languages), lower case."""
    rows = lines("given.txt.gz")
    return (
        frozenset(line[2:] for line in rows if line[0] == "e"),
        frozenset(line[2:] for line in rows if line[0] in "ws"),
    )


@cache
def slavic_given_names() -> frozenset[str]:
    """Load the given names in Latin letters that few languages have (Sergej, Wladimir)."""
    return frozenset(line[2:] for line in lines("given.txt.gz") if line[0] == "s")
