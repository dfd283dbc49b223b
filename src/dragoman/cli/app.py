"""The commands. Heavy imports stand inside the functions: ``--help`` must not pay for them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

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
    fail_on: o.FailOn = None,
    max_drift: o.MaxDrift = None,
    min_score: o.MinScore = None,
    config: o.ConfigFile = None,
    jobs: Annotated[int | None, Option(min=1, help="Articles checked side by side.")] = None,
    no_cache: Annotated[bool, Option("--no-cache", help="Neither read nor write it.")] = False,
    diff: Annotated[bool, Option("--diff", help="Show what fix would change, no more.")] = False,
    watch: Annotated[bool, Option("--watch", help="Check again whenever a file changes.")] = False,
    advisory: o.Advisory = False,
    quiet: o.Quiet = False,
    no_color: o.NoColor = False,
    exit_zero: o.ExitZero = False,
) -> int:
    """Check translations: dragoman check talks.de.txt talks.en.txt --report report.html."""
    from dragoman.cli.work import Printing, configured, do_check, do_fix

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
        cache=False if no_cache else None,
        gate={"fail_on": fail_on, "max_drift": max_drift, "min_score": min_score},
    )
    if diff:
        return do_fix(paths, settings, write=False)
    printing = Printing(
        format=format.value, outputs=tuple(output or ()), report=report, quiet=quiet,
        color=not no_color, advisory=advisory,
    )  # fmt: skip
    if watch:
        from dragoman.cli.watch import watching

        return watching(paths, lambda: do_check(paths, settings, printing, reference=reference))
    code = do_check(paths, settings, printing, reference=reference)
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
    """Apply the safe suggestions to the translations: dragoman fix a.de.txt a.en.txt."""
    from dragoman.cli.work import configured, do_fix

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
    """Make the HTML report of a saved run: dragoman report run.json -o report.html."""
    from dragoman.cli.work import do_report

    return do_report(run, output, baseline)


@app.command()
def gate(
    run: o.RunFile,
    baseline: o.BaselineFile = None,
    diff_base: o.DiffBase = None,
    fail_on: o.FailOn = None,
    max_drift: o.MaxDrift = None,
    min_score: o.MinScore = None,
    config: o.ConfigFile = None,
    format: Annotated[Format, Option("--format", help="What to print.")] = Format.TEXT,
    output: o.Outputs = None,
    exit_zero: o.ExitZero = False,
) -> int:
    """Judge a saved run again: dragoman gate run.json --baseline base.json."""
    from dragoman.cli.work import Printing, configured, do_gate

    settings = configured(
        config,
        baseline=str(baseline) if baseline else None,
        gate={"fail_on": fail_on, "max_drift": max_drift, "min_score": min_score},
    )
    printing = Printing(format=format.value, outputs=tuple(output or ()), verdict_only=True)
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
    """Print the alignment of a pair: dragoman align a.de.txt a.en.txt --format ladder."""
    from dragoman.cli.work import configured, do_align

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
    """Record a run's findings, so that only new ones count: dragoman baseline run.json."""
    from dragoman.cli.work import do_baseline

    return do_baseline(run, output, update=update)


@app.command()
def rules(
    format: Annotated[str, Option("--format", help='"text" or "json".')] = "text",
) -> int:
    """List the rules."""
    from dragoman.cli.catalogue import list_rules

    return list_rules(format)


@app.command()
def rule(code: Annotated[str, Argument(help="A rule's code, such as NAM001.")]) -> int:
    """Show one rule's page."""
    from dragoman.cli.catalogue import show_rule

    return show_rule(code)


@app.command()
def compare(
    run_a: Annotated[Path, Argument(metavar="RUN_A.json", help="The run to hold against.")],
    run_b: Annotated[Path, Argument(metavar="RUN_B.json", help="The run that may be better.")],
    format: Annotated[str, Option("--format", help='"text" or "json".')] = "text",
    exit_zero: o.ExitZero = False,
) -> int:
    """Compare two engines on the same sources: dragoman compare a.json b.json."""
    from dragoman.cli.work import do_compare

    code = do_compare(run_a, run_b, format)
    return 0 if exit_zero and code == 1 else code


@app.command()
def evaluate(
    corpus: Annotated[Path, Argument(help="A folder of gold articles, ladders or scored rows.")],
    format: Annotated[str, Option("--format", help='"text" or "json".')] = "text",
    model: o.Model = None,
    config: o.ConfigFile = None,
) -> int:
    """Measure precision, recall, alignment and drift on gold: dragoman evaluate corpora/news."""
    from dragoman.cli.work import configured, do_evaluate

    return do_evaluate(corpus, configured(config, model=model), format)


@app.command()
def init(
    path: Annotated[Path, Argument(help="Where to write it.")] = Path("dragoman.toml"),
) -> int:
    """Write a starter configuration with every setting explained."""
    from dragoman.cli.work import do_init

    return do_init(path)
