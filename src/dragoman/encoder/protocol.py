"""The one narrow interface between texts and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dragoman.vectors import Encoding, Spans, Vectors

__all__ = ["Encoder", "Encoding", "Spans", "Vectors", "too_long"]


class Encoder(Protocol):
    """Texts to vectors.

    ``name`` and ``revision`` identify the weights (both go into cache keys and signatures);
    ``dimension`` is d; ``max_tokens`` is how many tokens of a text are read, the rest is cut and
    said so; ``layers`` are the three layers that stand for words, word meaning in context and
    sentence meaning: (0, 7, 12) in the embedded model.
    """

    name: str
    revision: str
    dimension: int
    layers: tuple[int, int, int]

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read."""
        ...

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return unit sentence vectors, shape (len(texts), dimension)."""
        ...

    def encode(self, texts: Sequence[str], layers: Sequence[int] | None = None) -> list[Encoding]:
        """Return sentence and token vectors of each text; *layers* defaults to ``self.layers``."""
        ...

    def static(self, texts: Sequence[str]) -> Vectors:
        """Return cheap unit vectors (n, dimension): vocabulary rows averaged, no encoder run."""
        ...

    def token_counts(self, texts: Sequence[str]) -> npt.NDArray[np.int32]:
        """Count the tokens of each text without special tokens, before truncation."""
        ...


def too_long(encoder: Encoder, texts: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the texts that *encoder* reads only in part.

    Their vectors stand for their first ``max_tokens`` tokens and must not be scored as wholes.
    """
    counts = encoder.token_counts(texts)
    return tuple(np.flatnonzero(counts > encoder.max_tokens).tolist())
