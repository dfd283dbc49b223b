"""A minister, secretary or ministry under a name the country does not use.

What it flags
-------------
A title in the translation that the country or body named has no office for: "US Foreign Minister",
"British Interior Minister", "German Defence Secretary", "US Finance Ministry". With a source, the
source's noun phrase decides which office is meant; without one, only a wrong title that names its
country in the same noun phrase (or stands next to a known holder) is flagged.

Why it matters
--------------
Languages name foreign offices after their own: German calls every foreign minister Außenminister,
English does not. A reader of "US Foreign Minister" learns that nobody who knows the subject read
the text; a reader of "German Home Secretary" looks for an office that does not exist.

Flagged
-------
    de: Die US-Vizeaußenministerin Wendy Sherman kam nach Genf.
    en: US Deputy Foreign Minister Wendy Sherman came to Geneva.
    →   US Deputy Secretary of State

Accepted
--------
    de: Der polnische Außenminister kam nach Genf.
    en: The Polish Foreign Minister came to Geneva.

Where it goes wrong
-------------------
The table of offices is finite: a country without a row is judged by the generic forms alone.
News agencies gloss some British and Indian offices in lower case ("British finance minister");
that is minor here. "US and Russian foreign ministers" is left alone, as English has no other way to
say it. A historical office is judged by the years its sentence names, else by today's.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian; without a source,
any.

Settings
--------
``soft`` (default true): report forms on which houses differ, as minor. ``accept`` (default none):
English titles to accept as they are.

Source
------
General knowledge of the governments' usage; each row of ``checks/offices/data/offices`` names the
page on which to check it. On usage: European Commission, "English Style Guide".
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.offices.hits import SETTINGS, hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article


@rule(code="TTL001", family="title", severity="major", needs_source=False, settings=SETTINGS)
def office_of_another_country(article: Article, context: Context) -> Iterator[Hit]:
    """Flag titles of offices that the country does not have."""
    yield from hits(article, context, "country")
