"""A turn of phrase taken word for word: "in front of the background", "under four eyes".

What it flags
-------------
English phrases that are the word-for-word image of an idiom or a fixed phrase in the source
sentence, and that English does not have, or not in that sense.

Why it matters
--------------
Each word is right and the whole is nonsense, or odd at best. Word-based scores like it.

Flagged
-------
    de: Die Minister sprachen unter vier Augen.
    en: The ministers talked under four eyes.
    →   in private

Accepted
--------
    de: Das Boot fiel ins Wasser, weil das Seil riss.
    en: The boat was lost because the rope broke.

Where it goes wrong
-------------------
A suggestion gives the sense, not the grammatical form. An author who plays with the image ("the
ball really did fall into the water") is flagged with low confidence.

Languages
---------
German above all; French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian. Without a
source only phrases that English has in no context.

Settings
--------
None.

Source
------
The table in ``literal_calque.toml``, written for dragoman; idioms as in Duden, "Redewendungen".
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.constructions import hits, hits_alone
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

ALONE = 0.7
"""Confidence without a source, which might explain the words. None fired on 1,606 references."""


@rule(
    code="FAL002",
    family="false-friend",
    severity="minor",
    needs_source=False,
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
)
def literal_calque(article: Article, context: Context) -> Iterator[Hit]:
    """Flag idioms of the source that were taken word for word."""
    if article.source is None:
        yield from hits_alone(article, __name__, ALONE)
    else:
        yield from hits(article, __name__)
