"""Sentence vectors on disk: a text that was seen before is not encoded again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.encoder.protocol import Encoder, Encoding, Vectors
from dragoman.store import Store

FILE_NAME = "vectors-1.sqlite"
"""The number is the layout's: a new layout takes a new file and never reads an old one."""


def vector_cache(directory: Path) -> Store:
    """Return the store in a cache folder: room for about 250,000 sentence vectors."""
    return Store(directory / FILE_NAME)


def key(name: str, revision: str, kind: str, text: str) -> str:
    """Name a value computed from *text* by the model *name* at *revision*.

    >>> key("e5", "1", "sentence", "Guten Tag.")
    'e5@1/sentence/c3051964462edf76a69af766af014997'
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{name}@{revision}/{kind}/{digest}"


class SentenceVectors:
    """The sentence vectors of one encoder in a cache: the one place that knows their keys and form.

    Vectors from the store are those once computed, bit for bit; one computed in another batch may
    differ from them in the seventh decimal.
    """

    def __init__(self, encoder: Encoder, cache: Store) -> None:
        self._name, self._revision = encoder.name, encoder.revision
        self._dimension, self._cache = encoder.dimension, cache

    def known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors, each (dimension,), of those *texts* that have been seen."""
        names = {self._key(text): text for text in texts}
        return {
            names[name]: np.frombuffer(value, "<f4").astype(np.float32)
            for name, value in self._cache.get_many(names).items()
            if len(value) == 4 * self._dimension
        }

    def keep(self, vectors: Mapping[str, Vectors]) -> None:
        """Store the vector of each text."""
        self._cache.put_many(
            {self._key(text): vector.astype("<f4").tobytes() for text, vector in vectors.items()}
        )

    def _key(self, text: str) -> str:
        return key(self._name, self._revision, "sentence", text)


class CachedEncoder:
    """An encoder that remembers sentence vectors: only texts not seen before are embedded.

    Everything else is the wrapped encoder's.
    """

    def __init__(self, encoder: Encoder, cache: Store) -> None:
        self.inner, self.cache = encoder, cache
        self.name, self.revision = encoder.name, encoder.revision
        self.dimension, self.max_tokens = encoder.dimension, encoder.max_tokens
        self.layers = encoder.layers
        self._remembered = SentenceVectors(encoder, cache)

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return unit sentence vectors, shape (len(texts), dimension)."""
        known = self._remembered.known(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            fresh = dict(zip(missing, self.inner.sentences(missing), strict=True))
            self._remembered.keep(fresh)
            known |= fresh
        found = np.array([known[text] for text in texts], np.float32)
        return found.reshape(len(texts), self.dimension)

    def encode(self, texts: Sequence[str], layers: Sequence[int] | None = None) -> list[Encoding]:
        """Return sentence and token vectors of each text; *layers* defaults to ``self.layers``."""
        return self.inner.encode(texts, layers)

    def static(self, texts: Sequence[str]) -> Vectors:
        """Return cheap unit vectors (n, dimension): vocabulary rows averaged, no encoder run."""
        return self.inner.static(texts)

    def token_counts(self, texts: Sequence[str]) -> npt.NDArray[np.int32]:
        """Count the tokens of each text without special tokens, before truncation."""
        return self.inner.token_counts(texts)
