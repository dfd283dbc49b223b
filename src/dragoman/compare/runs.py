"""What changed between two runs: findings lost and gained, drift, scores against references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.compare.passages import Passage, passages, without
from dragoman.compare.shift import Shift, Weights
from dragoman.compare.significance import Metric, paired
from dragoman.errors import InputError
from dragoman.model import penalty_per_100_words
from dragoman.standing import counts

Json = Mapping[str, Any]

FAR = 0.15
"""Drift that moved by this much is shown: three times the score's own noise (see README)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """One article in both runs.

    ``gained`` are the findings that only B has, ``lost`` those that only A has. ``drift`` and
    ``mqm`` are (A, B): mean drift, and MQM penalty points per 100 words; lower is better.
    ``passages`` are the places where findings differ, or drift by ``FAR`` or more; ``langs`` are
    the languages of source and translation.
    """

    id: str
    gained: tuple[Json, ...]
    lost: tuple[Json, ...]
    drift: tuple[float | None, float | None]
    mqm: tuple[float, float]
    passages: tuple[Passage, ...] = ()
    langs: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Run A against run B on the articles they share.

    ``rules`` maps each rule that differs to its findings (in A, in B). ``metrics`` are against
    references, empty without any. ``only_a``/``only_b`` are articles that the other run lacks.
    ``reasons`` say why B is worse; without reasons it is no worse. ``penalty`` and ``meaning`` are
    MQM points per 100 words and mean drift over all, ``compared`` the number of passages, and
    ``slack`` the rise in mean drift that is let pass.
    """

    articles: tuple[ArticleChange, ...]
    rules: Mapping[str, tuple[int, int]]
    metrics: tuple[Metric, ...] = ()
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    signatures: tuple[str, str] = ("", "")
    reasons: tuple[str, ...] = field(default=())
    penalty: Shift
    meaning: Shift | None = None
    compared: int = 0
    slack: float = 0.01

    @property
    def no_worse(self) -> bool:
        """Tell whether B is no worse than A."""
        return not self.reasons


def compare(
    run_a: Iterable[Json],
    run_b: Iterable[Json],
    *,
    signatures: tuple[str, str] = ("", ""),
    drift_slack: float = 0.01,
) -> Comparison:
    """Compare two runs' articles, paired by the text of their sources.

    B is worse if its MQM penalty per 100 words is higher, if its mean drift is higher by more than
    *drift_slack* (0.01 is a tenth of what separates neighbouring engines; less is noise), or if a
    metric against references is significantly worse (paired bootstrap, p < .05).

    Raises:
        InputError: the runs share no source.
    """
    left, right = _by_source(run_a), _by_source(run_b)
    shared = [key for key in left if key in right]
    if not shared:
        raise InputError("the two runs share no source; compare translations of the same articles")
    pairs = [(left[key], right[key]) for key in shared]
    weights = Weights()
    articles = tuple(_change(one, other, weights) for one, other in pairs)
    metrics = tuple(paired(pairs))
    (mqm_a, drift_a), (mqm_b, drift_b) = totals(pairs, 0), totals(pairs, 1)
    penalty, meaning = weights.penalties((mqm_a, mqm_b)), weights.drifts((drift_a, drift_b))
    return Comparison(
        articles=articles,
        rules=_rules(pairs),
        metrics=metrics,
        only_a=tuple(left[key]["id"] for key in left if key not in right),
        only_b=tuple(right[key]["id"] for key in right if key not in left),
        signatures=signatures,
        reasons=tuple(_reasons(penalty, meaning, metrics, drift_slack)),
        penalty=penalty,
        meaning=meaning,
        compared=len(weights),
        slack=drift_slack,
    )


def _by_source(articles: Iterable[Json]) -> dict[str, Json]:
    """Key articles by their source's sentences; without a source by their name."""
    found: dict[str, Json] = {}
    for article in articles:
        source = article["sentences"]["source"]
        key = "\n".join(one["text"] for one in source) or f"\0{article['id']}"
        found.setdefault(key, article)
    return found


def _change(one: Json, other: Json, weights: Weights) -> ArticleChange:
    """Return what changed in an article, and add its passages' *weights*."""
    before, after = ([f for f in article["findings"] if counts(f)] for article in (one, other))
    kept = []
    for passage, weight in passages(one, other):
        weights.add(weight)
        if passage.lost or passage.gained or abs(passage.moved) >= FAR:
            kept.append(passage)
    return ArticleChange(
        id=one["id"],
        gained=tuple(without(after, before)),
        lost=tuple(without(before, after)),
        drift=(one["scores"]["drift_mean"], other["scores"]["drift_mean"]),
        mqm=(one["scores"]["mqm_per_100_words"], other["scores"]["mqm_per_100_words"]),
        passages=tuple(kept),
        langs=(one["source"]["lang"] if one["source"] else "", one["target"]["lang"]),
    )


def _rules(pairs: Sequence[tuple[Json, Json]]) -> dict[str, tuple[int, int]]:
    before, after = (
        Counter(
            finding["code"]
            for pair in pairs
            for finding in pair[side]["findings"]
            if counts(finding)
        )
        for side in (0, 1)
    )
    return {code: (before[code], after[code]) for code in sorted({*before, *after})}


def totals(pairs: Sequence[tuple[Json, Json]], side: int) -> tuple[float, float | None]:
    """Return (MQM points per 100 words, mean drift over beads) of one run."""
    words = sum(pair[side]["scores"]["words"] for pair in pairs)
    found = (
        finding["severity"]
        for pair in pairs
        for finding in pair[side]["findings"]
        if counts(finding)
    )
    drifts = [
        bead["drift"]
        for pair in pairs
        for bead in pair[side]["alignment"]
        if bead["drift"] is not None
    ]
    return penalty_per_100_words(found, words), sum(drifts) / len(drifts) if drifts else None


def _reasons(
    penalty: Shift, meaning: Shift | None, metrics: Sequence[Metric], slack: float
) -> Iterator[str]:
    if penalty.b > penalty.a:
        yield f"{penalty.b:.2f} MQM points per 100 words, {penalty.a:.2f} before"
    if meaning is not None and meaning.b > meaning.a + slack:
        yield f"mean drift {meaning.b:.3f}, {meaning.a:.3f} before"
    for metric in metrics:
        if metric.worse:
            yield f"{metric.name} {metric.b:.1f}, {metric.a:.1f} before (p = {metric.p:.3f})"
