"""The encoder with its cache, opened on first use and shared by all articles of a run."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from dragoman.encoder.cache import VectorCache
    from dragoman.encoder.protocol import Encoder
    from dragoman.vectors import Encoding, Vectors

RECENT_TOKENS = 40_000
"""Token vectors kept in memory, so that one encoder run gives an article's sentence vectors and its
token vectors: 40,000 tokens × 3 layers × 384 × 4 bytes = 184 MB, an article of 600 sentence pairs.
A longer one is encoded twice in part."""


class Engine:
    """Texts to vectors, cached by content and model revision.

    The weights are loaded when the first text is not in the cache.
    """

    def __init__(
        self, *, model: str | None = None, cache: bool = True, threads: int | None = None
    ) -> None:
        self._model = model
        self._caching = cache
        self._threads = threads
        self._recent: OrderedDict[str, Encoding] = OrderedDict()
        self._recent_tokens = 0
        self._vectors: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The model and its revision."""
        return f"{self.encoder.name}@{self.encoder.revision}"

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder, loaded now if it was not."""
        from dragoman import encoder

        return encoder.load(self._model, threads=self._threads)

    @cached_property
    def store(self) -> VectorCache | None:
        """The cache on disk, or None if the user wants none."""
        if not self._caching:
            return None
        from dragoman.encoder.cache import VectorCache
        from dragoman.encoder.folders import cache_directory

        return VectorCache(cache_directory())

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return unit sentence vectors, shape (len(texts), dimension)."""
        self._look_up([text for text in texts if text not in self._vectors])
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        for text, encoding in zip(missing, self.encodings(missing), strict=True):
            self._vectors[text] = encoding.sentence
        self._put("sentence", {text: self._vectors[text].tobytes() for text in missing})
        rows = [self._vectors[text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.encoder.dimension)

    def encodings(self, texts: Sequence[str]) -> list[Encoding]:
        """Return sentence and token vectors of each text, newly encoded or still in memory."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._recent]
        fresh = dict(zip(missing, self.encoder.encode(missing) if missing else [], strict=True))
        found = [fresh[text] if text in fresh else self._recent[text] for text in texts]
        for text, encoding in fresh.items():
            self._recent[text] = encoding
            self._recent_tokens += len(encoding.spans)
        while self._recent_tokens > RECENT_TOKENS:
            self._recent_tokens -= len(self._recent.popitem(last=False)[1].spans)
        return found

    def token_counts(self, texts: Sequence[str]) -> Any:
        """Count the tokens of each text without special tokens, before truncation."""
        return self.encoder.token_counts(texts)

    def forget(self) -> None:
        """Drop what the last article left in memory."""
        self._recent.clear()
        self._recent_tokens = 0
        self._vectors.clear()

    def remember(
        self, kind: str, texts: Sequence[str], compute: Callable[[Sequence[int]], Sequence[Any]]
    ) -> list[Any]:
        """Return a JSON-ready value for each text, from the cache or from *compute*.

        *compute* gets the indices that are not known and returns their values in order. *kind*
        names what is computed, with the revision of everything but the text that it depends on.
        """
        known = {text: json.loads(value) for text, value in self._get(kind, texts).items()}
        missing = [index for index, text in enumerate(texts) if text not in known]
        if missing:
            fresh = {texts[i]: value for i, value in zip(missing, compute(missing), strict=True)}
            encoded = {text: json.dumps(value).encode() for text, value in fresh.items()}
            self._put(kind, encoded)
            # What was just computed is read back as it will be next time: same bytes, same report.
            known |= {text: json.loads(value) for text, value in encoded.items()}
        return [known[text] for text in texts]

    def _look_up(self, texts: Sequence[str]) -> None:
        size = 4 * self.encoder.dimension
        for text, value in self._get("sentence", texts).items():
            if len(value) == size:
                self._vectors[text] = np.frombuffer(value, "<f4").astype(np.float32)

    def _keys(self, kind: str, texts: Sequence[str]) -> dict[str, str]:
        from dragoman.encoder.cache import key

        name, revision = self.encoder.name, self.encoder.revision
        return {key(name, revision, kind, text): text for text in texts}

    def _get(self, kind: str, texts: Sequence[str]) -> dict[str, bytes]:
        if self.store is None or not texts:
            return {}
        keys = self._keys(kind, texts)
        return {keys[name]: value for name, value in self.store.get_many(keys).items()}

    def _put(self, kind: str, values: Mapping[str, bytes]) -> None:
        if self.store is not None and values:
            keys = self._keys(kind, list(values))
            self.store.put_many({name: values[text] for name, text in keys.items()})
