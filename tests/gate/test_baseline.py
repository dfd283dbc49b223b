"""Baselines and suppressions: what was looked at stays looked at, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.config import Suppression
from dragoman.errors import InputError
from dragoman.gate import baseline
from dragoman.gate.suppress import Ledger, inline
from dragoman.model import Finding, Span
from tests.gate.test_decide import article, finding

RUN = {**article(finding(), finding("NUM001", confidence=0.2)), "id": "a"}


def test_a_baseline_is_read_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    known = baseline.of_articles([RUN])
    path.write_text(baseline.dumps(known), encoding="utf-8")
    assert baseline.load(path) == known
    assert list(known) == ["NAM001-major"], "advisory findings are not recorded"


def test_update_tells_new_from_fixed() -> None:
    old = {"gone": {"code": "A"}, "stays": {"code": "B"}}
    change = baseline.update(old, {"stays": {"code": "B"}, "came": {"code": "C"}})
    assert (change.new, change.fixed) == (("came",), ("gone",))


@pytest.mark.parametrize("text", ["not json", "[]", '{"schema": "other"}', ""])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "base.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"base\.json"):
        baseline.load(path)


def ledger(**fields: object) -> Ledger:
    """Return a ledger of one suppression, today being 1 June 2026."""
    entry = Suppression(code="NAM", reason="house style", **fields)  # type: ignore[arg-type]
    return Ledger(suppressions=[entry], today=date(2026, 6, 1))


SEEN = {"code": "NAM001", "path": "news/a.en.txt", "texts": ["Selensky"], "fingerprint": "f"}

SCOPES = {
    "a code prefix": ({}, True),
    "the words": ({"text": "Selensky"}, True),
    "a glob on the words": ({"text": "Sel*"}, True),
    "other words": ({"text": "Schoigu"}, False),
    "a path glob": ({"path": "news/*"}, True),
    "another path": ({"path": "archive/*"}, False),
    "the fingerprint": ({"fingerprint": "f"}, True),
    "another fingerprint": ({"fingerprint": "g"}, False),
    "its last day": ({"until": date(2026, 6, 1)}, True),
    "the day after": ({"until": date(2026, 5, 31)}, False),
}


@pytest.mark.parametrize("name", SCOPES)
def test_suppression_scope(name: str) -> None:
    fields, holds = SCOPES[name]
    book = ledger(**fields)
    assert book.reason(**SEEN) == ("house style" if holds else None)  # type: ignore[arg-type]
    assert bool(book.complaints()) != holds


def test_unused_and_expired_suppressions_are_named() -> None:
    assert "matched nothing" in ledger().complaints()[0]
    assert "expired on 2026-05-01" in ledger(until=date(2026, 5, 1)).complaints()[0]


def test_a_comment_silences_its_stretch_only() -> None:
    def at(start: int) -> Finding:
        span = Span(start=start, end=start + 3, line=1, column=1, text="abc")
        return Finding(
            code="NAM001", rule="r", family="name", severity="major", confidence=0.9,
            message="m", target=span,
        )  # fmt: skip

    ignores = [(10, 20, "NAM"), (30, 40, "TTL")]
    assert inline(ignores, at(10)) is not None
    assert inline(ignores, at(20)) is None
    assert inline(ignores, at(30)) is None
    assert inline([(0, 50, "")], at(45)) is not None
