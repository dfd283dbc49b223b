"""Figures of the drift score: correlation, paired accuracy, reliability, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
MAJOR = -0.7
"""A human score (z, three raters or more) at or below this stands for a major error: about the
lowest quarter of MLQE-PE, where its raters' scale reads "some meaning lost" and less."""

DRAWS = 1000


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A set with its drift, the two cosines to compare with, and human scores if there are any."""

    name: str
    lang: str
    drift: Any
    plain: Any
    centred: Any
    human: Any = None
    tags: tuple[str, ...] = ()


def report(judged: Sequence[Judged], about: dict[str, Any]) -> dict[str, Any]:
    """Return every figure, JSON-ready."""
    by_name = {one.name: one for one in judged}
    scored = [one for one in judged if one.human is not None]
    pairs = {
        one.lang: (one, by_name[f"DEMETR {one.lang} bad"])
        for one in judged
        if one.name.startswith("DEMETR") and one.name.endswith("good")
    }
    return {
        "about": about,
        "pearson": {one.name: _pearson(one) for one in scored},
        "paired": {lang: _paired(*pair) for lang, pair in pairs.items()},
        "good": {
            lang: {"n": len(values), "median": _round(np.median(values)),
                   "p95": _round(np.percentile(values, 95))}
            for lang, (good, _) in pairs.items()
            for values in [np.unique(good.drift)]
        },
        "reliability": {
            "human": _curve([(one.drift, one.human <= MAJOR) for one in scored
                             if one.name.startswith("MLQE")]),
            "critical": _curve([
                (np.concatenate((np.unique(good.drift), bad.drift[_critical(bad)])),
                 np.concatenate((np.zeros(len(np.unique(good.drift)), bool),
                                 np.ones(_critical(bad).sum(), bool))))
                for good, bad in pairs.values()
            ]),
        },
    }  # fmt: skip


def _critical(one: Judged) -> Any:
    return np.array([tag.startswith("critical") for tag in one.tags])


def _pearson(one: Judged) -> dict[str, Any]:
    scores = {"ours": -one.drift, "plain cosine": one.plain, "centred cosine": one.centred}
    return {"n": len(one.human)} | {
        name: _interval(np.stack([values, one.human], 1), _corr) for name, values in scores.items()
    }


def _paired(good: Judged, bad: Judged) -> dict[str, Any]:
    critical = _critical(bad)
    wins = {
        "ours": good.drift < bad.drift,
        "plain cosine": good.plain > bad.plain,
        "centred cosine": good.centred > bad.centred,
    }
    return {
        part: {"n": int(chosen.sum())}
        | {
            name: _interval(won[chosen], lambda rows: float(rows.mean()))
            for name, won in wins.items()
        }
        for part, chosen in (("critical", critical), ("all", np.ones(len(critical), bool)))
    }


def _curve(parts: Sequence[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Return the share of pairs with a major error per bin of drift."""
    drift = np.concatenate([one for one, _ in parts])
    wrong = np.concatenate([other for _, other in parts])
    rows = []
    for low, high in pairwise(BINS):
        here = (drift >= low) & (drift < high if high < 1 else drift <= 1)
        if here.any():
            n, share = int(here.sum()), float(wrong[here].mean())
            rows.append({"from": low, "to": high, "n": n, "share": _round(share),
                         "error": _round(np.sqrt(share * (1 - share) / n))})  # fmt: skip
    return rows


def _interval(values: Any, figure: Callable[[Any], float]) -> list[float]:
    """Return a figure with its bootstrapped 95 % interval: [value, low, high]."""
    random, n = np.random.default_rng(0), len(values)
    draws = [figure(values[random.integers(0, n, n)]) for _ in range(DRAWS)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return [_round(figure(values)), _round(low), _round(high)]


def _corr(columns: Any) -> float:
    return float(np.corrcoef(columns.T)[0, 1])


def _round(value: Any) -> float:
    return round(float(value), 4)
