"""Figures as their language writes them: which mark groups thousands, which begins decimals."""

from __future__ import annotations

import re

GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375}
"""Fractions that are one character."""

_SPACES = " \u00a0\u202f\u2009"
_MARK = re.compile(f"[.,'’{_SPACES}]")


def parse(text: str, *, decimal: str, groups: str) -> tuple[float, ...]:
    """Return the value of a numeral, or the values of its parts where it is not one numeral.

    A mark that is wrong for the language but can only be one thing is read as that thing:
    "3.4" in German is three and four tenths.

    >>> parse("1.234,56", decimal=",", groups=".")
    (1234.56,)
    >>> parse("1.234", decimal=".", groups=",")
    (1.234,)
    >>> parse("1.2.3", decimal=".", groups=",")
    (1.0, 2.0, 3.0)
    """
    if text[-1] in GLYPHS:
        whole = text[:-1].strip(_SPACES)
        return ((float(whole) if whole.isdigit() else 0.0) + GLYPHS[text[-1]],)
    marks = ["’" if mark == "'" else mark for mark in _MARK.findall(text)]
    parts = _MARK.split(text)
    if not marks:
        return (float(text),)
    if len(set(marks)) == 1:
        return _one_mark(parts, marks[0], decimal=decimal, groups=groups)
    *grouping, last = marks
    if len(set(grouping)) == 1 and grouping[0] != last and last in ".,":
        head = _grouped(parts[:-1])
        if head is not None:
            return (float(f"{head}.{parts[-1]}"),)
    return tuple(float(part) for part in parts)


def _one_mark(parts: list[str], mark: str, *, decimal: str, groups: str) -> tuple[float, ...]:
    joined = _grouped(parts)
    if joined is not None and (mark in groups or len(parts) > 2):
        return (float(joined),)
    if len(parts) == 2 and mark in ".,":
        return (float(f"{parts[0]}.{parts[1]}"),)
    return tuple(float(part) for part in parts)


def _grouped(parts: list[str]) -> str | None:
    """Join groups of three, or return None where they are not groups."""
    head, *rest = parts
    if 1 <= len(head) <= 3 and head[0] != "0" and all(len(part) == 3 for part in rest):
        return "".join(parts)
    return None


def english(value: float) -> str:
    """Write a value in English style.

    >>> english(1234567.0), english(3.5)
    ('1,234,567', '3.5')
    """
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")
