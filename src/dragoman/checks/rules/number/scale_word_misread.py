"""A scale word of the source is read as the look-alike of another size.

What it flags
-------------
A number whose scale word became one of another size while the figure before it stayed: "2
Billionen Euro" → "2 billion euros" (a thousand times less), "3 Milliarden" → "3 million".

Why it matters
--------------
German Billion, Spanish billón, French billion are a million millions, the English billion a
thousand millions; Milliarde, milliard, miliardo are the English billion. The slip is a factor of
a thousand, and the sentence reads well.

Flagged
-------
- Die Schulden stiegen auf 2 Billionen Euro. → The debt rose to 2 billion euros.

Accepted
--------
- Die Schulden stiegen auf 2 Billionen Euro. → The debt rose to 2 trillion euros.
- 3 Milliarden → 3 billion, 3,000 million, 3bn

Where it goes wrong
-------------------
Brazilian Portuguese uses short scale (bilhão = 1e9), European Portuguese long scale (bilião =
1e12): the two words are told apart by their spelling.

Languages
---------
Source: de, en, es, fr, it, nl, pl, pt, ru, uk; target: English, or any of these.

Settings
--------
None.

Source
------
The long and short scales as the national dictionaries (Duden, RAE, Académie française) define
them; the scale words stand in the data files of ``checks/quantities``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.quantities import Difference, compare
from dragoman.checks.quantities.numerals import english
from dragoman.checks.quantities.pointing import hit
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

CONFIDENCE = 0.95
"""No such finding on professional or engine translation was wrong (development halves)."""


@rule(code="NUM002", family="number", severity="critical")
def scale_word_misread(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each figure that stayed while its scale word changed size."""
    for difference in compare(article).differences:
        if not is_misread(difference):
            continue
        source, target = difference.source, difference.target
        assert source
        assert target
        yield hit(
            article, difference.bead, (source, target), confidence=CONFIDENCE,
            message=f"the source says {english(source.quantity.value)}, the translation "
            f"{english(target.quantity.value)}: the scale word was misread",
        )  # fmt: skip


def is_misread(difference: Difference) -> bool:
    """Tell whether a difference is one of scale words alone."""
    if difference.source is None or difference.target is None:
        return False
    one, other = difference.source.quantity, difference.target.quantity
    if one.kind == other.kind == "vague":
        return min(one.value, other.value) >= 1e6
    if min(one.factor, other.factor) < 1000 or one.factor == other.factor:
        return False
    return abs(one.value / one.factor - other.value / other.factor) < 1e-9
