"""The page of known weaknesses shows every test that is expected to fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.dev import weaknesses
from tests.checks.harness import CASES, load_cases

ROOT = Path(__file__).parents[2]


def test_every_known_failure_of_a_rule_is_on_the_page() -> None:
    wanted = {
        case.id
        for path in CASES.rglob("*.toml")
        for case in load_cases(path)
        if case.pile == "known_failure"
    }
    assert wanted == {one.id for one in weaknesses.weaknesses()}
    shown = weaknesses.page()
    assert all(name.replace("|", "\\|") in shown for name in wanted)


def test_what_a_rule_misses_is_marked_in_the_example() -> None:
    part = weaknesses.page().partition("## Where it cries wolf")
    rows = [line for line in part[0].splitlines() if line.startswith("| [")]
    assert rows
    assert all("**" in row for row in rows)


def test_links_lead_to_pages_that_exist() -> None:
    links = re.findall(r"\]\(([^)]+)\)", weaknesses.page())
    assert links
    assert all((ROOT / "corpora" / link).resolve().is_file() for link in links)


def test_a_stale_page_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "WEAKNESSES.md"
    monkeypatch.setattr(weaknesses, "PAGE", page)
    assert weaknesses.main(["--check"]) == 1
    assert not page.exists()
    assert weaknesses.main([]) == 0
    assert weaknesses.main(["--check"]) == 0
