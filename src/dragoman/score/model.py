"""The drift model: numbers of a pair to one number, and that number to [0, 1].

raw = (a linear function of the features) + weight × (what the head reads off the token vectors).
Higher raw means better. ``drift`` turns it round and puts every language on one scale, see
``Calibration``. The data file is written by ``python -m dragoman.dev.train_drift``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np

from dragoman.languages import base
from dragoman.vectors import Vectors

MEDIAN_DRIFT = 0.10
"""Drift of the middle one of good translations, in every language: by definition of the scale."""

P95_DRIFT = 0.30
"""Drift that 5 % of good translations exceed, in every language: by definition of the scale."""

BEND = 0.70
"""Where the straight part of the scale ends; beyond lie unrelated and untranslated texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything the score needs: feature ``names``, their ``mean`` and ``scale``, ``linear``
    weights, the ``head``'s arrays by name, and the calibration by language.

    ``middle`` is the raw score of the middle good translation of each language, ``spread`` how far
    below it the worst twentieth of good translations begins. ``about`` says what it was made from.
    """

    names: tuple[str, ...]
    mean: Vectors
    scale: Vectors
    linear: Vectors
    head: Mapping[str, Vectors]
    middle: Mapping[str, float]
    spread: float
    about: Mapping[str, Any]

    def standardised(self, found: Mapping[str, float]) -> Vectors:
        """Put features on one scale, outliers cut off, shape (f,)."""
        values = np.array([found[name] for name in self.names], np.float32)
        return np.asarray(np.clip((values - self.mean) / self.scale, -5, 5), np.float32)

    def drift(self, raw: float, lang: str) -> float:
        """Map a raw score to [0, 1]: good translations of every language look alike.

        Straight through (middle, .10) and (middle − spread, .30) and on to .70, then bending
        towards 1; better than the middle, falling towards 0. A logistic curve through the same
        points presses the middle of the scale together and loses .01 to .03 of Pearson.
        """
        steps = (self.middle.get(base(lang), self.middle["general"]) - raw) / self.spread
        slope = P95_DRIFT - MEDIAN_DRIFT
        straight = MEDIAN_DRIFT + slope * steps
        if steps < 0:
            return MEDIAN_DRIFT * math.exp(slope * steps / MEDIAN_DRIFT)
        if straight <= BEND:
            return straight
        return 1 - (1 - BEND) * math.exp((BEND - straight) / (1 - BEND))


def head_score(head: Mapping[str, Vectors], pair: HeadInput) -> float:
    """Read a pair's token vectors with the trained head; higher is better.

    Tokens are matched softly on the middle layer, each is compared with its match on the first and
    last layer, a small network scores the comparison, and the mean and the low end are summed.
    """
    left, right, (u, v), numbers = pair
    x0, x7, x12 = (left[layer] @ head[f"p{layer}"] for layer in range(3))
    y0, y7, y12 = (right[layer] @ head[f"p{layer}"] for layer in range(3))
    match = _unit(x7) @ _unit(y7).T
    parts = [
        numbers,
        _sentence(head, u @ head["pu"], v @ head["pu"]),
        _tokens(head, 0, (match, x12, y12, x0, y0)),
        _tokens(head, 1, (match.T, y12, x12, y0, x0)),
    ]
    return float(np.concatenate(parts) @ head["out.w"] + head["out.b"])


HeadInput = tuple[Vectors, Vectors, tuple[Vectors, Vectors], Vectors]
"""Centred unit tokens of both sides (3, n, d), the pooled vectors, the standardised features."""


def _sentence(head: Mapping[str, Vectors], u: Vectors, v: Vectors) -> Vectors:
    both = np.concatenate((u * v * 8, np.abs(u - v)))
    return _gelu(both @ head["sentence.w"] + head["sentence.b"])


def _tokens(head: Mapping[str, Vectors], way: int, planes: tuple[Vectors, ...]) -> Vectors:
    match, mine, theirs, mine0, theirs0 = planes
    weights = np.exp((match - match.max(axis=1, keepdims=True)) * head["tau"])
    weights /= weights.sum(axis=1, keepdims=True)
    answer, answer0 = weights @ theirs, weights @ theirs0
    best = (weights * match).sum(axis=1, keepdims=True)
    seen = np.concatenate(
        (
            mine * answer * 8,
            np.abs(mine - answer),
            mine0 * answer0 * 4,
            np.abs(mine0 - answer0),
            best,
        ),
        axis=1,
    )
    hidden = _gelu(seen @ head[f"tokens{way}.w1"] + head[f"tokens{way}.b1"])
    scores = hidden @ head[f"tokens{way}.w2"] + head[f"tokens{way}.b2"]
    low = -np.log(np.exp(-3 * np.clip(scores, -20, 20)).mean(axis=0)) / 3
    return np.concatenate((scores.mean(axis=0), low))


def _gelu(x: Vectors) -> Vectors:
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), np.float32)


def _unit(x: Vectors) -> Vectors:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-6), np.float32)


@cache
def load() -> Model:
    """Read the model's data file, once."""
    path = resources.files("dragoman.score").joinpath("data/model.npz")
    with np.load(BytesIO(path.read_bytes())) as arrays:
        about = json.loads(str(arrays["about"]))
        return Model(
            names=tuple(str(name) for name in arrays["names"]),
            mean=arrays["mean"],
            scale=arrays["scale"],
            linear=arrays["linear"],
            head={
                name.removeprefix("head."): arrays[name].astype(np.float32)
                for name in arrays.files
                if name.startswith("head.")
            },
            middle=about["middle"],
            spread=about["spread"],
            about=about,
        )
