"""A date, weekday, year, time of day or decade of the source is another one in the translation.

What it flags
-------------
Days of a month, months, weekdays, years, decades and times that disagree: "am 3. Mai" → "on May
4", "Dienstag" → "Thursday", "1989" → "1998", "14 Uhr" → "4 p.m.", "halb drei" → "half past three".

Why it matters
--------------
A reader who comes on the wrong day has no way to know it from the text.

Flagged
-------
- Das Spiel beginnt um halb drei. → The match begins at half past three.
- Er starb im März 1989. → He died in May 1989.

Accepted
--------
- um 14 Uhr → at 2 p.m.; halb drei → 2:30; die Neunziger → the 1990s; am 10.09.2020 → on
  September 10, 2020; in den 1850ern → in the 1850s

Where it goes wrong
-------------------
A day moved on purpose across time zones; months and weekdays that are names ("Freitag",
"August") in one language only.

Languages
---------
Source: de, en, es, fr, it, nl, pl, pt, ru, uk; target: English, or any of these.

Settings
--------
None.

Source
------
Unicode CLDR for names of months and days; the press's clock forms stand in the data files of
``checks/quantities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.quantities import Difference, Seen, compare
from dragoman.checks.quantities.pointing import hit, words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

DATES = frozenset({"year", "day", "month", "weekday", "time", "decade", "relative"})

RELATIVE = 0.8
"""Confidence of "next year" for "the year after next" and the like: they change with the day of
printing, so less than a date's."""

LEFT_OUT = 0.4
"""Confidence where the translation takes a day out of the week: "every day except Monday"."""

_BUT = re.compile(
    r"\b(?:except|but|bar|save|apart from|other than)(?: (?:for|on))?\s*$", re.IGNORECASE
)


@rule(code="DAT001", family="date", severity="critical")
def date_mismatch(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each part of a date or time that was changed."""
    for difference in compare(article).differences:
        source, target = difference.source, difference.target
        if source is None or target is None or not is_date(difference):
            continue
        yield hit(
            article, difference.bead, (source, target),
            confidence=LEFT_OUT if _left_out(article, target) else _confidence(source, target),
            message=f"the source says “{words(article, source, source=True)}”, "
            f"the translation “{words(article, target, source=False)}”",
        )  # fmt: skip


def _left_out(article: Article, target: Seen) -> bool:
    text = article.target.sentences[target.sentence].text
    return target.quantity.kind == "weekday" and bool(_BUT.search(text[: target.quantity.start]))


def is_date(difference: Difference) -> bool:
    """Tell whether either side of a difference is a part of a date or a time."""
    return any(
        side is not None and side.quantity.kind in DATES
        for side in (difference.source, difference.target)
    )


def _confidence(source: Seen, target: Seen) -> float:
    """Grade by kind: like against like is sure, a date against a bare number less so."""
    if source.quantity.kind == target.quantity.kind == "relative":
        return RELATIVE
    if source.quantity.weak or target.quantity.weak:
        return 0.4
    return 0.92 if source.quantity.kind == target.quantity.kind else 0.7
