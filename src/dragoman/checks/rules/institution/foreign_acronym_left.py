"""An acronym of the source language where English has one of its own.

What it flags
-------------
Acronyms left as in the source though English writes another or a name: "OSZE" for OSCE, "EZB" for
ECB, "ONU", "OTAN", "МАГАТЭ" or its letters romanised, "MAGATE".

Why it matters
--------------
The reader does not know the body, or takes it for another: the French CIO is the Olympic
Committee, an English CIO runs the computers.

Flagged
-------
"The EZB raised its key rate." → ECB

Accepted
--------
"the CDU", "SNCF trains", "PiS": English leaves them as they are.

Where it goes wrong
-------------------
An acronym that means something else in English (CIO, MES) in a text that means just that.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian and Ukrainian sources.

Settings
--------
None.

Source
------
The bodies' own sites, one a row, in ``foreign_acronym_left.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from dragoman.checks.names.current import zipf
from dragoman.checks.names.people import Reader
from dragoman.checks.names.spelling import convention
from dragoman.checks.rule import Context, Hit, Place, data, rule
from dragoman.model import Article, Sentence

COPIED, ALONE = 0.95, 0.8
"""Confidence with the acronym in the source too, and without a source; set by hand: professional
translators left one (EuGH, a true finding) in 1,606 sentences, four engines none in 73,144 once DGB
and BMI, which stay, had been struck from the table."""

ENGLISH = 2.3
"""An acronym this current in English (Zipf) means something there (CIO 3.6, UE 2.9, not OSZE, EZB):
without a source it is left alone."""

SHORTEST_ALONE = 3
"""Two letters (UE, KI) mean too much to be judged without a source."""


@rule(
    code="INS001",
    family="institution",
    severity="major",
    needs_source=False,
    languages=("de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk"),
)
def foreign_acronym_left(article: Article, context: Context) -> Iterator[Hit]:
    """Flag acronyms left as in the source language."""
    pattern = _pattern(article.source_lang)
    for bead, sources, targets in article.units():
        for target in targets:
            for match in pattern.finditer(target.text):
                place = _in_source(match.group(), sources)
                sure = COPIED if place else ALONE if bead is None and _odd(match.group()) else 0.0
                if sure:
                    yield _hit(article, target, match, sure=sure, place=place)


@cache
def _rows(language: str) -> Mapping[str, Sequence[str]]:
    """Map each foreign acronym, with dots and without, to what English writes."""
    rows: list[dict[str, Any]] = data(__name__)[language]["rows"]
    return {
        written: row["english"]
        for row in rows
        for acronym in row["foreign"]
        for written in _written(acronym)
        if written not in row["english"]
    }


DOUBLED = re.compile(r"(\w)\1(\w)\2")
"""The plural of two words, as Spanish writes it: EEUU, JJOO."""


ROMAN = re.compile("[IVXLCDM]+")
"""A number and no acronym: II, for ИИ."""


def _written(acronym: str) -> Iterator[str]:
    """Yield an acronym of capitals as it is, with dots, and out of Cyrillic: O.T.A.N., EE. UU.

    >>> list(_written("EEUU"))
    ['EEUU', 'EE.UU.', 'EE. UU.', 'EE.UU', 'EE. UU', 'EE UU']
    >>> next(w for w in _written("МВФ") if w.isascii())
    'MVF'
    """
    yield acronym
    if not acronym.isascii() and acronym.isupper() and _cyrillic(acronym):
        # As inside a word: what begins one is Ye (ЕС would be YES).
        letters = convention("ru").spell("к" + acronym.lower())[1:].upper()
        if not ROMAN.fullmatch(letters):
            yield letters
    doubled = DOUBLED.fullmatch(acronym)
    if doubled:
        one, other = acronym[:2], acronym[2:]
        yield from (f"{one}.{other}.", f"{one}. {other}.", f"{one}.{other}", f"{one}. {other}")
        yield f"{one} {other}"
    elif acronym.isalpha() and acronym.isupper() and len(acronym) >= SHORTEST_ALONE:
        yield from (".".join(acronym) + ".", ".".join(acronym))


def _cyrillic(acronym: str) -> bool:
    return convention("ru").writes(acronym.lower()) or convention("uk").writes(acronym.lower())


def _plain(acronym: str) -> str:
    """Return an acronym without dots and spaces."""
    return re.sub(r"[.\s]", "", acronym)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    ranked = sorted(_rows(language), key=len, reverse=True)
    # The dot that ends a sentence is the sentence's.
    parts = (re.escape(one) + (r"(?!\s*$)" if one.endswith(".") else "") for one in ranked)
    choice = "|".join(parts).replace(r"\ ", r"\s")
    return re.compile(rf"(?<![\w.@/#-])(?:{choice})(?![\w/]|\.\w)")


@cache
def _romanised(language: str) -> Mapping[str, tuple[str, ...]]:
    """Map each acronym of a row to all acronyms of the same row."""
    rows: list[dict[str, Any]] = data(__name__)[language]["rows"]
    return {
        _plain(written): tuple(form for other in row["foreign"] for form in _written(other))
        for row in rows
        for acronym in row["foreign"]
        for written in _written(acronym)
    }


def _in_source(acronym: str, sources: Sequence[Sentence]) -> Place | None:
    """Find the acronym in the source: the same letters, or those it is romanised from."""
    for sentence in sources:
        same = "|".join(map(re.escape, _romanised_anywhere(acronym))).replace(r"\ ", r"\s")
        match = re.search(rf"(?<!\w)(?:{same})(?!\w)", sentence.text)
        if match:
            return sentence.index, *match.span()
    return None


@cache
def _romanised_anywhere(acronym: str) -> tuple[str, ...]:
    languages = (key for key in data(__name__) if key != "stays")
    plain = _plain(acronym)
    found = {other for key in languages for other in _romanised(key).get(plain, ())}
    alike = {o for o in found if _plain(o) == plain or o.isascii() != acronym.isascii()}
    return tuple(sorted(alike | {acronym}, key=len, reverse=True))


def _odd(acronym: str) -> bool:
    """Tell whether an acronym means nothing in English, so that it counts without a source."""
    return len(acronym) >= SHORTEST_ALONE and zipf(acronym.lower()) < ENGLISH


def _hit(
    article: Article, target: Sentence, match: re.Match[str], *, sure: float, place: Place | None
) -> Hit:
    english = _rows(article.source_lang)[re.sub(r"\s", " ", match.group())]
    used = Reader.of(article).written
    ranked = sorted(english, key=lambda name: name not in used)
    return Hit(
        message=f"“{match.group()}” is {ranked[0]} in English",
        confidence=sure,
        target=(target.index, *match.span()),
        source=place,
        suggestions=tuple(ranked),
        evidence={"english": list(english)},
        safe=place is not None and ranked[0].isupper(),
    )
