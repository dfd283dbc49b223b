"""Where the people of a text come from, by the countries it speaks of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]{3,}")
FIRST = 3
"""No stem is shorter than three letters."""

Cue = tuple[int, int, str]
"""(start, end, language of the region) of a word that names a country, a people or a capital."""

BEFORE = 0.5
"""A country before a name counts as half as far away as one behind it: "the Ukrainian minister Olga
Stefanishyna said in Russia". By the grammar of English offices, not tuned."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """Countries whose names English spells alike.

    ``english`` is the table in ``english/`` that says how; empty for Arabic, Persian and Hebrew.
    ``given`` are given names (lower case) that tell a name of the region without a country,
    ``endings`` those of surnames in Cyrillic that do, ``leaders`` the beginnings of surnames that
    stand for a country. ``respelled``: English spells the names straight from their own alphabet,
    which has sounds that Russian has not (``respell.py``); ``keeps`` are letters that stay in
    that, ``english_has`` letters English has in these names.
    """

    language: str
    english: str
    stems: tuple[str, ...]
    given: frozenset[str] = frozenset()
    leaders: tuple[str, ...] = ()
    respelled: bool = False
    keeps: str = ""
    endings: tuple[str, ...] = ()
    english_has: frozenset[str] = frozenset()

    @property
    def cyrillic(self) -> bool:
        """Its names come to Western languages out of Cyrillic letters."""
        return bool(self.english)


@cache
def regions() -> Mapping[str, Region]:
    """Load the regions by their language (ISO 639-1 of one of them)."""
    text = resources.files(__package__).joinpath("regions.toml").read_text(encoding="utf-8")
    return {
        language: Region(
            language=language,
            english=row.get("english", ""),
            stems=tuple(row["stems"]),
            given=frozenset(row.get("given", ())),
            leaders=tuple(row.get("leaders", ())),
            respelled=row.get("respelled", "english" not in row),
            keeps=row.get("keeps", ""),
            endings=tuple(row.get("endings", ())),
            english_has=frozenset(row.get("english_has", ())),
        )
        for language, row in tomllib.loads(text).items()
    }


@cache
def _stems(*, leaders: bool) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Index (stem, region's language) by the first letters."""
    index: dict[str, list[tuple[str, str]]] = {}
    for region in regions().values():
        for stem in region.leaders if leaders else region.stems:
            index.setdefault(stem[:FIRST], []).append((stem, region.language))
    return {first: tuple(rows) for first, rows in index.items()}


def cues(text: str, *, leaders: bool = False) -> tuple[Cue, ...]:
    """Find the words of *text* that name a region, or its *leaders*: (start, end, its language).

    >>> cues("He left Moscow.")
    ((8, 14, 'ru'),)
    """
    return tuple(
        (match.start(), match.end(), language)
        for match in WORD.finditer(text)
        if (language := _language(match.group().lower(), leaders=leaders))
    )


def _language(word: str, *, leaders: bool) -> str | None:
    for stem, language in _stems(leaders=leaders).get(word[:FIRST], ()):
        if word == stem[:-1] if stem[-1] == "." else word.startswith(stem):
            return language
    return None


def nearest(found: Sequence[Cue], start: int, end: int) -> Region | None:
    """Return the region of *found* that is nearest to the name at [start, end), if any.

    >>> text = "The Ukrainian minister Olga Stefanyshyna flew to Moscow."
    >>> nearest(cues(text), 23, 40).language
    'uk'
    """
    apart = [
        (BEFORE * (start - there[1]) if there[1] <= start else float(there[0] - end), there[2])
        for there in found
        if there[1] <= start or there[0] >= end
    ]
    return regions()[min(apart)[1]] if apart else None


def by_given_name(word: str) -> Region | None:
    """Return the region a lower-case given name (Mohammed, Mahmud, Jitzchak) belongs to."""
    return next((r for r in regions().values() if word in r.given), None)


DECAY = 0.6
"""What a mention counts from one sentence to the next: after two sentences about a third, as a
pronoun or "his deputy" seldom reaches further back. By judgement, not tuned."""

LEAD = 1.5
"""By how much a region must outweigh the next for the sentences around to tell anything."""


def by_surname(originals: Sequence[str]) -> Region | None:
    """Return the region that the ending of a surname in Cyrillic belongs to alone (-ян, -швили)."""
    return next(
        (
            r
            for r in regions().values()
            if r.endings and originals and originals[0].endswith(r.endings)
        ),
        None,
    )


def around(mentions: Sequence[Mapping[str, int]], sentence: int) -> Region | None:
    """Return the region the text around a sentence is about; None where two are close.

    *mentions* counts each sentence's mentions by region. What comes after counts half.
    """
    weights: dict[str, float] = {}
    for at, counts in enumerate(mentions):
        near = DECAY ** abs(at - sentence) / (1 if at <= sentence else 2)
        for language, number in counts.items():
            weights[language] = weights.get(language, 0.0) + near * number
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]):
        return None
    return regions()[ranked[0][0]]
