"""What the commands do: plain functions that return exit codes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman import config as configuration
from dragoman import gate
from dragoman.cli.catalogue import page
from dragoman.cli.spool import Spool
from dragoman.config import Config
from dragoman.errors import ConfigError, InputError, UsageError
from dragoman.gate import baseline as baselines
from dragoman.gate.suppress import Ledger
from dragoman.model import Failure, Report
from dragoman.report import formats
from dragoman.report.facts import RuleHelp
from dragoman.report.files import write_atomic
from dragoman.report.to_json import load as load_run


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


def configured(path: Path | None, *, gate: Mapping[str, Any] | None = None, **given: Any) -> Config:
    """Load the configuration and put what the command line gives over it."""
    config = configuration.override(configuration.load(path), **given)
    limits = {key: value for key, value in (gate or {}).items() if value is not None}
    if "fail_on" in limits:
        limits["fail_on"] = configuration.fail_on(limits["fail_on"], "--fail-on:")
    if config.segment not in ("sentences", "lines"):
        raise ConfigError(f'--segment must be "sentences" or "lines", not {config.segment!r}')
    return replace(config, gate=replace(config.gate, **limits)) if limits else config


def do_check(
    paths: Sequence[Path], config: Config, printing: Printing, *, reference: Path | None = None
) -> int:
    """Check, print, write, and return the exit code."""
    from dragoman import parallel, pipeline

    outputs = _outputs(printing)
    known = _known(config)
    with Spool() as articles:
        run = pipeline.open_run(config)
        failures: list[Failure] = []
        tallies: list[gate.Tally] = []
        specs = pipeline.find(paths, config, reference=reference)
        for result in _progress(parallel.results(run, specs, resume=True), len(specs), printing):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                articles.append(result)
                tallies.append(gate.tally(result, known))
        if failures and not len(articles):
            _raise_all(failures)
        report = Report(
            signature=run.signature(encoded=any(spec.kind != "translation" for spec in specs)),
            articles=articles,
            failures=[_failure(one) for one in failures],
            verdict=gate.decide(tallies, config.gate, failures=len(failures)),
        )
        _complain(run.ledger.complaints())
        return _deliver(report, printing, outputs, known)


def do_fix(paths: Sequence[Path], config: Config, *, write: bool) -> int:
    """Apply the safe suggestions to the translations, or print them as a diff."""
    from dragoman import fix, parallel, pipeline, read

    run = pipeline.open_run(config)
    failures: list[Failure] = []
    specs = [spec for spec in pipeline.find(paths, config) if spec.kind != "bilingual"]
    if not specs:
        raise UsageError("fix changes text, Markdown and HTML files; give one of those")
    for result in parallel.results(run, specs):
        if isinstance(result, Failure):
            failures.append(result)
            continue
        path = result["target"]["path"]
        document = read.read_document(path)
        after, made, refused = fix.apply(
            document.text, fix.edits_of(result), markup=document.markup
        )
        if not write:
            sys.stdout.write(fix.diff(path, document.text, after))
            continue
        if made:
            write_atomic(Path(path), read.encode_text(after, document.encoding))
        left = f", {len(refused)} left for you" if refused else ""
        print(f"{path}: {len(made)} changed{left}")
    _complain(f"{one.path}: {one.message}" for one in failures)
    return 2 if failures else 0


def do_gate(
    path: Path, config: Config, printing: Printing, *, diff_base: Path | None = None
) -> int:
    """Judge a saved run by the present policy and return the exit code."""
    outputs = _outputs(printing)
    saved = load_run(path)
    known = set(_known(config))
    if diff_base is not None:
        known |= set(baselines.of_articles(load_run(diff_base).articles))
    ledger = Ledger(suppressions=config.suppress, today=date.today())
    articles = [_suppressed(article, ledger) for article in saved.articles]
    tallies = [gate.tally(article, known) for article in articles]
    verdict = gate.decide(tallies, config.gate, failures=len(saved.failures))
    _complain(ledger.complaints())
    fixed = len(known - {key for item in tallies for key in item.known})
    if known and fixed:
        _complain(
            [f"{fixed} known findings are fixed; renew the baseline: dragoman baseline {path}"]
        )
    return _deliver(replace(saved, articles=articles, verdict=verdict), printing, outputs, known)


def do_report(path: Path, output: Path, baseline: Path | None) -> int:
    """Write the HTML report of a saved run."""
    known = frozenset(baselines.load(baseline)) if baseline else frozenset()
    _write_html(load_run(path), output, known)
    return 0


def do_align(source: Path, translation: Path, config: Config, form: str) -> int:
    """Print the alignment of one pair."""
    from dragoman import pipeline
    from dragoman.align import formats as ladders

    run = pipeline.open_run(config)
    article = run.align_files(source, translation)
    sys.stdout.write(ladders.render(form, article))
    return 0


def do_baseline(path: Path, output: Path, *, update: bool) -> int:
    """Record a run's findings as known; refuse to swallow new ones unless told to."""
    found = baselines.of_articles(load_run(path).articles)
    if output.exists():
        change = baselines.update(baselines.load(output), found)
        if change.new and not update:
            raise UsageError(
                f"{output}: {len(change.new)} findings are new; look at them, then --update"
            )
        print(f"{output}: {len(change.new)} new, {len(change.fixed)} fixed, {len(found)} known")
    else:
        print(f"{output}: {len(found)} findings recorded")
    write_atomic(output, baselines.dumps(found))
    return 0


def do_compare(run_a: Path, run_b: Path, form: str) -> int:
    """Print what changed between two runs; 1 if the second is worse."""
    from dragoman.compare import compare, to_json, to_text

    _text_or_json(form)
    left, right = load_run(run_a), load_run(run_b)
    result = compare(left.articles, right.articles, signatures=(left.signature, right.signature))
    sys.stdout.write(to_json(result) if form == "json" else to_text(result))
    return 0 if result.no_worse else 1


def do_evaluate(corpus: Path, config: Config, form: str) -> int:
    """Print how good dragoman is on a gold corpus."""
    from dragoman.dev.evaluate import evaluate, to_json, to_text

    _text_or_json(form)
    if not corpus.is_dir():
        raise InputError(f"{corpus}: no such folder")
    result = evaluate(corpus, config)
    sys.stdout.write(to_json(result) if form == "json" else to_text(result))
    return 2 if result.failures else 0


def do_init(path: Path) -> int:
    """Write the starter configuration; never over an existing file."""
    from importlib import resources

    if path.exists():
        raise UsageError(f"{path} exists; remove it first or name another file")
    text = resources.files("dragoman").joinpath("starter.toml").read_text(encoding="utf-8")
    write_atomic(path, text)
    print(f"wrote {path}")
    return 0


# ------------------------------------------------------------------------------------ helpers


def _text_or_json(form: str) -> None:
    if form not in ("text", "json"):
        raise UsageError(f'--format must be "text" or "json", not {form!r}')


def rule_help() -> dict[str, RuleHelp]:
    """Return what reports say about each rule."""
    from dragoman.check.rules import all_rules

    return {rule.code: RuleHelp(rule.name, rule.summary, page(rule)) for rule in all_rules()}


def _outputs(printing: Printing) -> list[tuple[str, Path]]:
    """Split every FORMAT=FILE before any work is done, so that a typing error costs nothing."""
    pairs = []
    for given in printing.outputs:
        name, equals, path = given.partition("=")
        if not equals or not path or name not in formats.NAMES:
            known = ", ".join(formats.NAMES)
            raise UsageError(f"--output takes FORMAT=FILE with one of {known}; got {given!r}")
        pairs.append((name, Path(path)))
    for _, target in pairs:
        _writable(target, target.parent)
    if printing.report is not None and not _is_folder(printing.report):
        _writable(printing.report, printing.report.parent)
    return pairs


def _writable(path: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{path}: no permission to write there")


def _deliver(
    report: Report,
    printing: Printing,
    outputs: Sequence[tuple[str, Path]],
    known: Collection[str],
) -> int:
    """Write every file, print what was asked for, and return the verdict's exit code."""
    rules = rule_help() if {name for name, _ in outputs} | {printing.format} - {"text"} else {}
    for name, path in outputs:
        write_atomic(path, formats.render(name, report, rules=rules, baseline=known or None))
    if printing.report is not None:
        _write_html(report, printing.report, known)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if printing.format == "github" and summary:
        from dragoman.report import to_github

        with open(summary, "a", encoding="utf-8") as file:  # the job's other steps write there too
            file.write(to_github.summary(report, baseline=known))
    if printing.format == "text":
        _print_text(report, printing, known)
    else:
        for piece in formats.render(printing.format, report, rules=rules, baseline=known or None):
            sys.stdout.write(piece)
    return report.verdict.exit_code if report.verdict else 0


def _print_text(report: Report, printing: Printing, known: Collection[str]) -> None:
    from dragoman.report import to_terminal

    terminal = sys.stdout.isatty()
    color = terminal and printing.color and "NO_COLOR" not in os.environ
    shown = replace(report, articles=[]) if printing.verdict_only else report
    lines = to_terminal.render(
        shown,
        color=color,
        width=shutil.get_terminal_size().columns if terminal else None,
        quiet=printing.quiet or printing.verdict_only,
        advisory=printing.advisory,
        baseline=known,
    )
    for line in lines:
        print(line)
    if printing.verdict_only and report.verdict and report.verdict.passed:
        print("passed")


def _write_html(report: Report, path: Path, known: Collection[str]) -> None:
    from dragoman.report import to_html

    if _is_folder(path):
        to_html.write_folder(report, path, rules=rule_help(), baseline=known)
    else:
        write_atomic(path, to_html.render(report, rules=rule_help(), baseline=known))


def _is_folder(path: Path) -> bool:
    return path.is_dir() or not path.suffix


def _known(config: Config) -> frozenset[str]:
    return frozenset(baselines.load(Path(config.baseline))) if config.baseline else frozenset()


def _suppressed(article: Mapping[str, Any], ledger: Ledger) -> dict[str, Any]:
    """Apply the present suppressions to a saved article."""
    findings = []
    for finding in article["findings"]:
        spans = [finding[side] for side in ("target", "source") if finding.get(side)]
        reason = ledger.reason(
            code=finding["code"],
            path=article["target"]["path"],
            texts=[span["text"] for span in spans],
            fingerprint=finding["fingerprint"],
        )
        findings.append({**finding, "suppressed": reason} if reason else finding)
    return {**article, "findings": findings}


def _failure(failure: Failure) -> dict[str, str]:
    return {"id": failure.id, "path": failure.path, "message": failure.message}


def _raise_all(failures: Sequence[Failure]) -> None:
    """Nothing could be checked: say why, once."""
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    raise InputError(failures[0].message + more)


def _complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"dragoman: {line}", file=sys.stderr)


def _progress(outcomes: Iterable[Any], total: int, printing: Printing) -> Iterable[Any]:
    """Show progress on stderr, on a terminal and for more than one article."""
    if total < 2 or printing.quiet or not sys.stderr.isatty():
        return outcomes
    from rich.console import Console
    from rich.progress import track

    return track(
        outcomes, total=total, description="checking", console=Console(stderr=True), transient=True
    )
