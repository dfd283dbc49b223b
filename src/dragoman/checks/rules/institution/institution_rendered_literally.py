"""An institution's name put into English word by word.

What it flags
-------------
A literal rendering of a name that has an English form of its own: "European Council" for the
Europarat (the Council of Europe, another body), "Federal News Service" for the
Bundesnachrichtendienst. The source must have the name.

Why it matters
--------------
The reader looks for a body that does not exist, or finds the wrong one.

Flagged
-------
"The European Council criticised the ruling." for "Der Europarat …" → Council of Europe

Accepted
--------
"The European Council met" for "Der Europäische Rat tagte".

Where it goes wrong
-------------------
A sentence that names both bodies is not judged.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian and Ukrainian sources.

Settings
--------
None.

Source
------
The bodies' own English names, one a row, in ``institution_rendered_literally.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence

SURE = 0.93
"""None in 1,606 professional sentence pairs, 6 in 73,144 machine-made ones, all right
("constitutional protection" for the Verfassungsschutz); too few to say more."""


@rule(
    code="INS002",
    family="institution",
    severity="major",
    languages=("de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk"),
)
def institution_rendered_literally(article: Article, context: Context) -> Iterator[Hit]:
    """Flag names of institutions rendered word by word."""
    for _bead, sources, targets in article.units():
        for source in sources:
            for row in data(__name__)[article.source_lang]["rows"]:
                name = re.search(row["name"], source.text)
                if name is not None and not re.search(row.get("unless", r"(?!)"), source.text):
                    yield from _literal(row, (source, name), targets)


def _literal(
    row: dict[str, Any], found: tuple[Sentence, re.Match[str]], targets: tuple[Sentence, ...]
) -> Iterator[Hit]:
    source, name = found
    for target in targets:
        if any(english.lower() in target.text.lower() for english in row["english"]):
            continue
        match = _pattern(tuple(row["wrong"])).search(target.text)
        if match is not None:
            yield Hit(
                message=f"“{match.group()}” renders “{name.group()}” word by word; "
                f"English says {row['english'][0]}",
                confidence=SURE,
                target=(target.index, *match.span()),
                source=(source.index, *name.span()),
                suggestions=tuple(row["english"]),
                evidence={"source": row["source"]},
            )


@cache
def _pattern(wrong: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(map(re.escape, sorted(wrong, key=len, reverse=True)))
    return re.compile(rf"\b(?:{choice})\b", re.IGNORECASE)
