"""German, French or Polish quotation marks left in English text.

What it flags
-------------
„…“, »…«, «…», „…”, ‚…‘ and ›…‹ in the translation, pair by pair; the English pair is suggested.

Why it matters
--------------
The reader stumbles; text-to-speech and search miss the quotation.

Flagged
-------
    de: „Wir sind bereit“, sagte sie.
    en: „We are ready“, she said.
    →   “We are ready”

Accepted
--------
    de: „Wir sind bereit“, sagte sie.
    en: “We are ready,” she said.

Where it goes wrong
-------------------
An English text that quotes a German typesetter's example is flagged. Where a pair runs over several
sentences, each of its marks is flagged alone.

Languages
---------
All; needs no source.

Settings
--------
``quotes`` (default "“”"): the opening and closing mark to suggest, for a house that writes '"'.

Source
------
The Chicago Manual of Style, 6.115; Unicode CLDR, delimiters of de, fr and pl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

CONFIDENCE = 0.95
"""English does not use these marks: nothing to weigh."""

_PAIRS = re.compile(
    r"„([^“”„\"]*)[“”\"]|»([^«»]*)«|«\s?([^«»]*?)\s?»|‚([^‘’‚]*)[‘’]|›([^‹›]*)‹|‹([^‹›]*)›"
)
_LONE = re.compile(r"[„»«‚›‹]")
_SINGLE = "‚›‹"


@rule(
    code="TYP001",
    family="typography",
    severity="minor",
    needs_source=False,
    settings={"quotes": "“”"},
)
def foreign_quotation_marks(article: Article, context: Context) -> Iterator[Hit]:
    """Flag quotation marks that English does not use."""
    quotes = str(context.settings.get("quotes", "“”"))
    for sentence in article.target.sentences:
        if sentence.text.isascii() or sentence.role == "boilerplate":
            continue
        text, done = sentence.text, 0
        for match in _PAIRS.finditer(text):
            inner = next(group for group in match.groups() if group is not None)
            single = match.group()[0] in _SINGLE
            opening, closing = ("‘", "’") if single else (quotes[0], quotes[-1])
            yield _hit(sentence.index, match.span(), f"{opening}{inner}{closing}")
            done = match.end()
        for match in _LONE.finditer(text):
            if match.start() >= done and not any(
                pair.start() <= match.start() < pair.end() for pair in _PAIRS.finditer(text)
            ):
                if match.group() in "»›‹«" and not _quotes(text, match.start()):
                    continue
                opens = match.group() in "„‚" or (match.group() in "»«" and not match.start())
                yield _hit(sentence.index, match.span(), quotes[0] if opens else quotes[-1])


def _quotes(text: str, at: int) -> bool:
    """Tell a lone guillemet that quotes from one that points ("Home » News")."""
    before, behind = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    return before.isspace() != behind.isspace()


def _hit(sentence: int, span: tuple[int, int], better: str) -> Hit:
    return Hit(
        message="quotation marks that English does not use",
        confidence=CONFIDENCE,
        target=(sentence, *span),
        suggestions=(better,),
        safe=True,
    )
