"""The sample run with everything that a form could lose, and a run in every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.model import Report
from dragoman.report import formats
from tests.report import sample

FORMS = ("json", "jsonl", "parquet")


def report() -> Report:
    """Return the sample run; its summit in pieces, a moved bead, references, a summary."""
    run = sample.report()
    summit, market, *others = run.articles
    findings = [{**one, "fingerprint": f"2-{one['fingerprint']}"} for one in summit["findings"]]
    findings[0]["safe"] = True
    second = {"id": summit["id"], "first_bead": len(summit["alignment"]), **summit}
    second = moved({**second, "findings": findings}, 10_000)
    beads = [{**bead, "moved": True} for bead in market["alignment"]]
    reference = {"bleu": 31.25, "segments": [{"target": [0], "reference": [0], "text": "A ‘b’."}]}
    market = {**market, "alignment": beads, "scores": {**market["scores"], "reference": reference}}
    return replace(
        run,
        articles=[summit, second, market, *others],
        summary={"spellings": [{"text": "“Kiev” and “Kyiv”", "places": [[1, 2], []]}]},
    )


def moved(value: Any, by: int) -> Any:
    """Return *value* with every offset in it moved on: what stands further down in a file."""
    if isinstance(value, list):
        return [moved(one, by) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: one + by if key in ("start", "end") else moved(one, by) for key, one in value.items()
    }


def saved(folder: Path, run: Report | None = None) -> Mapping[str, Path]:
    """Write a run in every form and return the files."""
    run = run or report()
    files = {form: folder / f"run.{form}" for form in FORMS}
    for form, path in files.items():
        formats.write(form, run, path)
    return files
