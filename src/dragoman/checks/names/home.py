"""Tell the names of peoples beside the East, who spell themselves in Latin letters."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from dragoman.checks.names.engine import judge
from dragoman.checks.names.gazetteer import given_names, lines, names, semitic
from dragoman.checks.names.judgement import Status, Tier
from dragoman.checks.names.spelling import transcription

BARE = str.maketrans("łŁđĐøØı", "lLdDoOi")
"""Letters whose strokes Unicode does not take apart."""


@dataclass(frozen=True, kw_only=True)
class People:
    """How the names of a people tell themselves; patterns on lower-case words without accents.

    ``never`` finds what its spelling has not; ``surname`` and ``given`` match endings of its own;
    ``locale`` and ``wordfreq`` are the names that Faker and wordfreq have for its language.
    """

    language: str
    locale: str
    wordfreq: str
    never: re.Pattern[str]
    surname: re.Pattern[str]
    given: re.Pattern[str]

    def knows(self, given: str) -> bool:
        """Tell whether *given* ends as given names of the people's own do."""
        return bool(self.given.search(given)) and not self.never.search(given)


@cache
def peoples() -> Mapping[str, People]:
    """Load the peoples by their language (ISO 639-1)."""
    text = resources.files(__package__).joinpath("peoples.toml").read_text(encoding="utf-8")
    return {
        language: People(
            language=language,
            locale=row["locale"],
            wordfreq=row["wordfreq"],
            never=re.compile(row["never"]),
            surname=re.compile(rf"(?:{row['surname']})$"),
            given=re.compile(rf"(?:{row['given']})$"),
        )
        for language, row in tomllib.loads(text).items()
    }


def bare(name: str) -> str:
    """Take the accents and strokes off a name, as agencies do.

    >>> bare("Władysław Čapek")
    'Wladyslaw Capek'
    """
    apart = unicodedata.normalize("NFD", name.translate(BARE))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def _given() -> Mapping[str, frozenset[str]]:
    """Load given names without accents with the languages that have them, "+" for their own."""
    rows = (line.split("\t") for line in lines("peoples.txt.gz"))
    return {name: frozenset(languages.split()) for name, languages in rows}


@lru_cache(maxsize=20_000)
def native_of(given: str, surname: str, language: str) -> People | None:
    """Return the people whose own name *given* *surname* (lower case) is, if it is one.

    Both must be spelled as the people does. A given name that the East has too (Roman, Jaroslaw)
    says nothing alone: then the surname must end as the people's own, and English must not know it
    by another spelling far better. *language* is the one the name was copied from.

    >>> native_of("radoslaw", "sikorski", "de").language
    'pl'
    >>> native_of("stanislaw", "sacharow", "de")
    """
    one, other = bare(given), bare(surname)
    marks = _given().get(one, frozenset())
    shared = _shared(given, language) or _shared(one, language)
    judgement = judge(other, language)
    famous = judgement.status is Status.LEFT and judgement.tier is Tier.CURRENT
    # A surname that only chance could make Eastern (Fajon) does not go against a listed given name.
    chance = judgement.tier is Tier.WEAK and not judgement.eastern
    likely = None
    for people in peoples().values():
        sure = f"{people.language}+" in marks or (people.language in marks and not shared)
        known = sure or people.language in marks or people.knows(one)
        if not known or people.never.search(other):
            continue
        if people.surname.search(other) and (sure or not famous):
            return people
        listed = chance and people.language in marks
        if listed or (sure and not _transcribed(other, language)):
            likely = likely or people
    return likely


def own_given(word: str, language: str) -> bool:
    """Tell whether a lower-case given name is none that the East has, as *language* writes it.

    >>> own_given("małgorzata", "pl"), own_given("siergiej", "pl")
    (True, False)
    """
    judgement = judge(word, language)
    likely = judgement.tier is Tier.WEAK or judgement.status is Status.UNKNOWN
    return likely and given_names()[0].isdisjoint(judgement.originals)


@lru_cache(maxsize=20_000)
def may_be_native(surname: str) -> bool:
    """Tell whether a surname (lower case) ends as some people's own and is spelled as its own.

    >>> may_be_native("naujokas"), may_be_native("schoigu")
    (True, False)
    """
    other = bare(surname)
    return any(p.surname.search(other) and not p.never.search(other) for p in peoples().values())


def _transcribed(surname: str, language: str) -> bool:
    """Tell whether a surname looks like a transcription, and of an original that is listed."""
    table = transcription(language)
    looks = table.telling.search(surname) or table.surely.search(surname)
    return bool(looks) and any(map(names().has, judge(surname, language).originals))


def _shared(given: str, language: str) -> bool:
    """Tell whether the East, or a people of Arabic or Hebrew letters, has the given name too."""
    eastern, _ = given_names()
    return not eastern.isdisjoint(judge(given, language).originals) or semitic().has(given)
