"""What check, fix, gate and baseline do: plain functions that return exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman import gate
from dragoman.cli.deliver import Printing, complain, deliver, targets, writable
from dragoman.cli.spool import Mapped, Spool
from dragoman.config import Config
from dragoman.errors import InputError, UsageError
from dragoman.gate import baseline as baselines
from dragoman.gate.suppress import Ledger
from dragoman.judge import Counted, known_before, load_baseline, suppressed_now
from dragoman.model import Failure, Report
from dragoman.read import PairSpec
from dragoman.report.files import write_atomic
from dragoman.report.load import opened


def do_check(
    paths: Sequence[Path],
    config: Config,
    printing: Printing,
    *,
    reference: Path | None = None,
    diff_base: Path | None = None,
) -> int:
    """Check, print, write, and return the exit code."""
    from dragoman import parallel, pipeline

    files = targets(printing)
    known = known_before(config, diff_base)
    counted = Counted(known)
    with Spool() as articles:
        run = pipeline.open_run(config)
        failures: list[Failure] = []
        specs = pipeline.find(paths, config, reference=reference)
        for result in _progress(parallel.results(run, specs), len(specs), printing):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                articles.append(result)
                counted.add(result)
        if failures and not len(articles):
            _raise_all(failures)
        report = Report(
            signature=run.signature(specs),
            articles=articles,
            failures=[_failure(one) for one in failures],
            verdict=gate.decide(counted.tallies, config.gate, failures=len(failures)),
            summary=_summary(articles, specs),
        )
        complain([*run.ledger.complaints(), *counted.fixed()])
        return deliver(report, printing, files, known.findings.keys())


def _summary(articles: Spool, specs: Sequence[PairSpec]) -> dict[str, Any]:
    """Return what only the whole run shows: names that its articles spell differently.

    The rows of a bilingual file are no articles of their own, so a run with one says nothing.
    """
    if len(specs) < 2 or any(spec.kind == "bilingual" for spec in specs):
        return {}
    from dragoman.checks.names import across

    found = [{**one.as_dict(), "text": str(one)} for one in across(articles)]
    return {"spellings": found} if found else {}


def do_fix(paths: Sequence[Path], config: Config, *, write: bool) -> int:
    """Apply the safe suggestions to the translations, or print them as a diff."""
    from dragoman import fix, parallel, pipeline

    run = pipeline.open_run(config)
    specs = [spec for spec in pipeline.find(paths, config) if spec.kind != "bilingual"]
    if not specs:
        raise UsageError("fix changes text, Markdown and HTML files; give one of those")
    before = {spec.target: fix.digest(spec.target) for spec in specs}
    edits: dict[str, set[fix.Edit]] = {}
    problems: list[str] = []
    for result in parallel.results(run, specs):
        if isinstance(result, Failure):
            problems.append(_line(result))
        else:
            edits.setdefault(result["target"]["path"], set()).update(fix.edits_of(result))
    for path, wanted in edits.items():
        try:
            change = fix.plan(path, wanted, digest=before[path])
            sys.stdout.write(fix.carry_out(change) if write else fix.diff(change))
        except InputError as error:
            problems.append(str(error))
    complain(problems)
    return 2 if problems else 0


def do_gate(
    path: Path, config: Config, printing: Printing, *, diff_base: Path | None = None
) -> int:
    """Judge a saved run by the present policy and return the exit code."""
    files = targets(printing)
    with opened(path) as saved:
        known = known_before(config, diff_base)
        ledger = Ledger(suppressions=config.suppress, today=date.today())
        articles = Mapped(saved.articles, lambda article: suppressed_now(article, ledger))
        counted = Counted(known)
        for article in articles:
            counted.add(article)
        verdict = gate.decide(counted.tallies, config.gate, failures=len(saved.failures))
        complain([*ledger.complaints(), *counted.fixed()])
        report = replace(saved, articles=articles, verdict=verdict)
        return deliver(report, printing, files, known.findings.keys())


def do_baseline(path: Path, output: Path, *, update: bool) -> int:
    """Record a run's findings as known; refuse to swallow new ones unless told to."""
    writable(output)
    exists = output.exists()
    old = load_baseline(output) if exists else {}
    with opened(path) as run:
        change = baselines.update(old, run.articles)
    if not exists:
        write_atomic(output, baselines.dumps(change.known))
        print(f"{output}: {len(change.known)} findings recorded")
        return 0
    new = baselines.named(change.known, change.new)
    if change.new and not update:
        raise UsageError(
            f"{output}: {len(change.new)} findings are new: {new}; look at them, then --update"
        )
    write_atomic(output, baselines.dumps(change.known))
    print(f"{output}: {len(change.new)} new, {len(change.fixed)} fixed, {len(change.known)} known")
    for word, known, keys in (("new", change.known, change.new), ("fixed", old, change.fixed)):
        if keys:
            print(f"{word}: {baselines.named(known, keys, shown=len(keys))}")
    return 0


# ------------------------------------------------------------------------------------ helpers


def _failure(failure: Failure) -> dict[str, str]:
    return {"id": failure.id, "path": failure.path, "message": failure.message}


def _line(failure: Failure) -> str:
    """Say what failed in one line; most messages begin with the file already."""
    said = failure.message.startswith(failure.path)
    return failure.message if said else f"{failure.path}: {failure.message}"


def _raise_all(failures: Sequence[Failure]) -> None:
    """Nothing could be checked: say why, once."""
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    raise InputError(failures[0].message + more)


def _progress(outcomes: Iterable[Any], total: int, printing: Printing) -> Iterable[Any]:
    """Show progress on stderr, on a terminal and for more than one article."""
    if total < 2 or printing.quiet or not sys.stderr.isatty():
        return outcomes
    from rich.console import Console
    from rich.progress import track

    return track(
        outcomes, total=total, description="checking", console=Console(stderr=True), transient=True
    )
