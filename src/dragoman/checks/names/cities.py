"""Foreign cities spelled out of the Cyrillic letters of the source: из Лиона, from Lion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from dragoman.checks.names.current import zipf
from dragoman.checks.names.gazetteer import lines
from dragoman.checks.names.given import is_given
from dragoman.checks.names.spelling import convention, fold
from dragoman.checks.names.words import Word, fitting, stem, words
from dragoman.model import Sentence

ENDINGS = 3
"""Letters that a case of a city's name may have after the stem."""

ALIKE = 60
"""A romanised form that English knows must be this like the name (rapidfuzz ratio, 0-100): Lion is
of Lyon, but Bombay is what English called Mumbai."""

Place = tuple[Sentence, Word]


@cache
def _cities() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Map stems in Cyrillic (lower case) to (original, English name) of cities."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in lines("cities.txt.gz"):
        original, _, name = line.partition("\t")
        found.setdefault(stem(original), []).append((original, name))
    return {key: tuple(rows) for key, rows in found.items()}


def spelled_out(
    sources: Sequence[Sentence], targets: Sequence[Sentence], language: str
) -> Iterator[tuple[Place, Place, str]]:
    """Yield (city in the source, its letters in the translation, English name)."""
    here = [(target, word) for target in targets for word in words(target.text) if word.capital]
    for source in sources:
        row = words(source.text)
        for before, word in pairwise([Word(start=0, end=0, text="-"), *row]):
            if not word.text.istitle() or is_given(before.key):
                continue
            for original, name in _called(word.key):
                if not any(fitting(name, other.text) for _, other in here):
                    for target, other in here:
                        if _letters(original, other.key, fold(name.lower()), language):
                            yield (source, word), (target, other), name


def _called(word: str) -> Iterator[tuple[str, str]]:
    """Yield the cities that a lower-case *word* may be a case of."""
    for cut in range(min(ENDINGS, len(word)) + 1):
        for original, name in _cities().get(word[: len(word) - cut], ()):
            if word == original or not original.endswith(word[-1]):
                yield original, name


def _letters(original: str, word: str, name: str, language: str) -> bool:
    """Tell whether *word* is *original* letter by letter, and not the English *name*."""
    table = convention(language)
    regular = table.spell(original)
    if word == name or regular == name or not table.writes(original):
        return False
    known = zipf(word) > 0 and fuzz.ratio(word, name) < ALIKE
    return not known and (word == regular or table.accepts(original, word))
