"""The one narrow interface between texts and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Spans = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """One text, encoded.

    ``sentence``: (d,) unit vector. ``tokens``: (layers, n, d), raw hidden states of the text's own
    tokens (prefix and special tokens left out), one plane per chosen layer, in the order asked
    for. ``spans``: (n, 2) half-open code-point offsets into the text as given. ``truncated`` tells
    that the text was longer than the model reads, so that the vectors stand for its beginning.
    """

    sentence: Vectors
    tokens: Vectors
    spans: Spans
    truncated: bool


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
    max_tokens: int
    layers: tuple[int, int, int]

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
