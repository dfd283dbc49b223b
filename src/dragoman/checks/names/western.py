"""Western names that came through Cyrillic letters: Dzhordzh for George, Khyuz for Hughes."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import fuzz

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import CLEARLY, KNOWN, SHORTEST
from dragoman.checks.names.gazetteer import given_names, names
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.reading import Reading, read
from dragoman.checks.names.spelling import convention, english
from dragoman.checks.names.words import stem

LEAD = 1.5
"""By how much (Zipf, thirtyfold) the name must be more current than its romanisation: Hughes 4.4
against 0. It spares the names of peoples of the East, whose romanisation is in use (Magomed 1.9,
Mohammed 3.9)."""

EVERYDAY = 4.8
"""A form this current in English (Zipf) is a word, if it is no given name (George 5.0)."""

LIKENESS = 0.02
"""What a hundredth of likeness (rapidfuzz ratio) counts in Zipf: all of it a hundredfold."""

CHRISTIAN = ("ий", "ый", "ия", "ся")
"""Endings of Russian names that are no Western ones in Cyrillic: Феодосий, Дарий, Муся."""

LEAST_STEM = 3
"""Letters a declined source word must share with an original."""


def western(
    word: str, language: str, source: Collection[str], *, near: bool = False
) -> Judgement | None:
    """Judge a lower-case *word* as a Western name that the source has in Cyrillic.

    *language* is the source's, *source* its words that answer the name's sentence. *near*: another
    word of the same name is one, so that a word English knows may be one as well.
    """
    if zipf(word) >= (2 * KNOWN if near else CLEARLY):
        return None
    for original, forms in _readings(word, language):
        begun = stem(original)
        if len(begun) >= LEAST_STEM and any(other.startswith(begun) for other in source):
            return Judgement(
                word=word,
                status=Status.LEFT,
                originals=(original,),
                forms=forms,
                tier=Tier.WESTERN,
            )
    return None


@lru_cache(maxsize=20_000)
def _readings(word: str, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the listed originals *word* may romanise, with the Latin spellings that are names."""
    if not english().alphabet.issuperset(word):
        return ()
    found = []
    for original in names().undo(word, english()):
        reading = read(word, original, english())
        if not reading.accepts or _eastern(reading) or reading.settled:
            continue
        forms = tuple(
            form
            for form in sorted(names().latin(original), key=lambda form: (-_fit(word, form), form))
            if zipf(word) + LEAD <= zipf(form)
            and (zipf(form) < EVERYDAY or form in given_names()[1])
            and not convention(language).accepts(original, form)
        )
        if forms:
            found.append((original, forms))
    return tuple(sorted(found, key=lambda row: -_fit(word, row[1][0])))


def _fit(word: str, form: str) -> float:
    """Weigh how current a form is (Zipf), and how like: for Chzhan Zhang is likelier than Tie."""
    return zipf(form) + LIKENESS * fuzz.ratio(word, form)


def _eastern(reading: Reading) -> bool:
    """Tell whether it is a name of the East; of short words (Люк) no ending tells."""
    ending = len(reading.original) > SHORTEST or not reading.listed
    return (reading.eastern and ending) or reading.original.endswith(CHRISTIAN)
