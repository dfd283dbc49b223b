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
A sentence needs a word that names hardly have (a pronoun, a verb, "nicht"), so a headline of nouns
alone passes. A motto that is quoted on purpose and glossed in the next sentence is flagged.

Languages
---------
Runs of the source language: German, French, Spanish, Italian, Dutch, Polish, Portuguese; other
scripts are UNT003's. A third language: all that the detector knows.

Settings
--------
None.

Source
------
Word frequencies: wordfreq (Speer 2022). Clause words in ``check/grammar/clause_words.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.check.grammar.frequency import zipf
from dragoman.check.grammar.left_over import FAR, Run, runs
from dragoman.check.grammar.wording import words
from dragoman.check.rule import Context, Hit, rule
from dragoman.languages import base, get
from dragoman.languages.detect import detect
from dragoman.model import Article, Sentence

MOST = 0.7
"""Share of a sentence's words from which it counts as untranslated, not just a clause in it."""

COPIED = 0.6
"""Share of a run that the source must have as well, where the run is short."""

LONG = 8
"""Words from which a run or a sentence tells its language without being a copy."""

FOREIGN = 4
"""Small words of the source language that tell a shorter sentence, if it has no English one."""

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
    """Return the run that makes up most of *text*, if one does; *lang* is the source's."""
    if not get(lang).words("function") or not _any_foreign(text, lang):
        return None
    count = sum(not word.text.isdigit() for word in words(text))
    for run in runs(text, source, lang):
        if run.quoted and run.words < count:  # speech beside "he said": UNT002's
            continue
        throughout = run.words == count and run.foreign >= FOREIGN
        sure = run.copied >= COPIED or run.words >= LONG or throughout
        if run.words >= MOST * count and sure:
            return run
    return None


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
    guess = detect(text)
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
