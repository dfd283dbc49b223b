"""One person, place or institution spelled in two ways in one article.

What it flags
-------------
Two spellings of one name: "Zelensky" and "Selensky", "Kyiv" and "Kiev", "Ryabkov" and "Rjabkow",
"OSCE" and "OSZE". They are known for one through the original in its own script, through the tables
of places and acronyms, or because the source has one spelling and the translation two. The
finding marks the first place of each spelling that is not meant, and names all places.

Why it matters
--------------
The reader takes one person for two.

Flagged
-------
"Zelensky flew to Paris. … Zelenskiy returned on Monday." → Zelensky

Accepted
--------
"Zelensky" throughout; "Sergei Lavrov" beside "Sergey Brin": two people.

Where it goes wrong
-------------------
Two people whose surnames differ only in transliteration are taken for one.

Languages
---------
All source languages; without a source too.

Settings
--------
None.

Source
------
The tables in ``checks/names``, ``place`` and ``institution``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.checks.names.people import Reader
from dragoman.checks.names.spelling import readable
from dragoman.checks.names.spellings import Thing, copied, eastern, listed
from dragoman.checks.rule import Context, Hit, Rule, data, rule
from dragoman.checks.rules.institution.foreign_acronym_left import foreign_acronym_left
from dragoman.checks.rules.place.exonym_left_in_source_language import (
    exonym_left_in_source_language,
)
from dragoman.model import Article

PLACES, ACRONYMS = exonym_left_in_source_language.module, foreign_acronym_left.module

CONFIDENCE = {"name": 0.88, "place": 0.93, "institution": 0.93}
"""Set by hand: in 1,606 professional and 36,572 machine-made sentences, read as articles of 40,
there were 3 findings, all right."""

BY_SOURCE = 0.75
"""Confidence where only the source's one spelling speaks for it."""


@rule(code="INC001", family="inconsistency", severity="minor", needs_source=False)
def one_name_two_spellings(article: Article, context: Context) -> Iterator[Hit]:
    """Flag names the translation spells in more than one way."""
    things: list[Thing] = []
    if readable(article.source_lang):
        things += eastern(Reader.of(article))
        places, acronyms = _places(article.source_lang), _acronyms(article.source_lang)
        things += listed(
            article, "place", places, left=_left(exonym_left_in_source_language, article)
        )
        things += listed(
            article, "institution", acronyms, left=_left(foreign_acronym_left, article)
        )
        things += copied(Reader.of(article))
    seen: set[tuple[int, int, int]] = set()
    for thing in things:
        for spelling in thing.spellings:
            first = thing.spellings[spelling][0]
            if spelling != thing.meant and first not in seen:
                seen.add(first)
                yield _hit(article, thing, spelling)


def _left(rule: Rule, article: Article) -> set[tuple[int, int]]:
    """Where *rule* finds words left in the source language: (sentence, start)."""
    if rule.needs_source and article.source is None:
        return set()
    hits = rule.check(article, Context(settings=rule.settings))
    return {hit.target[:2] for hit in hits if hit.target is not None}


@cache
def _places(language: str) -> Sequence[tuple[Sequence[str], frozenset[str]]]:
    table = data(PLACES)
    rows = [(tuple(names), frozenset(names)) for names in table["style"]["variants"]]
    known = {name for names, _ in rows for name in names}
    for foreign, english in table.get(language, {}).items():
        if known.isdisjoint(english):
            rows.append(((foreign, *english), frozenset(english)))
        else:
            at = next(i for i, (names, _) in enumerate(rows) if not set(names).isdisjoint(english))
            rows[at] = ((*rows[at][0], foreign), rows[at][1])
    return rows


@cache
def _acronyms(language: str) -> Sequence[tuple[Sequence[str], frozenset[str]]]:
    rows = data(ACRONYMS).get(language, {}).get("rows", ())
    return [
        ((*row["foreign"], row["english"][0]), frozenset(row["english"][:1]))
        for row in rows
        if row["english"][0].isupper()
    ]


def _hit(article: Article, thing: Thing, spelling: str) -> Hit:
    meant = thing.meant
    right = thing.better or meant
    lines = {
        name: [article.target.span(*place).line for place in places]
        for name, places in thing.spellings.items()
    }
    where = "; ".join(
        f"{name} in line{'s' if len(set(at)) > 1 else ''} " + ", ".join(map(str, dict.fromkeys(at)))
        for name, at in sorted(lines.items(), key=lambda item: item[0] != meant)
    )
    return Hit(
        message=f"“{spelling}” and “{meant}” are one {thing.kind}; {right} is meant ({where})",
        confidence=BY_SOURCE if thing.source else CONFIDENCE[thing.kind],
        target=thing.spellings[spelling][0],
        suggestions=(right,),
        evidence={"meant": meant, "lines": lines, "in_source": thing.source},
    )
