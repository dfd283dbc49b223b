"""What all texts of a language share, and what is left when it is subtracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Literal

import numpy as np

from dragoman.languages import base
from dragoman.model import Side
from dragoman.vectors import Encoding, Vectors

Origin = Literal["stored", "document"]

SHRINK_TOKENS = 200
"""How many tokens a general mean counts for where a document has to find its own.

Half way between trusting a text of 200 tokens (about eight sentences) and the mean of all
languages; a language without a stored mean is rare and short documents are rarer, so this was
set by reasoning and not tuned.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centres:
    """The mean vectors of one side: ``tokens`` (layers, d), ``sentence`` (d,).

    ``origin`` tells whether they are the stored means of the language or the document's own,
    ``weights`` which encoder they belong to: its revision up to the first hyphen.
    """

    lang: str
    side: Side
    tokens: Vectors
    sentence: Vectors
    origin: Origin
    weights: str


def centres(
    lang: str, side: Side, encodings: Iterable[Encoding] | None, *, model_revision: str
) -> Centres:
    """Return the means of *lang* on *side*: the stored ones, or the document's own.

    Stored means belong to the model with the revision that they were made with. Another language
    or model gets the mean of *encodings*, in a short document drawn towards the mean of all stored
    languages if the model is theirs. They are read once, one at a time.

    Raises:
        ValueError: nothing is stored and there are no encodings.
    """
    known = _stored(model_revision)
    general = known.get("general")
    origin: Origin = "stored"
    means = known.get(base(lang))
    if means is None and encodings is not None:
        means, origin = _own(encodings, general), "document"
    if means is None:
        means, origin = general, "stored"
    if means is None:
        raise ValueError(f"no mean is stored for {lang!r} and there is no text to take it from")
    return Centres(
        lang=lang, side=side, tokens=means[0], sentence=means[1], origin=origin,
        weights=weights(model_revision),
    )  # fmt: skip


def weights(model_revision: str) -> str:
    """Return what a revision says of the weights: it is "weights-recipe", and a change of recipe
    moves single texts, not a mean."""
    return model_revision.partition("-")[0]


def sentence_mean(lang: str, model_revision: str) -> Vectors | None:
    """Return the mean sentence vector of a language, shape (d,), or None if none is stored."""
    found = _stored(model_revision).get(base(lang))
    return found[1] if found is not None else None


def _own(
    encodings: Iterable[Encoding], general: tuple[Vectors, Vectors] | None
) -> tuple[Vectors, Vectors] | None:
    """Average a document, drawn towards *general* as far as the document is short.

    None of a document without a word, unless there is a sentence and nothing general to take.
    """
    texts = count = 0
    tokens, sentence = np.zeros(1), np.zeros(1)
    for encoding in encodings:
        tokens = tokens + encoding.tokens.sum(axis=1, dtype=np.float64)
        sentence = sentence + encoding.sentence
        texts, count = texts + 1, count + encoding.tokens.shape[1]
    if not texts or (not count and general is not None):
        return None
    tokens, sentence = tokens / max(count, 1), sentence / texts
    if general is not None:
        weight = count / (count + SHRINK_TOKENS)
        tokens = weight * tokens + (1 - weight) * general[0]
        sentence = weight * sentence + (1 - weight) * general[1]
    return np.asarray(tokens, np.float32), np.asarray(sentence, np.float32)


@cache
def _stored(model_revision: str) -> Mapping[str, tuple[Vectors, Vectors]]:
    """Read the stored means, by language; empty if they were made with another model."""
    path = resources.files("dragoman.score").joinpath("data/centres.npz")
    with np.load(BytesIO(path.read_bytes())) as arrays:
        if weights(model_revision) != str(arrays["model_revision"]):
            return {}
        planes = arrays["means"].astype(np.float32)
        langs = [str(lang) for lang in arrays["langs"]]
    return {
        lang: (plane[:-1], plane[-1]) for lang, plane in zip(langs, planes, strict=True)
    }  # last row: the sentence mean
