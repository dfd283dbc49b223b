"""Find words that exclude one another across the two sides: rose and fell, mother and father."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.checks.quantities.polarity import negators
from dragoman.model import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

REACH = 0.35
"""How far apart, in parts of the bead, two opposites may stand and still face each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """A word of a group: which group, which value, where; ``at`` is relative, in [0, 1]."""

    group: str
    value: str
    sentence: int
    start: int
    end: int
    at: float


@dataclass(frozen=True, slots=True)
class _Forms:
    exact: Mapping[str, tuple[str, str]]
    stems: Mapping[str, tuple[str, str]]
    lengths: tuple[int, ...]

    def look(self, word: str) -> tuple[str, str] | None:
        found = self.exact.get(word)
        for length in self.lengths if found is None else ():
            if found := self.stems.get(word[:length]):
                break
        return found


@cache
def _forms(lang: str) -> _Forms:
    place = resources.files(__package__).joinpath("data/opposites.toml")
    exact: dict[str, tuple[str, str]] = {}
    stems: dict[str, tuple[str, str]] = {}
    for group, table in tomllib.loads(place.read_text(encoding="utf-8")).items():
        for value, forms in zip(table["values"], table.get(lang, ()), strict=False):
            for form in forms.split():
                target, key = (stems, form[:-1]) if form.endswith("*") else (exact, form)
                target[key] = (group, value)
    lengths = tuple(sorted({len(stem) for stem in stems}, reverse=True))
    return _Forms(exact, stems, lengths)


def look(word: str, lang: str) -> tuple[str, str] | None:
    """Return the group and the value of a word in lower case, or None."""
    return _forms(lang).look(word)


def read(sentences: Sequence[Sentence], lang: str) -> Iterator[Sided]:
    """Read the words of a bead's side that belong to a group; capitalised words are names.

    Where any noun may be capitalised (German), capitals say nothing.
    """
    known, denying = _forms(lang), negators(lang)
    nouns = denying is not None and denying.capital_nouns
    length = sum(len(sentence.text) + 1 for sentence in sentences) or 1
    before = 0
    for sentence in sentences:
        for match in _WORD.finditer(sentence.text):
            named = match.group()[0].isupper() and match.start() and not nouns
            found = None if named else known.look(match.group().lower())
            if found is not None:
                group, value = found
                at = (before + match.start()) / length
                yield Sided(group=group, value=value, sentence=sentence.index,
                            start=match.start(), end=match.end(), at=at)  # fmt: skip
        before += len(sentence.text) + 1


def swapped(source: Sequence[Sided], target: Sequence[Sided]) -> Iterator[tuple[Sided, Sided]]:
    """Yield (source word, target word) where each side knows one value of a group alone.

    A side that names both values ("rose … then fell") says too much to judge by words.
    """
    for group in dict.fromkeys(word.group for word in source):
        ours = [word for word in source if word.group == group]
        theirs = [word for word in target if word.group == group]
        if len({word.value for word in ours}) != 1 or len({word.value for word in theirs}) != 1:
            continue
        if ours[0].value == theirs[0].value:
            continue
        pairs = ((abs(one.at - other.at), one, other) for one in ours for other in theirs)
        away, one, other = min(pairs, key=lambda pair: pair[0])
        if away <= REACH:
            yield one, other
