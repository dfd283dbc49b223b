"""Every output format by its name, as ``--format`` and ``--output FORMAT=FILE`` take it.

``NAMES`` are text; Parquet is not, and goes to a file only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.model import Report
from dragoman.report.facts import Rules
from dragoman.report.files import write_atomic

NAMES = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "mqm", "html")

FILES = (*NAMES, "parquet")
"""What can be written to a file."""


def render(
    name: str,
    report: Report,
    *,
    rules: Rules | None = None,
    baseline: Collection[str] | None = None,
) -> Iterator[str]:
    """Yield *report* in the format called *name*, in pieces that end with a line end.

    *baseline* holds the fingerprints known before, None where no baseline is in use. "text" is
    the terminal's output without colour; a terminal is better served by ``to_terminal.render``.

    Raises:
        UsageError: there is no such format.
    """
    known = baseline or frozenset()
    match name:
        case "text":
            from dragoman.report import to_terminal

            return (f"{line}\n" for line in to_terminal.render(report, baseline=known))
        case "json" | "jsonl":
            from dragoman.report import to_json

            return to_json.render(report) if name == "json" else to_json.render_lines(report)
        case "sarif":
            from dragoman.report import to_sarif

            return to_sarif.render(report, rules=rules, baseline=baseline)
        case "junit":
            from dragoman.report import to_junit

            return to_junit.render(report, baseline=known)
        case "github":
            from dragoman.report import to_github

            return to_github.render(report, baseline=known)
        case "gitlab":
            from dragoman.report import to_gitlab

            return to_gitlab.render(report)
        case "mqm":
            from dragoman.report import to_mqm

            return to_mqm.render(report, baseline=known)
        case "html":
            from dragoman.report import to_html

            return iter((to_html.render(report, rules=rules, baseline=known),))
        case _:
            raise UsageError(f"no format {name!r}; one of {', '.join(NAMES)}")


def write(
    name: str,
    report: Report,
    path: Path,
    *,
    rules: Rules | None = None,
    baseline: Collection[str] | None = None,
) -> None:
    """Write *report* to *path* in the format called *name*, whole or not at all.

    Raises:
        UsageError: there is no such format, or what it needs is not installed.
        InputError: the file cannot be written.
    """
    if name == "parquet":
        from dragoman.report import to_parquet

        to_parquet.write(report, path)
    else:
        write_atomic(path, render(name, report, rules=rules, baseline=baseline))
