"""The everyday word in place of a trade's: "jumper" for the knight, "urn walk" for an election.

What it flags
-------------
An English word that renders the everyday sense of a source word, in a text about a trade (chess,
football, music, elections, law, the stock exchange) where the word is a term.

Why it matters
--------------
Who knows the trade stops reading; who does not, learns something false.

Flagged
-------
    de: Weiß opferte im 20. Zug einen Springer, Schach.
    en: White sacrificed a jumper on move 20, check.
    →   knight

Accepted
--------
    de: Der Springer trug beim Sprung von der Schanze eine Mütze.
    en: The jumper wore a cap on the ski jump.

Where it goes wrong
-------------------
The trade is told by its words in this sentence and three beside it, so a figure of speech ("a chess
player's game with the towers of the city") can mislead. The table is short: it grows by rows.

Languages
---------
German above all; French, Spanish, Italian, Polish and Russian a little.

Settings
--------
``accept`` (default none): English words to accept as they are, in lower case.

Source
------
The table in ``everyday_word_for_term.toml``, written for dragoman.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.friends import friends, hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

SURE = 0.8
"""Confidence of a row that names none: three of four on the dev corpus, where the fourth is part of
a larger error; four of four read in 36,572 engine sentences; none on 1,606 references."""


@rule(
    code="TRM002",
    family="term",
    severity="major",
    languages=("de", "es", "fr", "it", "pl", "ru"),
    settings={"accept": ()},
)
def everyday_word_for_term(article: Article, context: Context) -> Iterator[Hit]:
    """Flag everyday words where the text's trade has a term."""
    accepted = context.settings.get("accept", ())
    message = "“{wrong}” is not what “{said}” is called here"
    yield from hits(article, friends(__name__, article.source_lang, SURE), message, accepted)
