"""The baseline: findings known before, by fingerprint, so that only new ones count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.gate.decide import counts

SCHEMA = "dragoman.baseline/1"

Known = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """How a new baseline differs from the old: fingerprints that came and that went."""

    known: Known
    new: tuple[str, ...]
    fixed: tuple[str, ...]


def of_articles(articles: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, str]]:
    """Collect the findings that count, by fingerprint, with what a reader needs to tell them."""
    return {
        finding["fingerprint"]: {
            "code": finding["code"],
            "article": article["id"],
            "text": (finding.get("target") or finding.get("source") or {}).get("text", ""),
        }
        for article in articles
        for finding in article["findings"]
        if counts(finding)
    }


def load(path: Path) -> dict[str, Mapping[str, str]]:
    """Read a baseline, or take a run file as one.

    Raises:
        InputError: the file is missing or neither a baseline nor a run file.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot read the baseline: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path}: not a baseline: not JSON ({error})") from error
    if isinstance(table, dict) and table.get("schema") == SCHEMA:
        return dict(table["findings"])
    if isinstance(table, dict) and str(table.get("schema", "")).startswith("dragoman.run/"):
        return of_articles(table["articles"])
    raise InputError(
        f"{path}: neither a baseline nor a run file; make one: dragoman baseline RUN.json"
    )


def dumps(known: Known) -> str:
    """Return the baseline as JSON, sorted so that diffs of it are readable."""
    table = {"schema": SCHEMA, "findings": {key: dict(known[key]) for key in sorted(known)}}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def update(old: Known, found: Known) -> Update:
    """Compare an old baseline with what a run found now."""
    return Update(
        known=found,
        new=tuple(key for key in found if key not in old),
        fixed=tuple(key for key in old if key not in found),
    )
