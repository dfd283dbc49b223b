"""Compare values across units: kilometres and miles, degrees, days and weeks, euros and dollars."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

ROUNDING = 0.1
"""How far a converted figure may lie from the exact one.

Writers round conversions to one or two figures: "60 miles" for 100 km is 3.5 % off, "15 feet" for
five metres 8.6 %, and professionals write both (development half of the references looked at).
Durations use the same band ("30 days" for a month is 1.5 % off, "eight days" for a week 14 %: an
idiom, and data).
"""

MONEY_BAND = 1.6
"""A sum counts as converted if it lies within this factor of the rough rate of ``units.toml``."""


@cache
def _table() -> tuple[Mapping[str, str], Mapping[str, float]]:
    text = resources.files(__package__).joinpath("units.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    del table["same"]
    dimension = {unit: name for name, units in table.items() for unit in units}
    factor = {unit: size for units in table.values() for unit, size in units.items()}
    return dimension, factor


def dimension(unit: str) -> str:
    """Return what a unit measures ("length", "money"); empty for no unit.

    >>> dimension("mile"), dimension("EUR")
    ('length', 'money')
    """
    return _table()[0].get(unit, "")


def size(unit: str) -> float:
    """Return how many base units of its dimension a unit is.

    >>> round(size("foot") / size("inch"))
    12
    """
    return _table()[1][unit]


@cache
def _same_word() -> tuple[frozenset[str], ...]:
    text = resources.files(__package__).joinpath("units.toml").read_text(encoding="utf-8")
    return tuple(frozenset(row.split()) for row in tomllib.loads(text)["same"]["word"])


def clash(unit: str, other: str) -> bool:
    """Tell whether two units measure the same and are not the same.

    Units that share a word ("Grad", "pounds", "Kronen") do not clash.

    >>> clash("km", "mile"), clash("degree", "C"), clash("km", "kg"), clash("DEM", "lb")
    (True, False, False, True)
    """
    unit, other = _as_money(unit, other), _as_money(other, unit)
    if unit == other or not dimension(unit) or dimension(unit) != dimension(other):
        return False
    return not any(unit in names and other in names for names in _same_word())


def _as_money(unit: str, other: str) -> str:
    """Read pounds as money where the other side has money: marks are no pounds."""
    return "GBP" if unit in ("lb", "pound_de") and dimension(other) == "money" else unit


def converted(one: float, unit: str, other: float, to: str, *, within: float = ROUNDING) -> bool:
    """Tell whether *other* (in *to*) is *one* (in *unit*) converted, *within* a part of it.

    >>> converted(100, "km", 60, "mile"), converted(100, "km", 100, "mile")
    (True, False)
    >>> converted(20, "C", 68, "F"), converted(14, "day", 2, "week")
    (True, True)
    """
    kind = dimension(unit)
    if not kind or kind != dimension(to) or unit == to:
        return False
    if kind == "temperature":
        return _temperature(one, unit, other, to)
    if kind == "share":
        return False
    factor = _table()[1]
    if kind == "money":
        return _ratio(one / factor[unit], other / factor[to]) <= MONEY_BAND
    return _ratio(one * factor[unit], other * factor[to]) <= 1 + within


def _temperature(one: float, unit: str, other: float, to: str) -> bool:
    celsius = {"C": lambda t: t, "F": lambda t: (t - 32) / 1.8, "K": lambda t: t - 273.15}
    starts = ("C", "F", "K") if unit == "degree" else (unit,)
    ends = ("C", "F", "K") if to == "degree" else (to,)
    return any(
        start != end and abs(celsius[start](one) - celsius[end](other)) <= 1.0
        for start in starts for end in ends
    )  # fmt: skip


def _ratio(one: float, other: float) -> float:
    if one <= 0 or other <= 0:
        return float("inf")
    return max(one, other) / min(one, other)
