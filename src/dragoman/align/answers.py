"""What has no answer on the other side is no part of a bead.

The vectors alone would rather merge a left-out sentence into a neighbour, or pair it with an added
one, than pay for skipping it: sentence vectors of neighbours in an article resemble each other.
Words do not: those of a left-out sentence find no words that choose them back. Here is what beads
lose for that; ``weighing`` takes it from them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.align.lattice import Step
from dragoman.align.planes import Run

Pair = tuple[Run, Run]
"""A source run and a target run."""

Shares = tuple[Sequence[float], Sequence[float]]
"""How far each sentence of a pair is answered, source and target: the summed cosines of its words'
links, divided by its words; 0 is not at all, news translations lie about .6."""

Answers = Callable[[Sequence[Pair]], Sequence[Shares]]
"""Tells how far the sentences of each pair answer each other."""

LOSS = 0.6
"""What a sentence without any answer costs its bead, where a firm 1:1 bead is worth .5 and a skip
costs .12; one that is answered as far as its limit costs nothing, between them it is a straight
line. Chosen with the limits below on the development sets (de–fr, hu–en, pl–en ×2, and cut news:
WMT21 references and one engine, ro–en, ru–en). At .4 one of 107 left-out
sentences more is missed; at 1 one less is, and Text+Berg loses .01 strict F1."""

MEMBER = (3.5, 0.1, 0.25)
"""(spreads below the article's median, least, most): the limit for a sentence of a merge.

A sentence from elsewhere in the article that is joined to a right pair reaches .01 in the median,
.11 in 95 of 100 and .2 in 99 of 100 trials. True members depend on how freely is translated: cut
news (WMT21 references) .56 in the median and .2 to .25 at the first two percentiles, mountain
literature .46 and .02 at the first, so the limit falls with the article's own median and spread. At
3.25 spreads the hand-aligned sets lose .003 strict F1, at 4 one of 107 left-out sentences more is
missed. With a most of .2 (as it was) one omission in a hundred more is missed in the cut news; .28
finds as many."""

ALONE = (3.0, 0.05, 0.3)
"""The same for a 1:1 bead, of which both sides' mean counts. Sentences drawn at random from one
article reach .17 in the median and .3 at the ninety-fifth percentile; right pairs of news stay
below .38, of literature below .24, once in a hundred. At 2.5 spreads hu–en fiction loses .005, at
3.5 one left-out sentence in 107 more is missed."""

FOUNDED = (4.1, -0.5, 1.0)
"""The limit of the evidence for a bead of the path: both sides' mean share, its centred cosine, and
by how much that beats the cosines its sentences have outside the bead, added. None of the three
tells alone that a sentence left out and one added beside it are no pair. Over 3,120 such pairs of
cut news (WMT21 references) the sum is .12 in the median and .6 in one of ten, where right pairs
begin at .81 (three in a thousand) to .94 (one in a hundred). Literature begins lower (hu–en -.1,
de–fr .4) and its pairs spread more (.44, .33; news .28), so the limit falls with the article.

Such a bead is barred only once it is on the path, and the path is found again: weighed within the
search, all near beads of weak evidence would lose to merges with their neighbours. Chosen on cut
news and as the least at which the hand-aligned sets keep every right pair: at 4 one of hu–en is
parted, and two of short sentences that resemble all their neighbours (one engine); up to 4.25 one
omission in 300 fewer is found, at 3.25 one finding in thirty is false.

Merges that hold what was barred stay open. Closing them finds half a percent more of what is left
out in long articles, and one percent more of the findings there is false."""

FURNITURE = 0.3
"""The limit of the share of a 1:1 bead with page furniture on either side: that costs nothing to
leave out, so chance resemblance is enough to pair it. Right pairs of the gold articles
("Reageren", "Comment") begin at .33, chance ones ("Share" with another headline) end at .21."""


@dataclass(frozen=True, slots=True)
class Usual:
    """How well the 1:1 beads of an article are founded: (median, spread) of their ``shares`` and
    of their ``evidence``, and each side's own median share, which differs between languages (Nepali
    words find .27, their English .45)."""

    shares: tuple[float, float]
    evidence: tuple[float, float]
    sides: tuple[float, float]


USUAL = Usual((0.6, 0.11), (1.6, 0.28), (0.6, 0.6))
"""Over the sets named above: medians of the shares .47 to .68, of the evidence 1.3 to 1.7. The
spread of the evidence is that of news, which it stands for in an article of ordinary length; a long
text tells its own."""

WEIGHT = 10
"""How many beads the medians of ``USUAL`` count for beside the article's own."""

SPREAD_WEIGHT = 100
"""The same for the evidence, whose spread is far less certain: of thirty beads, what was left out
among them can double it."""

SAMPLE = 1000
"""How many 1:1 beads the median and the spread are taken from, spaced evenly: a long article's
words need not all be linked for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """What tells beads apart, besides their scores.

    ``similarity``: a bead's centred cosine. ``margin``: by how much that beats what its sentences
    have outside the bead. ``is_furniture``: whether a 1:1 bead holds page furniture. ``answers``:
    how far the sentences of pairs answer each other.
    """

    similarity: Callable[[Step], float]
    margin: Callable[[Step], float]
    is_furniture: Callable[[Step], bool]
    answers: Answers


def evidence(step: Step, shares: Shares, judges: Judges) -> float:
    """Return what speaks for a bead as a whole; right pairs of news have 1.7 in the median."""
    return mean(shares) + judges.similarity(step) + judges.margin(step)


def mean(shares: Shares) -> float:
    """Return how far both sides of a bead are answered, each side counting alike."""
    return sum(sum(side) / len(side) for side in shares) / 2


def lack(share: float, wanted: float) -> float:
    """Return what a 1:1 bead loses as a whole: ``LOSS`` for either side without any answer.

    >>> round(lack(0.1, 0.2), 3)
    0.6
    """
    return 2 * LOSS * min(max(1 - share / wanted, 0.0), 1.0)


def loss(shares: Shares, member: float) -> float:
    """Return what a merge loses: ``LOSS`` for every sentence that is not answered at all.

    >>> round(loss(([0.05], [0.6, 0.5]), 0.2), 3)
    0.45
    """
    if all(len(side) == 1 for side in shares):
        return 0.0
    return LOSS * sum(max(0.0, 1 - share / member) for side in shares for share in side)


def limit(kind: tuple[float, float, float], typical: tuple[float, float]) -> float:
    """Return up to where a bead counts as lacking: so many spreads below the median, in bounds."""
    spreads, least, most = kind
    median, spread = typical
    return min(max(median - spreads * spread, least), most)


def usual(path: Sequence[Step], judges: Judges) -> Usual:
    """Return how well a path's 1:1 beads are founded, drawn towards ``USUAL``."""
    ones = _spaced([step for step in path if step.a == step.b == 1], SAMPLE)
    if not ones:
        return USUAL
    found = judges.answers([pair(step) for step in ones])
    shares = np.array([(source[0], target[0]) for source, target in found])
    both = shares.mean(axis=1)
    whole = [evidence(step, one, judges) for step, one in zip(ones, found, strict=True)]
    left, right = np.median(shares, axis=0).tolist()
    return Usual(
        _drawn(both, USUAL.shares, WEIGHT),
        _drawn(np.array(whole), USUAL.evidence, SPREAD_WEIGHT),
        (
            _towards(left, USUAL.sides[0], count=len(ones)),
            _towards(right, USUAL.sides[1], count=len(ones)),
        ),
    )


def _drawn(
    values: npt.NDArray[np.float64], known: tuple[float, float], weight: int
) -> tuple[float, float]:
    """Return median and spread of *values*, drawn towards what is *known*.

    The spread is 1.4826 × the median absolute deviation, a standard deviation of normal data.
    """
    median = float(np.median(values))
    spread = 1.4826 * float(np.median(np.abs(values - median)))
    count = len(values)
    return (
        _towards(median, known[0], count=count),
        math.sqrt(_towards(spread**2, known[1] ** 2, count=count, weight=weight)),
    )


def _towards(own: float, known: float, *, count: int, weight: int = WEIGHT) -> float:
    """Return what *count* beads of one's own and *weight* of the usual say together."""
    return (count * own + weight * known) / (count + weight)


def pair(step: Step) -> Pair:
    """Return the two runs of a step."""
    return (step.i, step.a), (step.j, step.b)


def _spaced(steps: Sequence[Step], count: int) -> list[Step]:
    """Choose *count* steps at equal distances; all of a shorter list."""
    if len(steps) <= count:
        return list(steps)
    return [steps[number * len(steps) // count] for number in range(count)]
