"""What a text says in figures: quantities with their places and readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number",
    "ordinal",
    "year",
    "day",
    "month",
    "weekday",
    "time",
    "decade",
    "relative",
    "vague",
    "loose",
]
"""What a quantity counts as.

``number`` and ``ordinal`` are plain; ``loose`` is only hinted at ("Zweirad",
"double"); ``vague`` is an order of magnitude ("dozens", "Millionen");
``day`` is a day of a month; ``time`` is a time of day in minutes since midnight; ``decade`` is the
first year of ten ("the 1990s" 1990, "die Neunziger" 90); ``weekday`` counts Monday as 1;
``relative`` counts days, weeks, months or years from now ("vorgestern" −2, "next year" 1).
"""

Reading = tuple[str, float]
"""A class of comparison and a value: ``("n", 5.0)``, ``("month", 8.0)``, ``("time", 840.0)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One value and where it stands.

    ``start``/``end`` are half-open offsets into the scanned text. ``readings`` are all the things
    the words may mean, the likeliest first; two quantities agree when they share one. ``unit`` is
    a canonical unit of ``units.toml`` or empty. ``weak`` quantities may answer another but need
    no answer themselves (articles, "both"). ``word`` is written in letters, ``code`` is part of a
    name ("G7", "Covid-19"). ``digits`` is how many figures were written, 0 for words.
    ``scale`` is the scale word as written, ``factor`` what it multiplies by.
    ``around`` is the place with its unit, (0, 0) without one. ``below`` tells whether a temperature
    lies below zero; None where it may, since the sentence speaks of frost.
    """

    start: int
    end: int
    kind: Kind
    readings: tuple[Reading, ...]
    unit: str = ""
    weak: bool = False
    word: bool = False
    code: bool = False
    digits: int = 0
    scale: str = ""
    factor: float = 1.0
    around: tuple[int, int] = (0, 0)
    below: bool | None = False

    @property
    def value(self) -> float:
        """The likeliest value."""
        return self.readings[0][1]

    @property
    def full(self) -> float:
        """The value as a plain number (the year 1990 of a decade "90")."""
        return next((value for kind, value in self.readings if kind == "n"), self.value)
