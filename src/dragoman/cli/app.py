"""The commands. Heavy imports stand inside the functions: ``--help`` must not pay for them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Context, Option

from dragoman.cli import options as o

app = typer.Typer(
    name="dragoman",
    add_completion=True,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """What ``check`` and ``gate`` can print."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    MQM = "mqm"


class AlignFormat(StrEnum):
    """What ``align`` can print."""

    TSV = "tsv"
    TMX = "tmx"
    JSON = "json"
    LADDER = "ladder"


def _version(asked: bool) -> None:
    if asked:
        from dragoman import __version__

        print(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Find what translation engines leave behind: names, titles, numbers, lost meaning."""


@app.command()
def check(
    context: Context,
    paths: o.Paths,
    source_lang: o.From = None,
    target_lang: o.To = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    format: Annotated[Format, Option("--format", help="What to print.")] = Format.TEXT,
    output: o.Outputs = None,
    report: o.ReportFile = None,
    reference: Annotated[Path | None, Option(help="A human translation to score against.")] = None,
    model: o.Model = None,
    segment: o.Segment = None,
    baseline: o.BaselineFile = None,
    diff_base: o.DiffBase = None,
    fail_on: o.FailOn = None,
    max_minor: o.MaxMinor = None,
    max_major: o.MaxMajor = None,
    max_critical: o.MaxCritical = None,
    max_rule: o.MaxRule = None,
    min_score: o.MinScore = None,
    max_drift: o.MaxDrift = None,
    max_drift_p95: o.MaxDriftP95 = None,
    max_omissions: o.MaxOmissions = None,
    min_coverage: o.MinCoverage = None,
    config: o.ConfigFile = None,
    jobs: Annotated[int | None, Option(min=1, help="Articles checked side by side.")] = None,
    engine: o.Engine = None,
    no_cache: Annotated[bool, Option("--no-cache", help="Neither read nor write it.")] = False,
    diff: Annotated[bool, Option("--diff", help="Show what fix would change, no more.")] = False,
    watch: Annotated[bool, Option("--watch", help="Check again whenever a file changes.")] = False,
    advisory: o.Advisory = False,
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
    exit_zero: o.ExitZero = False,
) -> int:
    """Check translations against their sources, or alone.

    Exit code: 0 passed, 1 the gate failed, 2 the work could not be done.

    \b
    Examples:
      dragoman check talks.de.txt talks.en.txt --report report.html
      dragoman check articles/ --output json=run.json --output sarif=run.sarif
      dragoman check talks.en.txt --from de
      dragoman check articles/ --fail-on critical --max-drift 0.3 --max-rule NUM=0
      dragoman check articles/ --baseline dragoman-baseline.json
      dragoman check articles/ --diff
    """
    from dragoman.cli.deliver import Printing
    from dragoman.cli.settings import configured
    from dragoman.cli.work import do_check, do_fix

    settings = configured(
        config,
        source_lang=source_lang,
        target_lang=target_lang,
        select=tuple(select) if select else None,
        ignore=tuple(ignore) if ignore else None,
        model=model,
        segment=segment,
        baseline=str(baseline) if baseline else None,
        jobs=jobs,
        engine=engine,
        cache=False if no_cache else None,
        gate=o.limits(context),
    )
    if diff:
        return do_fix(paths, settings, write=False)
    printing = Printing(
        format=format.value, outputs=tuple(output or ()), report=report, quiet=quiet,
        color=not no_color, advisory=advisory,
    )  # fmt: skip

    def once() -> int:
        return do_check(paths, settings, printing, reference=reference, diff_base=diff_base)

    if watch:
        from dragoman.cli.watch import watching

        return watching(paths, once)
    code = once()
    return 0 if exit_zero and code == 1 else code


@app.command()
def fix(
    paths: o.Paths,
    source_lang: o.From = None,
    target_lang: o.To = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    config: o.ConfigFile = None,
    diff: Annotated[bool, Option("--diff", help="Show the changes, make none.")] = False,
) -> int:
    """Apply the suggestions that are safe to the translations.

    Each file is changed whole or not at all and keeps its encoding and line ends; fixes that
    overlap are left to you.

    \b
    Examples:
      dragoman fix talks.de.txt talks.en.txt
      dragoman fix articles/ --diff
      dragoman fix talks.en.txt --from de --select PLC
    """
    from dragoman.cli.settings import configured
    from dragoman.cli.work import do_fix

    settings = configured(
        config,
        source_lang=source_lang,
        target_lang=target_lang,
        select=tuple(select) if select else None,
        ignore=tuple(ignore) if ignore else None,
    )
    return do_fix(paths, settings, write=not diff)


@app.command()
def report(
    run: o.RunFile,
    output: Annotated[
        Path, Option("--output", "-o", metavar="FILE|DIR/", help="Where to write the page.")
    ] = Path("report.html"),
    baseline: o.BaselineFile = None,
) -> int:
    """Make the HTML report of a saved run: one file, or a folder with a page per article.

    \b
    Examples:
      dragoman report run.json -o report.html
      dragoman report run.json -o report/
      dragoman report run.json --baseline dragoman-baseline.json
    """
    from dragoman.cli.tools import do_report

    return do_report(run, output, baseline)


@app.command()
def gate(
    context: Context,
    run: o.RunFile,
    baseline: o.BaselineFile = None,
    diff_base: o.DiffBase = None,
    fail_on: o.FailOn = None,
    max_minor: o.MaxMinor = None,
    max_major: o.MaxMajor = None,
    max_critical: o.MaxCritical = None,
    max_rule: o.MaxRule = None,
    min_score: o.MinScore = None,
    max_drift: o.MaxDrift = None,
    max_drift_p95: o.MaxDriftP95 = None,
    max_omissions: o.MaxOmissions = None,
    min_coverage: o.MinCoverage = None,
    config: o.ConfigFile = None,
    format: Annotated[Format, Option("--format", help="What to print.")] = Format.TEXT,
    output: o.Outputs = None,
    no_color: o.NoColor = False,
    exit_zero: o.ExitZero = False,
) -> int:
    """Judge a saved run by the present policy, without checking again.

    Exit code: 0 passed, 1 failed; 2 if an article of the run could not be checked.

    \b
    Examples:
      dragoman gate run.json
      dragoman gate run.json --baseline dragoman-baseline.json
      dragoman gate run.json --diff-base yesterday.json
      dragoman gate run.json --max-drift-p95 0.6 --min-coverage 0.9 --format junit
    """
    from dragoman.cli.deliver import Printing
    from dragoman.cli.settings import configured
    from dragoman.cli.work import do_gate

    settings = configured(
        config,
        baseline=str(baseline) if baseline else None,
        gate=o.limits(context),
    )
    printing = Printing(
        format=format.value, outputs=tuple(output or ()), color=not no_color, verdict_only=True
    )
    code = do_gate(run, settings, printing, diff_base=diff_base)
    return 0 if exit_zero and code == 1 else code


@app.command()
def align(
    source: Annotated[Path, Argument(help="The source text.")],
    translation: Annotated[Path, Argument(help="Its translation.")],
    source_lang: o.From = None,
    target_lang: o.To = None,
    segment: o.Segment = None,
    model: o.Model = None,
    format: Annotated[AlignFormat, Option("--format", help="What to print.")] = AlignFormat.TSV,
    config: o.ConfigFile = None,
    no_cache: Annotated[bool, Option("--no-cache", help="Neither read nor write it.")] = False,
) -> int:
    """Print which sentences of a pair answer each other.

    \b
    Examples:
      dragoman align talks.de.txt talks.en.txt
      dragoman align talks.de.txt talks.en.txt --format ladder
      dragoman align talks.de.txt talks.en.txt --format tmx
    """
    from dragoman.cli.settings import configured
    from dragoman.cli.tools import do_align

    settings = configured(
        config,
        source_lang=source_lang,
        target_lang=target_lang,
        segment=segment,
        model=model,
        cache=False if no_cache else None,
    )
    return do_align(source, translation, settings, format.value)


@app.command()
def baseline(
    run: o.RunFile,
    output: Annotated[
        Path, Option("--output", "-o", metavar="FILE", help="The baseline to write.")
    ] = Path("dragoman-baseline.json"),
    update: Annotated[
        bool, Option("--update", help="Take in findings that the old baseline has not.")
    ] = False,
) -> int:
    """Record a run's findings, so that only new ones count.

    A baseline that exists is renewed: what is fixed goes, what is new is refused without --update.

    \b
    Examples:
      dragoman baseline run.json
      dragoman baseline run.json -o dragoman-baseline.json --update
    """
    from dragoman.cli.work import do_baseline

    return do_baseline(run, output, update=update)


@app.command()
def rules(
    format: Annotated[str, Option("--format", help='"text" or "json".')] = "text",
) -> int:
    """List the rules.

    \b
    Examples:
      dragoman rules
      dragoman rules --format json
    """
    from dragoman.cli.catalogue import list_rules

    return list_rules(format)


@app.command()
def rule(code: Annotated[str, Argument(help="A rule's code, such as NAM001.")]) -> int:
    """Show one rule's page: what it flags, why, and where it goes wrong.

    \b
    Examples:
      dragoman rule NAM001
      dragoman rule office-of-another-country
    """
    from dragoman.cli.catalogue import show_rule

    return show_rule(code)


@app.command()
def compare(
    run_a: Annotated[Path, Argument(metavar="RUN_A.json", help="The run to hold against.")],
    run_b: Annotated[Path, Argument(metavar="RUN_B.json", help="The run that may be better.")],
    format: Annotated[str, Option("--format", help='"text" or "json".')] = "text",
    report: o.Sheet = None,
    exit_zero: o.ExitZero = False,
) -> int:
    """Compare two engines, or two days, on the same sources: should we switch?

    Exit code: 1 if the second run is worse than the first.

    \b
    Examples:
      dragoman compare yesterday.json today.json
      dragoman compare engine-a.json engine-b.json --report engines.html
      dragoman compare engine-a.json engine-b.json --format json
    """
    from dragoman.cli.tools import do_compare

    code = do_compare(run_a, run_b, format, report)
    return 0 if exit_zero and code == 1 else code


@app.command()
def evaluate(
    corpus: Annotated[Path, Argument(help="A folder of gold articles, ladders or scored rows.")],
    format: Annotated[str, Option("--format", help='"text" or "json".')] = "text",
    report: o.Sheet = None,
    model: o.Model = None,
    config: o.ConfigFile = None,
) -> int:
    """Measure precision, recall, alignment and drift on a gold corpus.

    \b
    Examples:
      dragoman evaluate corpora/news/dev
      dragoman evaluate corpora/news/dev --report evaluation.html
      dragoman evaluate corpora/news/dev --format json
    """
    from dragoman.cli.settings import configured
    from dragoman.cli.tools import do_evaluate

    return do_evaluate(corpus, configured(config, model=model), format, report)


@app.command()
def init(
    path: Annotated[Path, Argument(help="Where to write it.")] = Path("dragoman.toml"),
) -> int:
    """Write a starter configuration with every setting explained.

    \b
    Examples:
      dragoman init
      dragoman init ci/dragoman.toml
    """
    from dragoman.cli.tools import do_init

    return do_init(path)
