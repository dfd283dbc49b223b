"""The encoder with its cache, opened on first use and shared by all articles of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.encoder.recent import Recent

if TYPE_CHECKING:
    from dragoman.encoder.cache import SentenceVectors
    from dragoman.encoder.protocol import Encoder
    from dragoman.store import Store
    from dragoman.vectors import Encoding, Vectors

PORTION = 512
"""Texts encoded at once: enough for batches of like length, some 70 MB of vectors."""


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
        self._vectors: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The model and its revision."""
        return f"{self.encoder.name}@{self.encoder.revision}"

    @property
    def threads(self) -> int:
        """How many threads may work at once: as asked for, or the cores this process may use."""
        if self._threads is not None:
            return self._threads
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder, loaded now if it was not."""
        from dragoman import encoder

        return encoder.load(self._model, threads=self._threads)

    @cached_property
    def store(self) -> Store | None:
        """The cache on disk, or None if the user wants none."""
        if not self._caching:
            return None
        from dragoman.encoder.cache import vector_cache
        from dragoman.encoder.folders import cache_directory

        return vector_cache(cache_directory())

    @cached_property
    def _recent(self) -> Recent:
        """Encodings of the article at hand, so that no text is encoded twice for it."""
        from dragoman.encoder.folders import cache_directory

        return Recent(cache_directory() if self._caching else None)

    @cached_property
    def _sentences(self) -> SentenceVectors | None:
        from dragoman.encoder.cache import SentenceVectors

        return None if self.store is None else SentenceVectors(self.encoder, self.store)

    def vectors(self, texts: Sequence[str], *, wordless: bool = False) -> Vectors:
        """Return unit sentence vectors, shape (len(texts), dimension).

        *wordless* texts are not going to be asked for their words: no token vectors are kept.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if self._sentences is not None:
            self._vectors |= self._sentences.known(new)
        missing = [text for text in new if text not in self._vectors]
        if wordless and missing:
            fresh = dict(zip(missing, self.encoder.sentences(missing), strict=True))
        else:
            fresh = {text: encoding.sentence for text, encoding in self._each(missing)}
        self._vectors |= fresh
        if self._sentences is not None:
            self._sentences.keep(fresh)
        rows = [self._vectors[text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.encoder.dimension)

    def encodings(self, texts: Sequence[str]) -> list[Encoding]:
        """Return sentence and token vectors of each text, newly encoded or still in memory."""
        found = dict(self._each(list(dict.fromkeys(texts))))
        return [found[text] for text in texts]

    def stream(self, texts: Sequence[str]) -> Iterator[Encoding]:
        """Yield the encoding of each text in turn; never are those of a whole book in memory."""
        for _, encoding in self._each(texts):
            yield encoding

    def _each(self, texts: Sequence[str]) -> Iterator[tuple[str, Encoding]]:
        """Yield *texts* with their encodings, a portion in memory at a time."""
        for start in range(0, len(texts), PORTION):
            portion = texts[start : start + PORTION]
            known = {text: self._recent.get(text) for text in portion}
            missing = [text for text, encoding in known.items() if encoding is None]
            fresh = dict(zip(missing, self.encoder.encode(missing) if missing else [], strict=True))
            for text, encoding in fresh.items():
                self._recent.put(text, encoding)
            for text in portion:
                yield text, known[text] or fresh[text]

    def token_counts(self, texts: Sequence[str]) -> Any:
        """Count the tokens of each text without special tokens, before truncation."""
        return self.encoder.token_counts(texts)

    def forget(self) -> None:
        """Drop what the last article left in memory."""
        self._recent.clear()
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
