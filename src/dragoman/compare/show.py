"""A comparison as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from dragoman.compare.runs import ArticleChange, Comparison

SCHEMA = "dragoman.comparison/1"


def to_text(result: Comparison) -> str:
    """Return the comparison as tables, worst changes first."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Comparison) -> Iterator[str]:
    yield f"A {result.signatures[0]}"
    yield f"B {result.signatures[1]}"
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
    yield ""
    yield "B is no worse than A." if result.no_worse else "B is worse than A:"
    yield from (f"- {reason}" for reason in result.reasons)


def _findings(change: ArticleChange) -> Iterator[str]:
    if change.lost or change.gained:
        yield ""
        yield change.id
    for sign, findings in (("-", change.lost), ("+", change.gained)):
        for finding in findings:
            yield f"  {sign} {finding['code']} {finding['message']}"


def _number(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"


def to_json(result: Comparison) -> str:
    """Return the comparison as JSON."""
    tree: dict[str, Any] = {"schema": SCHEMA, "no_worse": result.no_worse, **asdict(result)}
    tree["articles"] = [
        {**entry, "gained": list(entry["gained"]), "lost": list(entry["lost"])}
        for entry in tree["articles"]
    ]
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
