"""The drift model: numbers of a pair to one number, and that number to [0, 1].

raw = (a linear function of the features) + weight × (one of the mean states, see ``states``) +
weight × (what the reader says, see ``reader``). In languages whose human scores were never seen the
reader counts less and the states count nothing. Higher raw means better. ``drift`` turns it round
and puts every language on one scale. The data file is written by
``python -m dragoman.dev.train_drift``.
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
    weights, those of the mean ``states`` (2 d,), how much ``states`` and ``reader`` count in a
    language, and the calibration by language.

    ``middle`` is the raw score of the middle good translation of each language, ``spread`` how far
    below it the worst twentieth of its good translations begins; "general" stands for languages
    that are not named. ``about`` says what it was made from.
    """

    names: tuple[str, ...]
    mean: Vectors
    scale: Vectors
    linear: Vectors
    states: Vectors
    states_share: Mapping[str, float]
    reader: Mapping[str, float]
    middle: Mapping[str, float]
    spread: Mapping[str, float]
    about: Mapping[str, Any]

    def reads(self, weights: str) -> bool:
        """Tell whether the model was trained on an encoder's weights."""
        return str(self.about["encoder"]).partition("-")[0] == weights

    def share(self, lang: str) -> float:
        """Return how much the reader counts in a language."""
        return self.reader.get(base(lang), self.reader["general"])

    def line(self, found: Mapping[str, float]) -> float:
        """Return what the features of a pair say."""
        values = np.array([found[name] for name in self.names], np.float32)
        return float(self.standardised(values) @ self.linear)

    def standardised(self, values: Vectors) -> Vectors:
        """Put features (…, f) on one scale, outliers cut off."""
        return np.asarray(np.clip((values - self.mean) / self.scale, -5, 5), np.float32)

    def drift(self, raw: float, lang: str) -> float:
        """Map a raw score to [0, 1]: good translations of every language look alike.

        Straight through (middle, .10) and (middle − spread, .30) and on to .70, then bending
        towards 1; better than the middle, falling towards 0. A logistic curve through the same
        points presses the middle of the scale together and loses .01 to .03 of Pearson.
        """
        known = base(lang) if base(lang) in self.middle else "general"
        steps = (self.middle[known] - raw) / self.spread[known]
        slope = P95_DRIFT - MEDIAN_DRIFT
        straight = MEDIAN_DRIFT + slope * steps
        if steps < 0:
            return MEDIAN_DRIFT * math.exp(slope * steps / MEDIAN_DRIFT)
        if straight <= BEND:
            return straight
        return 1 - (1 - BEND) * math.exp((BEND - straight) / (1 - BEND))


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
            states=arrays["states"],
            states_share=about["states_share"],
            reader=about["reader"],
            middle=about["middle"],
            spread=about["spread"],
            about=about,
        )
