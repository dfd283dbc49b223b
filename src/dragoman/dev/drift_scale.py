"""Put the drift model on one scale: the reader's share in other languages, the calibration.

All of it reads the reader that lies on disk, as a run does, and learns a handful of numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from dragoman.dev.drift_data import (
    CONTRASTED,
    NEWS,
    SCORED,
    Passage,
    Row,
    Workshop,
    contrasts,
    gold_passages,
    held,
    read_rows,
    references,
    scored,
    unseen,
)
from dragoman.dev.drift_report import MAJOR, chance
from dragoman.languages import base
from dragoman.score.features import cosines, features
from dragoman.score.model import Model
from dragoman.score.reader import read
from dragoman.score.states import states
from dragoman.vectors import Vectors

ELSEWHERE_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
"""What is tried for the reader's share where there are no human scores: ``choose_elsewhere``."""

SAME = 0.001
"""Sums of two figures that differ by less do not choose between shares: the smallest counts, since
what a part knows of four languages and their engines says less of other texts."""

MOST = 60
"""Human translations of a language that count there, so that German does not outweigh the rest."""

FEW = 50
"""How many good translations the mean spread of all languages counts for: a twentieth of fewer is
two or three sentences. Set by reasoning and not tuned."""


def choose_elsewhere(
    model: Model, shop: Workshop, gold: Path, scale: float
) -> tuple[Model, dict[str, list[float]]]:
    """Choose how much the reader counts in languages without human scores; return all figures.

    Judged are human translations of the gold corpus against the same sources with the translation
    of another passage, and with the first half of their own: the share of (right, wrong) pairs of
    which the right one scores higher, each language moved to the median of its right ones. What
    the reader learned of the engines of four languages says less of others (and human scores of
    others, WMT18's, are not used to choose).
    """
    kinds: dict[str, list[list[tuple[Vectors, Vectors]]]] = {"another": [], "half": []}
    for lang, rows in by_language(gold_passages(gold), "human").items():
        if lang in SCORED:
            continue
        right = rows[:MOST]
        moved = [*right[len(right) // 2 :], *right[: len(right) // 2]]
        wrong = {
            "another": [(one[0], other[1], "") for one, other in zip(right, moved, strict=True)],
            "half": [(one[0], _half(one[1]), "") for one in right if len(one[1].split()) > 10],
        }
        told = _both_parts(model, shop, lang, right)
        for kind, made_rows in wrong.items():
            kinds[kind].append([told, _both_parts(model, shop, lang, made_rows)])
    figures = {
        str(share): [_told_apart(sets, share * scale) for sets in kinds.values()]
        for share in ELSEWHERE_SHARES
    }
    reached = max(map(sum, figures.values())) - SAME
    best = next(share for share in ELSEWHERE_SHARES if sum(figures[str(share)]) >= reached)
    print("elsewhere", figures, "taken", best, flush=True)
    return replace(model, reader={**model.reader, "general": best * scale}), figures


def _half(text: str) -> str:
    return " ".join(text.split()[: len(text.split()) // 2])


def _told_apart(sets: Sequence[Sequence[tuple[Vectors, Vectors]]], weight: float) -> float:
    right, wrong = [], []
    for told in sets:
        good, bad = (line + weight * said for line, said in told)
        right.append(good - np.median(good))
        wrong.append(bad - np.median(good))
    ahead = np.concatenate(right)[:, None] > np.concatenate(wrong)[None]
    return round(float(ahead.mean()), 4)


def runtime_scores(model: Model, shop: Workshop, lang: str, rows: Sequence[Row]) -> Vectors:
    """Return raw scores as ``score.judge.raw`` gives them, with the reader that lies on disk."""
    line, said = _both_parts(model, shop, lang, rows)
    return line + model.share(lang) * said


def _both_parts(
    model: Model, shop: Workshop, lang: str, rows: Sequence[Row]
) -> tuple[Vectors, Vectors]:
    """Return what the linear part and the reader on disk say of pairs, each (n,)."""
    centres = shop.centres(lang)
    found = []
    for pair, _ in shop.encoded(lang, rows):
        planes = cosines(*pair, centres)
        given = *pair, centres, planes
        known = model.line(features(*given))
        known += model.states_share.get(base(lang), 0.0) * float(states(*given) @ model.states)
        found.append((known, read(*given)))
    line, said = np.array(found, np.float32).reshape(-1, 2).T
    return line, said


def calibrate(model: Model, good: Sequence[tuple[str, Vectors]]) -> Model:
    """Set each language's middle and spread from raw scores of good translations.

    Where there are few, the spread is drawn towards the mean of the languages in which the reader
    counts as much; those in which it counts as in any other stand for the languages not named.
    """
    middle = {lang: float(np.median(raws)) for lang, raws in good}
    own = {lang: middle[lang] - float(np.percentile(raws, 5)) for lang, raws in good}

    def mean(values: dict[str, float], share: float) -> float:
        return float(np.mean([one for lang, one in values.items() if model.share(lang) == share]))

    spread = {}
    for lang, raws in good:
        weight = len(raws) / (len(raws) + FEW)
        spread[lang] = weight * own[lang] + (1 - weight) * mean(own, model.share(lang))
    rest = model.share("general")
    return replace(
        model,
        middle={**middle, "general": mean(middle, rest)},
        spread={**spread, "general": mean(own, rest)},
    )


def good_scores(
    model: Model, shop: Workshop, data: Path, gold: Path, news: Path | None
) -> list[tuple[str, Vectors]]:
    """Score good translations by language: DEMETR's, the best of the held tenth, human news."""
    found: dict[str, list[Vectors]] = {}
    demetr = [row for row in read_rows(data / "demetr.tsv") if not unseen(row["source"])]
    for lang in CONTRASTED:
        unique = list(dict.fromkeys((one, two, "") for one, two, _ in contrasts(demetr, lang)[0]))
        found.setdefault(lang, []).append(runtime_scores(model, shop, lang, unique))
    for lang in SCORED:
        rows, human = scored(data / "train" / f"{lang}-en.tsv")
        best = human >= np.quantile(human, 0.75)
        chosen = [row for row, top in zip(rows, best, strict=True) if top and held(row[0])]
        found.setdefault(lang, []).append(runtime_scores(model, shop, lang, chosen))
    human_news = by_language(gold_passages(gold), "human")
    if news:
        human_news[NEWS].extend(row for row in references(news) if not unseen(row[0]))
    for lang, rows in human_news.items():
        found.setdefault(lang, []).append(runtime_scores(model, shop, lang, rows))
    return [(lang, np.concatenate(raws)) for lang, raws in found.items()]


def by_language(passages: Sequence[Passage], kind: str) -> dict[str, list[Row]]:
    """Sort the rows of the passages of a kind by language."""
    found: dict[str, list[Row]] = {}
    for one in passages:
        if one.kind == kind:
            found.setdefault(one.lang, []).append(one.row)
    return found


def major_curve(model: Model, shop: Workshop, data: Path) -> list[list[float]]:
    """Fit how likely a major error is at a drift, on the held tenth: [drift, probability] rows.

    All four languages together.
    """
    drifts, wrong = [], []
    for lang in SCORED:
        rows, human = scored(data / "train" / f"{lang}-en.tsv")
        kept = np.array([held(row[0]) for row in rows])
        own = [rows[at] for at in np.flatnonzero(kept)]
        drifts += [model.drift(float(one), lang) for one in runtime_scores(model, shop, lang, own)]
        wrong += (human[kept] <= MAJOR).tolist()
    grid = np.arange(0.0, 1.0, 0.05)
    fitted = chance(np.array(drifts), np.array(wrong, float))
    return [[round(float(at), 2), round(float(fitted(at)), 3)] for at in grid]
