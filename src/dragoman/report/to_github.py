"""A run as GitHub workflow commands (annotations), and as a job summary in Markdown.

GitHub shows ten annotations of each level per step and drops the rest without a word; so the ten
most severe are given, and the summary holds what did not fit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from dragoman.model import SEVERITIES, Report
from dragoman.report.facts import (
    Totals,
    line_column,
    path_of,
    plural,
    rank,
    safe_text,
    side_of,
)
from dragoman.report.pieces import joined
from dragoman.standing import status

Json = Mapping[str, Any]

LEVELS = {"critical": "error", "major": "warning", "minor": "notice"}

PER_LEVEL = 10
"""Annotations of one level that GitHub shows per step (docs.github.com, limits of annotations)."""

SUMMARY_FINDINGS = 500
SUMMARY_ARTICLES = 200
"""Rows of the summary's tables: some 300 bytes each, well below the 1 MiB a step may write."""


def render(report: Report, *, baseline: Collection[str] = frozenset()) -> Iterator[str]:
    """Yield workflow commands: what could not be checked, then the most severe findings.

    Ten of each level are given; articles that could not be checked take theirs from the errors.
    """
    failures = report.failures[:PER_LEVEL]
    for failure in failures:
        yield f"::error file={_property(failure['path'])}::{_data(safe_text(failure['message']))}\n"
    found = _open(report, baseline)
    for severity, level in LEVELS.items():
        room = PER_LEVEL - (len(failures) if level == "error" else 0)
        for article, finding in [pair for pair in found if pair[1]["severity"] == severity][:room]:
            yield _annotation(article, finding)


def _open(report: Report, baseline: Collection[str]) -> list[tuple[Json, Json]]:
    found = [
        (article, one)
        for article in report.articles
        for one in article["findings"]
        if status(one, baseline) == "open"
    ]
    return sorted(found, key=lambda pair: rank(pair[1]))


def _annotation(article: Json, finding: Json) -> str:
    line, column = line_column(finding)
    properties: dict[str, Any] = {"file": path_of(article, finding), "line": line, "col": column}
    span = finding[side_of(finding)]
    if span is not None and not re.search(r"[\r\n]", span["text"]):
        properties["endColumn"] = column + len(span["text"])
    properties["title"] = f"{finding['code']} {finding['rule']}"
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = safe_text(finding["message"])
    if finding["suggestions"]:
        text += ". Try: " + " or ".join(f"“{safe_text(one)}”" for one in finding["suggestions"])
    return f"::{LEVELS[finding['severity']]} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    """Escape a command's message, as the runner unescapes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report, *, baseline: Collection[str] = frozenset()) -> str:
    """Return the run as Markdown for ``$GITHUB_STEP_SUMMARY``."""
    rows, total = [], Totals()
    for article in joined(report.articles):
        one = Totals()
        one.add(article, baseline)
        rows.append((article, one))
        total += one
    rows.sort(key=lambda row: [-row[1].severities[level] for level in reversed(SEVERITIES)])
    found = _open(report, baseline)
    blocks = [_head(report, total), _articles(rows), _findings(found), _not_checked(report)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(report: Report, total: Totals) -> str:
    found = plural(sum(total.severities.values()), "finding")
    lead = f"{found} in {plural(total.articles, 'article')}"
    if report.verdict is None:
        return f"## dragoman: {lead}"
    word = "passed" if report.verdict.passed else "failed"
    reasons = "".join(f"\n- {markdown(reason)}" for reason in report.verdict.reasons)
    return f"## dragoman {word}: {lead}\n{reasons}".rstrip()


def _articles(rows: Sequence[tuple[Json, Totals]]) -> str:
    head = "| article | critical | major | minor | drift | p95 |\n|---|--:|--:|--:|--:|--:|"
    lines = [
        f"| {markdown(article['id'])} | "
        + " | ".join(str(one.severities[level]) for level in reversed(SEVERITIES))
        + f" | {_number(article['scores'].get('drift_mean'))}"
        + f" | {_number(article['scores'].get('drift_p95'))} |"
        for article, one in rows[:SUMMARY_ARTICLES]
    ]
    more = len(rows) - len(lines)
    rest = f"\n\n… and {plural(more, 'article')} more" if more > 0 else ""
    return "\n".join((head, *lines)) + rest if rows else ""


def _findings(found: Sequence[tuple[Json, Json]]) -> str:
    head = "| | where | rule | what | try |\n|---|---|---|---|---|"
    lines = [
        f"| {finding['severity']} | {markdown(path_of(article, finding))}:{line_column(finding)[0]}"
        f" | {markdown(finding['code'])} | {markdown(finding['message'])}"
        f" | {markdown(' or '.join(finding['suggestions']))} |"
        for article, finding in found[:SUMMARY_FINDINGS]
    ]
    more = len(found) - len(lines)
    rest = f"\n\n… and {plural(more, 'finding')} more" if more > 0 else ""
    return "\n".join((head, *lines)) + rest if found else ""


def _not_checked(report: Report) -> str:
    lines = [
        f"- {markdown(failure['id'])}: {markdown(failure['message'])}"
        for failure in report.failures[:SUMMARY_ARTICLES]
    ]
    return "\n".join(("### Not checked", "", *lines)) if lines else ""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def markdown(text: str) -> str:
    r"""Escape *text* for a cell of a Markdown table.

    >>> markdown("a|b <i> *c*")
    'a\\|b &lt;i&gt; \\*c\\*'
    """
    plain = safe_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#|~$!@])", r"\\\1", plain)
