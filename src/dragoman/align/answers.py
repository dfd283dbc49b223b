"""What has no answer on the other side is no part of a bead.

The vectors alone would rather merge a left-out sentence into a neighbour, or pair it with an added
one, than pay for skipping it: sentence vectors of neighbours in an article resemble each other.
Words do not: those of a left-out sentence find no words that choose them back. So beads near the
best path lose what their sentences lack in answers, and the path is found again; whatever it turns
to instead, a skip or another merge, is weighed in its turn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.align.lattice import Band, Planes, Skips, Step, backward, forward, through
from dragoman.align.lattice import trace as traced
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

MEMBER = (3.5, 0.1, 0.2)
"""(spreads below the article's median, least, most): the limit for a sentence of a merge.

A sentence from elsewhere in the article that is joined to a right pair reaches .0 in the median, .1
in 95 of 100 and .15 in 99 of 100 trials, in every set alike. True members depend on how freely is
translated: news .55 in the median and .17 to .3 at the first percentile, mountain literature .46
and .02, so the limit falls with the article's own median and spread. At 3 spreads Text+Berg
loses .009 strict F1, at 4 it gains .004 and one of 107 left-out sentences more is missed."""

ALONE = (3.0, 0.05, 0.3)
"""The same for a 1:1 bead, of which both sides' mean counts. Sentences drawn at random from one
article reach .17 in the median and .3 at the ninety-fifth percentile; right pairs of news stay
below .38, of literature below .24, once in a hundred. At 2.5 spreads hu–en fiction loses .005, at
3.5 one left-out sentence in 107 more is missed."""

FOUNDED = (4.75, -0.5, 0.9)
"""The limit of the evidence for a 1:1 bead of the path: both sides' mean share, its centred
cosine, and by how much that beats the cosines its sentences have outside the bead, added. None of
the three tells alone that a sentence left out and one added beside it are no pair: of 111 such in
cut news (WMT21 references) one in ten has a share and cosine of together .50 and one in fifty .71,
where right pairs begin at .78; with the third it is .43 and .77 against .86 (half in a hundred)
to .94 (one in a hundred). Literature begins lower (hu–en -.1, de–fr .5) and its pairs spread more
(.45, .37, news .29), so the limit falls with the article.

Such a pair is only parted, in its place, once the path is found: weighed within the search it
drives weak right pairs into merges with their neighbours. At 4 spreads right pairs of one engine
are parted, at 4.5 one of Estonian while one omission in a hundred more is found; 5 is as 4.75."""

FALL = 0.4
"""How far below its limit a bead's evidence loses all; the median of the 111 is -.09."""

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


USUAL = Usual((0.6, 0.11), (1.6, 0.24), (0.6, 0.6))
"""Over the sets named above: medians of the shares .47 to .68, of the evidence 1.3 to 1.7. The
spread of the evidence is set somewhat below that of news (.29), which it stands for in an article
of ordinary length; a long text tells its own."""

WEIGHT = 10
"""How many beads the medians of ``USUAL`` count for beside the article's own."""

SPREAD_WEIGHT = 100
"""The same for the evidence, whose spread is far less certain: of thirty beads, what was left out
among them can double it."""

SAMPLE = 1000
"""How many 1:1 beads the median and the spread are taken from, spaced evenly: a long article's
words need not all be linked for them."""

DOUBTFUL = 0.4
"""1:1 beads of a higher centred cosine are not looked at: of 12 unrelated pairs that the path made
of cut news none was above .33."""

CLOSE = 0.5
"""1:1 beads of a higher cosine are never parted; .48 is what two in a hundred unrelated have."""

NEAR = 0.3
"""Beads are weighed if their best path scores within this of the best; what ``LOSS`` could move is
farther only where several beads change at once."""

ROUNDS = 3
"""How often beads near the path are weighed; each round looks at what came near in the last."""


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


class Weighing:
    """Takes from the planes of an article, in place, what beads lack in answers; each once."""

    def __init__(self, planes: Planes, band: Band, judges: Judges) -> None:
        self._planes, self._band, self._judges = planes, band, judges
        self._known: dict[Step, float] = {}
        self._usual: Usual | None = None

    def path(self, planes: Planes, skips: Skips) -> list[Step]:
        """Return the best path through *planes* after weighing what is near it.

        *planes* may be a copy in which cells are barred; what is learnt goes into both.
        """
        for _ in range(ROUNDS):
            new = list(self._near(planes, skips))
            if not new:
                break
            for step, lost in zip(new, self._losses(new, planes, skips), strict=True):
                self._known[step] = lost
                place = (step.i, step.j - int(self._band.low[step.i]))
                for held in {id(one): one for one in (planes, self._planes)}.values():
                    held[step.a, step.b][place] -= lost
        return traced(planes, self._band, skips, forward(planes, self._band, skips))

    def usual(self, path: Sequence[Step]) -> Usual:
        """Return how far this article's beads are answered, by the first path that was asked for.

        Unrelated pairs on it do not matter: medians are taken.
        """
        if self._usual is None:
            self._usual = usual(path, self._judges)
        return self._usual

    def _near(self, planes: Planes, skips: Skips) -> Iterator[Step]:
        """Yield beads near the best path that are not weighed yet."""
        ahead = forward(planes, self._band, skips)
        behind = backward(planes, self._band, skips)
        best = behind[0, 0]
        for shape, plane in planes.items():
            around = through(ahead, plane, behind, self._band, shape)
            for i, k in np.argwhere(around >= best - NEAR).tolist():
                step = Step(i, k + int(self._band.low[i]), *shape)
                if step not in self._known and not self._firm(step):
                    yield step

    def _firm(self, step: Step) -> bool:
        return (
            step.a == step.b == 1
            and not self._judges.is_furniture(step)
            and self._judges.similarity(step) >= DOUBTFUL
        )

    def _losses(self, steps: Sequence[Step], planes: Planes, skips: Skips) -> Iterator[float]:
        if self._usual is None:
            self.usual(traced(planes, self._band, skips, forward(planes, self._band, skips)))
        typical = self._usual or USUAL
        member, alone = limit(MEMBER, typical.shares), limit(ALONE, typical.shares)
        found = self._judges.answers([pair(step) for step in steps])
        for step, shares in zip(steps, found, strict=True):
            wanted = FURNITURE if self._judges.is_furniture(step) else alone
            single = step.a == step.b == 1
            yield lack(mean(shares), wanted, wanted) if single else loss(shares, member)

    def parted(self, path: Sequence[Step], skips: Skips) -> list[Step]:
        """Return *path* with the pairs taken apart that too little speaks for."""
        doubted = [step for step in path if self._open(step)]
        found = self._judges.answers([pair(step) for step in doubted])
        wanted = limit(FOUNDED, self.usual(path).evidence)
        apart = {
            step
            for step, shares in zip(doubted, found, strict=True)
            if self._score(step) - lack(evidence(step, shares, self._judges), wanted, FALL)
            < skips.source[step.i] + skips.target[step.j]
        }
        return [part for step in path for part in (_halves(step) if step in apart else (step,))]

    def _open(self, step: Step) -> bool:
        return (
            step.a == step.b == 1
            and not self._judges.is_furniture(step)
            and self._judges.similarity(step) < CLOSE
        )

    def _score(self, step: Step) -> float:
        return float(self._planes[1, 1][step.i, step.j - int(self._band.low[step.i])])


def _halves(step: Step) -> tuple[Step, Step]:
    return Step(step.i, step.j, 1, 0), Step(step.i + 1, step.j, 0, 1)


def evidence(step: Step, shares: Shares, judges: Judges) -> float:
    """Return what speaks for a bead as a whole; right pairs of news have 1.7 in the median."""
    return mean(shares) + judges.similarity(step) + judges.margin(step)


def mean(shares: Shares) -> float:
    """Return how far both sides of a bead are answered, each side counting alike."""
    return sum(sum(side) / len(side) for side in shares) / 2


def lack(evidence: float, wanted: float, fall: float) -> float:
    """Return what a bead loses as a whole: ``LOSS`` for either side if it is *fall* below.

    >>> round(lack(0.55, 0.75, FALL), 3)
    0.6
    """
    return 2 * LOSS * min(max((wanted - evidence) / fall, 0.0), 1.0)


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
