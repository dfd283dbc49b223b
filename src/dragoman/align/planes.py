"""Scores of candidate beads from sentence vectors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dragoman.align.lattice import OUT, Band, Scores, Shape, Skips

Vectors = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int32]
Run = tuple[int, int]
"""(first sentence, how many): neighbours taken together."""

SHAPES: tuple[Shape, ...] = tuple((a, b) for a in range(1, 5) for b in range(1, 5) if a + b <= 5)
"""Bead shapes looked for. More than five sentences in a bead are rarer than the errors that looking
for them brings: longer merges did not help on any development set."""

SIZE_EXPONENT = 0.25
"""How a bead's score grows with its size, ((a + b) / 2) ** SIZE_EXPONENT.

A path's score is the sum of its beads', so a score that ignores size prefers many small beads, one
that is proportional to it (exponent 1) prefers few large ones. Chosen on the development sets
(de–fr, hu–en, pl–en ×2; mean strict F1 with concatenations embedded): 0 .950, .25 .956, .5 .944,
1 below .5; anything from .2 to .35 is within .004.
"""

SKIP_SHARE = 0.25
"""What leaving a sentence out costs, as a share of its best 1:1 score with any sentence.

A sentence with a counterpart is dear to skip, page furniture that resembles nothing is free, so
that a block of it does not pull its neighbours along. A constant cost of .1 gives .956 mean strict
and .996 lax F1 on the development sets, this .959 and .9995; .15 to .35 are within .003.
"""

BREAK = 0.8
"""What a merge across a paragraph break keeps of its score. Translators keep paragraphs: of the 34
merges in the gold articles none spans one. A factor leaves room for the translator who does not,
and for paragraphs read wrongly; it was set by reasoning, the gold articles are the same without."""

PRIOR_WEIGHT = 10
"""How many sentences the mean vector of a language counts for in centring a side."""

FEW = 4
"""Below this many sentences a side's own mean is no mean to subtract."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an article, as the aligner sees it: n sentences.

    ``vectors``: (n, d) sentence vectors, unit length, as the encoder gives them.
    ``tokens``: (n,) token counts, the weights with which sentences enter a merge.
    ``lengths``: (n,) characters.
    ``furniture``: (n,) bool, sentences that belong to the page, free to leave out.
    ``prior``: (d,) the mean vector of the side's language, if one is known.
    ``starts``: (n,) bool, sentences that begin a paragraph, heading or item; None where the text
    tells nothing of them (one sentence a line).
    """

    vectors: Vectors
    tokens: Counts
    lengths: Counts
    furniture: npt.NDArray[np.bool_]
    prior: Vectors | None = None
    starts: npt.NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.vectors)


@dataclass
class Runs:
    """The vectors of one side's runs, by size: cheap sums first, real ones where they matter.

    ``mean`` is subtracted from every vector: what all sentences of a side share (the language
    itself, mostly) says nothing about any of them, and raw cosines of one model lie within .1.
    """

    side: Side
    mean: Vectors = field(init=False)
    _of_size: dict[int, Vectors] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.mean = mean_of(self.side)[None]

    def vectors(self, size: int) -> Vectors:
        """Return the unit vectors of all runs of *size* sentences, shape (n − size + 1, d).

        A run's vector is the token-weighted sum of its members; it comes closer to the vector of
        the text concatenated than their plain mean does (strict F1 .914 against .890 on Text+Berg).
        """
        if size not in self._of_size:
            weighted = (self.side.vectors - self.mean) * self.side.tokens[:, None]
            sums = np.concatenate((np.zeros_like(weighted[:1]), np.cumsum(weighted, axis=0)))
            self._of_size[size] = unit(sums[size:] - sums[:-size])
        return self._of_size[size]

    def replace(self, run: Run, vector: Vectors) -> None:
        """Put the encoder's own vector of a concatenated run in the place of the sum."""
        first, size = run
        self.vectors(size)[first] = unit(vector[None] - self.mean)[0]

    def lengths(self, size: int) -> npt.NDArray[np.int64]:
        """Return the characters of all runs of *size* sentences, shape (n − size + 1,)."""
        sums = np.concatenate(([0], np.cumsum(self.side.lengths, dtype=np.int64)))
        return sums[size:] - sums[:-size]

    def mixed(self, size: int) -> npt.NDArray[np.bool_]:
        """Tell which runs of more than one sentence hold page furniture, shape (n − size + 1,).

        Furniture may answer furniture, one to one, but is never part of a merge.
        """
        count = np.concatenate(([0], np.cumsum(self.side.furniture)))
        return np.asarray((size > 1) & (count[size:] > count[:-size]))

    def broken(self, size: int) -> npt.NDArray[np.bool_]:
        """Tell which runs of *size* sentences span a paragraph break, shape (n − size + 1,)."""
        if self.side.starts is None:
            return np.zeros(len(self.side) - size + 1, bool)
        count = np.cumsum(self.side.starts)
        return np.asarray(count[size - 1 :] > count[: len(count) - size + 1])


def mean_of(side: Side) -> Vectors:
    """Return the vector that centring subtracts, shape (d,).

    It is the side's own mean, in a short text drawn towards that of its language: the mean of two
    sentences says more about them than about what all sentences share. A short text in a language
    without a known mean is left as it is.
    """
    count = len(side)
    own = side.vectors.mean(axis=0)
    if side.prior is not None:
        return np.asarray((count * own + PRIOR_WEIGHT * side.prior) / (count + PRIOR_WEIGHT))
    return np.asarray(own if count >= FEW else np.zeros_like(own))


def unit(vectors: Vectors) -> Vectors:
    """Scale each row to length 1; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0))


def score_planes(source: Runs, target: Runs, band: Band) -> dict[Shape, Scores]:
    """Score every candidate bead inside *band*.

    score = cos × log2(1 + shorter / longer) × ((a + b) / 2) ** SIZE_EXPONENT, with the target's
    lengths scaled by the article's own ratio. The length term is Bertalign's (Liu and Zhu 2022).
    """
    ratio = source.side.lengths.sum() / max(int(target.side.lengths.sum()), 1)
    return {
        (a, b): _plane(source, target, band, (a, b), ratio)
        for a, b in SHAPES
        if a <= len(source.side) and b <= len(target.side)
    }


def _plane(source: Runs, target: Runs, band: Band, shape: Shape, ratio: float) -> Scores:
    a, b = shape
    plane = cosine_plane(source.vectors(a), target.vectors(b), band)
    barred_left, barred_right = source.mixed(a), target.mixed(b)
    kept_left, kept_right = (
        np.where(runs.broken(count), BREAK, 1.0) for runs, count in ((source, a), (target, b))
    )
    left, right = source.lengths(a), np.maximum(target.lengths(b) * ratio, 1e-9)
    size = ((a + b) / 2) ** SIZE_EXPONENT
    for i, length in enumerate(left):
        window = slice(int(band.low[i]), int(band.low[i]) + band.width)
        others = right[window]
        match = np.log2(1 + np.minimum(others, length) / np.maximum(others, length))
        row = plane[i, : len(others)]
        row *= match * size * kept_left[i] * kept_right[window]
        row[barred_right[window] | barred_left[i]] = OUT
    return plane


def cosine_plane(left: Vectors, right: Vectors, band: Band) -> Scores:
    """Return the cosines of unit rows inside *band*, shape (len(band.low) − 1, width)."""
    rows, width = len(band.low) - 1, band.width
    plane = np.full((rows, width), OUT)
    for start, stop in blocks(band, len(left)):
        low = int(band.low[start])
        high = min(int(band.low[stop - 1]) + width, len(right))
        if high > low:
            product = left[start:stop] @ right[low:high].T
            for i in range(start, stop):
                row = product[i - start, int(band.low[i]) - low :][:width]
                plane[i, : len(row)] = row
    return plane


def blocks(band: Band, rows: int) -> list[tuple[int, int]]:
    """Cut *rows* into stretches whose bands overlap enough for one matrix product each."""
    stretches: list[tuple[int, int]] = []
    start = 0
    while start < rows:
        stop = start + 1
        while stop < rows and band.low[stop] - band.low[start] <= band.width // 2:
            stop += 1
        stretches.append((start, stop))
        start = stop
    return stretches


def skips(plane: Scores, band: Band, source: Side, target: Side) -> Skips:
    """Price leaving each sentence out, from the plane of the 1:1 beads."""
    rows = plane.max(axis=1, initial=0.0)
    columns = np.zeros(len(target) + band.width)
    for i, row in enumerate(plane):
        window = columns[band.low[i] : band.low[i] + band.width]
        np.maximum(window, row, out=window)
    return Skips(
        source=np.where(source.furniture, 0.0, -SKIP_SHARE * np.clip(rows, 0, None)),
        target=np.where(target.furniture, 0.0, -SKIP_SHARE * columns[: len(target)]),
    )


Embed = Callable[[list[Run], list[Run]], tuple[Vectors, Vectors]]
"""Embeds runs of concatenated sentences: (source runs, target runs) → their unit vectors."""
