"""The tables of senses: every row can be read, can fire, and does not silence itself."""

from __future__ import annotations

import unicodedata
from importlib import resources

import pytest

import dragoman.checks.grammar
from dragoman.checks.grammar.friends import SENSES, senses
from dragoman.checks.grammar.patterns import listed

Name = tuple[str, str]
"""Kind and language."""

HOME = resources.files(dragoman.checks.grammar).joinpath("senses")
TABLES = {
    (kind, file.name[:2]): file.read_text(encoding="utf-8")
    for kind in ("", "posts")
    for file in HOME.joinpath(kind).iterdir()
    if file.is_file()
}


def rows(table: Name) -> list[list[str]]:
    lines = [line for line in TABLES[table].splitlines() if line and not line.startswith("#")]
    assert lines[0].split("\t") == list(SENSES)
    return [line.split("\t") for line in lines[1:]]


@pytest.mark.parametrize("table", sorted(TABLES), ids="/".join)
def test_the_file_says_where_it_comes_from_and_is_composed(table: Name) -> None:
    head = TABLES[table].split("said\t")[0]
    assert all(word in head for word in ("Origin", "Licence", "Date"))
    assert unicodedata.is_normalized("NFC", TABLES[table])
    assert senses(table[1], 0.85, table[0])


@pytest.mark.parametrize("table", sorted(TABLES), ids="/".join)
def test_no_row_is_there_twice_or_has_another_shape(table: Name) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows(table):
        assert 3 <= len(row) <= len(SENSES), row
        assert all(row[:3]), row
        assert len(row) < 6 or not row[5] or 0 < float(row[5]) <= 1, row
        for word in row[1].split(" | "):
            assert word == word.strip(), row
            assert (row[0], word) not in seen, f"{word!r} stands twice for {row[0]!r}"
            seen.add((row[0], word))


@pytest.mark.parametrize("table", sorted(TABLES), ids="/".join)
def test_every_wrong_word_can_be_met_and_is_not_right_as_well(table: Name) -> None:
    for row in rows(table):
        right = listed(row[2])
        for word in row[1].split(" | "):
            assert word, row
            assert "*" not in word.split()[0], f"begins with no whole word: {row}"
            assert word.split()[0] == word.split()[0].lower(), row
            plain = word.replace("*", "s").replace("~", "")
            assert not right.fullmatch(plain), f"right as well: {word!r} in {row}"
