"""A figure kept and what is said of it turned round: "at most 300" for "mindestens 300".

What it flags
-------------
Words around a value that exclude those of the source: a bound from below as one from above, a
change *by* so much as one *to* so much, half as much for twice as much, both ends of a change
swapped, the third time as the second, a half as a third; "more than 20" that became 20.

Why it matters
--------------
The figure is right, so nobody looks twice; "rose to 20 percent" for "rose by 20 percent" is another
piece of news.

Flagged
-------
    de: Der Umsatz stieg um 20 Prozent.
    en: Revenue rose to 20 percent.

Accepted
--------
    de: Der Umsatz stieg um 20 Prozent.
    en: Revenue was up 20 percent.

Where it goes wrong
-------------------
Weak bounds that only one side names are left alone: many a translation writes "300" for "rund 300"
or "gut 300". A bound turned round by a negation elsewhere in the sentence may be right.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
The tables in ``checks/quantities/data/framing``, written for dragoman.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.quantities.framing import LANGUAGES, framed
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

ASPECTS = ("bound", "change", "route", "factor", "fraction", "nth", "many")


@rule(code="NUM003", family="number", severity="major", languages=LANGUAGES)
def value_framed_otherwise(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value whose bound, change or factor was turned round."""
    yield from framed(article, ASPECTS)
