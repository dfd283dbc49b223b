"""A sentence of the translation that is still in the source language, or in a third one.

What it flags
-------------
A target sentence most of whose words belong to the source language or are copied from the source,
and a longer sentence in a language that is neither English nor in the source at that place.

Why it matters
--------------
Engines give up on a sentence now and then, and scripts that stitch paragraphs together skip one.
The reader cannot read it, and similarity scores find it perfect: it resembles its source.

Flagged
-------
    de: Die Verhandlungen wurden gestern ohne Ergebnis vertagt.
    en: Die Verhandlungen wurden gestern ohne Ergebnis vertagt.

Accepted
--------
    de: Der Bund für Umwelt und Naturschutz Deutschland.
    en: Bund für Umwelt und Naturschutz Deutschland.

Where it goes wrong
-------------------
A sentence needs a word that names hardly have (a pronoun, a verb, "nicht") or several small words,
so a short headline of nouns and adjectives passes. Lines of a bibliography are left out where
they look like one. A motto that is quoted on purpose and glossed afterwards is flagged.

Languages
---------
Runs of the source language: German, French, Spanish, Italian, Dutch, Polish, Portuguese; other
scripts are UNT003's. A third language: all that the detector knows.

Settings
--------
None.

Source
------
Word frequencies: wordfreq (Speer 2022). Clause words in ``checks/grammar/clause_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.frequency import zipf
from dragoman.checks.grammar.left_over import (
    ENGLISH,
    FAR,
    Run,
    clause_words,
    excess,
    foreign,
    is_english,
    verbal,
)
from dragoman.checks.grammar.wording import words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.languages import SUPPORTED, base, get
from dragoman.languages.detect import detect
from dragoman.model import Article, Sentence

_CITED = re.compile(r"^In:|\b(?:ISBN|ISSN|Hrsg|Hg|Verlag|(?:pp?|S|Bd|Vol|Nr)\.\s?\d)")
"""What a bibliography has: a cited title stays as it is."""

COPY = 0.9
"""Share of a sentence's words from which it is a copy of its source."""

PART = 0.2
"""Share of small words of the source language that prose has at least: on WMT21's German the mean
is .57, and 1.6 % of the sentences have less."""

LEXICAL = 2
"""Small words beside function words that tell a sentence from a title where nouns are capitals."""

SHORTEST, LONG = 3, 8
"""Words from which a copy, and a text in a third language, can be told."""

FOREIGN = 4
"""Small words of the source language that tell a sentence which is no copy."""

CONFIDENCE = 0.95
THIRD = 0.8


@rule(code="UNT001", family="untranslated", severity="critical")
def untranslated_sentence(article: Article, context: Context) -> Iterator[Hit]:
    """Flag sentences left in the source language, and such in a third language."""
    for bead, source, target in article.units():
        for sentence in target:
            if sentence.role == "boilerplate":
                continue
            texts = [piece.text for piece in source]
            run = whole(sentence.text, texts, article.source_lang)
            if run is not None:
                name = get(article.source_lang).name
                yield Hit(
                    message=f"the sentence is still in {name}",
                    confidence=CONFIDENCE,
                    target=(sentence.index, 0, len(sentence.text)),
                    source=_span(source),
                    bead=bead,
                    evidence={"words": run.words, "copied": round(run.copied, 2)},
                )
            elif (other := _third(sentence.text, texts, article.source_lang)) is not None:
                yield Hit(
                    message=f"the sentence is in {get(other).name}, not in English",
                    confidence=THIRD,
                    target=(sentence.index, 0, len(sentence.text)),
                    source=_span(source),
                    bead=bead,
                    evidence={"language": other},
                )


def whole(text: str, source: Sequence[str], lang: str) -> Run | None:
    """Return what tells that *text* as a whole is in *lang*, the source's language; else None.

    A copy of the source needs one small word of the language that names do not have, another text
    several; English words among them speak against it.
    """
    spoken = [word for word in words(text) if not word.text.isdigit()]
    if len(spoken) < SHORTEST or not get(lang).words("function") or _CITED.search(text):
        return None
    known = {word.lower for sentence in source for word in words(sentence)}
    copied = sum(word.lower in known for word in spoken) / len(spoken)
    if copied < COPY and not _any_foreign(text, lang):
        return None
    marked = [w for w in spoken if not w.capital and excess(w.lower, lang) >= -ENGLISH]
    against = sum(is_english(word, lang) for word in spoken)
    clause = clause_words(lang)
    signs = sum(w.lower in clause for w in spoken) + sum(verbal(w.lower, lang) for w in marked)
    if get(lang).segment.capital_nouns:
        function = get(lang).words("function")
        signs += sum(w.lower not in function and foreign(w.lower, lang) for w in marked) >= LEXICAL
    least, weight = (1, 1) if copied >= COPY else (FOREIGN, 4)
    if not signs or len(marked) < max(least, PART * len(spoken)) or weight * against > len(marked):
        return None
    return Run(0, len(text), len(spoken), len(marked), copied, quoted=False)


def _any_foreign(text: str, lang: str) -> bool:
    """Look for two function words of *lang* that English lacks, before any list is loaded."""
    own = get(lang).words("function") - get("en").words("function")
    return sum(word.lower in own for word in words(text)) >= 2


def _third(text: str, source: Sequence[str], lang: str) -> str | None:
    """Return the language of *text* if it is neither English nor the source's nor in the source."""
    spoken = words(text)
    english = get("en").words("function")
    if len(spoken) < LONG or sum(word.lower in english for word in spoken) > len(spoken) / 6:
        return None
    guess = detect(text, SUPPORTED)  # only of these are the function words known, asked for below
    if guess.lang is None or guess.confidence < CONFIDENCE or guess.lang in ("en", base(lang)):
        return None
    own = get(guess.lang).words("function")
    hits = sum(word.lower in own and not word.capital for word in spoken)
    theirs = sum(
        zipf(w.lower, guess.lang) - zipf(w.lower, "en") >= FAR for w in spoken if not w.capital
    )
    copied = {word.lower for sentence in source for word in words(sentence)}
    if hits < 3 or theirs < 3 or sum(w.lower in copied for w in spoken) > len(spoken) / 2:
        return None
    return guess.lang


def _span(source: Sequence[Sentence]) -> tuple[int, int, int] | None:
    return (source[0].index, 0, len(source[0].text)) if source else None
