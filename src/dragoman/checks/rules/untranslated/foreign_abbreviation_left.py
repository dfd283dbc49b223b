"""An abbreviation of an everyday thing left as in the source: "FSME" for TBE, "IRM" for MRI.

What it flags
-------------
Abbreviations of illnesses, vehicles, taxes, schools and the like that stand in the translation as
in the source and that English does not have.

Why it matters
--------------
The reader cannot look them up: an English dictionary has no "Kfz" and no "ERTE".

Flagged
-------
    de: Gefährlich ist vor allem die FSME.
    en: FSME is particularly dangerous.
    →   TBE

Accepted
--------
    de: Gefährlich ist vor allem die FSME.
    en: Tick-borne encephalitis (FSME) is particularly dangerous.

Where it goes wrong
-------------------
A text for readers in the country may keep the abbreviation on purpose and explain it elsewhere.
Bodies and institutions are INS001's.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese.

Settings
--------
``accept`` (default none): abbreviations to accept as they are.

Source
------
Rows in ``foreign_abbreviation_left.toml``, written for dragoman.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.languages import base
from dragoman.model import Article, Sentence

SURE = 0.85
"""Confidence: both sides have the same letters. On 1,606 references none is left."""


@rule(
    code="UNT004",
    family="untranslated",
    severity="major",
    languages=("de", "fr", "es", "it", "nl", "pl", "pt"),
    settings={"accept": ()},
)
def foreign_abbreviation_left(article: Article, context: Context) -> Iterator[Hit]:
    """Flag abbreviations of everyday things that are left as in the source."""
    rows: Mapping[str, Any] = data(__name__).get(base(article.source_lang), {})
    accepted = frozenset(context.settings.get("accept", ()))
    pattern = re.compile(rf"(?<![\w.@/#-])(?:{'|'.join(map(re.escape, rows))})(?![\w/]|\.\w)")
    for bead, source, target in article.units():
        said = " ".join(sentence.text for sentence in source)
        for sentence in target:
            for match in pattern.finditer(sentence.text):
                row = rows[match.group()]
                if match.group() not in accepted and _left(match, row, said):
                    yield _hit(bead, sentence, (source, match), row)


def _left(match: re.Match[str], row: Any, said: str) -> bool:
    """Tell whether the source has the abbreviation too, and English neither has nor explains it."""
    if not re.search(rf"(?<!\w){re.escape(match.group())}(?!\w)", said):
        return False
    if any(form.lower() in match.string.lower() for form in _english(row)):
        return False
    if not isinstance(row, Mapping):
        return True
    if "unless" in row and re.search(row["unless"], said):
        return False
    return "after" not in row or bool(re.search(rf"{row['after']}$", match.string[: match.start()]))


def _english(row: Any) -> Sequence[str]:
    forms: Sequence[str] = row["english"] if isinstance(row, Mapping) else row
    return forms


def _hit(
    bead: int | None,
    sentence: Sentence,
    said: tuple[Sequence[Sentence], re.Match[str]],
    row: Any,
) -> Hit:
    source, match = said
    places = (
        (piece.index, *found.span())
        for piece in source
        for found in [re.search(rf"(?<!\w){re.escape(match.group())}(?!\w)", piece.text)]
        if found
    )
    forms = tuple(_english(row))
    return Hit(
        message=f"“{match.group()}” means nothing in English: write “{forms[0]}”",
        confidence=SURE,
        target=(sentence.index, *match.span()),
        source=next(places, None),
        bead=bead,
        suggestions=forms,
    )
