"""Every rule against its cases, and every rule against the house's order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dragoman.checks.rules
from dragoman.checks.rule import HEADINGS, Rule
from dragoman.checks.rules import all_rules
from dragoman.model import FAMILIES, Finding
from tests.checks.harness import CASES, Case, load_cases, mismatch, run_rule

RULES = {rule.module.rpartition(".")[2]: rule for rule in all_rules()}
ALL_CASES = [case for path in sorted(CASES.rglob("*.toml")) for case in load_cases(path)]
HOME = Path(dragoman.checks.rules.__file__).parent


def found(case: Case) -> tuple[Finding, ...]:
    return run_rule(RULES[case.stem], case.article, case.settings, least=case.least)


def _name(case: Case) -> str:
    return f"{case.stem}: {case.id}"


@pytest.mark.parametrize("case", [c for c in ALL_CASES if c.pile != "known_failure"], ids=_name)
def test_case(case: Case) -> None:
    assert (case.pile == "flagged") == bool(case.finds), "a flagged case names what it finds"
    assert mismatch(case, found(case)) is None


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, marks=pytest.mark.xfail(strict=True))
        for c in ALL_CASES
        if c.pile == "known_failure"
    ],
    ids=_name,
)
def test_known_failure(case: Case) -> None:
    assert mismatch(case, found(case)) is None


def test_codes_and_names_are_unique() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


def test_every_stem_on_disk_is_registered() -> None:
    stems = {
        path.stem
        for path in HOME.glob("*/*.py")
        if not path.stem.startswith("_") and "@rule(" in path.read_text(encoding="utf-8")
    }
    assert stems == set(RULES)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_is_in_order(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.name == rule.module.rpartition(".")[2].replace("_", "-")
    assert rule.family in FAMILIES
    found = re.findall(r"^([A-Z][A-Za-z ]+)\n-+$", rule.doc, flags=re.MULTILINE)
    assert found == list(HEADINGS)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_has_six_cases_each_way(rule: Rule) -> None:
    stem = rule.module.rpartition(".")[2]
    piles = [case.pile for case in ALL_CASES if case.stem == stem]
    assert piles.count("flagged") >= 6
    assert piles.count("accepted") >= 6
