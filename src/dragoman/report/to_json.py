"""The run file, as one JSON object or as JSON lines; ``load`` reads both.

JSON lines: a head with schema and signature, a line per article, a line per failure and the
verdict last. It is what a run of any size can write as it goes; one article of a large bilingual
file may take several lines with the same id.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.model import Report, Verdict
from dragoman.report.build import SCHEMA
from dragoman.report.files import write_atomic
from dragoman.report.pieces import joined


def dumps(report: Report) -> str:
    """Return the run file: the same report gives the same bytes."""
    return "".join(render(report))


def render(report: Report) -> Iterator[str]:
    """Yield the run file piece by piece, an article at a time."""
    yield f'{{"schema": {_text(SCHEMA)},\n "signature": {_text(report.signature)},\n'
    if report.verdict is not None:
        yield f' "verdict": {_text(verdict_json(report.verdict))},\n'
    if report.summary:
        yield f' "summary": {_text(dict(report.summary))},\n'
    yield ' "articles": ['
    comma = "\n  "
    for article in joined(report.articles):
        yield comma + _text(article)
        comma = ",\n  "
    yield "]"
    if report.failures:
        yield f',\n "failures": {_text([dict(failure) for failure in report.failures])}'
    yield "}\n"


def render_lines(report: Report) -> Iterator[str]:
    """Yield the run as JSON lines; needs no more memory than one article takes."""
    yield _text({"schema": SCHEMA, "signature": report.signature}) + "\n"
    for article in report.articles:
        yield _text(dict(article)) + "\n"
    for failure in report.failures:
        yield _text({"failure": dict(failure)}) + "\n"
    if report.verdict is not None:
        tail: dict[str, Any] = {"verdict": verdict_json(report.verdict)}
        if report.summary:
            tail["summary"] = dict(report.summary)
        yield _text(tail) + "\n"


def write(report: Report, path: Path, *, lines: bool = False) -> None:
    """Write the run file, or with *lines* the JSON lines, to *path*, whole or not at all."""
    write_atomic(path, render_lines(report) if lines else render(report))


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return the run file's object for a verdict."""
    return {
        "passed": verdict.passed,
        "exit_code": verdict.exit_code,
        "reasons": list(verdict.reasons),
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
