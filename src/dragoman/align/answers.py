"""What has no answer on the other side is no part of a bead.

The path alone would rather merge a left-out sentence into a neighbour, or pair it with an added
one, than pay for skipping it: sentence vectors of neighbours in an article resemble each other.
Words do not: those of a left-out sentence find no words that choose them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from dragoman.align.lattice import Step
from dragoman.align.planes import Run

Pair = tuple[Run, Run]
"""A source run and a target run."""

Shares = tuple[Sequence[float], Sequence[float]]
"""How far each sentence of a pair is answered, source and target: the summed cosines of its words'
links, divided by its words; 0 is not at all, news translations lie about .55."""

Answers = Callable[[Sequence[Pair]], Sequence[Shares]]
"""Tells how far the sentences of each pair answer each other."""

ANSWERED = 0.1
"""A merge's outer sentence answered less than this is taken off it.

Chosen on line-parallel news cut into articles (WMT21 references and one engine's output, ro–en,
ru–en) and on the hand-aligned sets, all of them development data: left-out sentences that the path
had merged have a median of .03, true members are above .2 in 98 of 100 news sentences, in 95 of
100 others.
From .06 to .14 the strict F1 of cut news moves by .001 and that of the hand-aligned sets by .003;
at .2 the latter lose .009.
"""

UNRELATED = 0.2
"""A 1:1 bead answered less than this is a sentence left out beside a sentence added.

Sentences drawn at random from one article reach .17 in the median and .25 at the ninetieth
percentile, one right pair in 200 of news stays below .37, of Text+Berg below .24. At .25 cut news
gains .0004 lax F1 and loses 2 points of precision in omissions.
"""

FURNITURE = 0.3
"""The same for a 1:1 bead with page furniture on either side: that costs nothing to leave out, so
chance resemblance is enough to pair it. Right pairs of the gold articles ("Reageren", "Comment")
begin at .33, chance ones ("Share" with another headline) end at .21."""

SPREADS = 3.0
"""How many spreads (1.4826 × median absolute deviation, a standard deviation of normal data) below
the article's median a 1:1 bead must lie to be loosened: free literary translation is answered
unevenly, and one right pair in forty lies below ``UNRELATED``. Without it hu–en fiction loses .007
strict F1; 2.5 to 3.5 are within .004 there and .0005 elsewhere."""

ENOUGH = 8
"""Fewer 1:1 beads tell no spread; ``UNRELATED`` alone decides."""

SAMPLE = 200
"""How many 1:1 beads the median and the spread are taken from, spaced evenly: a long article's
token vectors need not be computed twice for them."""

DOUBTFUL = 0.4
"""1:1 beads of a higher centred cosine are not looked at: of 12 unrelated pairs that the path made
of cut news none was above .33."""


def loosen(
    steps: Sequence[Step],
    *,
    similarity: Callable[[Step], float],
    is_furniture: Callable[[Step], bool],
    answers: Answers,
) -> list[Step]:
    """Return *steps* without what has no answer, which becomes skips, in no particular order."""
    kept, loose = _trimmed(steps, answers)
    ones = [step for step in kept if step.a == step.b == 1]
    limit = _limit([both for _, both in _judged(_spaced(ones, SAMPLE), answers)])
    doubtful = [step for step in ones if similarity(step) < DOUBTFUL]
    unrelated = {
        step
        for step, both in _judged(doubtful, answers)
        if both < (FURNITURE if is_furniture(step) else limit)
    }
    apart = (
        skip
        for step in unrelated
        for skip in (Step(step.i, step.j, 1, 0), Step(step.i, step.j, 0, 1))
    )
    return [*(step for step in kept if step not in unrelated), *loose, *apart]


def _trimmed(steps: Sequence[Step], answers: Answers) -> tuple[list[Step], list[Step]]:
    """Take off merges, one after the other, outer sentences without an answer."""
    kept = [step for step in steps if not _merged(step)]
    open_ = [step for step in steps if _merged(step)]
    loose: list[Step] = []
    while open_:
        shares = answers([pair(step) for step in open_])
        narrower: list[Step] = []
        for step, share in zip(open_, shares, strict=True):
            least, fewer, cut = min(_edges(step, share), key=lambda edge: edge[0])
            if least >= ANSWERED:
                kept.append(step)
            else:
                loose.append(cut)
                (narrower if _merged(fewer) else kept).append(fewer)
        open_ = narrower
    return kept, loose


def _merged(step: Step) -> bool:
    return bool(step.a and step.b and step.a + step.b > 2)


def pair(step: Step) -> Pair:
    """Return the two runs of a step."""
    return (step.i, step.a), (step.j, step.b)


def _edges(step: Step, shares: Shares) -> Iterator[tuple[float, Step, Step]]:
    """Yield for each outer sentence (how far it is answered, the step without it, its skip)."""
    i, j, a, b = step.i, step.j, step.a, step.b
    source, target = shares
    if a > 1:
        yield source[0], Step(i + 1, j, a - 1, b), Step(i, j, 1, 0)
        yield source[-1], Step(i, j, a - 1, b), Step(i + a - 1, j, 1, 0)
    if b > 1:
        yield target[0], Step(i, j + 1, a, b - 1), Step(i, j, 0, 1)
        yield target[-1], Step(i, j, a, b - 1), Step(i, j + b - 1, 0, 1)


def _judged(steps: Sequence[Step], answers: Answers) -> Iterable[tuple[Step, float]]:
    """Yield 1:1 *steps* with how far their two sentences answer each other."""
    shares = answers([pair(step) for step in steps]) if steps else []
    for step, (source, target) in zip(steps, shares, strict=True):
        yield step, (source[0] + target[0]) / 2


def _spaced(steps: Sequence[Step], count: int) -> list[Step]:
    """Choose *count* steps at equal distances; all of a shorter list."""
    if len(steps) <= count:
        return list(steps)
    return [steps[number * len(steps) // count] for number in range(count)]


def _limit(found: Sequence[float]) -> float:
    """Return below what a 1:1 bead is loosened, from how far those of this article are answered."""
    if len(found) < ENOUGH:
        return UNRELATED
    median = float(np.median(found))
    spread = 1.4826 * float(np.median(np.abs(np.asarray(found) - median)))
    return min(UNRELATED, median - SPREADS * spread)
