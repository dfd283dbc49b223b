"""A word taken for the English word it looks like: "actual" for "aktuell", "chef" for "Chef".

What it flags
-------------
An English word that stands for its false friend: the source word is in the aligned sentence, none
of the words that render it is in the translation, and no other word of the source explains the
English one.

Why it matters
--------------
The sentence stays fluent and says something else: a Konzern becomes a worry, a pension a rent, an
embarazada is ashamed instead of pregnant.

Flagged
-------
    de: Der Chef der Behörde trat zurück.
    en: The chef of the agency resigned.
    →   head

Accepted
--------
    de: Der Koch ist der Chef im Restaurant.
    en: The chef is the boss in the restaurant.

Where it goes wrong
-------------------
A right word anywhere in the sentence silences the entry, so two false friends of one kind in a
sentence may be missed. Entries whose English word is right in some contexts carry a lower
confidence; those that need a sense ("Prozess" in court) look for words of it nearby.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
``accept`` (default none): English words to accept as they are, in lower case.

Source
------
The table in ``false_friend.toml``, written for dragoman.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.friends import friends, hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article


@rule(
    code="FAL001",
    family="false-friend",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
    settings={"accept": ()},
)
def false_friend(article: Article, context: Context) -> Iterator[Hit]:
    """Flag English words that only look like the source word they stand for."""
    accepted = context.settings.get("accept", ())
    table = friends(__name__, article.source_lang)
    yield from hits(article, table, "“{wrong}” is a false friend of “{said}”", accepted)
