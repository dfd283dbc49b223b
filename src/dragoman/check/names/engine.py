"""Judge one word: is it a name still spelled as the source language transcribes it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dragoman.check.names.english import zipf
from dragoman.check.names.gazetteer import names
from dragoman.check.names.spelling import CYRILLIC, convention, conventions, transcription

CLEARLY = 1.0
"""By how much (Zipf, so tenfold) one spelling must be more current in English to settle a case."""


class Status(StrEnum):
    """What a word's spelling is."""

    UNKNOWN = "unknown"
    NATIVE = "native"
    ENGLISH = "english"
    LEFT = "left"


class Tier(StrEnum):
    """How good the evidence for a left-over is, from the strongest on."""

    CURRENT = "current"
    LISTED = "listed"
    COMPUTED = "computed"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is known of one word (lower case).

    ``originals`` are the words in their own script it may stand for, the likeliest first;
    ``forms`` the English spellings, the best first. ``tier`` is set for left-overs.
    """

    word: str
    status: Status
    originals: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    tier: Tier | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One original a word may stand for, and how English spells it."""

    original: str
    listed: bool
    """It has attested Latin spellings (it is in the names table, not only in the word lists)."""
    attested: tuple[str, ...]
    """Attested spellings that follow an English convention, the most current first."""
    computed: tuple[str, ...]
    accepts: bool
    """The word itself follows an English convention for this original."""

    @property
    def forms(self) -> tuple[str, ...]:
        """All English spellings, attested ones first."""
        return tuple(dict.fromkeys((*self.attested, *self.computed)))

    @property
    def current(self) -> float:
        """How current the best of the spellings is in English (Zipf)."""
        return max((zipf(form) for form in self.forms), default=0.0)


def read(word: str, original: str) -> Reading:
    """Collect how English spells *original*, and whether it might spell it *word*."""
    tables = tuple(conventions(original))
    latin = names().latin(original)
    attested = [f for f in latin if any(table.accepts(original, f) for table in tables)]
    main = tuple(dict.fromkeys(table.spell(original) for table in tables))
    return Reading(
        original=original,
        listed=bool(latin),
        attested=tuple(sorted(attested, key=lambda form: (-zipf(form), form not in main, form))),
        computed=main,
        accepts=any(table.accepts(original, word) for table in tables),
    )


@lru_cache(maxsize=20_000)
def judge(word: str, language: str) -> Judgement:
    """Judge a lower-case *word* of a text translated from *language*."""
    table = transcription(language)
    if not table.alphabet.issuperset(word):
        return Judgement(word=word, status=Status.UNKNOWN)
    readings = [read(word, original) for original in names().undo(word, table)]
    if not readings:
        return Judgement(word=word, status=Status.UNKNOWN)
    return _decide(word, sorted(readings, key=_rank))


def _rank(reading: Reading) -> tuple[float, bool, bool, str]:
    return -reading.current, not reading.attested, not reading.listed, reading.original


def _decide(word: str, readings: list[Reading]) -> Judgement:
    own = zipf(word)
    best = readings[0]
    ahead = best.current - own
    english = [reading for reading in readings if reading.accepts]
    if english and best.current - max(own, *(r.current for r in english)) < CLEARLY:
        # Otherwise it is the rare namesake of a current name: Selensky (Селенский, Зеленский).
        return _judgement(word, Status.ENGLISH, english)
    if own > 0 and ahead <= 0:
        return _judgement(word, Status.NATIVE, readings)
    attested = [reading for reading in readings if reading.attested]
    if ahead >= CLEARLY and (attested or best.current >= 2):
        return _judgement(word, Status.LEFT, readings, Tier.CURRENT)
    if attested:
        return _judgement(word, Status.LEFT, attested, Tier.LISTED)
    if any(reading.listed for reading in readings) or own > 0:
        # Listed in Cyrillic, but never in an English transcription of it: a Latin name.
        return _judgement(word, Status.NATIVE, readings)
    return _judgement(word, Status.LEFT, readings, Tier.COMPUTED)


def _judgement(
    word: str, status: Status, readings: Iterable[Reading], tier: Tier | None = None
) -> Judgement:
    readings = list(readings)
    forms = dict.fromkeys(form for r in readings for form in r.forms)
    ranked = sorted((f for f in forms if f != word), key=lambda form: -zipf(form))
    return Judgement(
        word=word,
        status=status,
        originals=tuple(reading.original for reading in readings),
        forms=tuple(ranked),
        tier=tier,
    )


def in_language(judgement: Judgement, language: str) -> tuple[str, ...]:
    """Return the forms that follow the convention of *language*, the main one first."""
    table = convention(language)
    originals = [original for original in judgement.originals if table.writes(original)]
    originals.sort(key=lambda original: not table.only.intersection(original))
    main = [table.spell(original) for original in originals]
    rest = [f for f in judgement.forms if any(table.accepts(o, f) for o in originals)]
    return tuple(dict.fromkeys((*main, *rest)))


__all__ = ["CYRILLIC", "Judgement", "Status", "Tier", "in_language", "judge"]
