"""Where to look: a band along the diagonal that a coarse alignment has found.

Pairs of neighbours are averaged until few sentences are left, those are aligned in full, and the
path is followed back down with a margin (Thompson and Koehn 2019, after Salvador and Chan 2007).
Time and memory grow linearly with the number of sentences.
"""

from __future__ import annotations

import numpy as np

from dragoman.align.lattice import Band, Skips, Step, forward, trace
from dragoman.align.planes import Side, Vectors, cosine_plane, mean_of, unit

FULL_BELOW = 400
"""Cells are cheap: below this many sentences on either side everything is looked at."""

MARGIN = 40
"""Sentences looked at on either side of the coarse path, at every level. Omissions longer than the
margin move the coarse path itself, so the margin need not cover them."""

COARSE_SKIP = -0.05
"""Cost of skipping an averaged pair while the path is only being located."""


def find_band(source: Side, target: Side) -> Band:
    """Return the band in which the best path is looked for."""
    if max(len(source), len(target)) <= FULL_BELOW:
        return Band.full(len(source), len(target))
    return _band(unit(source.vectors - mean_of(source)), unit(target.vectors - mean_of(target)))


def _band(left: Vectors, right: Vectors) -> Band:
    rows, columns = len(left), len(right)
    if max(rows, columns) <= FULL_BELOW:
        return Band.full(rows, columns)
    half_left, half_right = _halved(left), _halved(right)
    coarse = _band(half_left, half_right)
    return _around(_path(half_left, half_right, coarse), rows, columns)


def _halved(vectors: Vectors) -> Vectors:
    even = vectors[: len(vectors) // 2 * 2]
    pairs = unit(even[0::2] + even[1::2])
    return pairs if len(even) == len(vectors) else np.concatenate((pairs, vectors[-1:]))


def _path(left: Vectors, right: Vectors, band: Band) -> list[Step]:
    planes = {(1, 1): cosine_plane(left, right, band)}
    skips = Skips(np.full(len(left), COARSE_SKIP), np.full(len(right), COARSE_SKIP))
    return trace(planes, band, skips, forward(planes, band, skips))


def _around(path: list[Step], rows: int, columns: int) -> Band:
    """Widen a coarse path to a band of the finer level, one width for all rows."""
    first = np.full(rows + 1, columns, dtype=np.int64)
    last = np.zeros(rows + 1, dtype=np.int64)
    for step in path:
        rows_here = slice(min(2 * step.i, rows), min(2 * (step.i + step.a), rows) + 1)
        first[rows_here] = np.minimum(first[rows_here], min(2 * step.j, columns))
        last[rows_here] = np.maximum(last[rows_here], min(2 * (step.j + step.b), columns))
    first[0], last[-1] = 0, columns
    low = np.minimum.accumulate(first[::-1])[::-1] - MARGIN
    high = np.maximum.accumulate(last) + MARGIN
    width = int((high - low).max()) + 1
    low = np.clip(low, 0, max(columns + 1 - width, 0))
    return Band(low=low, width=min(width, columns + 1))
