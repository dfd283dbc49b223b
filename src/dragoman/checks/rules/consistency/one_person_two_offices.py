"""One person under two names of one office.

What it flags
-------------
A holder whose office the translation names in two ways where the source has one office: "US Deputy
Foreign Minister Wendy Sherman" in the caption, "US Deputy Secretary of State Wendy Sherman" in the
text. Without a source, two titles of one person of which the table of offices knows the one as a
wrong name of the other.

Why it matters
--------------
The reader counts two offices, or two persons; an editor who mends one mention misses the other.

Flagged
-------
    en: US Deputy Foreign Minister Wendy Sherman (photo) …
        US Deputy Secretary of State Wendy Sherman said …
    →   US Deputy Secretary of State

Accepted
--------
    en: Foreign Minister Heiko Maas … Heiko Maas, the Minister of Foreign Affairs, …

Where it goes wrong
-------------------
Persons are told apart by their surnames; two ministers of one name in one article are taken for two
only if their given names differ. Variants that are both right ("Defense Secretary", "Secretary of
Defense") are one office. A person who holds two offices is left alone, as the source says so too.

Languages
---------
All source languages; without a source, any.

Settings
--------
None.

Source
------
The table of offices (``checks/offices/data``), whose rows name their sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.checks.offices.judging import Opinion
from dragoman.checks.offices.matching import Pair, opinion_of, pairs
from dragoman.checks.offices.reading import EnglishMention
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

KNOWN = 0.85
"""Confidence where the table knows the one title as a wrong name of the other."""

UNKNOWN = 0.65
"""Confidence where only the source says that both are one office."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A person's title at one place of the translation."""

    pair: Pair
    mention: EnglishMention
    opinion: Opinion | None

    @property
    def wrong(self) -> bool:
        return self.opinion is not None and self.opinion.fault is not None


@rule(code="INC002", family="inconsistency", severity="minor", needs_source=False)
def one_person_two_offices(article: Article, context: Context) -> Iterator[Hit]:
    """Flag a person whose one office has two names in the translation."""
    people: dict[str, list[_Named]] = {}
    for pair in pairs(article):
        mention = pair.target
        if mention is not None and mention.person and not mention.plural:
            people.setdefault(mention.surname, []).append(
                _Named(pair, mention, opinion_of(pair)[0])
            )
    for named in people.values():
        yield from _compare(article, named)


def _compare(article: Article, named: list[_Named]) -> Iterator[Hit]:
    seen: set[str] = set()
    for number, one in enumerate(named):
        for other in named[:number]:
            if not _same_person(one.mention, other.mention):
                continue
            odd, kept = (one, other) if one.wrong or not other.wrong else (other, one)
            sure = _two_names(odd, kept)
            if sure and odd.mention.form not in seen:
                seen.add(odd.mention.form)
                yield _hit(article, odd, kept, sure)


def _same_person(one: EnglishMention, other: EnglishMention) -> bool:
    first, second = one.person, other.person
    return len(first) == 1 or len(second) == 1 or first[0] == second[0]


def _two_names(odd: _Named, kept: _Named) -> float:
    """Say how sure it is that two titles name one office; 0 if they do not, or are alike."""
    if odd.mention.form == kept.mention.form or odd.mention.ranks - _TIMES != (
        kept.mention.ranks - _TIMES
    ):
        return 0.0
    if odd.wrong and kept.opinion is not None and (not kept.wrong):
        return KNOWN if _place(odd) == _place(kept) or not _place(kept) else 0.0
    one, other = odd.pair.source, kept.pair.source
    if one is None or other is None:
        return 0.0
    same = {title.role for title in one.titles} & {title.role for title in other.titles}
    shared = {sense.role for sense in odd.mention.senses} & {
        sense.role for sense in kept.mention.senses
    }
    if same and odd.wrong and kept.wrong:
        return KNOWN
    return UNKNOWN if same and not shared - {""} else 0.0


_TIMES = frozenset({"former", "acting", "designate"})


def _place(named: _Named) -> str:
    places = (named.pair.source and named.pair.source.places) or named.mention.places
    return places[0] if places else ""


def _hit(article: Article, odd: _Named, kept: _Named, sure: float) -> Hit:
    sentences = article.target.sentences
    here, there = odd.mention, kept.mention
    words = sentences[here.sentence].text[here.start : here.end]
    elsewhere = sentences[there.sentence].text[there.start : there.end]
    line = article.target.sentence_span(there.sentence).line
    source = odd.pair.source
    return Hit(
        message=f"{here.surname.capitalize()} is “{words}” here and “{elsewhere}” in line {line}",
        confidence=sure,
        target=(here.sentence, here.start, here.end),
        source=None if source is None else (source.sentence, source.start, source.end),
        bead=odd.pair.bead,
        suggestions=(elsewhere,) if not kept.wrong else (),
        evidence={"other": elsewhere, "line": line},
    )
