"""A title rendered word for word, as no English writer would.

What it flags
-------------
"Vice Prime Minister" for a Deputy Prime Minister, "Traffic Minister" for a Transport Minister, "Old
Chancellor" for a former one (Altkanzler), "Ruling Mayor" of Berlin, "faction leader" for the leader
of a parliamentary group, "President of the Government" for Spain's Prime Minister, "General
Director" of the WTO, "Cardinal State Secretary". "Federal Chancellor" is soft: correct, but most
houses write "Chancellor", so it is advisory.

Why it matters
--------------
Each is understood, and each tells the reader that a machine wrote it.

Flagged
-------
    de: Altkanzler Gerhard Schröder reiste nach Moskau.
    en: Old Chancellor Gerhard Schröder travelled to Moscow.
    →   former Chancellor

Accepted
--------
    de: Chinas Vizeaußenminister traf den deutschen Vizekanzler.
    en: China's Vice Foreign Minister met the German Vice Chancellor.

Where it goes wrong
-------------------
Some governments choose a literal form themselves (Ukraine's "Vice Prime Minister"); such rows stand
in the table, and others may be missing.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian; without a source,
any, if the English names the place.

Settings
--------
``soft`` (default true): report forms on which houses differ, as minor. ``accept`` (default none):
English titles to accept as they are ("Federal Chancellor").

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


@rule(code="TTL003", family="title", severity="minor", needs_source=False, settings=SETTINGS)
def office_rendered_literally(article: Article, context: Context) -> Iterator[Hit]:
    """Flag titles rendered word for word."""
    yield from hits(article, context, "literal")
