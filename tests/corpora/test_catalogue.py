"""The catalogue of artefacts names rules that exist, and they flag the examples it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.checks.rules import all_rules
from dragoman.dev import corpus
from dragoman.model import FAMILIES
from dragoman.report.to_mqm import CATEGORIES, OTHERWISE
from tests.checks.harness import article_of, run_rule

CORPORA = Path(__file__).parents[2] / "corpora"
CATALOGUE = CORPORA / "CATALOGUE.md"
RULES = {rule.code: rule for rule in all_rules()}
NONE = "none yet"
SCORED = {"DRF001", "OMI002", "ADD002", "ROL001", "TRM001"}
"""Rules that read a bead's drift, its linked words, or a termbase, which a row does not have."""
SPELLED = {"name", "place", "institution", "title", "false-friend", "untranslated"}
"""Families whose artefacts are a spelling: readers of the catalogue write lists of these."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    family: str
    artefact: str
    lang: str
    source: str
    translation: str
    right: str
    mqm: str
    rules: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules named."""
        return () if self.rules == NONE else tuple(self.rules.split(", "))

    @property
    def id(self) -> str:
        """The row as words."""
        return f"{self.family} from {self.lang}: {self.artefact}"


def _rows() -> list[Row]:
    lines = [line for line in CATALOGUE.read_text("utf-8").splitlines() if line.startswith("| ")]
    keys = ("family", "artefact", "lang", "source", "translation", "right", "mqm", "rules")
    cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines[1:]]
    return [Row(**dict(zip(keys, row, strict=True))) for row in cells]


ROWS = _rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_whole(row: Row) -> None:
    assert row.family in FAMILIES
    assert row.mqm == CATEGORIES.get(row.family, OTHERWISE)
    assert row.rules
    assert [code for code in row.codes if code not in RULES] == []


def test_every_family_has_a_row() -> None:
    assert {row.family for row in ROWS} == set(FAMILIES)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_row(code: str) -> None:
    assert any(code in row.codes for row in ROWS)


def test_no_example_shows_a_spelling_of_the_test_split() -> None:
    hidden = {
        (finding.family, finding.target.text.casefold())
        for pair in corpus.load(CORPORA)
        if pair.split == "test"
        for finding in pair.findings
        if finding.target is not None
    }
    shown = {
        (row.family, words.casefold())
        for row in ROWS
        if row.family in SPELLED
        for words in re.findall(r"\*\*(.+?)\*\*", row.translation)
    }
    assert shown & hidden == set()


@pytest.mark.parametrize(
    "row", [row for row in ROWS if set(row.codes) - SCORED], ids=lambda row: row.id
)
def test_a_rule_named_flags_the_example(row: Row) -> None:
    assert flagged_by(row, row.codes)


@pytest.mark.parametrize("row", [row for row in ROWS if not row.codes], ids=lambda row: row.id)
def test_no_rule_flags_an_example_without_one(row: Row) -> None:
    assert flagged_by(row, RULES) == []


def flagged_by(row: Row, codes: Iterable[str]) -> list[str]:
    """Return which of the rules flag the bold words."""
    source, translation = row.source.split(" // "), row.translation.split(" // ")
    beads = [
        ([number][: len(source) - number], [number][: len(translation) - number])
        for number in range(max(len(source), len(translation)))
    ]
    article = article_of(_plain(source), _plain(translation), source_lang=row.lang, beads=beads)
    sides = {"source": source, "target": translation}
    return [
        code
        for code in codes
        for finding in run_rule(RULES[code], article)
        for side, lines in sides.items()
        for first, last in _bold("\n".join(lines))
        if (span := getattr(finding, side)) is not None and span.start < last and first < span.end
    ]


def _plain(lines: list[str]) -> list[str]:
    return [line.replace("**", "") for line in lines]


def _bold(text: str) -> list[tuple[int, int]]:
    """Where the words between ``**`` stand once the marks are gone."""
    return [
        (match.start(1) - 4 * number - 2, match.end(1) - 4 * number - 2)
        for number, match in enumerate(re.finditer(r"\*\*(.+?)\*\*", text))
    ]
