"""A title that English gives to another office than the one the source means.

What it flags
-------------
Offices taken for higher or other ones because the words look alike: the Ministerpräsident of a
German state as "Prime Minister", a Staatssekretär as "Secretary of State", an Oberbürgermeister as
"Lord Mayor", a Generalbundesanwalt as "Attorney General", a Rektor as "Chancellor", a
Kultusminister as "Minister of Culture", the canciller of a Latin American country as "Chancellor",
the prezydent of a Polish city as "President", a First Minister of Scotland as "Prime Minister".

Why it matters
--------------
The reader takes the head of a state government for the head of a national one, or a civil servant
for the American foreign minister. All thirteen engines of one shared task made this mistake.

Flagged
-------
    de: Bayerns Ministerpräsident Markus Söder lehnte den Plan ab.
    en: Bavaria's Prime Minister Markus Söder rejected the plan.
    →   Bavaria's Minister-President

Accepted
--------
    de: Der israelische Ministerpräsident lehnte den Plan ab.
    en: The Israeli Prime Minister rejected the plan.

Where it goes wrong
-------------------
A bare "Ministerpräsident" whose holder the table does not know and whose place the article names
nowhere is left alone. "Lord Mayor" is the style some German cities choose themselves, so it is
minor. A bare Staatssekretär in a German text is taken for a German one.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian; without a source,
any, if the English names the place.

Settings
--------
``soft`` (default true): report forms on which houses differ, as minor. ``accept`` (default none):
English titles to accept as they are ("Lord Mayor").

Source
------
General knowledge of the governments' usage; each row of ``checks/offices/data/offices`` names the
page on which to check it. On usage: Auswärtiges Amt, "Terminologische
Informationen".
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.offices.hits import SETTINGS, hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article


@rule(code="TTL002", family="title", severity="major", needs_source=False, settings=SETTINGS)
def office_of_another_rank(article: Article, context: Context) -> Iterator[Hit]:
    """Flag titles that name another office than the source's."""
    yield from hits(article, context, "rank")
