"""Judge one word: is it a name still spelled as the source language transcribes it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dragoman.checks.names.current import zipf
from dragoman.checks.names.gazetteer import given_names, names, semitic, towns
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.letters import likeliest
from dragoman.checks.names.reading import EASTERN, Reading, read
from dragoman.checks.names.spelling import (
    Transcription,
    conventions,
    english,
    fold,
    latin_transcription,
    spells,
    transcription,
)

CLEARLY = 1.0
"""By how much (Zipf, so tenfold) one spelling must be more current in English to settle a case."""

IRREGULAR = 100
"""More than any word's strain."""

HABIT = 1.5
"""How much more current (Zipf) an irregular spelling must be to be suggested before the regular
one: Tchaikovsky (3.2 against 0) is, Victor for Viktor (4.6 against 3.5) is not."""

FAMOUS = 3.0
"""A lead (Zipf) that settles the case even with a Western given name before the word: Benjamin
Netanjahu 3.3, but not Julia Juen (Yuen 2.9), an Austrian."""

KNOWN = 1.5
"""A word this current in English (Zipf) may well be a name English keeps as it is: Wesel 1.6,
Haass 1.7, Fischer 3.5. Left-overs of names known by another spelling stay below, but for given
names and capitals (Sergej 1.6, Kiew 1.4)."""

SHORTEST = 4
"""Shorter words are judged only as Eastern given names (Lew): of the three-letter words left in
real engines' English not one was a left-over (Ma, Wu, Wan, Bos), and too many originals fit."""


@lru_cache(maxsize=20_000)
def judge(word: str, language: str) -> Judgement:
    """Judge a lower-case *word* of a text translated from *language*."""
    table = transcription(language)
    if len(word) < SHORTEST - 1 or not table.alphabet.issuperset(word):
        return Judgement(word=word, status=Status.UNKNOWN)
    originals = list(names().undo(word, table))
    originals += _in_russian(word, originals, table)
    readings = [read(word, original, table) for original in originals]
    if len(word) < SHORTEST:
        readings = [reading for reading in readings if reading.original in given_names()[0]]
    readings = _without_bulgarian(readings)
    if not readings:
        plain = english_originals(word)
        if plain:
            return Judgement(word=word, status=Status.ENGLISH, originals=plain, eastern=True)
        usual = semitic_left_over(word, table)
        if usual is not None:
            return usual
        return _guess(word, table)
    if table.surely.search(word) and not any(reading.eastern for reading in readings):
        guess = _guess(word, table)
        if guess.tier is Tier.COMPUTED:
            return guess
    return _decide(word, sorted(readings, key=_rank), table)


@lru_cache(maxsize=20_000)
def english_originals(word: str) -> tuple[str, ...]:
    """Return the Eastern originals that a lower-case *word* spells by an English convention."""
    if len(word) < SHORTEST or not english().alphabet.issuperset(word):
        return ()
    readings = (read(word, original, english()) for original in names().undo(word, english()))
    found = [reading for reading in readings if reading.accepts and reading.eastern]
    return tuple(reading.original for reading in sorted(found, key=_rank))


RUSSIAN = str.maketrans("іїєў", "ииев")
RUSSIAN_HAS_NOT = frozenset("іїєў")


def _in_russian(word: str, originals: Sequence[str], table: Transcription) -> list[str]:
    """Return the Russian spellings of names listed in Ukrainian or Belarusian alone (Загітова)."""
    twins = {
        re.sub("([сц])(?:ки|ький)$", r"\1кий", original.translate(RUSSIAN))
        for original in originals
        if not RUSSIAN_HAS_NOT.isdisjoint(original) or original.endswith("ький")
    } - set(originals)
    return sorted(twin for twin in twins if spells(table.options, twin, word))


def semitic_left_over(word: str, table: Transcription, *, near: bool = False) -> Judgement | None:
    """Judge a word as an Arabic, Persian or Hebrew name, by its usual English spelling.

    *near*: the text is about a country of such names, so that no telling letters are needed.
    """
    latin = latin_transcription(table.language)
    own = zipf(word)
    if latin is None or own >= CLEARLY or not (near or table.foreign.search(word)):
        return None
    forms = sorted(
        (f for f in semitic().undo(word, latin) if zipf(f) >= zipf(word) + 1.5 * CLEARLY),
        key=lambda form: -zipf(form),
    )
    if not forms:
        return None
    return Judgement(
        word=word,
        status=Status.LEFT,
        originals=(forms[0],),
        forms=tuple(forms),
        # Charmé: English keeps an accent or drops it.
        tier=Tier.FOREIGN if table.telling.search(word) and forms[0] != fold(word) else Tier.WEAK,
    )


def _without_bulgarian(readings: list[Reading]) -> list[Reading]:
    """Leave out Bulgarian -ски where Russian or Ukrainian -ский fits as well: it is far rarer."""
    if any(reading.original.endswith("кий") for reading in readings):
        return [reading for reading in readings if not reading.original.endswith("ски")]
    return readings


def _guess(word: str, table: Transcription) -> Judgement:
    """Judge a word whose original is in no list by its letters and its ending."""
    surely, telling = table.surely.search(word), table.telling.search(word)
    signs = surely or telling or table.foreign.search(word) or table.soft.search(word)
    unknown = Judgement(word=word, status=Status.UNKNOWN)
    if len(word) < SHORTEST or not signs or zipf(word):
        return unknown
    guess = read(word, likeliest(word, table.language), table)
    if guess.accepts or not (guess.eastern or surely):
        return unknown
    if surely and guess.eastern:
        tier = Tier.COMPUTED
    else:
        tier = Tier.LIKELY if telling and guess.eastern else Tier.WEAK
    return _judgement(word, Status.LEFT, [guess], tier)


def suspect(word: str, language: str) -> Judgement | None:
    """Judge an unknown lower-case *word* that follows an Eastern given name left in transcription.

    None when nothing in its letters differs from English, or English knows the word.
    """
    table = transcription(language)
    signs = (table.foreign, table.soft, table.telling)
    if len(word) < SHORTEST or zipf(word) or not any(sign.search(word) for sign in signs):
        return None
    if not table.alphabet.issuperset(word):
        return None
    return guessed(word, table)


def guessed(word: str, table: Transcription) -> Judgement | None:
    """Judge *word* as a left-over of its letters' likeliest original; None if it is English."""
    guess = read(word, likeliest(word, table.language), table)
    return None if guess.accepts else _judgement(word, Status.LEFT, [guess], Tier.WEAK)


def _rank(reading: Reading) -> tuple[bool, float, int, bool, int, str]:
    known = len(names().latin(reading.original))
    return (
        not reading.settled,
        -reading.current,
        -known,
        not reading.listed,
        reading.strain,
        reading.original,
    )


def _decide(word: str, readings: Sequence[Reading], table: Transcription) -> Judgement:
    own = zipf(word)
    best = readings[0]
    english = [reading for reading in readings if reading.accepts]
    if best.settled and not best.accepts:
        return _judgement(word, Status.LEFT, [best], Tier.CURRENT)
    if english and best.current - max(own, *(r.current for r in english)) < CLEARLY:
        # Otherwise it is the rare namesake of a current name: Selensky (Селенский, Зеленский).
        return _judgement(word, Status.ENGLISH, english)
    tier = _tier(word, readings, table)
    if tier is not None and _only_accents(word, readings):
        surname = any(EASTERN.search(reading.original) for reading in readings)
        tier = Tier.LIKELY if surname else Tier.WEAK
    elif tier is not None and best.current - own < FAMOUS and table.uncertain.search(word):
        tier = Tier.WEAK
    if tier is None:
        return _judgement(word, Status.NATIVE, readings)
    attested = [reading for reading in readings if reading.attested]
    return _judgement(word, Status.LEFT, attested or readings, tier)


def _only_accents(word: str, readings: Sequence[Reading]) -> bool:
    """Tell whether the word differs from an English spelling by nothing but accents."""
    bare = fold(word)
    if bare == word:
        return False
    return any(
        language.accepts(reading.original, bare)
        for reading in readings
        for language in conventions(reading.original)
    )


def _tier(word: str, readings: Sequence[Reading], table: Transcription) -> Tier | None:
    """Weigh the evidence that a word is a left-over; None when it is none."""
    own = zipf(word)
    ahead = round(max(reading.current for reading in readings) - own, 2)
    attested = any(reading.attested for reading in readings)
    eastern = any(reading.eastern for reading in readings)
    if own > 0 and ahead <= 0:
        return None
    if own >= KNOWN and not (eastern and ahead >= CLEARLY):
        return None
    if any(reading.listed for reading in readings) and not attested and not eastern:
        # Listed in Cyrillic, but never in an English transcription of it: a Latin name.
        return None
    telling = bool(table.telling.search(word))
    town = any(reading.original in towns() for reading in readings)
    if ahead >= CLEARLY and eastern and (telling or ahead >= 2 * CLEARLY):
        return Tier.CURRENT
    if ahead >= 1.5 * CLEARLY and own < CLEARLY and (telling or table.foreign.search(word)):
        return Tier.CURRENT if eastern or ahead >= FAMOUS else Tier.FOREIGN
    sign = table.foreign.search(word) or len(word) > SHORTEST
    if eastern and attested and (telling or town or (sign and ahead >= CLEARLY)):
        return Tier.LISTED
    if eastern and telling:
        return Tier.COMPUTED
    as_is = table.foreign.search(word) and any(r.attested and r.as_is for r in readings)
    return Tier.LIKELY if eastern or as_is else Tier.WEAK


def _judgement(
    word: str, status: Status, readings: Iterable[Reading], tier: Tier | None = None
) -> Judgement:
    readings = list(readings)
    forms = dict.fromkeys(form for r in readings for form in r.forms if form != word)
    top = max(map(zipf, forms), default=0.0)
    ranked = sorted(
        forms,
        key=lambda form: (
            _unusual(form, readings, top) // 2,
            -zipf(form),
            _unusual(form, readings, top),
        ),
    )
    if readings and readings[0].settled:
        ranked = [form for form in readings[0].attested if form != word]
    if status is Status.LEFT and not ranked:
        status, tier = Status.NATIVE, None
    return Judgement(
        word=word,
        status=status,
        originals=tuple(reading.original for reading in readings),
        forms=tuple(ranked),
        eastern=any(reading.eastern for reading in readings),
        settled=any(reading.settled for reading in readings),
        tier=tier,
    )


def _unusual(form: str, readings: Sequence[Reading], top: float) -> int:
    """Say how far a form is from the regular spelling of the original the word fits best."""
    if zipf(form) <= top - HABIT:
        return IRREGULAR
    regular = [
        reading.strain + reading.computed.index(form)
        for reading in readings
        if form in reading.computed and (form in reading.attested or not reading.listed)
    ]
    return min(regular, default=IRREGULAR)
