"""Another part of the same time: "late May" for "Anfang Mai", "three years later" for "three ago".

What it flags
-------------
The beginning of a month or year as its end, the morning as the evening, summer as winter, the first
quarter as the third or as a half; a stretch of time that lies behind us as one ahead or as one that
went by meanwhile ("vor drei Jahren", "three years later"); "every two years" as "twice a year"; "a
few weeks" for "wenige Tage".

Why it matters
--------------
The figure, if there is one, is right, and the date is wrong.

Flagged
-------
    de: Anfang Mai beginnt der Bau.
    en: Construction begins in late May.

Accepted
--------
    de: Anfang Mai beginnt der Bau.
    en: Construction begins at the start of May.

Where it goes wrong
-------------------
Evening and night are not parted, nor small hours and night: languages draw the line elsewhere. What
the next sentence says on either side silences the rule, as the sentences may have been cut
otherwise.

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

ASPECTS = ("now", "part", "daypart", "season", "subyear", "often", "span")


@rule(code="DAT002", family="date", severity="major", languages=LANGUAGES)
def time_framed_otherwise(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each time of which the translation names another part or direction."""
    yield from framed(article, ASPECTS)
