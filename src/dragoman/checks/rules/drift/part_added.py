"""A part of a sentence has no source.

What it flags
-------------
Several neighbouring content words of the translation that no word of the source answers, in a
sentence whose source has nothing unanswered that they could stand for.

Why it matters
--------------
A clause that nobody wrote is believed like the rest.

Flagged
-------
- Zwölf Menschen starben. → Twelve people died, including three children from the village.

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
``least_words`` (default 4, for translators like to explain: "the city's transport company"): how
many neighbouring content words must be without an answer.

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
"""Advisory: on free professional translation both its findings were false (``corpora/news/dev``,
306 sentences), and of five on 806 WMT21 references one was right. Of all stretches that the score
points at, .71 touch words that were changed (DEMETR, unseen half; ``corpora/drift/README.md``)."""

LONG = 1.15
"""A translation with an added part is longer than its source: good English news translations have
.95 of the length of their German source in the middle and 1.2 in one case of fifty. At .9 three
explanations and idioms in the human translations of ``corpora/news/dev`` were flagged."""


@rule(code="ADD002", family="addition", severity="major", settings={"least_words": 4})
def part_added(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for every long stretch of target words without an answer."""
    yield from parts_alone(
        article,
        Side.TARGET,
        fits=lambda share: share >= LONG,
        least=context.settings["least_words"],
        confidence=CONFIDENCE,
    )
