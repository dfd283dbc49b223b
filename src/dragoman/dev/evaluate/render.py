"""An evaluation as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.dev.evaluate.corpus import Evaluation
from dragoman.dev.evaluate.figures import Rate, Score, calibration

SCHEMA = "dragoman.evaluation/1"


def to_text(result: Evaluation) -> str:
    """Return the evaluation as tables."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Evaluation) -> Iterator[str]:
    if result.articles:
        yield from _findings(result)
    if result.alignment:
        yield "Alignment" + " " * 18 + "strict    lax   beads"
        for name, (strict, lax) in result.alignment.items():
            yield f"{name:26} {_number(strict.f1)} {_number(lax.f1)} {strict.recall.n:7}"
        for name, score in (("omissions", result.omission), ("additions", result.addition)):
            yield f"{name:26} precision {_rate(score.precision)}  recall {_rate(score.recall)}"
        yield ""
    if result.drift:
        yield "Drift against human quality (Pearson)"
        for name, (value, n) in result.drift.items():
            yield f"{name:26} {_number(value)}  n={n}"
        yield ""
    for failure in result.failures:
        yield f"not evaluated: {failure.path}: {failure.message}"
    yield f"signature {result.signature}"


def _findings(result: Evaluation) -> Iterator[str]:
    yield f"{len(result.articles)} articles, findings of confidence .5 and more"
    yield ""
    yield "Family                     precision               recall                  F1"
    for name, score in [*result.families().items(), ("all", result.overall())]:
        yield f"{name:26} {_rate(score.precision):23} {_rate(score.recall):23} {_number(score.f1)}"
    yield ""
    yield "Rule                       precision               share of its family     F1"
    for code, score in result.rules().items():
        yield f"{code:26} {_rate(score.precision):23} {_rate(score.recall):23} {_number(score.f1)}"
    yield ""
    clean = result.clean()
    if clean.n:
        yield (
            f"Clean translations: {clean.hits} false findings in {clean.n} sentences, "
            f"{100 * clean.hits / clean.n:.2f} per 100"
        )
    yield f"First suggestion right: {_rate(result.corrections())}"
    error, table = calibration(result.judged())
    yield f"Calibration: expected error {_number(error)}"
    for mean, share, n in table:
        yield f"  confidence {mean:.2f}  right {share:.2f}  n={n}"
    yield ""


def _number(value: float | None) -> str:
    return f"{value:6.3f}" if value is not None else "     –"


def _rate(rate: Rate) -> str:
    if rate.value is None or rate.interval is None:
        return "–"
    low, high = rate.interval
    return f"{rate.value:.3f} [{low:.2f}, {high:.2f}] n={rate.n}"


def to_json(result: Evaluation) -> str:
    """Return the evaluation as JSON, sorted."""
    error, table = calibration(result.judged())
    tree: dict[str, Any] = {
        "schema": SCHEMA,
        "signature": result.signature,
        "articles": len(result.articles),
        "families": {name: _score(score) for name, score in result.families().items()},
        "overall": _score(result.overall()),
        "rules": {code: _rule(score) for code, score in result.rules().items()},
        "clean": _proportion(result.clean()),
        "corrections": _proportion(result.corrections()),
        "calibration": {"error": _rounded(error), "table": [_rounded_row(row) for row in table]},
        "alignment": {
            name: {"strict": _score(strict), "lax": _score(lax)}
            for name, (strict, lax) in result.alignment.items()
        },
        "omissions": _score(result.omission),
        "additions": _score(result.addition),
        "drift": {
            name: {"pearson": _rounded(value), "n": n} for name, (value, n) in result.drift.items()
        },
        "failures": [{"path": one.path, "message": one.message} for one in result.failures],
    }
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _score(score: Score) -> dict[str, Any]:
    return {
        "precision": _proportion(score.precision),
        "recall": _proportion(score.recall),
        "f1": _rounded(score.f1),
    }


def _rule(score: Score) -> dict[str, Any]:
    """Return a rule's precision, as it ever stood there, and beside it its part in the family."""
    recall = _proportion(score.recall)
    return {**_proportion(score.precision), "recall": recall, "f1": _rounded(score.f1)}


def _proportion(rate: Rate) -> dict[str, Any]:
    interval = rate.interval
    return {
        "value": _rounded(rate.value),
        "hits": rate.hits,
        "n": rate.n,
        "interval": [_rounded(bound) for bound in interval] if interval else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _rounded_row(row: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in row]
