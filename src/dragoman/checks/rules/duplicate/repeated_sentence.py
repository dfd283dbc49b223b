"""A sentence that stands twice in the translation and once in the source.

What it flags
-------------
The second and every further copy of a sentence, word for word or nearly so, where the sources of
the copies differ or where a copy has no source.

Why it matters
--------------
Engines loop on long paragraphs, and stitching pieces together overlaps them. Aligners that look for
the best match hide it.

Flagged
-------
    de: Der Vulkan brach 2014 aus.
    en: The volcano erupted in 2014. The volcano erupted in 2014.

Accepted
--------
    de: Wir haben genug. Wir haben wirklich genug davon. Wir haben genug.
    en: We have had enough. We have really had enough of it. We have had enough.

Where it goes wrong
-------------------
Two sources may give one short English sentence by chance ("He left early"), so these are let pass
below five words, as are headlines, captions and page furniture, which pages repeat.

Languages
---------
All. Without a source only copies that follow each other are flagged.

Settings
--------
None.

Source
------
Raunak et al., "The Curious Case of Hallucinations in Neural Machine Translation" (2021).
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from dragoman.checks.grammar.wording import words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article, Sentence

SHORTEST = 5
"""Words from which two different source sentences do not give one English sentence by chance: on
the WMT21 references no two of 1,606 sentences of five words and more are equal."""

LEAST = 3
"""Words from which a sentence without a source of its own is a copy of the one before it."""

LIKE = 0.9
"""Share of words in order from which two sentences are copies; engines change a word on the way."""

REWORDED = 0.75
"""The same for neighbours of which one has no source: that one says again what the other says. Of
all neighbours in the WMT21 references the most alike, two headlines, have .73."""

SOURCES_ALIKE = 0.6
"""The same for their sources, from which the repetition is the author's."""

UNSOURCED, SOURCED, ALONE = 0.9, 0.85, 0.6


@rule(code="DUP001", family="duplicate", severity="minor", needs_source=False)
def repeated_sentence(article: Article, context: Context) -> Iterator[Hit]:
    """Flag copies of sentences that the source does not repeat."""
    bodies = [s for s in article.target.sentences if s.role == "body"]
    spoken = [[word.lower for word in words(sentence.text)] for sentence in bodies]
    first: dict[tuple[str, ...], int] = {}
    for at, said in enumerate(spoken):
        if len(said) < LEAST:
            continue
        earlier = first.get(tuple(said))
        if earlier is None and at:
            alone = _unsourced(article, bodies[at]) or _unsourced(article, bodies[at - 1])
            if _alike(said, spoken[at - 1], REWORDED if alone else LIKE):
                earlier = at - 1
        first.setdefault(tuple(said), at)
        if earlier is None:
            continue
        confidence = _confidence(article, bodies[earlier], bodies[at], neighbours=earlier == at - 1)
        if confidence is not None and (len(said) >= SHORTEST or confidence == UNSOURCED):
            yield Hit(
                message="the translation says this twice, the source once",
                confidence=confidence,
                target=(bodies[at].index, 0, len(bodies[at].text)),
                bead=article.bead_of_target.get(bodies[at].index),
                suggestions=("",),
                evidence={"first": bodies[earlier].line},
            )


def said_again(article: Article) -> frozenset[int]:
    """Return the sentences of the translation that stand beside one that says the same."""
    found: set[int] = set()
    bodies = [s for s in article.target.sentences if s.role == "body"]
    for before, sentence in pairwise(bodies):
        one, other = ([word.lower for word in words(s.text)] for s in (before, sentence))
        if _alike(other, one, REWORDED):
            found |= {before.index, sentence.index}
    return frozenset(found)


def _unsourced(article: Article, sentence: Sentence) -> bool:
    bead = article.bead_of_target.get(sentence.index)
    return bead is not None and article.source is not None and not article.source_sentences(bead)


def _alike(one: list[str], other: list[str], share: float) -> bool:
    if min(len(one), len(other)) < SHORTEST or len(one) > 2 * len(other) + 1:
        return False
    if not set(one) & set(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= share


def _confidence(
    article: Article, first: Sentence, second: Sentence, *, neighbours: bool
) -> float | None:
    """Return how sure it is that the source does not repeat itself; None if it may."""
    if article.source is None:
        return ALONE if neighbours else None
    one = article.bead_of_target.get(first.index)
    other = article.bead_of_target.get(second.index)
    if one is None or other is None:
        return None
    if one == other:
        texts = article.source_sentences(one)
        return SOURCED if len(texts) < 2 or not _pair_alike(texts) else None
    before, behind = article.source_sentences(one), article.source_sentences(other)
    if not behind or not before:
        return UNSOURCED
    return None if _pair_alike((*before, *behind)) else SOURCED


def _pair_alike(texts: tuple[Sentence, ...]) -> bool:
    """Tell whether any two of the sentences are much the same."""
    spoken = [[word.lower for word in words(sentence.text)] for sentence in texts]
    return any(
        SequenceMatcher(None, one, other, autojunk=False).ratio() >= SOURCES_ALIKE
        for at, one in enumerate(spoken)
        for other in spoken[at + 1 :]
    )
