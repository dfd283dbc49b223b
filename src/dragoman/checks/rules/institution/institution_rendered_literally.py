"""An institution's name put into English word by word, or under another institution's name.

What it flags
-------------
A literal rendering of a name that has an English form of its own: "European Council" for the
Europarat (the Council of Europe, another body), "Federal News Service" for the
Bundesnachrichtendienst. The source must have the name. Likewise the English name of another body of
the table, which nothing near in the source names, tied to this one by the word alignment: "Federal
Constitutional Court" for the Bundesgerichtshof. And, with less confidence, any other name of
several words that the alignment ties to it: "Federal Objective Court" for the Bundessozialgericht.

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
A sentence that names both bodies is not judged. The Bundesversammlung of another country is taken
for Germany's.

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
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from dragoman.checks.names.people import Reader
from dragoman.checks.names.words import words
from dragoman.checks.rule import Context, Hit, Place, data, rule
from dragoman.model import Article, Sentence

SURE = 0.93
"""None in 1,606 professional sentence pairs, 6 in 73,144 machine-made ones, all right
("constitutional protection" for the Verfassungsschutz); too few to say more."""

ANOTHER = 0.85
"""Confidence of another institution's name; set by hand, see the page for what was measured."""

UNOFFICIAL = 0.55
"""Confidence of a name that is not the body's own. Of four engines' English of 572 sentences that
name a body of the table 3 of 5 findings were right (Federal Objective Court; wrong: a Bundes-
versammlung that is not Germany's); none in 1,606 sentences of professional translation."""

NEAR = 3
"""Beads before and after in which the other institution may be named: about a paragraph."""

ACRONYMS = "dragoman.checks.rules.institution.foreign_acronym_left"

Row = Mapping[str, Any]


@rule(
    code="INS002",
    family="institution",
    severity="major",
    languages=("de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk"),
)
def institution_rendered_literally(article: Article, context: Context) -> Iterator[Hit]:
    """Flag institutions rendered word by word, and those that became another."""
    lang = article.source_lang
    for bead, sources, targets in article.units():
        for source in sources:
            for row in data(__name__)[lang]["rows"]:
                name = re.search(row["name"], source.text)
                if name is not None and not re.search(row.get("unless", r"(?!)"), source.text):
                    place = (source.index, *name.span())
                    hits = list(_literal(row, name.group(), place, targets))
                    hits = hits or list(_another(article, bead, row, place, targets))
                    yield from hits or _unofficial(article, bead, row, place, targets)


def _literal(row: Row, name: str, place: Place, targets: Sequence[Sentence]) -> Iterator[Hit]:
    for target in targets:
        match = _any_of(tuple(row["wrong"])).search(target.text)
        if match is not None and not _names(row, target.text.replace(match.group(), " ")):
            message = f"“{match.group()}” renders “{name}” word by word; "
            yield _hit(row, message, SURE, place, (target.index, *match.span()))


def _another(
    article: Article, bead: int | None, row: Row, place: Place, targets: Sequence[Sentence]
) -> Iterator[Hit]:
    """Find the English name of another institution where that of *row* should stand."""
    if bead is None or any(_names(row, target.text) for target in targets):
        return
    for target in targets:
        for match in _english(article.source_lang).finditer(target.text):
            found = (target.index, *match.span())
            if not _named_near(article, bead, match.group()) and _linked(
                article, bead, place, found
            ):
                message = f"“{match.group()}” is another institution: "
                yield _hit(row, message, ANOTHER, place, found)


NAME = re.compile(r"(?!The )\b[A-Z][\w’'-]+(?: (?:(?:and|of|for|the|in|on) ){0,2}[A-Z][\w’'-]+)+")
"""A name of two capitalised words and more: Federal Crime Agency, Court of the Constitution."""


def _unofficial(
    article: Article, bead: int | None, row: Row, place: Place, targets: Sequence[Sentence]
) -> Iterator[Hit]:
    """Find the words of *place* rendered by a name of several words that is not the body's own."""
    own = row["english"][0]
    if bead is None or article.links is None or not NAME.fullmatch(own):
        return
    if any(_names(row, target.text) for target in targets):
        return
    said = Reader.of(article).said
    for target in targets:
        for match in NAME.finditer(target.text):
            found = (target.index, *match.span())
            copied = any(word.key in said for word in words(match.group()))
            if not copied and _rendered(article, bead, place, found):
                message = f"“{match.group()}” is not the body's own name: "
                yield _hit(row, message, UNOFFICIAL, place, found)


def _rendered(article: Article, bead: int, place: Place, found: Place) -> bool:
    """Tell whether links lead from *place* to half of the words of the name at *found*."""
    linked = {
        link.target
        for link in article.word_links(bead)
        if _overlap(link.source, place) and _overlap(link.target, found)
    }
    text = article.target.sentences[found[0]].text[found[1] : found[2]]
    return 2 * len(linked) >= sum(word[0].isupper() for word in text.split()) >= 2


def _hit(row: Row, message: str, sure: float, source: Place, target: Place) -> Hit:
    return Hit(
        message=f"{message}English says {row['english'][0]}",
        confidence=sure,
        target=target,
        source=source,
        suggestions=tuple(row["english"]),
        evidence={"source": row["source"]},
    )


def _names(row: Row, text: str) -> bool:
    return any(english.lower() in text.lower() for english in row["english"])


def _named_near(article: Article, bead: int, english: str) -> bool:
    """Tell whether the source names the institution that is called *english*, here or near."""
    near = range(max(bead - NEAR, 0), min(bead + NEAR + 1, len(article.beads)))
    text = " ".join(one.text for other in near for one in article.source_sentences(other))
    lang = article.source_lang
    acronyms = data(ACRONYMS).get(lang, {}).get("rows", ())
    return any(
        english in row["english"] and re.search(row["name"], text)
        for row in data(__name__)[lang]["rows"]
    ) or any(
        english in row["english"] and re.search(rf"\b{re.escape(acronym)}\b", text)
        for row in acronyms
        for acronym in row["foreign"]
    )


def _linked(article: Article, bead: int, source: Place, target: Place) -> bool:
    """Tell whether words of the two places answer each other; without an encoder, they may."""
    return article.links is None or any(
        _overlap(link.source, source) and _overlap(link.target, target)
        for link in article.word_links(bead)
    )


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@cache
def _english(lang: str) -> re.Pattern[str]:
    """Return the English names of two words and more that some row of *lang* has."""
    names = {name for row in data(__name__)[lang]["rows"] for name in row["english"]}
    return _any_of(tuple(name for name in names if " " in name and name[0].isupper()), exact=True)


@cache
def _any_of(names: Sequence[str], *, exact: bool = False) -> re.Pattern[str]:
    choice = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"\b(?:{choice})\b", 0 if exact else re.IGNORECASE)
