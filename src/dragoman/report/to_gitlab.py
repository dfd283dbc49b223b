"""A run as GitLab Code Quality JSON (a subset of the Code Climate specification)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dragoman.model import Report
from dragoman.report.facts import line_column, path_of, safe_text, side_of
from dragoman.standing import status


def render(report: Report) -> Iterator[str]:
    """Yield the run as one JSON list.

    Suppressed findings are left out. GitLab itself compares with the target branch, by
    fingerprint, so findings known from a baseline stay in.
    """
    entries = [
        _entry(article, finding)
        for article in report.articles
        for finding in article["findings"]
        if status(finding) != "suppressed"
    ]
    yield json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(article: Any, finding: Any) -> dict[str, Any]:
    line, _ = line_column(finding)
    span = finding[side_of(finding)]
    lines = span["text"].count("\n") if span else 0
    said = safe_text(finding["message"])
    if finding["suggestions"]:
        said += ". Try: " + " or ".join(f"“{safe_text(one)}”" for one in finding["suggestions"])
    return {
        "description": said,
        "check_name": f"{finding['code']} {finding['rule']}",
        "fingerprint": finding["fingerprint"],
        "severity": "info" if status(finding) == "advisory" else finding["severity"],
        "location": {
            "path": path_of(article, finding).replace("\\", "/").removeprefix("./"),
            "lines": {"begin": line, "end": line + lines},
        },
    }
