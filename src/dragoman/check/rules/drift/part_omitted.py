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

from dragoman.check.rule import Context, Hit, rule
from dragoman.check.rules.drift.parts import furniture, large, length_ratio, quote, unlinked
from dragoman.model import Article, Side

CONFIDENCE = 0.6
"""Of all stretches that the score points at, .71 touch words that were changed (DEMETR, unseen
half; ``corpora/drift/README.md``); long ones in translations of the right length are surer."""

SHORT = 0.9
"""A translation that lost a part is shorter: good English news translations have .95 of the length
of their German source in the middle. With nine tenths of it and more, a stretch without an answer
was put into other words."""

REWORDED = 2
"""Content words left over on the other side from which on both sides are a free rendering."""


@rule(code="OMI002", family="omission", severity="major", settings={"least_words": 3})
def part_omitted(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for every long stretch of source words without an answer."""
    for number, (bead, drift) in enumerate(zip(article.beads, article.drift, strict=True)):
        if not bead.source or not bead.target or furniture(article, number, Side.TARGET):
            continue
        if length_ratio(article, number) > SHORT:
            continue
        if large(article, Side.TARGET, drift.target_gaps, REWORDED):
            continue
        if unlinked(article, number, Side.TARGET) >= REWORDED:
            continue
        for place in large(
            article, Side.SOURCE, drift.source_gaps, context.settings["least_words"]
        ):
            words = quote(article, Side.SOURCE, place)
            yield Hit(
                message=f"“{words}” has no counterpart in the translation",
                confidence=CONFIDENCE,
                source=place,
                bead=number,
                evidence={"drift": drift.value},
            )
