"""Units and currencies in nine languages: each is read as CLDR names it, and another is found."""

from __future__ import annotations

import pytest

from dragoman.checks.quantities import scan
from dragoman.checks.quantities.cldr import units
from dragoman.checks.quantities.units import clash, dimension
from dragoman.checks.rules.number.unit_or_currency_changed import unit_or_currency_changed
from tests.checks.harness import article_of, run_rule

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")
ENGLISH = {
    "mile": "miles", "km": "kilometres", "m": "metres", "foot": "feet", "ha": "hectares",
    "acre": "acres", "kg": "kilograms", "t": "tonnes", "l": "litres", "gallon": "gallons",
    "MW": "megawatts", "GW": "gigawatts", "EUR": "euros", "PLN": "zlotys", "UAH": "hryvnias",
    "JPY": "yen", "RUB": "roubles", "kmh": "kilometres per hour", "mph": "miles per hour",
}  # fmt: skip
OTHERS = {"length": "yards", "area": "square feet", "mass": "ounces", "volume": "pints",
          "power": "horsepower", "money": "dollars", "speed": "knots"}  # fmt: skip


def name(lang: str, unit: str) -> str:
    """Return our own or CLDR's name for several of *unit*."""
    from babel.numbers import get_currency_name
    from babel.units import format_unit

    from dragoman.checks.quantities.cldr import _table

    ours = _table()["noun"].get(lang, {}).get(unit)
    if ours:
        return str(ours.split()[0].replace("_", " "))
    measure = _table()["unit"].get(unit)
    if measure is None:
        return get_currency_name(unit, 5, locale=lang)
    return format_unit(5, measure, locale=lang).removeprefix("5").strip()


CASES = [pytest.param(lang, unit, id=f"{unit} in {lang}") for lang in LANGUAGES for unit in ENGLISH]


@pytest.mark.parametrize(("lang", "unit"), CASES)
def test_a_unit_is_read_left_where_it_is_the_same_and_found_where_not(lang: str, unit: str) -> None:
    source = f"7 {name(lang, unit)}."
    (quantity,) = scan(source, lang)
    assert quantity.unit == unit, source
    same = article_of([source], [f"7 {ENGLISH[unit]}."], source_lang=lang)
    assert not run_rule(unit_or_currency_changed, same)
    other = article_of([source], [f"7 {OTHERS[dimension(unit)]}."], source_lang=lang)
    assert run_rule(unit_or_currency_changed, other), source


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_stands_for_more_than_a_unit_knows(lang: str) -> None:
    for word, unit in units(lang).items():
        assert dimension(unit), unit
        assert word == word.strip().lower()
        assert not clash(unit, unit)
