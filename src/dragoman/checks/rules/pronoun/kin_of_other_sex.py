"""A woman become a man, or a man a woman, in the noun: "grandson" for "Enkelin".

What it flags
-------------
A noun of kin or person that tells the sex ("grandson", "brother", "king", "policeman") where the
source has only its counterpart ("Enkelin", "siostra", "reina", "agente"), and the translation has
none of the right sex.

Why it matters
--------------
The reader looks for a grandson who does not exist, and the next sentence has "her" of him.

Flagged
-------
    de: Die Enkelin des Gründers war gerührt.
    en: The founder's grandson was moved.
    →   granddaughter

Accepted
--------
    de: Die Enkelin des Gründers kam mit ihrem Bruder.
    en: The founder's granddaughter came with her brother.

Where it goes wrong
-------------------
Any noun of the right sex in the sentence, on either side, silences the pair, so two people of whom
one is changed go unseen. Plurals that mean both ("hermanos") are in no list.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
Words in ``kin_of_other_sex.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.languages import base
from dragoman.model import Article, Sentence

CONFIDENCE = 0.85
"""Both languages tell the sex in the noun. See the rule's page for what fired on references."""

Found = tuple[Sentence, re.Match[str]]


@rule(
    code="PRO003",
    family="pronoun",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
)
def kin_of_other_sex(article: Article, context: Context) -> Iterator[Hit]:
    """Flag nouns for a person of the other sex than the source's."""
    lang = base(article.source_lang)
    for bead, source, target in article.units():
        if bead is None or not source or not target:
            continue
        for pair in data(__name__)["pair"]:
            if lang not in pair:
                continue
            for right, wrong in (("feminine", "masculine"), ("masculine", "feminine")):
                if right == "masculine" and pair.get("generic", False):
                    continue
                misled = _first(target, pair[wrong])
                if misled is None or _first(target, pair[right]) is not None:
                    continue
                said = _first(source, pair[lang][right])
                if said is not None and _first(source, pair[lang][wrong]) is None:
                    yield _hit(bead, misled, said, (pair[wrong], pair[right]))


def _first(sentences: Sequence[Sentence], words: str) -> Found | None:
    pattern = listed(words)
    return next(((s, m) for s in sentences for m in [pattern.search(s.text)] if m), None)


def _hit(bead: int, misled: Found, said: Found, lists: tuple[str, str]) -> Hit:
    """Suggest the noun that stands in the same place of the other list."""
    (sentence, match), (piece, origin) = misled, said
    wrong, right = ([word.strip() for word in words.split("|")] for words in lists)
    at = wrong.index(match.group().lower())
    return Hit(
        message=f"“{match.group()}” for “{origin.group()}”, which is of the other sex",
        confidence=CONFIDENCE,
        target=(sentence.index, *match.span()),
        source=(piece.index, *origin.span()),
        bead=bead,
        suggestions=(right[at],) if at < len(right) else (),
    )
