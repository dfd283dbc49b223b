"""German "man" and French "on" as "one": who speaks is lost in reported speech.

What it flags
-------------
"One would", "one has" for "man werde", "man habe" in reported speech. Elsewhere "one" for "man" or
"on" only informs.

Why it matters
--------------
"Man werde nicht verzichten, sagte der Minister" is what his side will do. "One would not forego"
says it of everybody and nobody.

Flagged
-------
    de: Man werde nicht verzichten, sagte der Minister.
    en: One would not forego it, the minister said.
    →   They

Accepted
--------
    de: Das kann man so sehen.
    en: One can see it like that.

Where it goes wrong
-------------------
The suggestion is "they"; the ministry, the party or "we" may be better.

Languages
---------
German; French only informs.

Settings
--------
None.

Source
------
Duden, "Die Grammatik", indefinite pronouns. Rows in ``man_as_one.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.constructions import hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article


@rule(code="PRO002", family="pronoun", severity="minor", languages=("de", "fr"))
def man_as_one(article: Article, context: Context) -> Iterator[Hit]:
    """Flag "one" where reported "man" stands for the speaker's side."""
    yield from hits(article, __name__)
