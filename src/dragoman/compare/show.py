"""A comparison as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from dragoman.compare.answer import answer
from dragoman.compare.runs import ArticleChange, Comparison

SCHEMA = "dragoman.comparison/1"


def to_text(result: Comparison, *, names: tuple[str, str] = ("A", "B")) -> str:
    """Return the comparison of the runs *names* as tables, worst changes first."""
    return "\n".join(_lines(result, names)) + "\n"


def _lines(result: Comparison, names: tuple[str, str]) -> Iterator[str]:
    for letter, name, signature in zip("AB", names, result.signatures, strict=True):
        yield f"{letter} {name} {signature}" if name != letter else f"{letter} {signature}"
    yield ""
    yield "article                    lost  gained   drift A → B      MQM/100w A → B"
    for one in sorted(result.articles, key=lambda change: change.mqm[0] - change.mqm[1]):
        yield (
            f"{one.id[:26]:26} {len(one.lost):4} {len(one.gained):7}   "
            f"{_number(one.drift[0])} → {_number(one.drift[1])}   "
            f"{one.mqm[0]:6.1f} → {one.mqm[1]:.1f}"
        )
    yield ""
    yield "rule        A     B"
    for code, (before, after) in result.rules.items():
        yield f"{code:8} {before:4}  {after:4}"
    if result.metrics:
        yield ""
        yield "metric       A      B        p  signature"
        for metric in result.metrics:
            scores = f"{metric.a:5.1f}  {metric.b:5.1f}  {metric.p:7.3f}"
            yield f"{metric.name:8} {scores}  {metric.signature}"
    for one in result.articles:
        yield from _findings(one)
    for name, ids in (("A", result.only_a), ("B", result.only_b)):
        if ids:
            yield f"only in {name}: {', '.join(ids)}"
    told = answer(result, names)
    yield ""
    yield f"{told.word} {told.sentence}"
    yield from (f"{_SIGNS[one.tone]} {one.text}" for one in told.evidence)
    yield ""
    yield "B is no worse than A." if result.no_worse else "B is worse than A:"
    yield from (f"- {reason}" for reason in result.reasons)


_SIGNS = {"for": "+", "against": "-", "neither": "="}


def _findings(change: ArticleChange) -> Iterator[str]:
    if change.lost or change.gained:
        yield ""
        yield change.id
    for sign, findings in (("-", change.lost), ("+", change.gained)):
        for finding in findings:
            yield f"  {sign} {finding['code']} {finding['message']}"


def _number(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"


def to_json(result: Comparison, *, names: tuple[str, str] = ("A", "B")) -> str:
    """Return the comparison of the runs *names* as JSON."""
    tree: dict[str, Any] = {
        "schema": SCHEMA,
        "no_worse": result.no_worse,
        "answer": asdict(answer(result, names)),
        **asdict(result),
    }
    tree["articles"] = [
        {**entry, "gained": list(entry["gained"]), "lost": list(entry["lost"])}
        for entry in tree["articles"]
    ]
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
