"""Choose the English spelling: the article's own, the current one, the person's language's."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import HABIT
from dragoman.checks.names.gazetteer import names
from dragoman.checks.names.judgement import Judgement, Status
from dragoman.checks.names.setting import Region
from dragoman.checks.names.spelling import Transcription, convention
from dragoman.checks.names.words import Word

UKRAINIAN = re.compile(r"(чук|щук|юк|[иі]шин|[иі]шина)$")
"""Endings of Ukrainian surnames: -chuk, -shchuk, -iuk and the matronymic -yshyn (B. O. Unbegaun,
Russian Surnames, 1972, chapter 10). Not -enko: too many Russians have it."""

H = re.compile("(?<![csktzg])h")
"""An h of its own, of no sh, ch, kh, zh, gh."""

MOST = 3
"""How many spellings are suggested: the first must be right, the rest is choice."""

INTERNATIONAL = 4.0
"""A given name this current in English (Zipf) is not respelled: Alexander 4.7, but Olga 3.5."""

ESTABLISHED = 2.0
"""How current (Zipf) a spelling must be to outdo the regular ones of the person's language: Yuri
3.5 is before Yurii, Hayday 1.6 (a misspelt heyday) is not before Haidai."""


def language_of(
    judgements: Sequence[Judgement],
    table: Transcription,
    *,
    region: Region | None,
    elsewhere: bool = False,
) -> str | None:
    """Guess the language by whose table (``english/``) to spell a name.

    By its own spelling, then by the *region* the text speaks of, then by a Ukrainian ending; None
    where nothing speaks for any. *elsewhere*: the text is about other countries.
    """
    abroad = elsewhere or (region is not None and region.english not in ("uk", region.language))
    if any(_ukrainian(judgement, table, abroad=abroad) for judgement in judgements):
        return "uk"
    if region is not None:
        return region.english or None
    originals = (original for judgement in judgements for original in judgement.originals[:1])
    return "uk" if any(UKRAINIAN.search(original) for original in originals) else None


def _ukrainian(judgement: Judgement, table: Transcription, *, abroad: bool) -> bool:
    """Tell whether the spelling is that of a Ukrainian name and can be of no Russian one.

    An h for г is no such sign *abroad*: Azerbaijanis have it too (Hadschijew). A word that is
    English already must be so in Ukrainian: Maryna, but the y of Yuri is no и.
    """
    uk = convention("uk")
    if judgement.status is Status.ENGLISH and not any(
        uk.spell(original) == judgement.word for original in filter(uk.writes, judgement.originals)
    ):
        return False
    known: dict[bool, int] = {True: 0, False: 0}
    for original in judgement.originals:
        at = "ы" in original
        known[at] = max(known[at], len(names().latin(original)))
    russian = known[True] > 0 and known[True] >= known[False]
    return any(
        "г" in judgement.originals[0] and not abroad if found.group() == "h" else not russian
        for found in table.ukrainian.finditer(judgement.word)
        if judgement.originals
    )


MOST_WRITTEN = "ru"
"""The language most of the listed originals are in."""

SOFT_E = re.compile("(?<![бвгджзйклмнпрстфхцчшщ])е")
"""Where Russian reads е as je, Ukrainian writes є: at the beginning and after vowels and ь."""


def own_form(original: str, language: str) -> str:
    """Spell an original by the convention of *language*.

    For Ukrainian a Russian original is written as Ukrainian would: Ермак is Єрмак, Юрий is Юрій.
    """
    if language == "uk":
        twin = re.sub("(?<![сц]к)ий$", "ій", original)
        original = SOFT_E.sub("є", twin if names().has(twin) else original)
    return convention(language).spell(original)


def in_language(judgement: Judgement, language: str) -> tuple[str, ...]:
    """Return the forms that follow the convention of *language*, the main one first."""
    table = convention(language)
    originals = [original for original in judgement.originals if table.writes(original)]
    if language != MOST_WRITTEN:
        # Every Ukrainian text is full of Russian words; the other way round it is rare.
        originals.sort(key=lambda original: not table.only.intersection(original))
    main = [own_form(original, language) for original in originals]
    rest = [f for f in judgement.forms if any(table.accepts(o, f) for o in originals)]
    return tuple(dict.fromkeys((*main, *rest)))


def spellings(
    judgement: Judgement, *, language: str | None, used: Collection[str]
) -> tuple[str, ...]:
    """Rank the English spellings of one word (lower case), the best first.

    *used* are the words the article itself uses; *language* is the person's, if it is known.
    """
    forms = list(judgement.forms)
    if language is not None and not judgement.settled and judgement.region is None:
        main, *rest = in_language(judgement, language) or ("",)
        mine = [form for form in (main, *sorted(rest, key=lambda f: -zipf(f))) if form in forms]
        if H.search(judgement.word):
            # The source's own h says that it is no g: Hryhorij is not Grigory.
            mine = [form for form in mine if H.search(form)] or mine
        top = max(map(zipf, mine), default=0.0)
        known = [form for form in mine if top < ESTABLISHED or zipf(form) > top - HABIT]
        forms = list(dict.fromkeys((*known, *forms)))
    return tuple(sorted(forms, key=lambda form: form not in used))[:MOST]


OWN_FORMS = ("uk", "be")
"""Languages whose given names differ from the better known Russian ones (Olha, Volha); elsewhere a
rarer spelling is no better (Hikmet, not Gikmet)."""


def companion(judgement: Judgement, *, language: str | None) -> str | None:
    """Respell a given name that is English but of another language (Olga → Olha), if attested."""
    english = judgement.status is Status.ENGLISH and zipf(judgement.word) < INTERNATIONAL
    if language is None or not english:
        return None
    table = convention(language)
    if any(table.accepts(original, judgement.word) for original in judgement.originals):
        mine = [o for o in judgement.originals if table.spell(o) == judgement.word]
        if mine:
            return None
    main = [own_form(o, language) for o in judgement.originals if table.writes(o)]
    least = 0.0 if language in OWN_FORMS else zipf(judgement.word)
    # A form nobody writes (Vladymyr) is none of the language's own.
    return next(
        (f for f in main if f in judgement.forms and zipf(f) > 0 and zipf(f) >= least), None
    )


def cased(form: str, like: Word) -> str:
    """Write a lower-case *form* with the capitals of *like*.

    >>> cased("shoigu", Word(start=0, end=7, text="SCHOIGU"))
    'SHOIGU'
    """
    if like.text.isupper() and len(like.text) > 1:
        return form.upper()
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))


def together(columns: Sequence[Sequence[str]], between: Sequence[str]) -> tuple[str, ...]:
    """Join the n-th choices of neighbouring words; a word without another choice keeps its last.

    >>> together([("Sergei", "Sergey"), ("Ryabkov",)], [" "])
    ('Sergei Ryabkov', 'Sergey Ryabkov')
    """
    last = [column[-1] for column in columns]
    glue = (*between, "")
    return tuple(
        "".join((part or last[at]) + glue[at] for at, part in enumerate(row))
        for row in zip_longest(*columns)
    )
