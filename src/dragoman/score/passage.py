"""One side of a bead, as the score sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dragoman.languages import words
from dragoman.score.centres import Centres
from dragoman.vectors import Encoding, Vectors

Place = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The sentences of one side of a bead: (index in the text, text, encoding) of each."""

    lang: str
    sentences: tuple[tuple[int, str, Encoding], ...]

    @cached_property
    def text(self) -> str:
        """The sentences, joined."""
        return " ".join(text for _, text, _ in self.sentences)

    @cached_property
    def truncated(self) -> bool:
        """Tell whether the encoder did not read all of it."""
        return any(encoding.truncated for _, _, encoding in self.sentences)

    @cached_property
    def tokens(self) -> Vectors:
        """Raw token vectors, shape (layers, n, d)."""
        return np.concatenate([encoding.tokens for _, _, encoding in self.sentences], axis=1)

    @cached_property
    def words(self) -> tuple[Place, ...]:
        """The words: (sentence index, start, end)."""
        return tuple(
            (index, start, end)
            for index, text, _ in self.sentences
            for start, end in words.tokens(text)
        )

    @cached_property
    def word_texts(self) -> tuple[str, ...]:
        """The words as written."""
        texts = {index: text for index, text, _ in self.sentences}
        return tuple(texts[index][start:end] for index, start, end in self.words)

    @cached_property
    def word_of_token(self) -> tuple[int, ...]:
        """For each token the number of its word; -1 for punctuation."""
        numbers = {place: number for number, place in enumerate(self.words)}
        owners: list[int] = []
        for index, text, encoding in self.sentences:
            table = np.full(len(text) + 1, -1)
            for start, end in words.tokens(text):
                table[start:end] = numbers[index, start, end]
            owners += [
                int(table[start:end].max(initial=-1)) for start, end in encoding.spans.tolist()
            ]
        return tuple(owners)

    def unit_tokens(self, centres: Centres) -> Vectors:
        """Return centred token vectors of length 1, shape (layers, n, d)."""
        return unit(self.tokens - centres.tokens[:, None])

    def pooled(self, centres: Centres) -> Vectors:
        """Return the passage's centred vector of length 1: its sentences, weighted by tokens."""
        weights = np.array([[max(len(encoding.spans), 1)] for _, _, encoding in self.sentences])
        vectors = np.array([encoding.sentence for _, _, encoding in self.sentences])
        return unit(((vectors - centres.sentence) * weights).sum(axis=0))


def unit(vectors: Vectors) -> Vectors:
    """Scale the last axis to length 1; zeros stay zeros."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)
