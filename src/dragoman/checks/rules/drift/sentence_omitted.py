"""A sentence of the source is missing from the translation.

What it flags
-------------
A source sentence that the aligner could not find in the translation, neither alone nor inside a
longer sentence.

Why it matters
--------------
Engines drop sentences, above all in long paragraphs and beside quotes; a reader cannot see it.

Flagged
-------
- Die Polizei sprach von einem Unglück. Verletzt wurde niemand. → Police spoke of an accident.

Accepted
--------
- Two sentences that became one, and one that became two.
- Page furniture; headlines, captions and labels of three words only inform.

Where it goes wrong
-------------------
A sentence that moved far away, and one that the translation gives in five words. Where a
neighbour holds its names or has grown by more than half, the finding only informs.

Languages
---------
All.

Settings
--------
None.

Source
------
MQM error types "Omission" and "Addition" (themqm.org).
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.rule import Context, Hit, rule
from dragoman.checks.rules.drift.parts import sentences_alone
from dragoman.model import Article, Side


@rule(code="OMI001", family="omission", severity="major")
def sentence_omitted(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for every sentence of a bead that has no target."""
    yield from sentences_alone(article, Side.SOURCE)
