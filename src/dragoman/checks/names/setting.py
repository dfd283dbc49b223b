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
    ``given`` are given names (lower case) that tell a name of the region without a country.
    """

    language: str
    english: str
    stems: tuple[str, ...]
    given: frozenset[str] = frozenset()

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
        )
        for language, row in tomllib.loads(text).items()
    }


@cache
def _stems() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Index (stem, region's language) by the first letters."""
    index: dict[str, list[tuple[str, str]]] = {}
    for region in regions().values():
        for stem in region.stems:
            index.setdefault(stem[:FIRST], []).append((stem, region.language))
    return {first: tuple(rows) for first, rows in index.items()}


def cues(text: str) -> tuple[Cue, ...]:
    """Find the words of *text* that name a region: (start, end, its language).

    >>> cues("He left Moscow.")
    ((8, 14, 'ru'),)
    """
    return tuple(
        (match.start(), match.end(), language)
        for match in WORD.finditer(text)
        if (language := _language(match.group().lower()))
    )


def _language(word: str) -> str | None:
    for stem, language in _stems().get(word[:FIRST], ()):
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


def foremost(counts: Mapping[str, int]) -> Region | None:
    """Return the region of most mentions, None where two share the lead."""
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return regions()[ranked[0][0]]
