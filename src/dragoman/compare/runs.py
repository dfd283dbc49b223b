"""What changed between two runs: findings lost and gained, drift, scores against references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.compare.significance import Metric, paired
from dragoman.errors import InputError
from dragoman.gate.decide import counts
from dragoman.model import penalty_per_100_words

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """One article in both runs.

    ``gained`` are the findings that only B has, ``lost`` those that only A has. ``drift`` and
    ``mqm`` are (A, B): mean drift, and MQM penalty points per 100 words; lower is better.
    """

    id: str
    gained: tuple[Json, ...]
    lost: tuple[Json, ...]
    drift: tuple[float | None, float | None]
    mqm: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Run A against run B on the articles they share.

    ``rules`` maps each rule that differs to its findings (in A, in B). ``metrics`` are against
    references, empty without any. ``only_a``/``only_b`` are articles that the other run lacks.
    ``reasons`` say why B is worse; without reasons it is no worse.
    """

    articles: tuple[ArticleChange, ...]
    rules: Mapping[str, tuple[int, int]]
    metrics: tuple[Metric, ...] = ()
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    signatures: tuple[str, str] = ("", "")
    reasons: tuple[str, ...] = field(default=())

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
    articles = tuple(_change(one, other) for one, other in pairs)
    metrics = tuple(paired(pairs))
    return Comparison(
        articles=articles,
        rules=_rules(pairs),
        metrics=metrics,
        only_a=tuple(left[key]["id"] for key in left if key not in right),
        only_b=tuple(right[key]["id"] for key in right if key not in left),
        signatures=signatures,
        reasons=tuple(_reasons(pairs, articles, metrics, drift_slack)),
    )


def _by_source(articles: Iterable[Json]) -> dict[str, Json]:
    """Key articles by their source's sentences; without a source by their name."""
    found: dict[str, Json] = {}
    for article in articles:
        source = article["sentences"]["source"]
        key = "\n".join(one["text"] for one in source) or f"\0{article['id']}"
        found.setdefault(key, article)
    return found


def _key(finding: Json) -> tuple[str, ...]:
    """Name what a finding is about, so that it is the same in two translations."""
    source = finding.get("source")
    if source:
        return finding["code"], "source", str(source["start"]), source["text"]
    return finding["code"], "target", "", finding["target"]["text"] if finding["target"] else ""


def _change(one: Json, other: Json) -> ArticleChange:
    before, after = ([f for f in article["findings"] if counts(f)] for article in (one, other))
    return ArticleChange(
        id=one["id"],
        gained=tuple(_without(after, before)),
        lost=tuple(_without(before, after)),
        drift=(one["scores"]["drift_mean"], other["scores"]["drift_mean"]),
        mqm=(one["scores"]["mqm_per_100_words"], other["scores"]["mqm_per_100_words"]),
    )


def _without(findings: Sequence[Json], others: Sequence[Json]) -> Iterator[Json]:
    left = Counter(_key(one) for one in others)
    for finding in findings:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            yield finding


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
    pairs: Sequence[tuple[Json, Json]],
    articles: Sequence[ArticleChange],
    metrics: Sequence[Metric],
    slack: float,
) -> Iterator[str]:
    (mqm_a, drift_a), (mqm_b, drift_b) = totals(pairs, 0), totals(pairs, 1)
    if mqm_b > mqm_a:
        gained = sum(len(one.gained) for one in articles)
        yield f"{mqm_b:.2f} MQM points per 100 words, {mqm_a:.2f} before; {gained} findings gained"
    if drift_a is not None and drift_b is not None and drift_b > drift_a + slack:
        yield f"mean drift {drift_b:.3f}, {drift_a:.3f} before"
    for metric in metrics:
        if metric.worse:
            yield f"{metric.name} {metric.b:.1f}, {metric.a:.1f} before (p = {metric.p:.3f})"
