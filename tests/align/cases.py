"""Small articles as the aligner sees them: vectors drawn, not encoded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.align import Pair, Shares, Side

Matrix = npt.NDArray[np.float64]


def side(vectors: npt.ArrayLike, lengths: Sequence[int] | None = None) -> Side:
    """Make a side of unit vectors; ten characters a sentence unless told otherwise."""
    rows = np.asarray(vectors, np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return Side(
        vectors=rows / np.maximum(norms, 1e-9),
        tokens=np.full(len(rows), 10, np.int32),
        lengths=np.array(lengths or [10] * len(rows), np.int32),
        furniture=np.zeros(len(rows), bool),
        prior=np.zeros(rows.shape[1], np.float32),
    )


def drawn(seed: int, rows: int, columns: int) -> tuple[Side, Side, Matrix]:
    """Draw an article whose sides share some sentences, and how far sentences answer each other."""
    chance = np.random.default_rng(seed)
    source = chance.normal(size=(rows, 24))
    kept = source[np.sort(chance.integers(0, max(rows, 1), columns))] if rows else source[:0]
    target = chance.normal(size=(columns, 24))
    if rows:
        target = 0.7 * kept + 0.6 * target
    lengths = [chance.integers(5, 60, n).tolist() for n in (rows, columns)]
    return side(source, lengths[0]), side(target, lengths[1]), chance.random((rows, columns))


class Table:
    """Answers from a table of how far each source sentence answers each target sentence."""

    def __init__(self, shares: Matrix) -> None:
        self.shares = shares

    def __call__(self, pairs: Sequence[Pair]) -> list[Shares]:
        found = []
        for (i, a), (j, b) in pairs:
            block = self.shares[i : i + a, j : j + b]
            found.append((block.max(axis=1).tolist(), block.max(axis=0).tolist()))
        return found
