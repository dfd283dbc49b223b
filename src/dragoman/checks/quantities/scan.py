"""Read a sentence for its quantities: figures, number words, dates, times, units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dragoman.checks.quantities.calendar import by_patterns
from dragoman.checks.quantities.figures import read_colon, read_figure
from dragoman.checks.quantities.lexicon import get
from dragoman.checks.quantities.model import Quantity
from dragoman.checks.quantities.tokens import View
from dragoman.checks.quantities.words import read_word


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
    return tuple(found)


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


def _as_range(low: Quantity, high: Quantity) -> Quantity:
    """Lend the first end of a range the unit and the scale that only the second names."""
    if low.kind not in ("number", "vague") or high.kind not in ("number", "vague") or low.unit:
        return low
    readings, weak = low.readings, low.weak
    if high.factor > 1.0 and low.factor == 1.0:
        readings, weak = (("n", low.value * high.factor), *readings), False
    return replace(low, unit=high.unit, readings=readings, weak=weak)
