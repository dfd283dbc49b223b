"""Judge a word anew where the text says that its bearer is of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import (
    CLEARLY,
    HABIT,
    SHORTEST,
    Judgement,
    Status,
    Tier,
    guessed,
)
from dragoman.checks.names.respell import respelled
from dragoman.checks.names.setting import Region
from dragoman.checks.names.spelling import Transcription, transcription

AT_HOME = 3.0
"""A word this current in English (Zipf) keeps its spelling wherever its bearer is from: Alexander
4.7, Johann 3.4, but not Nowak 2.6, Sascha 2.8 and Wladimir 2.0."""


def abroad(judgement: Judgement, region: Region, language: str, *, asserted: bool) -> Judgement:
    """Return what *judgement* is for someone of *region*; only if *asserted* is it a left-over now.

    Names of ``respelled`` regions are spelled straight from the transcription (``respell.py``).
    """
    table = transcription(language)
    word = judgement.word
    new = judgement.status in (Status.NATIVE, Status.UNKNOWN)
    if judgement.settled or not table.alphabet.issuperset(word) or len(word) < SHORTEST - 1:
        return judgement
    if not region.cyrillic:
        return _of_own_script(judgement, region, table, asserted=asserted)
    if new and (not asserted or zipf(word) >= AT_HOME or not _signs(word, table)):
        return judgement
    if judgement.status is Status.ENGLISH:
        return judgement
    if region.respelled:
        return _by_way_of_russian(judgement, region, table)
    return _cyrillic(judgement, table) if new else judgement


def _signs(word: str, table: Transcription) -> bool:
    """Tell whether something in the word is spelled otherwise in English."""
    return any(sign.search(word) for sign in (table.foreign, table.soft, table.telling))


def _cyrillic(judgement: Judgement, table: Transcription) -> Judgement:
    """Take an unremarkable word for the name it is in Cyrillic: the Russian Nowak is Novak."""
    if judgement.status is Status.NATIVE and judgement.forms:
        return replace(judgement, status=Status.LEFT, tier=Tier.LIKELY, eastern=True)
    found = guessed(judgement.word, table) if not zipf(judgement.word) else None
    return replace(found, eastern=True, tier=Tier.LIKELY) if found else judgement


def _by_way_of_russian(judgement: Judgement, region: Region, table: Transcription) -> Judgement:
    """Spell a name of a people whose names come through Russian by its own sounds (Hadschijew).

    Of the respellings those come first that the listed originals give too; a form far more current
    than these is the one English has.
    """
    made = _made(judgement.word, region, table)
    both = _ranked([form for form in made if form in judgement.forms])
    best = max((zipf(form) for form in both or made[:1]), default=0.0)
    known = [form for form in judgement.forms if zipf(form) >= best + HABIT]
    forms = tuple(dict.fromkeys((*known, *both, *made[:1], *judgement.forms)))
    return _left(judgement, region, forms, judgement.tier or Tier.LIKELY) if made else judgement


def _of_own_script(
    judgement: Judgement, region: Region, table: Transcription, *, asserted: bool
) -> Judgement:
    """Spell an Arabic, Persian, Hebrew, Greek … name: the current way, or letter by letter."""
    word, own = judgement.word, zipf(judgement.word)
    left = judgement.status is Status.LEFT
    made = _made(word, region, table)
    if not made or not (asserted or left):
        return judgement
    listed = [form for form in judgement.forms if judgement.tier is Tier.FOREIGN or form in made]
    usual = sorted({*listed, *made}, key=lambda form: (-zipf(form), form))
    current = [form for form in usual if zipf(form) >= own + 1.5 * CLEARLY]
    signs = {sign.group() for sign in table.foreign.finditer(word)}
    if not current and (own >= CLEARLY or signs.issubset(region.english_has)):
        return judgement
    forms = tuple(dict.fromkeys((*current, *made[:1], *listed)))
    return _left(judgement, region, forms, Tier.FOREIGN if current else Tier.LIKELY)


def _left(judgement: Judgement, region: Region, forms: tuple[str, ...], tier: Tier) -> Judgement:
    return replace(
        judgement,
        status=Status.LEFT,
        originals=judgement.originals if region.cyrillic and judgement.originals else forms[:1],
        forms=forms,
        eastern=region.cyrillic,
        tier=tier,
        region=region.language,
    )


def _ranked(made: Sequence[str]) -> list[str]:
    """Put what English writes far oftener before the most regular respelling."""
    first = zipf(made[0]) if made else 0.0
    return sorted(made, key=lambda form: -zipf(form) if zipf(form) >= first + HABIT else 0.0)


def _made(word: str, region: Region, table: Transcription) -> list[str]:
    found = respelled(word, table.language, region.keeps)
    # The regular spelling is the word itself: nothing to respell.
    return [form for form in found if form != word] if found[:1] != (word,) else []
