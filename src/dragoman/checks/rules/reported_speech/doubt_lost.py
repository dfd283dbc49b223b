"""A claim that the source leaves to others, stated as a fact: "angeblich", "hieß es" unanswered.

What it flags
-------------
A sentence whose source has a word like "angeblich", "mutmaßlich", "presunto", "rzekomo", "якобы" or
"нібито", or names who said it ("hieß es", "zufolge", "según", "по словам"), while its translation
has no word of hearsay, doubt or report at all.

Why it matters
--------------
The suspect becomes the culprit and the rumour a fact; in news this is a matter of law.

Flagged
-------
    de: Der mutmaßliche Täter wurde festgenommen.
    en: The murderer was arrested.

Accepted
--------
    de: Angeblich hatte niemand davon gewusst.
    en: Nobody is said to have known about it.

Where it goes wrong
-------------------
Any English word of saying or doubt is accepted as the answer, whatever it belongs to, so many
losses go unseen; what is flagged is nearly always one.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
Words in ``doubt_lost.toml``; German Press Code, section 13 (presumption of innocence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.grammar.constructions import compiled
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.languages import base
from dragoman.model import Article, Sentence

CONFIDENCE = 0.6
"""Set on the odd lines of WMT21 and on DEMETR's good translations, then lowered: of four in the
test articles two were right; see the rule's page."""


@rule(
    code="RPS002",
    family="reported-speech",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
)
def doubt_lost(article: Article, context: Context) -> Iterator[Hit]:
    """Flag sentences that state what the source only reports."""
    table = data(__name__)
    doubts, answers = listed(table.get(base(article.source_lang), "")), listed(table["english"])
    for bead, source, target in article.units():
        if not target:
            continue
        yield from _untold(article, bead, source, target)
        if any(answers.search(sentence.text) for sentence in target):
            continue
        for sentence in source:
            match = doubts.search(sentence.text)
            if match is not None:
                yield _hit(bead, sentence, match, target[0], told="a claim")
                break


def _untold(
    article: Article, bead: int | None, source: Sequence[Sentence], target: Sequence[Sentence]
) -> Iterator[Hit]:
    """Yield the words that name a statement's source, where the translation has none of telling."""
    told = data(__name__)["told"]
    said = compiled(told.get(base(article.source_lang)))
    found = next(((one, m) for one in source for m in [said.search(one.text)] if m), None)
    answers = compiled(f"<<{told['english']}>>")
    if found is None or any(answers.search(sentence.text) for sentence in target):
        return
    yield _hit(bead, *found, target[0], told="what somebody said")


def _hit(
    bead: int | None, sentence: Sentence, match: re.Match[str], target: Sentence, *, told: str
) -> Hit:
    return Hit(
        message=f"nothing in the translation answers “{match.group()}”: {told} is stated as a fact",
        confidence=CONFIDENCE,
        target=(target.index, 0, len(target.text)),
        source=(sentence.index, *match.span()),
        bead=bead,
    )
