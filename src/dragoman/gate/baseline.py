"""The baseline: findings known before, by fingerprint, so that only new ones count."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import InputError
from dragoman.standing import counts

SCHEMA = "dragoman.baseline/1"

RUN_SCHEMA = "dragoman.run/"
"""How the schema of a run file begins: one may stand in for a baseline."""

Known = Mapping[str, Mapping[str, str]]
"""Code, article and words of each finding, by fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """How a new baseline differs from the old: ``known`` is to be written; fingerprints of what
    came and of what went.
    """

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


def loads(text: str, *, name: str) -> dict[str, Mapping[str, str]] | None:
    """Read a baseline from text; None if the text is a run file, which says the same and more.

    Raises:
        InputError: it is neither; *name* stands before what is wrong.
    """
    try:
        table = json.loads(text)
    except RecursionError as error:
        raise InputError(f"{name}: not a baseline: nested too deeply") from error
    except ValueError as error:
        if text.lstrip().startswith('{"schema": "' + RUN_SCHEMA):  # JSON lines
            return None
        raise InputError(f"{name}: not a baseline: not JSON ({error})") from error
    schema = table.get("schema") if isinstance(table, dict) else None
    if isinstance(schema, str) and schema.startswith(RUN_SCHEMA):
        return None
    if schema != SCHEMA:
        raise InputError(
            f"{name}: neither a baseline nor a run file; make one: dragoman baseline RUN.json"
        )
    return dict(_findings(table.get("findings"), name))


def _findings(table: Any, name: str) -> Iterable[tuple[str, Mapping[str, str]]]:
    if not isinstance(table, dict):
        raise InputError(f"{name}: findings must be an object; make it again: dragoman baseline")
    for fingerprint, entry in table.items():
        if not isinstance(entry, dict) or not all(isinstance(one, str) for one in entry.values()):
            raise InputError(
                f"{name}: findings.{fingerprint} must be an object of strings; make it again: "
                "dragoman baseline"
            )
        yield fingerprint, entry


def dumps(known: Known) -> str:
    """Return the baseline as JSON, sorted so that diffs of it are readable."""
    table = {"schema": SCHEMA, "findings": {key: dict(known[key]) for key in sorted(known)}}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def fixed(old: Known, *, present: Collection[str], articles: Collection[str]) -> tuple[str, ...]:
    """Return the fingerprints of *old* that are gone from the *articles* checked now.

    What is known of articles that were not checked may be there still, and is not fixed.
    """
    return tuple(
        key
        for key, entry in old.items()
        if key not in present and entry.get("article", "") in articles
    )


def update(old: Known, articles: Iterable[Mapping[str, Any]]) -> Update:
    """Compare an old baseline with the *articles* of a run.

    A finding that is suppressed by now is not fixed but needs no baseline; one of an article that
    the run did not check stays.
    """
    found: dict[str, Mapping[str, str]] = {}
    names, present = set[str](), set[str]()
    for article in articles:
        found |= of_articles([article])
        names.add(article["id"])
        present.update(finding["fingerprint"] for finding in article["findings"])
    kept = {key: entry for key, entry in old.items() if entry.get("article", "") not in names}
    return Update(
        known=kept | found,
        new=tuple(key for key in found if key not in old),
        fixed=fixed(old, present=present, articles=names),
    )


def named(known: Known, keys: Iterable[str], *, shown: int = 3) -> str:
    """Name findings in one line: the first few by code, words and article.

    >>> named({"f": {"code": "NAM001", "text": "Selensky", "article": "talks"}}, ["f"])
    'NAM001 “Selensky” in talks'
    """
    every = list(keys)
    names = [
        f"{known[key].get('code', '')} “{_short(known[key].get('text', ''))}” in "
        f"{known[key].get('article', '')}"
        for key in every[:shown]
    ]
    return ", ".join(names) + (", …" if len(every) > shown else "")


def _short(text: str, room: int = 40) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
