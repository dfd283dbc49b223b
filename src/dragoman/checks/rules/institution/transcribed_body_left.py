"""A body, paper or thing of the news still spelled as the source language transcribes it.

What it flags
-------------
Names of organisations, papers, stages, spacecraft and the like out of other scripts: "Hisbollah",
"Nowaja Gaseta", "Roskosmos", "Bolschoi", "Sojus", where the source has the same.

Why it matters
--------------
The reader knows them under another spelling, and finds nothing under this one.

Flagged
-------
"Hisbollah fired rockets at Haifa." → Hezbollah

Accepted
--------
"al-Qaida" (the Associated Press writes so), "Gazprom", "Sputnik".

Where it goes wrong
-------------------
A café or club called Bolschoi. Bodies of no list are judged as names by NAM001, if at all.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese sources.

Settings
--------
None.

Source
------
The bodies' own English pages, one a row, in ``transcribed_body_left.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from dragoman.checks.names.people import Reader
from dragoman.checks.names.words import Word
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence

COPIED, ALONE = 0.95, 0.85
"""Confidence with the words in the source too, and without a source; set by hand, as that of
acronyms: the rows have no other meaning in English. In 73,144 sentences of four engines there were
5 findings, all right (Jad Vaschem, Roskosmos); in 1,606 of translators none."""


@rule(
    code="INS003",
    family="institution",
    severity="major",
    needs_source=False,
    languages=("de", "fr", "es", "it", "nl", "pl", "pt"),
)
def transcribed_body_left(article: Article, context: Context) -> Iterator[Hit]:
    """Flag bodies and things of the news spelled as in the source language."""
    pattern = _pattern(article.source_lang)
    for bead, sources, targets in article.units():
        for target in targets:
            for match in pattern.finditer(target.text):
                copied = any(match.group() in source.text for source in sources)
                if copied or bead is None:
                    yield _hit(article, target, match, sure=COPIED if copied else ALONE)


@cache
def _names(language: str) -> Mapping[str, Sequence[str]]:
    """Map each transcription to what English writes."""
    rows: list[dict[str, Any]] = data(__name__)["body"]
    return {name: row["english"] for row in rows for name in row.get(language, ())}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_names(language), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _hit(article: Article, target: Sentence, match: re.Match[str], *, sure: float) -> Hit:
    reader = Reader.of(article)
    english = _names(article.source_lang)[match.group()]
    ranked = sorted(english, key=lambda name: not reader.written.issuperset(name.split()))
    place = Word(start=match.start(), end=match.end(), text=match.group())
    return Hit(
        message=f"“{match.group()}” is {ranked[0]} in English",
        confidence=sure,
        target=(target.index, *match.span()),
        source=reader.in_source(place, target.index),
        suggestions=tuple(ranked),
        evidence={"english": list(english)},
        safe=sure == COPIED,
    )
