"""The dynamic programme: the best monotone path through source × target, inside a band.

Everything here is plain arithmetic on score planes; where the scores come from is the business of
``planes``. A *plane* for the shape (a, b) holds, for every cell (i, j), the score of the bead that
takes source sentences i … i+a−1 and target sentences j … j+b−1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Shape = tuple[int, int]
Scores = npt.NDArray[np.float64]
Planes = Mapping[Shape, Scores]

OUT = -1e9
"""The score of what cannot be: a bead that leaves the text, a cell outside the band."""


@dataclass(frozen=True, slots=True)
class Band:
    """For each source position 0 … n the target positions looked at: ``low[i]`` … + ``width``.

    ``low`` never falls, and the corners (0, 0) and (n, m) lie inside.
    """

    low: npt.NDArray[np.int64]
    width: int

    @classmethod
    def full(cls, rows: int, columns: int) -> Band:
        """Look at everything: *rows* source and *columns* target sentences."""
        return cls(low=np.zeros(rows + 1, dtype=np.int64), width=columns + 1)


@dataclass(frozen=True, slots=True)
class Skips:
    """The score of leaving each sentence unaligned: ``source`` (n,), ``target`` (m,)."""

    source: Scores
    target: Scores


@dataclass(frozen=True, slots=True)
class Step:
    """One bead of a path: source ``i`` … ``i + a``, target ``j`` … ``j + b``."""

    i: int
    j: int
    a: int
    b: int


def forward(planes: Planes, band: Band, skips: Skips) -> Scores:
    """Return the best score of reaching each cell from the start, shape (n + 1, band width).

    Costs O(n · width · shapes), vectorised over the width.
    """
    low, width = band.low, band.width
    walked = np.concatenate(([0.0], np.cumsum(skips.target)))
    best = np.full((len(low), width), OUT)
    best[0, 0] = 0.0
    for i, row in enumerate(best):
        if i:
            fallen = shift(best[i - 1], low[i] - low[i - 1]) + skips.source[i - 1]
            np.maximum(row, fallen, out=row)
        for (a, b), plane in planes.items():
            if i >= a:
                came = best[i - a] + plane[i - a]
                np.maximum(row, shift(came, low[i] - low[i - a] - b), out=row)
        # Skipping target sentences stays in the row: one running maximum does all of it.
        inside = walked[low[i] : low[i] + width]
        head = row[: len(inside)]
        head[:] = np.maximum.accumulate(head - inside) + inside
        row[len(inside) :] = OUT
    return best


def backward(planes: Planes, band: Band, skips: Skips) -> Scores:
    """Return the best score of reaching the end from each cell, shape (n + 1, band width)."""
    low, width = band.low, band.width
    walked = np.concatenate(([0.0], np.cumsum(skips.target)))
    rows = len(low) - 1
    best = np.full((rows + 1, width), OUT)
    best[rows, len(skips.target) - low[rows]] = 0.0
    for i in range(rows, -1, -1):
        row = best[i]
        if i < rows:
            fallen = shift(best[i + 1], low[i] - low[i + 1]) + skips.source[i]
            np.maximum(row, fallen, out=row)
        for (a, b), plane in planes.items():
            if i + a <= rows:
                onward = shift(best[i + a], low[i] - low[i + a] + b) + plane[i]
                np.maximum(row, onward, out=row)
        inside = walked[low[i] : low[i] + width]
        head = row[: len(inside)][::-1]
        head[:] = np.maximum.accumulate(head + inside[::-1]) - inside[::-1]
        row[len(inside) :] = OUT
    return best


def through(
    ahead: Scores, plane: Scores, behind: Scores, band: Band, shape: tuple[int, int]
) -> Scores:
    """Return the score of the best path through each bead of one shape, like its plane."""
    a, b = shape
    rows, width = plane.shape
    through = np.full_like(plane, -np.inf)
    for i in range(rows - a + 1):
        first = int(band.low[i]) + b - int(band.low[i + a])
        start, stop = max(0, -first), min(width, width - first)
        if start < stop:
            onward = behind[i + a, start + first : stop + first]
            through[i, start:stop] = ahead[i, start:stop] + plane[i, start:stop] + onward
    return through


def shift(row: Scores, by: int) -> Scores:
    """Return *row* moved left by *by* cells (right if negative), filled with ``OUT``.

    >>> shift(np.array([1.0, 2.0, 3.0]), 1).tolist()
    [2.0, 3.0, -1000000000.0]
    """
    if by == 0:
        return row
    moved = np.full_like(row, OUT)
    if 0 < by < len(row):
        moved[:-by] = row[by:]
    elif -len(row) < by < 0:
        moved[-by:] = row[:by]
    return moved


def trace(planes: Planes, band: Band, skips: Skips, best: Scores) -> list[Step]:
    """Walk back from the end and return the best path's steps, in order; skips are steps too.

    Of equal ways the last skip wins, so that of a sentence translated twice the second is over.
    """
    i, j = len(band.low) - 1, len(skips.target)
    steps: list[Step] = []
    while i or j:
        ways = _ways_into(planes, band, skips, best, i, j)
        steps.append(max(ways, key=lambda way: round(way[0], 9))[1])
        i, j = steps[-1].i, steps[-1].j
    return steps[::-1]


def _ways_into(
    planes: Planes, band: Band, skips: Skips, best: Scores, row: int, column: int
) -> Iterator[tuple[float, Step]]:
    """Yield (score, last step) for every way into cell (row, column)."""
    for a, b in ((1, 0), (0, 1), *planes):
        i, j = row - a, column - b
        k = j - int(band.low[i]) if i >= 0 else -1
        if j < 0 or not 0 <= k < band.width:
            continue
        if a == 0:
            gain = skips.target[j]
        elif b == 0:
            gain = skips.source[i]
        else:
            gain = planes[a, b][i, k]
        yield float(best[i, k] + gain), Step(i, j, a, b)
