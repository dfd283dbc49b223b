"""A post under the name of another, or taken apart: "office colleague" for the Amtskollegin.

What it flags
-------------
Posts of everyday news, below those of governments: a counterpart as "office colleague", a head
physician as "chef doctor", a chief inspector as "main commissioner", a councillor's "chamberlain".

Why it matters
--------------
Who somebody is decides how much their words weigh. A reader cannot guess what a "guard master" is.

Flagged
-------
    de: Die Ministerin traf ihre Amtskollegin.
    en: The minister met her office colleague.
    →   counterpart

Accepted
--------
    de: Die Ministerin traf ihre Amtskollegin.
    en: The minister met her opposite number.

Where it goes wrong
-------------------
A right name of the post anywhere in the sentence silences the row. A post nobody has written down
is not found.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
``accept`` (default none): English words to accept as they are, in lower case.

Source
------
The tables in ``checks/grammar/senses/posts``, written for dragoman.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.friends import hits, senses
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

SURE = 0.85
"""Confidence of a row that names none."""


@rule(
    code="TTL005",
    family="title",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
    settings={"accept": ()},
)
def post_taken_apart(article: Article, context: Context) -> Iterator[Hit]:
    """Flag posts under another's name."""
    table = senses(article.source_lang, SURE, "posts")
    accepted = context.settings.get("accept", ())
    yield from hits(article, table, "“{wrong}” is not what “{said}” is called", accepted)
