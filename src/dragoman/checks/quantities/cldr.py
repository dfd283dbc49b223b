"""Names of units and currencies in every language, from CLDR: its plural forms, by Babel."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

COUNTS = (1, 2, 3, 5, 1.5)
"""Numbers that between them ask for every plural form of our languages (CLDR plural rules)."""

WORDS = 3
"""Words a unit may have, as the scanner reads them."""

_FIGURE = re.compile(r"[\d.,\u00a0\u202f]+")


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("data/cldr.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def units(lang: str) -> Mapping[str, str]:
    """Return the canonical unit by its name in *lang* (ISO 639-1), in lower case.

    >>> units("ru")["миль"], units("fr")["zlotys"], units("it")["acri"]
    ('mile', 'PLN', 'acre')
    """
    found = dict(_measures(lang))
    found.update(_currencies(lang))
    found.update(_nouns(lang))
    return {name: unit for name, unit in found.items() if 0 < len(name.split()) <= WORDS}


def _measures(lang: str) -> Iterator[tuple[str, str]]:
    from babel.units import format_unit

    for unit, name in _table()["unit"].items():
        widths = ("long", "short") if unit in _table()["short"]["units"] else ("long",)
        for width in widths:
            for count in COUNTS:
                words = format_unit(count, name, length=width, locale=lang)  # type: ignore[arg-type]
                if name not in words:  # CLDR has no name for it
                    yield _FIGURE.sub("", words).strip().lower(), unit


def _currencies(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the full names: of the nouns alone, many are those of several currencies."""
    from babel.numbers import get_currency_name

    for code in _table()["currency"]["codes"]:
        for count in COUNTS:
            yield get_currency_name(code, count, locale=lang).lower(), code


def _nouns(lang: str) -> Iterator[tuple[str, str]]:
    for unit, forms in _table()["noun"].get(lang, {}).items():
        yield from ((form.replace("_", " "), unit) for form in forms.split())
