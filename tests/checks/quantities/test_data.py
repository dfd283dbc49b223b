"""The data files: complete headers, known units, no word under two contradicting heads."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

import dragoman.checks.quantities
from dragoman.checks.quantities.lexicon import KNOWN, get
from dragoman.checks.quantities.polarity import KNOWN as DENYING
from dragoman.checks.quantities.polarity import negators
from dragoman.checks.quantities.units import dimension

HOME = Path(dragoman.checks.quantities.__file__).parent
FILES = sorted(HOME.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_a_file_tells_its_origin_licence_and_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head = text.split("\n\n")[0]
    assert all(word in head for word in ("Origin:", "Licence:", "Date:"))
    assert unicodedata.is_normalized("NFC", text)
    tomllib.loads(text)


@pytest.mark.parametrize("lang", KNOWN)
def test_every_unit_is_known(lang: str) -> None:
    lexicon = get(lang)
    named = {*lexicon.units.values(), *(u for u in lexicon.suffixes.values() if u not in ("", "x"))}
    named |= {
        entry.role.partition(":")[2]
        for entries in lexicon.words.values()
        for entry in entries
        if ":" in entry.role
    }
    assert [unit for unit in sorted(named) if not dimension(unit) and not unit.isdigit()] == []


@pytest.mark.parametrize("lang", KNOWN)
def test_words_are_in_lower_case(lang: str) -> None:
    assert [word for word in get(lang).words if word != word.lower()] == []


@pytest.mark.parametrize("lang", KNOWN)
def test_every_language_counts_to_twelve_and_names_its_months(lang: str) -> None:
    entries = [entry for found in get(lang).words.values() for entry in found]
    for role, last in (("card", 12), ("ord", 10), ("month", 12), ("weekday", 7)):
        assert {e.value for e in entries if e.role == role} >= set(range(1, last + 1)), role


@pytest.mark.parametrize("lang", DENYING)
def test_every_language_denies_and_implies(lang: str) -> None:
    known = negators(lang)
    assert known is not None
    strengths = {strength for strength, _ in (*known.exact.values(), *known.stems.values())}
    assert strengths == {"plain", "implied"}
    assert known.affixes
    assert known.patterns


@pytest.mark.parametrize("lang", DENYING)
def test_no_word_denies_plainly_and_by_meaning(lang: str) -> None:
    table = tomllib.loads((HOME / f"data/negation/{lang}.toml").read_text(encoding="utf-8"))
    forms = {
        strength: {form for row in table[strength].values() for form in row.split()}
        for strength in ("plain", "implied")
    }
    assert forms["plain"] & forms["implied"] == set()
