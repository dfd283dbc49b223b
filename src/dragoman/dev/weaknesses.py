"""Write the page of known weaknesses: ``python -m dragoman.dev.weaknesses [--check]``.

What stands in ``corpora/WEAKNESSES.md`` comes from tests that are expected to fail: the
``[[known_failure]]`` cases of the rules and the ``known_failures`` of the sentence bounds. Their
tests are strict, so a weakness that is mended fails them until its case is moved, and the page
follows. Beside them stand the rows of ``corpora/CATALOGUE.md`` that no rule covers. ``--check``
writes nothing and fails if the page would change.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.checks.rule import Rule
from dragoman.checks.rules import all_rules
from dragoman.errors import InputError
from dragoman.model import FAMILIES
from dragoman.report.files import write_atomic

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "corpora" / "WEAKNESSES.md"
CATALOGUE = ROOT / "corpora" / "CATALOGUE.md"
CASES = ROOT / "tests" / "checks" / "rules"
BOUNDS = ROOT / "tests" / "segment" / "golden"

HEAD = """\
# What dragoman cannot see

A check that finds nothing is no proof. This page shows by example what dragoman is known to miss
and where it is known to speak without cause, so that you know what is left to a reader. How often
that happens is another question: `dragoman evaluate` measures it, and each rule's page
(`dragoman rule CODE`) says where that rule goes wrong.

Written by `python -m dragoman.dev.weaknesses`, never by hand. Every example is a test: those of the
first three parts are expected to fail, those of the last find nothing. When one is mended, its test
says so and the example goes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """A known failure of a rule: ``finds`` is what it should find; nothing, if it cries wolf."""

    rule: Rule
    id: str
    lang: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    finds: tuple[Mapping[str, Any], ...]


def weaknesses() -> Iterator[Weakness]:
    """Yield the known failures of all rules, by family as the model has them, then by code."""
    rules = sorted(all_rules(), key=lambda rule: (FAMILIES.index(rule.family), rule.code))
    for rule in rules:
        package, stem = rule.module.split(".")[-2:]
        path = CASES / package / f"{stem}.toml"
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        for row in table.get("known_failure", ()):
            yield Weakness(
                rule=rule,
                id=row["id"],
                lang=row.get("from", "de"),
                source=_lines(row.get("source")),
                target=_lines(row["target"]),
                finds=tuple(row.get("finds", ())),
            )


def page() -> str:
    """Return the page as Markdown."""
    found = list(weaknesses())
    parts = [
        HEAD,
        "## What it misses\n\n**Bold** words should be flagged, and are not.\n",
        _table([one for one in found if one.finds]),
        "## Where it cries wolf\n\nNothing is wrong here, and the rule speaks all the same.\n",
        _table([one for one in found if not one.finds]),
        "## Where it parts sentences wrongly\n\nThese are sentences as a reader parts them, `|` "
        "between two; dragoman parts them elsewhere.\n",
        "\n".join(_bounds()) + "\n",
        "## What no rule looks for\n\nFrom the [catalogue](CATALOGUE.md) of what engines leave "
        "behind: the rows without a rule. A high drift may still point at them.\n",
        "\n".join(_uncovered()) + "\n",
    ]
    return "\n".join(parts)


def _table(found: Sequence[Weakness]) -> str:
    if not found:
        return "None is known.\n"
    head = ["| rule | what | from | source | translation |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(one) for one in found)]) + "\n"


def _row(one: Weakness) -> str:
    page = "../src/" + one.rule.module.replace(".", "/") + ".md"
    marked = {
        side: [want[side] for want in one.finds if side in want] for side in ("source", "target")
    }
    cells = [
        f"[{one.rule.code}]({page}) {one.rule.name}",
        one.id,
        one.lang,
        _text(one.source, marked["source"]),
        _text(one.target, marked["target"]),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _text(lines: Sequence[str], words: Sequence[str]) -> str:
    """Return the sentences with the first occurrence of *words* marked.

    >>> _text(["The Chancellor came.", "Then he left."], ["he"])
    'The Chancellor came. // Then **he** left.'
    """
    text = " // ".join(lines)
    for each in words:
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", r"**\g<0>**", text, count=1)
    return text


def _lines(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _bounds() -> Iterator[str]:
    for path in sorted(BOUNDS.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for sentences in table.get("known_failures", ()):
            yield f"- {path.stem}: {' **|** '.join(sentences)}"


def _uncovered() -> Iterator[str]:
    """Yield the catalogue's head and its rows that no rule covers, without their last columns.

    Raises:
        InputError: the catalogue has no table.
    """
    lines = [line for line in CATALOGUE.read_text("utf-8").splitlines() if line.startswith("|")]
    if len(lines) < 2:
        raise InputError(f"{CATALOGUE}: has no table")
    yield "| family | what | from | source | translation | right |"
    yield "|---|---|---|---|---|---|"
    whole = ""
    for line in lines[2:]:
        family, artefact, *cells = (cell.strip() for cell in line[1:-1].split("|"))
        if artefact.startswith("the same"):  # as the row above it, which may not stand here
            artefact = whole + artefact.removeprefix("the same")
        else:
            whole = artefact
        if cells[-1] == "none yet":
            yield f"| {' | '.join([family, artefact, *cells[:4]])} |"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.dev.weaknesses", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    options = parser.parse_args(arguments)
    text = page()
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        if options.check:
            print(f"{PAGE.name} is stale: run python -m dragoman.dev.weaknesses", file=sys.stderr)
            return 1
        write_atomic(PAGE, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
