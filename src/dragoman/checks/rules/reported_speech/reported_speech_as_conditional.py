"""What the source reports as said, turned into what would have been.

What it flags
-------------
"Would have" for a mood of reporting: German Konjunktiv ("sie hätten zugestimmt"; "would be" for
"sei", "there would be" for "es gebe"), the French, Spanish, Italian and Portuguese conditional of
the press ("il aurait fui", "habría huido"), Dutch "zou … hebben".

Why it matters
--------------
"They would have agreed" says that they did not. The source says that they did, and that somebody
else vouches for it.

Flagged
-------
    de: Die Minister hätten sich zudem verpflichtet, sagte Michel.
    en: The ministers would also have committed themselves, Michel said.
    →   had also

Accepted
--------
    de: Die Minister hätten zugestimmt, wenn es einen Plan gegeben hätte.
    en: The ministers would have agreed if there had been a plan.

Where it goes wrong
-------------------
A condition may go without an "if": a word of manner or time can stand for it ("früher hätte er
gelacht"). So a row asks for a word of reporting in this sentence or the one before, and gives way
to every word that conditions or wishes.

Languages
---------
German, French, Spanish, Italian, Portuguese, Dutch.

Settings
--------
None.

Source
------
Duden, "Die Grammatik", indirect speech; Grevisse, "Le bon usage", conditionnel; RAE, "Nueva
gramática", condicional de rumor. Rows in ``reported_speech_as_conditional.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.constructions import hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article


@rule(
    code="RPS001",
    family="reported-speech",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pt"),
)
def reported_speech_as_conditional(article: Article, context: Context) -> Iterator[Hit]:
    """Flag "would have" where the source reports."""
    yield from hits(article, __name__)
