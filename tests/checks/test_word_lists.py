"""The tables of the rules about words hold no doubles, no contradictions and no odd letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

import pytest

from dragoman.checks.grammar.constructions import constructions
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.rule import data
from dragoman.languages import SUPPORTED

FRIENDS = data("dragoman.checks.rules.false_friend.false_friend")
TERMS = data("dragoman.checks.rules.term.everyday_word_for_term")
ROWS = [(lang, row) for table in (FRIENDS, TERMS) for lang, rows in table.items() for row in rows]
FIELDS = {"said", "wrong", "right", "also", "with", "sure", "minor", "small", "verb", "never"}


def _entries(row: dict[str, Any], field: str) -> list[str]:
    return [entry.strip() for entry in row.get(field, "").split("|") if entry.strip()]


def test_false_friends_cover_nine_languages() -> None:
    assert set(FRIENDS) == set(SUPPORTED) - {"en"}
    assert sum(map(len, FRIENDS.values())) >= 150


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=lambda value: str(value)[:60])
def test_an_entry_is_in_order(lang: str, row: dict[str, Any]) -> None:
    assert set(row) <= FIELDS
    for field in ("said", "wrong", "right", "also", "with"):
        entries = _entries(row, field)
        assert len(entries) == len(set(entries)), f"doubles in {field}"
        assert all(unicodedata.is_normalized("NFC", entry) for entry in entries)
    right = listed(row["right"])
    for wrong in _entries(row, "wrong"):
        assert not right.fullmatch(wrong), f"{wrong!r} is wrong and right"
    assert any("*" not in entry for entry in _entries(row, "right")), "nothing to suggest"


def test_no_source_word_and_english_word_stand_twice() -> None:
    pairs = Counter(
        (lang, said, wrong)
        for lang, row in ROWS
        for said in _entries(row, "said")
        for wrong in _entries(row, "wrong")
    )
    assert [pair for pair, count in pairs.items() if count > 1] == []


@pytest.mark.parametrize(
    "module",
    [
        "false_friend.literal_calque",
        "modality.hearsay_modal",
        "pronoun.man_as_one",
        "reported_speech.reported_speech_as_conditional",
    ],
)
def test_every_construction_compiles_and_says_something(module: str) -> None:
    name = f"dragoman.checks.rules.{module}"
    for lang in data(name):
        for row in constructions(name, lang):
            assert row.message
            assert 0 < row.sure < 1
            assert row.said_in("") is None
            assert row.wrong_in("") is None
