"""Weigh by meaning whether an unanswered denial was lost, or put in words that no list foresees.

Two signs, both from the encoder. If the denial was lost, the other side agrees better with this
side once the denial is taken out here ("Er kam." for "Er kam nicht." → "He came."); if it was put
otherwise ("He stayed away."), agreement falls. And a denial that is firmly linked to a word has its
answer in that word.
"""

from __future__ import annotations

import math

from dragoman.checks.quantities.affirm import affirm
from dragoman.checks.quantities.denials import Denial
from dragoman.model import Article, Sentence

WEIGHTS = (12.38, -2.12, -0.25)
"""Of the gain in agreement, of the denial's best link, and the constant.

Logistic regression on development halves: denials taken out of and put into good translations
(news, life science, engines), DEMETR's negation pairs; against good translations where only a word
that denies by its meaning answers (that word disregarded) and half of the free renderings of
``tests/checks/quantities/put_otherwise.tsv``, weighted threefold. Area under the curve on the test
halves .965, of the other half of the free renderings against changed news .832.
"""

SOFT = 0.05
"""Added to what is left to agree, lest near-perfect pairs divide by nothing."""


def lost(article: Article, bead: int, denial: Denial, *, source: bool) -> float | None:
    """Return how likely *denial* has no answer, in [0, 1]; None without an encoder.

    *source* tells on which side of the bead it stands.
    """
    if article.likeness is None:
        return None
    mine, other = article.source_sentences(bead), article.target_sentences(bead)
    lang = article.source_lang
    if not source:
        mine, other, lang = other, mine, article.target.lang
    here, there = _joined(mine), _joined(other)
    turned = " ".join(
        affirm(one.text, denial.cue, lang) if one.index == denial.sentence else one.text
        for one in mine
    )
    before, after = (
        article.likeness(text, there) if source else article.likeness(there, text)
        for text in (here, turned)
    )
    gain = (after - before) / (1 - before + SOFT)
    weight, link, constant = WEIGHTS
    score = weight * gain + link * _link(article, bead, denial, source=source) + constant
    return 1 / (1 + math.exp(-score))


def _joined(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(one.text for one in sentences)


def _link(article: Article, bead: int, denial: Denial, *, source: bool) -> float:
    """Return the score of the firmest link of the denying words, 0 without one."""
    scores = [0.0]
    for link in article.word_links(bead):
        sentence, start, end = link.source if source else link.target
        if sentence == denial.sentence and start < denial.cue.end and denial.cue.start < end:
            scores.append(link.score)
    return max(scores)
