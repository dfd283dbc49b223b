"""A part of a sentence is missing from the translation.

What it flags
-------------
Several neighbouring content words of the source that no word of the translation answers, in a
sentence whose translation has nothing unexplained to offer for them.

Why it matters
--------------
"darunter drei Kinder" gone from a report changes the report.

Flagged
-------
- Zwölf Menschen starben, darunter drei Kinder aus dem Nachbardorf. → Twelve people died.

Accepted
--------
- A free rendering: then words on both sides are left over, and drift judges the whole.
- A single word without an answer; function words.

Where it goes wrong
-------------------
Idioms whose translation shares no word, and source words in a language the model knows poorly.

Languages
---------
All.

Settings
--------
``least_words`` (default 3): how many neighbouring content words must be without an answer.

Source
------
MQM error types "Omission" and "Addition" (themqm.org); word alignment on middle-layer vectors
(SimAlign, Jalili Sabet et al. 2020).
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.rule import Context, Hit, rule
from dragoman.checks.rules.drift.parts import parts_alone
from dragoman.model import Article, Side

CONFIDENCE = 0.4
"""Advisory: of six findings on 1,606 professional WMT21 references one was right, of three on
``corpora/news/dev`` one; how much shorter the translation was does not tell them apart (.73 to .84,
the right one .78). Of all stretches that the score points at, .71 touch words that were changed
(DEMETR, unseen half; ``corpora/drift/README.md``)."""

SHORT = 0.9
"""A translation that lost a part is shorter: good English news translations have .95 of the length
of their German source in the middle. With nine tenths of it and more, a stretch without an answer
was put into other words."""


@rule(code="OMI002", family="omission", severity="major", settings={"least_words": 3})
def part_omitted(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for every long stretch of source words without an answer."""
    yield from parts_alone(
        article,
        Side.SOURCE,
        fits=lambda share: share <= SHORT,
        least=context.settings["least_words"],
        confidence=CONFIDENCE,
    )
