"""An evaluation as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from dragoman.dev.evaluate.corpus import Evaluation
from dragoman.dev.evaluate.figures import Rate, Score, calibration, fisher
from dragoman.report.facts import plural
from dragoman.report.sheet import on_scale, render_sheet

LEFT, BOTTOM, SIDE = 44, 316, 300
"""Where the reliability diagram lies in its picture: its corner at 0 and 0, and its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A rate as the page shows it; ``x``… are places on the whisker's scale."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    x: float
    x_low: float
    x_high: float


def to_html(result: Evaluation, *, name: str, rules: Mapping[str, str]) -> str:
    """Return the evaluation of the corpus *name* as a page; *rules* maps codes to rule names."""
    error, table = calibration(result.judged())
    bins = [_bin(*row) for row in table]
    return render_sheet(
        "evaluation.html.j2",
        signature=result.signature,
        title=f"{name} – dragoman evaluation",
        headline=_headline(result),
        lead=_lead(result, name),
        cards=list(_cards(result, error)) if result.articles else [],
        families=_families(result) if result.articles else [],
        rules=_rules(result, rules),
        silent=_silent(result, rules),
        bins=bins,
        ticks=[_tick(number / 5) for number in range(6)],
        spoken="; ".join(f"said {one['mean']:.2f}, right {one['share']:.2f}" for one in bins),
        ece=_figure(error),
        alignment=list(_alignment(result)),
        drift=[_drift(set_name, *pair) for set_name, pair in result.drift.items()],
        failures=result.failures,
    )


def _headline(result: Evaluation) -> str:
    overall = result.overall()
    if overall.precision.value is None or overall.recall.value is None:
        return "Measured against gold"
    return (
        f"Of 100 findings {100 * overall.precision.value:.0f} are right; "
        f"of 100 artefacts {100 * overall.recall.value:.0f} are found"
    )


def _lead(result: Evaluation, name: str) -> str:
    parts = [name]
    if result.articles:
        gold = sum(len(found.gold) for _, found in result.articles)
        clean = sum(pair.clean for pair, _ in result.articles)
        parts += [
            plural(len(result.articles), "article"),
            f"{clean} of them clean",
            f"{plural(gold, 'artefact')} known",
        ]
    return ", ".join(parts)


def _cards(result: Evaluation, error: float | None) -> Iterator[Mapping[str, str]]:
    overall, clean = result.overall(), result.clean()
    for name, rate in (("Precision", overall.precision), ("Recall", overall.recall)):
        yield _card(name, _figure(rate.value), _bounds(rate))
    yield _card("F1", _figure(overall.f1), "of both")
    per_100 = None if clean.value is None else 100 * clean.value
    yield _card("False findings", _figure(per_100), f"per 100 of {clean.n} clean sentences")
    right = result.corrections()
    yield _card("First suggestion right", _figure(right.value), _bounds(right))
    yield _card("Calibration error", _figure(error), "0 is best")


def _card(name: str, figure: str, note: str) -> Mapping[str, str]:
    return {"name": name, "figure": figure, "note": note}


def _bounds(rate: Rate) -> str:
    if rate.interval is None:
        return f"n = {rate.n}"
    return f"{rate.interval[0]:.2f}–{rate.interval[1]:.2f}, n = {rate.n:,}"


def _figure(value: float | None, form: str = "{:.2f}") -> str:
    return "–" if value is None else form.format(value)


def share(rate: Rate) -> Share:
    """Return what the page shows of *rate*."""
    low, high = rate.interval or (None, None)
    return Share(
        value=rate.value,
        low=low,
        high=high,
        n=rate.n,
        x=on_scale(rate.value or 0.0),
        x_low=on_scale(low or 0.0),
        x_high=on_scale(high or 0.0),
    )


def _score(score: Score) -> dict[str, Any]:
    return {
        "precision": share(score.precision),
        "recall": share(score.recall),
        "f1": _figure(score.f1),
    }


def _families(result: Evaluation) -> list[dict[str, Any]]:
    rows = [*result.families().items(), ("all", result.overall())]
    return [{"name": name, **_score(score)} for name, score in rows]


def _rules(result: Evaluation, rules: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": rules.get(code, ""), "says": _says(result, code), **_score(score)}
        for code, score in result.rules().items()
    ]


def _says(result: Evaluation, code: str) -> str:
    """Return the mean confidence of the rule's findings that count."""
    said = [
        one.finding["confidence"]
        for _, found in result.articles
        for one in found.findings
        if one.counts and one.finding["code"] == code
    ]
    return _figure(sum(said) / len(said) if said else None)


def _silent(result: Evaluation, rules: Mapping[str, str]) -> list[tuple[str, str]]:
    found = result.rules()
    return [(code, name) for code, name in rules.items() if code not in found]


def _bin(mean: float, right: float, n: int) -> dict[str, Any]:
    rate = Rate(round(right * n), n)
    low, high = rate.interval or (0.0, 1.0)
    tenth = min(int(mean * 10), 9) / 10
    return {
        "label": f"{tenth:.1f}–{tenth + 0.1:.1f}",
        "mean": mean,
        "share": right,
        "right": share(rate),
        "off": f"{right - mean:+.2f}".replace("-", "−"),
        "x": _across(mean),
        "y": _up(right),
        "y_low": _up(low),
        "y_high": _up(high),
        "r": round(3 + min(sqrt(n), 10), 1),
    }


def _across(value: float) -> float:
    return round(LEFT + SIDE * value, 1)


def _up(value: float) -> float:
    return round(BOTTOM - SIDE * value, 1)


def _tick(value: float) -> dict[str, Any]:
    return {"x": _across(value), "y": _up(value), "label": f"{value:.1f}"}


def _alignment(result: Evaluation) -> Iterator[dict[str, Any]]:
    if not result.alignment:
        return
    for name, (strict, lax) in result.alignment.items():
        yield {
            "name": name,
            **_score(strict),
            "strict": _figure(strict.f1, "{:.3f}"),
            "lax": _figure(lax.f1, "{:.3f}"),
        }
    for name, score in (("omissions", result.omission), ("additions", result.addition)):
        yield {"name": name, **_score(score), "strict": "", "lax": ""}


def _drift(name: str, value: float | None, n: int) -> dict[str, Any]:
    bounds: Sequence[float] | None = None if value is None else fisher(value, n)
    return {
        "name": name,
        "value": _figure(value, "{:.3f}"),
        "bounds": f"{bounds[0]:.2f} to {bounds[1]:.2f}" if bounds else "–",
        "n": n,
    }
