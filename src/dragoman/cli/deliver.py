"""What a command gives back: files written whole, text or a machine format on stdout."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.cli.catalogue import page
from dragoman.errors import UsageError
from dragoman.model import Report
from dragoman.report import formats, to_parquet
from dragoman.report.facts import RuleHelp
from dragoman.report.files import write_atomic

Target = tuple[str, Path]
"""(format, file)."""


ONE_PAGE = 2000
"""Articles of which one page is made without a word: so many still open within seconds
(``tests/report/measure.py``), and are held in memory while the page is made."""


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What a command shows, and what it writes beside that."""

    format: str = "text"
    outputs: Sequence[str] = ()
    report: Path | None = None
    quiet: bool = False
    color: bool = True
    advisory: bool = False
    verdict_only: bool = False


def targets(printing: Printing) -> list[Target]:
    """Split every FORMAT=FILE before any work is done, so that a typing error costs nothing.

    Raises:
        UsageError: an unknown format or one whose library is missing, a folder that is not there
            or cannot be written to, or two outputs into one file.
    """
    found: list[Target] = []
    for given in printing.outputs:
        name, equals, path = given.partition("=")
        if not equals or not path or name not in formats.FILES:
            known = ", ".join(formats.FILES)
            raise UsageError(f"--output takes FORMAT=FILE with one of {known}; got {given!r}")
        if name == "parquet" and not to_parquet.available():
            raise to_parquet.required(f"--output {given}")
        found.append((name, Path(path)))
    files = [path for _, path in found]
    if printing.report is not None and not is_folder(printing.report):
        files.append(printing.report)
    for file in files:
        writable(file)
        if files.count(file) > 1:
            raise UsageError(f"{file}: two outputs would go there; name another file for one")
    return found


def writable(path: Path) -> None:
    """Refuse a file that could not be written.

    Raises:
        UsageError: its folder is missing or locked, or a folder has its name.
    """
    folder = path.parent
    if not folder.is_dir():
        raise UsageError(f"{path}: there is no folder {folder}; make it first")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it")
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{path}: no permission to write there")


def deliver(
    report: Report, printing: Printing, files: Sequence[Target], known: Collection[str]
) -> int:
    """Write every file, print what was asked for, and return the verdict's exit code."""
    rules = rule_help() if {name for name, _ in files} | {printing.format} - {"text"} else {}
    for name, path in files:
        formats.write(name, report, path, rules=rules, baseline=known or None)
    if printing.report is not None:
        write_html(report, printing.report, known)
    _job_summary(report, printing, known)
    if printing.format == "text":
        print_text(report, printing, known)
    else:
        for piece in formats.render(printing.format, report, rules=rules, baseline=known or None):
            sys.stdout.write(piece)
    return report.verdict.exit_code if report.verdict else 0


def _job_summary(report: Report, printing: Printing, known: Collection[str]) -> None:
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if printing.format != "github" or not summary:
        return
    from dragoman.report import to_github

    with open(summary, "a", encoding="utf-8") as file:  # the job's other steps write there too
        file.write(to_github.summary(report, baseline=known))


def print_text(report: Report, printing: Printing, known: Collection[str]) -> None:
    """Print the run as a person reads it; with ``verdict_only`` just how it was judged."""
    from dragoman.report import to_terminal

    terminal = sys.stdout.isatty()
    shown = replace(report, articles=[]) if printing.verdict_only else report
    lines = to_terminal.render(
        shown,
        color=terminal and printing.color and colors_welcome(),
        width=shutil.get_terminal_size().columns if terminal else None,
        quiet=printing.quiet or printing.verdict_only,
        advisory=printing.advisory,
        baseline=known,
    )
    for line in lines:
        print(line)
    if printing.verdict_only and report.verdict and report.verdict.passed:
        print("passed")


def colors_welcome() -> bool:
    """Tell whether the environment allows colour: NO_COLOR unset or empty, no dumb terminal."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_html(report: Report, path: Path, known: Collection[str]) -> None:
    """Write the HTML report: one file, or an index and a page per article into a folder."""
    from dragoman.report import to_html

    if is_folder(path):
        to_html.write_folder(report, path, rules=rule_help(), baseline=known)
        return
    if len(report.articles) > ONE_PAGE:
        number = f"{len(report.articles):,}"
        complain([f"{path}: {number} articles on one page; a folder opens faster: {path.stem}/"])
    write_atomic(path, to_html.render(report, rules=rule_help(), baseline=known))


def is_folder(path: Path) -> bool:
    """Tell whether a report goes into a folder of this name."""
    return path.is_dir() or not path.suffix


def rule_help() -> dict[str, RuleHelp]:
    """Return what reports say about each rule."""
    from dragoman.checks.rules import all_rules

    return {rule.code: RuleHelp(rule.name, rule.summary, page(rule)) for rule in all_rules()}


def complain(lines: Iterable[str]) -> None:
    """Say lines on stderr, each after the program's name."""
    for line in lines:
        print(f"dragoman: {line}", file=sys.stderr)
