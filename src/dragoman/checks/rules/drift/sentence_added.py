"""A sentence of the translation has no source.

What it flags
-------------
A sentence of the translation that the aligner could not find in the source, neither alone nor
inside a longer sentence.

Why it matters
--------------
Engines that continue a text instead of translating it write sentences nobody said.

Flagged
-------
- Die Polizei sprach von einem Unglück. → Police spoke of an accident. The driver was arrested.

Accepted
--------
- Two sentences that became one, and one that became two.
- A sentence that says again what its neighbour says: DUP001 reports it.
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
from dragoman.checks.rules.duplicate.repeated_sentence import said_again
from dragoman.model import Article, Side


@rule(code="ADD001", family="addition", severity="major")
def sentence_added(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for every sentence of a bead that has no source."""
    again = said_again(article)  # which is a duplicate, whichever of the two found its source
    for hit in sentences_alone(article, Side.TARGET):
        if hit.target is None or hit.target[0] not in again:
            yield hit
