"""A country of the source that is another country in the translation.

What it flags
-------------
A sentence whose source names one country and whose translation names another instead: "Schweden"
became "Switzerland", "iranisch" became "Iraqi".

Why it matters
--------------
Engines confuse names that look alike. The sentence reads well, and is about another country.

Flagged
-------
    de: Schweden gewann vor Norwegen.
    en: Switzerland won ahead of Norway.
    →   Sweden

Accepted
--------
    de: Die Bundesregierung lehnt das ab.
    en: Germany rejects this.

A country that only one side names is a matter of style, and says nothing.

Where it goes wrong
-------------------
Two free sentences that each name a country which the other one means without naming it. Towns and
regions are not compared.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
CLDR for the names of countries; the adjectives stand in ``checks/offices/data/places.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.checks.offices.grammar import PlaceWord, countries, place_name, places
from dragoman.checks.offices.words import Trie, tokens
from dragoman.checks.rule import Context, Hit, Place, rule
from dragoman.model import Article, Sentence

CONFIDENCE = 0.9
"""Set by hand: in 74,000 sentences of four engines and 1,606 of professional translation (news,
German) it speaks four times: two "Austrians", mended by the plural below, and two sentences that
an engine had cut short. So it hardly ever cries wolf; engines of 2021 hardly made the mistake."""

Named = Mapping[str, tuple[Place, PlaceWord]]
"""The first mention of each country, by its code."""


@rule(
    code="PLC002",
    family="place",
    severity="critical",
    languages=("de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk"),
)
def place_changed(article: Article, context: Context) -> Iterator[Hit]:
    """Flag countries that became other countries."""
    for bead, sources, targets in article.units():
        there = _named(sources, places(article.source_lang))
        here = _named(targets, places("en"))
        lost = [code for code in there if code not in here]
        new = [code for code in here if code not in there]
        if len(lost) != 1 or len(new) != 1:
            continue
        source, (target, word) = there[lost[0]][0], here[new[0]]
        right = countries()[lost[0]] if word.adjective else place_name(lost[0])
        yield Hit(
            message=f"the source says {place_name(lost[0])}, the translation {place_name(new[0])}",
            confidence=CONFIDENCE,
            bead=bead,
            target=target,
            source=source,
            suggestions=(right,),
            evidence={"source": lost[0], "target": new[0]},
        )


def _named(sentences: Sequence[Sentence], names: Trie[PlaceWord]) -> Named:
    """Find the countries that *sentences* name without doubt."""
    found: dict[str, tuple[Place, PlaceWord]] = {}
    for sentence in sentences:
        row = tokens(sentence.text)
        at = 0
        while at < len(row):
            # "Austrians" are named by the adjective and an s.
            single = row[at].lower.removesuffix("s")
            match = names.longest(row, at) or names.longest(row, at, first=single)
            if match is None:
                at += 1
                continue
            codes = {word.code for word in match.values}
            if len(codes) == 1 and codes <= countries().keys():
                span = (sentence.index, row[match.start].start, row[match.end - 1].end)
                found.setdefault(codes.pop(), (span, match.values[0]))
            at = match.end
    return found
