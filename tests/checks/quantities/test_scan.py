"""What is read in a sentence, in every language."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks.quantities import Quantity, scan
from dragoman.checks.quantities.lexicon import KNOWN
from dragoman.checks.quantities.numerals import english

ROWS = tomllib.loads((Path(__file__).parent / "readings.toml").read_text(encoding="utf-8"))["rows"]
DATED = ("day", "month", "year", "weekday", "time", "decade")


def said(quantity: Quantity) -> str:
    kind = quantity.kind if quantity.kind in DATED else ""
    if quantity.readings[0][0] == "century":
        kind = "century"
    return f"{kind} {round(quantity.value, 4):g} {quantity.unit}".strip()


def spelled(row: str) -> list[str]:
    parts = [part.split() for part in row.split(";") if part.strip()]
    return [" ".join(f"{float(p):g}" if p[0].isdigit() else p for p in part) for part in parts]


@pytest.mark.parametrize(("text", "lang", "values"), ROWS, ids=lambda value: str(value))
def test_values_are_read(text: str, lang: str, values: str) -> None:
    strong = [said(quantity) for quantity in scan(text, lang) if not quantity.weak]
    assert strong == spelled(values)


@pytest.mark.parametrize("lang", KNOWN)
@given(number=st.integers(min_value=0, max_value=9_999_999))
@settings(max_examples=60, deadline=None)
def test_a_number_as_its_locale_writes_it_is_read_back(lang: str, number: int) -> None:
    text = f"({format_decimal(number, locale=lang)})"
    assert [quantity.full for quantity in scan(text, lang)] == [number]


@pytest.mark.parametrize("lang", KNOWN)
@given(cents=st.integers(min_value=101, max_value=99_999_999).filter(lambda n: n % 100))
@settings(max_examples=60, deadline=None)
def test_a_decimal_as_its_locale_writes_it_is_read_back(lang: str, cents: int) -> None:
    text = f"({format_decimal(cents / 100, format='#,##0.00', locale=lang)})"
    assert [quantity.full for quantity in scan(text, lang)] == pytest.approx([cents / 100])


@pytest.mark.parametrize("lang", KNOWN)
@given(day=st.dates(min_value=date(1700, 1, 1), max_value=date(2099, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_a_date_in_full_as_its_locale_writes_it_is_read_back(lang: str, day: date) -> None:
    text = format_date(day, "full", locale=lang)
    found = {quantity.kind: quantity.value for quantity in scan(text, lang) if not quantity.weak}
    assert found["weekday"] == day.isoweekday()
    assert found["day"] == day.day
    assert found["month"] == day.month
    assert found["year"] == day.year


@given(number=st.integers(min_value=0, max_value=10**12))
def test_the_english_writing_of_a_number_is_read_back(number: int) -> None:
    assert [quantity.full for quantity in scan(f"({english(number)})", "en")] == [number]


@pytest.mark.parametrize("lang", KNOWN)
@given(text=st.text(max_size=80))
@settings(max_examples=80, deadline=None)
def test_spans_lie_inside_any_text_and_in_order(lang: str, text: str) -> None:
    found = scan(text, lang)
    assert all(0 <= quantity.start < quantity.end <= len(text) for quantity in found)
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert all(quantity.readings for quantity in found)


def test_an_unknown_language_is_read_for_its_figures() -> None:
    assert [quantity.value for quantity in scan("45 personer", "sv")] == [45]
