"""Judge a word anew where the text says that its bearer is of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import CLEARLY, FAMOUS, HABIT, KNOWN, SHORTEST, guessed
from dragoman.checks.names.gazetteer import names, semitic
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.respell import respelled
from dragoman.checks.names.setting import Region
from dragoman.checks.names.spelling import Transcription, conventions, respellings, transcription

AT_HOME = 3.0
"""A word this current in English (Zipf) keeps its spelling wherever its bearer is from: Alexander
4.7, Johann 3.4, but not Nowak 2.6, Sascha 2.8 and Wladimir 2.0."""


BESIDE = 0.3
"""How much more current (Zipf) the usual form of a given name must be beside a surname that
is left: Mahmoud 3.2 is, of Mahmud 2.7. A doubling; by judgement."""

FAR = 2.0
"""A form of the listed originals must be this current (Zipf) to outdo the regular respelling."""


ABOUT = 0.3
"""Two spellings this close (Zipf, so twofold) are both usual: Masood 2.6, Massoud 2.4."""


def abroad(
    judgement: Judgement, region: Region, language: str, *, asserted: bool, beside: bool = False
) -> Judgement:
    """Return what *judgement* is for someone of *region*; only if *asserted* is it a left-over now.

    *beside*: another word of the name is left, so that this one takes its usual form as well.
    Names of ``respelled`` regions are spelled straight from the transcription (``respell.py``).
    """
    table = transcription(language)
    word = judgement.word
    if judgement.region == region.language and not beside:
        return judgement
    if not respellings(language):  # a source in Cyrillic has the original
        return judgement
    new = judgement.status in (Status.NATIVE, Status.UNKNOWN)
    if judgement.settled or not table.alphabet.issuperset(word) or len(word) < SHORTEST - 1:
        return judgement
    if not region.cyrillic:
        return _of_own_script(judgement, region, table, asserted=asserted, beside=beside)
    if new and (not asserted or zipf(word) >= AT_HOME or not _signs(word, table)):
        return judgement
    if judgement.status is Status.ENGLISH:
        return judgement
    if region.respelled and judgement.region is None:
        return _by_way_of_russian(judgement, region, table)
    return _cyrillic(judgement, table) if new else judgement


def _signs(word: str, table: Transcription) -> bool:
    """Tell whether something in the word is spelled otherwise in English."""
    return any(sign.search(word) for sign in (table.foreign, table.soft, table.telling))


def _cyrillic(judgement: Judgement, table: Transcription) -> Judgement:
    """Take an unremarkable word for the name it is in Cyrillic: the Russian Nowak is Novak."""
    if judgement.status is Status.NATIVE and judgement.forms:
        return replace(judgement, status=Status.LEFT, tier=Tier.LIKELY, eastern=True)
    found = guessed(judgement.word, table) if zipf(judgement.word) < KNOWN else None
    return replace(found, eastern=True, tier=Tier.LIKELY) if found else judgement


def _by_way_of_russian(judgement: Judgement, region: Region, table: Transcription) -> Judgement:
    """Spell a name of a people whose names come through Russian by its own sounds (Hadschijew).

    Of the respellings those come first that the listed originals give too; a form far more current
    than these is the one English has.
    """
    made = respelled(judgement.word, table.language, region.keeps)
    if made[:1] == (judgement.word,) and judgement.status is not Status.LEFT:
        return judgement
    listed = judgement.originals and names().has(judgement.originals[0])
    both = _given_by(judgement.originals, made) if listed else []
    best = max((zipf(form) for form in both or made[:1]), default=0.0)
    known = [form for form in judgement.forms if zipf(form) >= max(best + HABIT, FAR)]
    forms = dict.fromkeys((*known, *both, *made[:1], *judgement.forms))
    forms.pop(judgement.word, None)
    return _left(judgement, region, tuple(forms), judgement.tier or Tier.LIKELY)


def _given_by(originals: Sequence[str], made: Sequence[str]) -> list[str]:
    """Return the respellings that English conventions give of the originals, likeliest first.

    One that English writes clearly more than another is before it: Nazarbayev, not Nazarbaiev.
    """
    found = [
        form
        for original in originals
        for form in made
        if any(table.accepts(original, form) for table in conventions(original))
    ]
    top = max(map(zipf, found), default=0.0)
    return sorted(found, key=lambda form: zipf(form) <= top - CLEARLY)


def _of_own_script(
    judgement: Judgement, region: Region, table: Transcription, *, asserted: bool, beside: bool
) -> Judgement:
    """Spell an Arabic, Persian, Hebrew, Greek … name: the current way, or letter by letter."""
    word, own = judgement.word, zipf(judgement.word)
    # A guess at a Cyrillic original is no evidence that a name is Arabic.
    left = judgement.tier in (Tier.FOREIGN, Tier.CURRENT, Tier.LISTED) or (
        judgement.status is Status.LEFT and not judgement.eastern
    )
    made = respelled(word, table.language, region.keeps)
    listed = [form for form in judgement.forms if judgement.tier is Tier.FOREIGN or form in made]
    ahead = BESIDE if beside else CLEARLY if not own else 1.5 * CLEARLY
    current = [f for f in (*made, *listed) if zipf(f) >= max(own + ahead, CLEARLY) and f != word]
    signs = {sign.group() for sign in table.foreign.finditer(word)} - region.english_has
    if not current and (own >= CLEARLY or not signs or made[:1] == (word,)):
        return judgement
    if not (asserted or left or (current and signs and not own)):
        return judgement
    forms = dict.fromkeys((*_ranked(current), *made[:1], *listed))
    forms.pop(word, None)
    tier = Tier.FOREIGN if current else Tier.LIKELY
    if current and zipf(next(iter(forms))) >= own + FAMOUS:
        tier = Tier.CURRENT
    return _left(judgement, region, tuple(forms), tier)


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


def _ranked(current: Sequence[str]) -> list[str]:
    """Put first what English writes most; of forms about as current, listed and regular ones."""
    top = max(map(zipf, current), default=0.0)
    return sorted(
        current, key=lambda f: (zipf(f) < top - ABOUT, not semitic().latin(f), -round(zipf(f)))
    )
