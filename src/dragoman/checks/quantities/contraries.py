"""Find words that put one another's denial: "did not change" and "stayed the same".

``data/contraries.toml`` has the classes, each with two poles in every language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from re import Pattern

from dragoman.checks.grammar.patterns import listed

AROUND = 70
"""Characters on either side of a denial within which the word it denies is looked for: a German
"nicht" and its verb frame a clause."""

_Poles = tuple[Pattern[str], Pattern[str]]


@cache
def _table() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    place = resources.files(__package__).joinpath("data/contraries.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


@cache
def _classes(lang: str) -> Mapping[str, _Poles]:
    """Return the two poles, as patterns, of each class that *lang* has words for."""
    return {
        name: (listed(rows[lang][0]), listed(rows[lang][1]))
        for name, rows in _table().items()
        if lang in rows
    }


def rendered(
    text: str, span: tuple[int, int], other: str, langs: tuple[str, str]
) -> tuple[bool, bool]:
    """Tell whether a denial of *text* at *span* is put by a contrary word, or its word by its like.

    *other* is the passage on the other side, *langs* are the languages of both. A class speaks
    where one side has words of one pole alone, and so does the other. Any class may tell of a
    contrary; of the like only the one whose word stands nearest to the denial.

    >>> denied = "Am Zeitplan ändert sich nichts"
    >>> rendered(denied, (24, 30), "The schedule stays as it is", ("de", "en"))
    (True, False)
    >>> rendered(denied, (24, 30), "The schedule changes", ("de", "en"))
    (False, True)
    """
    near = (max(0, span[0] - AROUND), span[1] + AROUND)
    there, told = _classes(langs[1]), list[tuple[int, bool]]()
    for name, poles in _classes(langs[0]).items():
        pole = _pole(poles, text, near)
        put = _pole(there[name], other) if pole is not None and name in there else None
        if pole is not None and put is not None:
            away = min(_away(match.span(), span) for match in poles[pole].finditer(text, *near))
            told.append((away, put == pole))
    contrary = not all(like for _, like in told)
    return contrary, bool(told) and not contrary and min(told)[1]


def _pole(poles: _Poles, text: str, near: tuple[int, int] | None = None) -> int | None:
    """Return which pole *text* knows, None if none or both."""
    found = [bool(pole.search(text, *(near or (0, len(text))))) for pole in poles]
    return None if found[0] == found[1] else int(found[1])


def _away(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
