"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

Paths = Annotated[
    list[Path],
    Argument(
        help="SOURCE TRANSLATION; or folders, manifests, bilingual files; or TRANSLATION alone.",
        show_default=False,
    ),
]
RunFile = Annotated[
    Path, Argument(metavar="RUN.json", help="A saved run: .json, .jsonl or .parquet.")
]
From = Annotated[str | None, Option("--from", metavar="LANG", help="Source language: de, fr …")]
To = Annotated[str | None, Option("--to", metavar="LANG", help="Target language; default: en.")]
Model = Annotated[
    str | None,
    Option(metavar="ID|FOLDER", help="A sentence-transformers model instead of the embedded one."),
]
Segment = Annotated[
    str | None, Option(metavar="HOW", help='"sentences", or "lines": each line is a sentence.')
]
Engine = Annotated[
    str | None,
    Option(metavar="WHERE", help='"local", or "ray": on a Ray cluster, N actors with --jobs N.'),
]
ConfigFile = Annotated[Path | None, Option("--config", metavar="FILE", help="Configuration.")]
BaselineFile = Annotated[
    Path | None, Option("--baseline", metavar="FILE", help="Findings known before do not count.")
]
DiffBase = Annotated[
    Path | None,
    Option(metavar="RUN.json", help="Count only what this earlier run had not found."),
]
LIMITS = (
    "fail_on", "max_minor", "max_major", "max_critical", "min_score", "max_drift", "max_drift_p95",
    "max_omissions", "min_coverage",
)  # fmt: skip
"""The options of ``check`` and ``gate`` that are a field of ``Gate`` with the same name."""
FailOn = Annotated[
    str | None, Option(metavar="SEVERITY", help="minor, major, critical or never; default: major.")
]
MaxMinor = Annotated[int | None, Option(metavar="N", help="Minor findings allowed per run.")]
MaxMajor = Annotated[int | None, Option(metavar="N", help="Major findings allowed per run.")]
MaxCritical = Annotated[int | None, Option(metavar="N", help="Critical findings allowed per run.")]
MaxRule = Annotated[
    list[str] | None,
    Option(metavar="CODE=N", help="Findings allowed of a rule or prefix: NUM=0; repeatable."),
]
MinScore = Annotated[
    float | None,
    Option(
        metavar="SCORE",
        help="Lowest score of an article, 0 to 100: 100 less the MQM points per 100 words.",
    ),
]
MaxDrift = Annotated[
    float | None, Option(metavar="DRIFT", help="Highest mean drift of an article, 0 to 1.")
]
MaxDriftP95 = Annotated[
    float | None,
    Option(
        "--max-drift-p95", metavar="DRIFT", help="Highest 95th percentile of its drift, 0 to 1."
    ),
]
MaxOmissions = Annotated[
    int | None, Option(metavar="N", help="Omitted sentences allowed per article.")
]
MinCoverage = Annotated[
    float | None,
    Option(metavar="SHARE", help="Lowest share of the source that is translated, 0 to 1."),
]
ExitZero = Annotated[bool, Option("--exit-zero", help="Report, but do not fail the gate.")]
Quiet = Annotated[bool, Option("--quiet", "-q", help="Findings, and the verdict if it failed.")]
NoColor = Annotated[bool, Option("--no-color", help="Plain text, as with NO_COLOR.")]
Advisory = Annotated[bool, Option("--advisory", help="Show findings below .5 confidence, too.")]
Select = Annotated[
    list[str] | None, Option(metavar="CODE", help="Only rules with this code or prefix; repeat.")
]
Ignore = Annotated[
    list[str] | None, Option(metavar="CODE", help="No rules with this code or prefix; repeat.")
]
Outputs = Annotated[
    list[str] | None,
    Option("--output", metavar="FORMAT=FILE", help="Write a format to a file as well; repeat."),
]
ReportFile = Annotated[
    Path | None,
    Option("--report", metavar="FILE|DIR/", help="Write an HTML report, one file or a folder."),
]
Sheet = Annotated[
    Path | None, Option("--report", metavar="FILE.html", help="Write it as an HTML page as well.")
]


def limits(context: Context) -> dict[str, Any]:
    """Return what the command line says of the gate, under the names that ``Gate`` gives it."""
    given = {key: context.params.get(key) for key in LIMITS}
    return {**given, "rules": context.params.get("max_rule")}
