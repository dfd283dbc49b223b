"""Read a sentence for its quantities: figures, number words, dates, times, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dragoman.checks.quantities.calendar import by_patterns
from dragoman.checks.quantities.figures import read_colon, read_figure
from dragoman.checks.quantities.lexicon import Lexicon, get
from dragoman.checks.quantities.model import Quantity
from dragoman.checks.quantities.tokens import View
from dragoman.checks.quantities.units import dimension, size
from dragoman.checks.quantities.words import read_word

_MINUS = re.compile(r"(?<![\w.,°])(?P<sign>[-−–])$")
"""A sign that touches its figure; between two figures it is a range."""

_INCHES = re.compile(r"in\b|[\"”″]")
"""What makes inches of a figure behind feet; alone, "in" is no unit."""


@lru_cache(maxsize=4096)
def scan(text: str, lang: str) -> tuple[Quantity, ...]:
    """Return the quantities of *text* in reading order; *lang* is an ISO 639-1 code.

    >>> [q.value for q in scan("zwei Millionen Euro am 3. Mai", "de")]
    [2000000.0, 3.0, 5.0]
    """
    lexicon = get(lang)
    found = sorted(_read(View(text, lexicon)), key=lambda quantity: quantity.start)
    for at in range(len(found) - 2, -1, -1):
        between = text[found[at].end : found[at + 1].start].strip().lower()
        if between in lexicon.ranges:
            found[at] = _as_range(found[at], found[at + 1])
        elif _goes_on(found[at], found[at + 1], text):
            found[at : at + 2] = [_sum(found[at], found[at + 1])]
    return tuple(_signed(text, quantity, lexicon) for quantity in found)


def _read(view: View) -> Iterator[Quantity]:
    yield from by_patterns(view)
    at = 0
    while at < len(view.tokens):
        token = view.tokens[at]
        if token.kind == "mark" or view.is_claimed(token):
            at += 1
            continue
        read = read_figure if token.kind == "figure" else read_word
        found, at = read_colon(view, at) or read(view, at)
        yield from found


def _goes_on(whole: Quantity, part: Quantity, text: str) -> bool:
    """Tell whether a measure is in two units: "6ft 6in", "2 Stunden 15 Minuten"."""
    if text[max(whole.end, whole.around[1]) : part.start].strip():
        return False
    if whole.unit == "foot" and not part.unit and _INCHES.match(text, part.end):
        return True
    return (
        dimension(whole.unit) in ("length", "mass", "duration")
        and dimension(whole.unit) == dimension(part.unit)
        and part.value * size(part.unit) < size(whole.unit)
    )


def _sum(whole: Quantity, part: Quantity) -> Quantity:
    value = whole.value + part.value * size(part.unit or "inch") / size(whole.unit)
    around = (whole.around[0] or whole.start, part.around[1] or part.end)
    return replace(whole, end=part.end, readings=(("n", value),), around=around)


def _signed(text: str, quantity: Quantity, lexicon: Lexicon) -> Quantity:
    """Tell whether a temperature is one below zero; a sign before it becomes a part of it."""
    if dimension(quantity.unit) != "temperature":
        return quantity
    sign = _MINUS.search(text, 0, quantity.start) or lexicon.minus.search(text, 0, quantity.start)
    if sign is not None:
        return replace(quantity, start=sign.start("sign"), below=True)
    if lexicon.below.match(text, max(quantity.end, quantity.around[1])):
        return replace(quantity, below=True)
    return replace(quantity, below=None) if lexicon.frost.search(text) else quantity


def _as_range(low: Quantity, high: Quantity) -> Quantity:
    """Lend the first end of a range the unit and the scale that only the second names."""
    if low.kind not in ("number", "vague") or high.kind not in ("number", "vague") or low.unit:
        return low
    readings, weak = low.readings, low.weak
    if high.factor > 1.0 and low.factor == 1.0:
        readings, weak = (("n", low.value * high.factor), *readings), False
    return replace(low, unit=high.unit, readings=readings, weak=weak)
