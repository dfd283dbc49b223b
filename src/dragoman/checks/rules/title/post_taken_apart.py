"""A post under the name of another, or taken apart: "office colleague" for the Amtskollegin.

What it flags
-------------
Posts of everyday news, below those of governments: a counterpart as "office colleague", a head
physician as "chef doctor", a chief inspector as "main commissioner", a councillor's "chamberlain";
how a post is held: a "substitute mayor" for a deputy, an "acting president" for one in office
(действующий); and a post under the name of another: an Oberstaatsanwalt as "Attorney General".

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
is not found. The name of another post counts only where word alignment ties it to the source word.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
``accept`` (default none): English words to accept as they are, in lower case.

Source
------
The tables in ``checks/grammar/senses/posts`` and ``checks/offices/data/posts``, whose rows
name where usage is to be checked; word-for-word renderings are composed of a post's parts. Written
for dragoman.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.checks.grammar.friends import Table, hits, senses
from dragoman.checks.offices import posts
from dragoman.checks.offices.rivals import rivals
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

SURE = 0.85
"""Confidence of a row that names none."""


@cache
def combined(lang: str) -> Table:
    """Return the written rows of posts, and behind them those composed of parts."""
    written = senses(lang, SURE, "posts")
    composed = posts.table(lang)
    return {
        word: (*written.get(word, ()), *composed.get(word, ()))
        for word in written.keys() | composed.keys()
    }


@rule(
    code="TTL005",
    family="title",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
    settings={"accept": ()},
)
def post_taken_apart(article: Article, context: Context) -> Iterator[Hit]:
    """Flag posts under another's name."""
    table = combined(article.source_lang)
    accepted = context.settings.get("accept", ())
    seen = set()
    for hit in hits(article, table, "“{wrong}” is not what “{said}” is called", accepted):
        seen.add(hit.source)
        yield hit
    for hit in rivals(article):
        if hit.source not in seen:
            yield hit
