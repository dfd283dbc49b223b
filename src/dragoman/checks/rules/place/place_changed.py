"""A country or town of the source that is another one in the translation.

What it flags
-------------
A sentence whose source names one country and whose translation names another instead: "Schweden"
became "Switzerland", "iranisch" became "Iraqi". A town that English calls otherwise than the source
does, and for which the word alignment finds yet another name: "Boekarest" became "Budapest". A
place whose name came out with letters changed ("Quedlinburgh" for Quedlinburg), and a town
translated as a word: Изюм became "Raisin", Toro "Bull".

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
Two free sentences that each name a country which the other one means without naming it. Towns that
both languages call alike are not compared.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
CLDR for the names of countries; the adjectives stand in ``checks/offices/data/places.tsv``, the
towns in the table of PLC001; GeoNames for towns that are perhaps words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.checks.names.altered import altered
from dragoman.checks.names.people import Reader
from dragoman.checks.names.translated import translated
from dragoman.checks.names.words import words
from dragoman.checks.offices.grammar import PlaceWord, countries, place_name, places
from dragoman.checks.offices.words import Trie, tokens
from dragoman.checks.rule import Context, Hit, Place, rule
from dragoman.checks.rules.place.exonym_left_in_source_language import exonyms
from dragoman.model import Article, Sentence

CONFIDENCE = 0.9
"""Set by hand: in 74,000 sentences of four engines and 1,606 of professional translation (news,
German) it speaks four times: two "Austrians", mended by the plural below, and two sentences that
an engine had cut short. So it hardly ever cries wolf; engines of 2021 hardly made the mistake."""

TOWN = 0.8
"""Confidence of a town. Set by hand: links of names are seldom wrong, but free translations put
another name of the same sentence there. In 71 engine sentences that lack the English name (WMT
2021) it says nothing false; none of them has another town."""

LATIN = frozenset({"de", "fr", "es", "it", "nl", "pl", "pt"})
"""Languages whose towns the table has as they are written; those of the others are romanised."""

TRANSLATED = 0.7
"""Confidence of a town translated as a word. Set by hand: see the page for what was measured."""

UNINFLECTED = frozenset({"de", "fr", "es", "it", "nl", "pt"})
"""Languages that do not inflect names: there another ending is another name."""

ADJECTIVE = ("ian", "ish", "ese", "ic")

STEM = 3
"""Letters that the name of a town shares with its adjective and other spellings."""

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
        yield from _towns(article, bead, sources, targets)
        yield from _altered(article, bead, sources, targets)
        yield from _translated(article, bead, sources, targets)
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


def _towns(
    article: Article, bead: int | None, sources: Sequence[Sentence], targets: Sequence[Sentence]
) -> Iterator[Hit]:
    """Find towns whose English name is missing while a link leads to another name."""
    if bead is None or article.source_lang not in LATIN:
        return
    source = {word.text for sentence in sources for word in words(sentence.text)}
    english = " ".join(sentence.text for sentence in targets)
    for sentence in sources:
        for found in exonyms(sentence, article.source_lang):
            place = (sentence.index, found.start, found.end)
            if any(name in english or " " in name for name in (*found.english, found.name)):
                continue  # it is there; or it has several words, of which a link finds only one
            for target, name in _linked_names(article, bead, place):
                if name not in source and not _akin(name, (*found.english, found.name)):
                    yield Hit(
                        message=f"“{found.name}” is {found.english[0]} and not {name}",
                        confidence=TOWN,
                        bead=bead,
                        target=target,
                        source=place,
                        suggestions=found.english,
                    )


def _altered(
    article: Article, bead: int | None, sources: Sequence[Sentence], targets: Sequence[Sentence]
) -> Iterator[Hit]:
    """Find places whose names came out with other letters."""
    if article.source_lang not in UNINFLECTED:
        return
    for found in altered(sources, targets, article.source_lang, said=Reader.of(article).said):
        if found.town:
            yield Hit(
                message=f"the source has {found.word.text}, the translation {found.other.text}",
                confidence=TOWN,
                bead=bead,
                target=(found.target.index, found.other.start, found.other.end),
                source=(found.source.index, found.word.start, found.word.end),
                suggestions=(found.word.text,),
                evidence={"kind": "altered"},
            )


def _translated(
    article: Article, bead: int | None, sources: Sequence[Sentence], targets: Sequence[Sentence]
) -> Iterator[Hit]:
    """Find towns that were translated as words, and are in no table of exonyms."""
    for sentence, word, target, english in translated(article, bead, sources, targets):
        name = article.target.sentences[target[0]].text[target[1] : target[2]]
        table = exonyms(sentence, article.source_lang)
        if any(found.start <= word.start < found.end for found in table) or _means_more(name):
            continue
        yield Hit(
            message=f"“{name}” is the town {english}, translated as a word",
            confidence=TRANSLATED,
            bead=bead,
            target=target,
            source=(sentence.index, word.start, word.end),
            suggestions=(english,),
            evidence={"kind": "translated"},
        )


def _linked_names(article: Article, bead: int, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield the capitalised words inside sentences to which links lead from *place*."""
    for link in article.word_links(bead):
        sentence, start, end = link.target
        if link.source[0] == place[0] and place[1] <= link.source[1] < place[2] and start:
            name = article.target.sentences[sentence].text[start:end]
            if len(name) > STEM and name.istitle() and not _means_more(name):
                yield link.target, name


def _means_more(name: str) -> bool:
    """Tell whether *name* is a country's, or an adjective of place ("the Alsatian city")."""
    if name.endswith(ADJECTIVE):
        return True
    match = places("en").longest(tokens(name), 0)
    return match is not None and any(word.code in countries() for word in match.values)


def _akin(name: str, others: Sequence[str]) -> bool:
    """Tell whether *name* begins as one of *others* does: Milan, Milanese."""
    return any(name[:STEM].casefold() == other[:STEM].casefold() for other in others)


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
