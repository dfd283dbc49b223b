"""A word, phrase or clause left in the source language inside an English sentence.

What it flags
-------------
Words without a capital that the source sentence has as well, that are current in the source
language and not in English; and runs of such words ("the minister said, dass es nicht reicht").

Why it matters
--------------
Engines copy what they do not know. A copied word looks right to every similarity score, and the
reader cannot understand it.

Flagged
-------
    de: Das Thema gilt in der Koalition als brisant.
    en: The topic is considered brisant in the coalition.

Accepted
--------
    de: Der Begriff Zeitgeist ist im Kindergarten unbekannt.
    en: The term zeitgeist is unknown in the kindergarten.

Where it goes wrong
-------------------
A capitalised German noun that was left ("the Raps") looks like a name and is let pass, unless an
indefinite article stands before it on both sides. A word that happens to be an English word too
("raps", "fonds") is for FAL001. Words in quotation marks or explained in brackets are accepted.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese; other scripts are UNT003's.

Settings
--------
``accept`` (default none): words to accept as they are, in lower case.

Source
------
Word frequencies: wordfreq (Speer 2022).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.checks.frequency import zipf
from dragoman.checks.grammar.left_over import Run, left_words, runs
from dragoman.checks.grammar.wording import Word, words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.checks.rules.untranslated.untranslated_sentence import whole
from dragoman.languages import get
from dragoman.model import Article, Sentence

SURE, LIKELY = 0.9, 0.7
"""Confidence where English does not have the word at all, and where it is a rarity."""

COPIED = 0.75
"""Share of a clause that the source must have: a clause has few words of its own to tell by."""

SAYING = frozenset({
    "added", "adds", "asked", "asks", "called", "calls", "explained", "explains", "replied",
    "replies", "said", "say", "says", "shouted", "stressed", "stresses", "tells", "told", "write",
    "writes", "wrote",
})  # fmt: skip
"""English verbs beside which words in quotation marks are speech; else they may be a title."""

LONG = 5
"""Words up to which a clause is less than critical."""


@rule(code="UNT002", family="untranslated", severity="major", settings={"accept": ()})
def untranslated_word(article: Article, context: Context) -> Iterator[Hit]:
    """Flag source-language words and clauses in English sentences."""
    lang = article.source_lang
    if not get(lang).words("function"):
        return
    accepted = frozenset(context.settings.get("accept", ()))
    for bead, source, target in article.units():
        texts = [piece.text for piece in source]
        for sentence in target:
            if sentence.role == "boilerplate" or not _shares(sentence.text, texts):
                continue
            if whole(sentence.text, texts, lang) is not None:
                continue
            clauses = [
                run for run in runs(sentence.text, texts, lang) if _clause(run, sentence.text)
            ]
            for run in clauses:
                yield _hit(bead, sentence, run, lang)
            for word, origin in left_words(sentence.text, texts, lang):
                inside = any(run.start <= word.start < run.end for run in clauses)
                if not inside and word.lower not in accepted:
                    yield _word_hit(bead, sentence, source, (word, origin), lang)


def _clause(run: Run, text: str) -> bool:
    """Tell a clause left over from a title: one quoted, or capitalised inside the sentence."""
    if run.copied < COPIED:
        return False
    if run.quoted:
        outside = words(text[: run.start]) + words(text[run.end :])
        return any(word.lower in SAYING for word in outside)
    first = text[run.start : run.end].split()[0]
    return run.start < 2 or not first[0].isupper() or run.words > LONG


def _shares(text: str, source: Sequence[str]) -> bool:
    """Tell whether any word that is not an English function word stands on both sides."""
    english = get("en").words("function")
    known = {word.lower for sentence in source for word in words(sentence)}
    return any(word.lower in known and word.lower not in english for word in words(text))


def _hit(bead: int | None, sentence: Sentence, run: Run, lang: str) -> Hit:
    return Hit(
        message=f"words left in {get(lang).name}",
        confidence=SURE,
        target=(sentence.index, run.start, run.end),
        bead=bead,
        severity="critical" if run.words > LONG else "major",
        evidence={"words": run.words, "copied": round(run.copied, 2)},
    )


def _word_hit(
    bead: int | None,
    sentence: Sentence,
    source: Sequence[Sentence],
    pair: tuple[Word, Word],
    lang: str,
) -> Hit:
    word, origin = pair
    at = next(s.index for s in source if s.text[origin.start : origin.end] == origin.text)
    rare = zipf(word.lower, "en")
    return Hit(
        message=f"“{word.text}” is {get(lang).name}, left untranslated",
        confidence=SURE if rare == 0 or word.lower in get(lang).words("function") else LIKELY,
        target=(sentence.index, word.start, word.end),
        source=(at, origin.start, origin.end),
        bead=bead,
        evidence={
            "source_frequency": round(zipf(word.lower, lang), 2),
            "english_frequency": round(rare, 2),
        },
    )
