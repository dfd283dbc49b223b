"""Sentences that the translation put elsewhere: strong pairs across the path.

A monotone path cannot hold them and must leave one pair of the crossing out, or pair what does not
belong together. Here the strong ones are taken out and the path is found again without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dragoman.align.answers import Answers, Usual, pair
from dragoman.align.lattice import OUT, Band, Planes, Scores, Shape, Skips, Step
from dragoman.align.weighing import Weighing

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1))
"""What is recognised elsewhere. Longer passages that moved are rarer than chance resemblance."""

STRONG = 0.35
"""Least score (cosine × length match) of sentences that moved together."""

EVIDENT = 0.65
"""How far the words of both sides must answer each other, as a share of the article's own medians,
each side by its own: absolute shares differ between languages. Sentences drawn at random from one
news article reach .5 once in a hundred, half of all right pairs lie above 1. A sentence of a merge
must reach half of it, as 98 of 100 do in news."""

LEAST = 0.2
"""No median counts for less: where hardly a word finds its answer, nothing is evident."""

COST = 0.15
"""What a crossing costs in the currency of the path, where a firm 1:1 bead is worth .5. On
line-parallel news with lines moved (WMT21, ro–en, ru–en) 0 to .3 find the same; unmoved they give
one false crossing in 79 articles, on the hand-aligned sets none. The quotation moved in the gold
article flu-vaccine gains .19."""


def without_moved(
    planes: Planes, band: Band, skips: Skips, *, weighing: Weighing, answers: Answers
) -> tuple[list[Step], list[Step]]:
    """Return the best path, and the beads that cross it and were taken out of it.

    A bead moved if no sentence in it has a better match, it lies off the best path as it was, its
    words answer each other, it crosses the path found without it, and that path and the
    bead together beat the old path by ``COST``. Only then is the path found without what too little
    speaks for: that would make merges of what moved.
    """
    steps = weighing.path(planes, skips)
    off = _off_path(steps, planes, band)
    moved = _evident(off, answers, weighing.usual(steps)) if off else []
    while moved:
        barred = _barred(moved, planes, band)
        free = _free(moved, skips)
        path = weighing.path(barred, free)
        worth = [
            bead
            for bead in moved
            if any(cross(bead, step) for step in path)
            and _gain(bead, (steps, path), (planes, band, skips, free)) > COST
        ]
        if len(worth) == len(moved):
            path = weighing.founded(path, barred, free)
            skipped = [step for step in path if not any(_holds(bead, step) for bead in moved)]
            return skipped, moved
        moved = worth
    return weighing.founded(steps, planes, skips), []


def _off_path(steps: Sequence[Step], planes: Planes, band: Band) -> list[Step]:
    """Return the strong beads off the path in which no sentence has a better match elsewhere.

    A better match is one of the same shape, or another sentence alone: merges around a sentence
    always resemble what it answers.
    """
    alone = _best(planes[1, 1], band)
    found: list[tuple[float, Step]] = []
    for (a, b), plane in ((shape, planes[shape]) for shape in SHAPES if shape in planes):
        across, down = _best(plane, band)
        for i, k in np.argwhere(plane >= np.maximum(across, STRONG)[:, None]).tolist():
            j = k + int(band.low[i])
            members = (alone[0][i : i + a].max(), alone[1][j : j + b].max())
            if plane[i, k] >= max(down[j], *members):
                found.append((float(plane[i, k]), Step(i, j, a, b)))
    ranked = [bead for _, bead in sorted(found, key=lambda one: (-one[0], one[1].i, one[1].j))]
    return [bead for bead in ranked if not any(_touch(bead, step) for step in steps)]


def _evident(beads: Sequence[Step], answers: Answers, typical: Usual) -> list[Step]:
    """Return those of *beads*, the best first, whose words answer each other; none overlaps."""
    apart: list[Step] = []
    for bead, shares in zip(beads, answers([pair(bead) for bead in beads]), strict=True):
        source, target = (
            [share / max(median, LEAST) for share in side]
            for side, median in zip(shares, typical.sides, strict=True)
        )
        both = (sum(source) / len(source) + sum(target) / len(target)) / 2
        if both >= EVIDENT and min(*source, *target) >= EVIDENT / 2:
            apart += [] if any(_share(bead, other) for other in apart) else [bead]
    return apart


def _best(plane: Scores, band: Band) -> tuple[Scores, Scores]:
    """Return the best score of each source sentence and of each target sentence in *plane*."""
    best = np.full(int(band.low[-1]) + band.width, OUT)
    for i, row in enumerate(plane):
        window = best[band.low[i] : band.low[i] + band.width]
        np.maximum(window, row[: len(window)], out=window)
    return plane.max(axis=1), best


def _share(bead: Step, other: Step) -> bool:
    """Tell whether two beads share a sentence on either side."""
    return (bead.i < other.i + other.a and other.i < bead.i + bead.a) or (
        bead.j < other.j + other.b and other.j < bead.j + bead.b
    )


def _touch(bead: Step, step: Step) -> bool:
    """Tell whether two beads share a sentence on both sides."""
    return (
        bead.i < step.i + step.a and step.i < bead.i + bead.a
        and bead.j < step.j + step.b and step.j < bead.j + bead.b
    )  # fmt: skip


def _barred(moved: Sequence[Step], planes: Planes, band: Band) -> dict[Shape, Scores]:
    """Return *planes* in which no bead holds a sentence that moved."""
    barred = {shape: plane.copy() for shape, plane in planes.items()}
    for (a, b), plane in barred.items():
        for bead in moved:
            plane[max(bead.i - a + 1, 0) : bead.i + bead.a] = OUT
            for column in range(max(bead.j - b + 1, 0), bead.j + bead.b):
                cells = column - band.low[: len(plane)]
                rows = np.flatnonzero((cells >= 0) & (cells < band.width))
                plane[rows, cells[rows]] = OUT
    return barred


def _free(moved: Sequence[Step], skips: Skips) -> Skips:
    """Return *skips* in which sentences that moved cost nothing to leave out."""
    source, target = skips.source.copy(), skips.target.copy()
    for bead in moved:
        source[bead.i : bead.i + bead.a] = 0.0
        target[bead.j : bead.j + bead.b] = 0.0
    return Skips(source, target)


def cross(bead: Step, step: Step) -> bool:
    """Tell whether a bead of the path is before *bead* on one side and after it on the other."""
    if not (step.a and step.b):
        return False
    return (step.i < bead.i) != (step.j < bead.j)


def _holds(bead: Step, skip: Step) -> bool:
    """Tell whether a skipped sentence is one of *bead*'s."""
    if skip.a and skip.b:
        return False
    if skip.a:
        return bead.i <= skip.i < bead.i + bead.a
    return bead.j <= skip.j < bead.j + bead.b


def _gain(
    bead: Step,
    paths: tuple[Sequence[Step], Sequence[Step]],
    scored: tuple[Planes, Band, Skips, Skips],
) -> float:
    """Return what *bead* brings, less what the path loses around it by going without."""
    planes, band, skips, free = scored
    gain = _score(bead, planes, band, skips)
    common = sorted(_corners(paths[0]) & _corners(paths[1]))
    for first, last in pairwise([*common, (1 << 60, 1 << 60)]):
        if first[0] <= bead.i < last[0] or first[1] <= bead.j < last[1]:
            for path, sign, costs in ((paths[0], -1, skips), (paths[1], 1, free)):
                gain += sign * sum(
                    _score(step, planes, band, costs)
                    for step in path
                    if first <= (step.i, step.j) < last
                )
    return gain


def _corners(path: Sequence[Step]) -> set[tuple[int, int]]:
    """Return where beads start and end; skips between them have no order of their own."""
    beads = [step for step in path if step.a and step.b]
    ends = {(step.i + step.a, step.j + step.b) for step in beads}
    return {(0, 0)} | {(step.i, step.j) for step in beads} | ends


def _score(step: Step, planes: Planes, band: Band, skips: Skips) -> float:
    if not step.b:
        return float(skips.source[step.i])
    if not step.a:
        return float(skips.target[step.j])
    return float(planes[step.a, step.b][step.i, step.j - int(band.low[step.i])])
