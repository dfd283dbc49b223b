"""An aside that says who or what is among those named, and that the translation lost.

What it flags
-------------
A clause of the source that begins with "darunter", "dont", "tra cui", "w tym" … where the
translation has no such word ("including", "among them", "of whom") and nothing of what the clause
says: neither its number nor most of its words.

Why it matters
--------------
"Eleven people were injured" and "eleven people were injured, three children among them" are two
pieces of news. Engines drop such asides without a trace, since the sentence is whole without them.

Flagged
-------
    de: Elf Menschen wurden verletzt, darunter drei Kinder.
    en: Eleven people were injured.

Accepted
--------
    de: Elf Menschen wurden verletzt, darunter drei Kinder.
    en: Eleven people were injured. Three of them were children.

Where it goes wrong
-------------------
An aside put into quite other words ("the mayor was there too") counts as lost where it has no
number and the word alignment finds no answer for its words.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
The words in ``aside_omitted.toml``, written for dragoman.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.checks.quantities import scan
from dragoman.checks.quantities.compare import agree
from dragoman.checks.quantities.model import Quantity
from dragoman.checks.rule import Context, Hit, Place, data, rule
from dragoman.languages import base, get, words
from dragoman.model import Article, Sentence

NUMBERED, WORDED = 0.9, 0.6
"""Confidence of an aside with a number that the translation has nowhere, and of one without. None
spoke in 680 German sentences with such a word (WMT 2021, four engines and a reference, none of
which drops one); with the English aside cut out of 44 of them, 23 were found."""

ANSWERED = 0.34
"""Share of an aside's content words with a link from which it has an answer: one of three."""

LEAST = 2
"""Content words of an aside without a number below which it is not judged ("including him")."""

END = re.compile(r"[,;:.!?)–—]|\s[-–—]\s|$")


@rule(
    code="OMI003",
    family="omission",
    severity="major",
    languages=("de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk"),
)
def aside_omitted(article: Article, context: Context) -> Iterator[Hit]:
    """Flag asides without an answer."""
    lang = base(article.source_lang)
    for bead, sources, targets in article.units():
        if bead is None or any(_opener("en").search(one.text) for one in targets) or not targets:
            continue
        for sentence in sources:
            for place in _asides(sentence, lang):
                sure = _certainty(article, bead, sentence, place)
                if sure:
                    yield Hit(
                        message=f"“{sentence.text[place[1] : place[2]]}” is missing",
                        confidence=sure,
                        bead=bead,
                        source=place,
                    )


@cache
def _opener(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{data(__name__)[lang]['opens']})(?!\w)", re.IGNORECASE)


def _asides(sentence: Sentence, lang: str) -> Iterator[Place]:
    """Find asides: from a word that opens one after a comma or dash to the next sign or the end."""
    for match in _opener(lang).finditer(sentence.text):
        before = sentence.text[: match.start()].rstrip()
        if before and before[-1] in ",–—-(":
            end = END.search(sentence.text, match.end())
            assert end is not None  # the pattern matches at the very end too
            yield sentence.index, match.start(), end.start()


def _certainty(article: Article, bead: int, sentence: Sentence, place: Place) -> float:
    """Say how sure it is that an aside has no answer in its bead or beside it; 0 if it has one."""
    _, start, end = place
    lang = base(article.source_lang)
    counted = [one for one in _counted(sentence.text, lang) if start <= one.start < end]
    there = [one for other in _around(article, bead) for one in _counted(other.text, "en")]
    if any(agree(one, other) for one in counted for other in there):
        return 0.0
    content = _content(sentence.text, lang, (start, end))
    if len(content) < (1 if counted else LEAST) or _answered(article, bead, place, content):
        return 0.0
    return NUMBERED if counted else WORDED


def _counted(text: str, lang: str) -> list[Quantity]:
    return [one for one in scan(text, lang) if one.kind in ("number", "vague") and not one.weak]


def _content(text: str, lang: str, within: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the spans of the words within a span that are no function words."""
    function = get(lang).words("function")
    opener = _opener(lang).match(text, within[0])
    first = opener.end() if opener else within[0]
    return [
        (start, end)
        for start, end in words.tokens(text)
        if first <= start < within[1] and text[start:end].casefold() not in function
    ]


def _answered(
    article: Article, bead: int, place: Place, content: Sequence[tuple[int, int]]
) -> bool:
    """Tell whether the words of an aside have links; without an encoder none has."""
    linked = {link.source for link in article.word_links(bead)}
    found = sum((place[0], *span) in linked for span in content)
    return found >= ANSWERED * len(content)


def _around(article: Article, bead: int) -> list[Sentence]:
    """Return the target sentences of a bead and of the next: an aside may become a sentence."""
    last = min(bead + 1, len(article.beads) - 1)
    return [one for near in range(bead, last + 1) for one in article.target_sentences(near)]
