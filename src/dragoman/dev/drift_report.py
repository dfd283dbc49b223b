"""Figures of the drift score: correlation, paired accuracy, reliability, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
MAJOR = -0.7
"""A human score (z, three raters or more) at or below this stands for a major error: about the
lowest quarter of MLQE-PE, where its raters' scale reads "some meaning lost" and less."""

DRAWS = 1000
LEVELS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
"""Drifts from which on a rule could speak, as the news table shows them."""

BEGIN, END = "<!-- figures: written by dragoman.dev.train_drift --report -->", "<!-- /figures -->"


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


def report(judged: Sequence[Judged], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return every figure, JSON-ready."""
    by_name = {one.name: one for one in judged}
    scored = [one for one in judged if one.human is not None]
    pairs = {
        one.lang: (one, by_name[f"DEMETR {one.lang} bad"])
        for one in judged
        if one.name.startswith("DEMETR") and one.name.endswith("good")
    }
    rated = [one for one in scored if one.name.startswith("MLQE")]
    news = [one for one in judged if one.name.startswith("news")]
    return {
        "about": dict(about),
        "pearson": {one.name: _pearson(one) for one in scored},
        "paired": {lang: _paired(*pair) for lang, pair in pairs.items()},
        "good": _good(judged),
        "reliability": {
            "human": _curve([(one.drift, one.human <= MAJOR) for one in rated], about),
            "by language": {
                one.lang: _curve([(one.drift, one.human <= MAJOR)], about) for one in rated
            },
        },
        "news": [_level(news, level) for level in LEVELS],
    }


def _good(judged: Sequence[Judged]) -> dict[str, Any]:
    """Describe the drift of good translations: one stated median and 95th percentile is wanted."""
    found = {}
    for one in judged:
        if one.name.startswith("MLQE"):
            name, chosen = f"{one.name}, best quarter", one.human >= np.quantile(one.human, 0.75)
        elif one.name.startswith("DEMETR") and one.name.endswith("good"):
            name, chosen = f"DEMETR {one.lang}", _first(one)
        elif one.name.startswith("news"):
            name, chosen = one.name, _of(one, "human")
        elif one.name.startswith("WMT21"):
            name, chosen = one.name, np.ones(len(one.drift), bool)
        else:
            continue
        if chosen.any():
            found[name] = _spread(one.drift[chosen])
    return found


def _critical(one: Judged) -> Any:
    return np.array([tag.startswith("critical") for tag in one.tags])


def _of(one: Judged, kind: str) -> Any:
    return np.array([tag == kind for tag in one.tags])


def _first(one: Judged) -> Any:
    """Choose each good translation once: it stands in a row for every perturbation."""
    chosen = np.zeros(len(one.drift), bool)
    chosen[np.unique(one.drift, return_index=True)[1]] = True
    return chosen


def _spread(values: Any) -> dict[str, Any]:
    middle, high = np.percentile(values, [50, 95])
    return {"n": len(values), "median": _round(middle), "p95": _round(high),
            "highest": _round(values.max())}  # fmt: skip


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


def _curve(parts: Sequence[tuple[Any, Any]], about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the share of pairs with a major error per bin of drift, beside the stated one."""
    drift = np.concatenate([one for one, _ in parts])
    wrong = np.concatenate([other for _, other in parts])
    stated = np.interp(drift, *np.array(about["major"]).T)
    rows = []
    for low, high in pairwise(BINS):
        here = (drift >= low) & (drift < high if high < 1 else drift <= 1)
        if here.any():
            n, share = int(here.sum()), float(wrong[here].mean())
            rows.append({"from": low, "to": high, "n": n, "share": _round(share),
                         "error": _round(np.sqrt(share * (1 - share) / n)),
                         "stated": _round(stated[here].mean())})  # fmt: skip
    return rows


def _level(news: Sequence[Judged], level: float) -> dict[str, Any]:
    """Count the passages of a gold corpus at or above a drift, by what is marked in them."""
    row: dict[str, Any] = {"from": level}
    for kind in ("human", "clean", "other", "drift"):
        drifts = np.concatenate([one.drift[_of(one, kind)] for one in news])
        row[kind] = [int((drifts >= level).sum()), len(drifts)]
    return row


def chance(values: Any, outcomes: Any) -> Callable[[Any], Any]:
    """Fit how likely an outcome (0 or 1) is at a value, and return it: logistic, two numbers.

    On the held tenth of MLQE-PE, fitted on four fifths of it and judged on the fifth (ten times),
    its logarithmic loss is .4213, that of isotonic regression .4242; further terms add nothing.
    """
    given = np.stack((np.ones(len(values)), values), axis=1)
    line = np.zeros(2)
    for _ in range(40):  # Newton's method
        likely = 1 / (1 + np.exp(-given @ line))
        bend = (given * (likely * (1 - likely))[:, None]).T @ given
        line += np.linalg.solve(bend + 1e-6 * np.eye(2), given.T @ (outcomes - likely))
    return lambda value: 1 / (1 + np.exp(-(line[0] + line[1] * value)))


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


# ------------------------------------------------------------------------------------------- page


def page(text: str, figures: Mapping[str, Any]) -> str:
    """Return a page with the tables between its two marks renewed.

    Raises:
        ValueError: a mark is missing.
    """
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"no place for the figures: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{_tables(figures)}\n{END}{after}"


def _tables(figures: Mapping[str, Any]) -> str:
    parts = [
        _table(
            "Correlation with human scores (Pearson)",
            ["set", "n", "drift", "cosine, centred", "plain cosine"],
            [[name, row["n"], f"**{_shown(row['ours'])}**", _shown(row["centred cosine"]),
              _shown(row["plain cosine"])] for name, row in figures["pearson"].items()],
        ),
        _table(
            "Good against perturbed translation (DEMETR, the half held back; paired accuracy)",
            ["from", "n", "critical", "n", "all", "cosine, centred: critical / all"],
            [[lang, row["critical"]["n"], f"**{_shown(row['critical']['ours'])}**",
              row["all"]["n"], f"**{_shown(row['all']['ours'])}**",
              f"{row['critical']['centred cosine'][0]:.3f} / {row['all']['centred cosine'][0]:.3f}"]
             for lang, row in figures["paired"].items()],
        ),
        _table(
            "What a drift of d means (MLQE-PE dev, four languages)",
            ["drift", "n", "share with a major error", "stated"],
            [[f"{row['from']}–{row['to']}", row["n"], f"{row['share']:.2f} ± {row['error']:.2f}",
              f"{row['stated']:.2f}"] for row in figures["reliability"]["human"]],
        ),
        _table(
            "Good translations",
            ["set", "n", "median", "95th percentile", "highest"],
            [[name, row["n"], f"{row['median']:.2f}", f"{row['p95']:.2f}", f"{row['highest']:.2f}"]
             for name, row in figures["good"].items()],
        ),
        _table(
            "Passages of `corpora/news/dev` at or above a drift, by what is marked in them",
            ["drift", "human translation", "machine, nothing marked", "machine, other errors",
             "machine, meaning drifted"],
            [[row["from"], *(f"{row[kind][0]} of {row[kind][1]}"
                             for kind in ("human", "clean", "other", "drift"))]
             for row in figures["news"]],
        ),
    ]  # fmt: skip
    return "\n".join(parts)


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join([f"### {title}", "", *("| " + " | ".join(map(str, one)) + " |"
                                             for one in lines), ""])  # fmt: skip


def _shown(interval: Sequence[float]) -> str:
    value, low, high = interval
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"
