"""Find the words and runs of words in a translation that are still in the source language.

Every word of the translation is weighed by how much more current it is in the source language than
in English. "Left over" needs more than that: the word stands in the source as well, and it is no
name, title of a work, quotation or loan word. What tells those apart is computed: a loan word is
current in English, a name is capitalised or hangs on a capitalised word, a gloss has brackets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.checks.frequency import zipf
from dragoman.checks.grammar.wording import Word, quotations, words
from dragoman.languages import base, get

# The thresholds are Zipf differences (tenfold per unit), set on the odd lines of WMT21 de-en, where
# copied words of references and of four engines were listed with both frequencies.
FAR = 3.0
"""More than a thousand times as current as in English: "unter" (6.1 to 2.4), "Präsident"."""
NEAR = 1.5
"""Thirty times as current, for words that English hardly has (below ``RARE``)."""
RARE = 1.3
"""English frequency below which a word is none of its loan words. "Feuilleton" has 1.5, "Landtag"
1.6, "Tatort" 1.3, "ersatz" 2.3; "brisant", "Tournee" and "prägnant" have none at all."""
KNOWN = 2.5
"""Source frequency from which a word is a word and not somebody's trade name or nonce. Languages
that write common nouns small tell the two apart by that, and need ``NEAR`` only."""
COMMON = 3.0
"""Source frequency from which a capitalised word may be a common noun."""
COMMON_EXCESS = 3.2
"""And its lead over English, if English knows it: "Landtag" has 2.9, "Tatort" 3.1."""
DETERMINERS = frozenset({
    "a", "an", "another", "any", "each", "every", "her", "his", "its", "last", "many", "my", "next",
    "no", "our", "several", "some", "that", "their", "these", "this", "those", "your",
})  # fmt: skip
"""English words before a common noun; "the" is left out, for it stands before names as well."""
SMALL_IN_NAMES = frozenset({"es", "fr", "it", "pt"})
"""Languages that write the later words of a name small."""
UNSIGNED = 5
"""Words above which a copied run needs no pronoun or verb of the list, if no capital begins it."""
ENGLISH = -1.0
"""Ten times as current in English: the word ends a run of the source language."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words in the source language: half-open offsets, words, those without capital.

    ``copied`` is the share of them that the source has as well.
    """

    start: int
    end: int
    words: int
    foreign: int
    copied: float
    quoted: bool


@cache
def _clauses() -> Mapping[str, Any]:
    path = resources.files(__package__).joinpath("clause_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def clause_words(lang: str) -> frozenset[str]:
    """Return the pronouns, verbs and adverbs that stand in clauses and hardly ever in names."""
    return frozenset(_clauses().get(base(lang), ()))


def verbal(word: str, lang: str) -> bool:
    """Tell whether a small word looks like a verb of *lang*: one by ending, no function word."""
    endings = tuple(_clauses()["verb"].get(base(lang), ()))
    return (
        bool(endings)
        and word.endswith(endings)
        and word not in get(lang).words("function")
        and foreign(word, lang)
    )


def excess(word: str, lang: str) -> float:
    """Return how much more current *word* is in *lang* than in English, in Zipf units."""
    return zipf(word, lang) - zipf(word, "en")


def foreign(word: str, lang: str) -> bool:
    """Tell whether a word in lower case is one of *lang* and none of English, loan words included.

    >>> [foreign(word, "de") for word in ("brisant", "unter", "hand", "kindergarten")]
    [True, True, False, False]
    """
    more = excess(word, lang)
    known = KNOWN if get(lang).segment.capital_nouns else NEAR
    return more >= FAR or (more >= NEAR and zipf(word, "en") < RARE and zipf(word, lang) >= known)


def is_english(word: Word, lang: str) -> bool:
    """Tell whether a word breaks a run: an English one."""
    if word.lower in get("en").words("function") and word.lower not in get(lang).words("function"):
        return True
    return not word.capital and excess(word.lower, lang) <= ENGLISH


def runs(text: str, source: Sequence[str], lang: str) -> list[Run]:
    """Return the runs of two and more words of *text* that are in *lang*, with a clause in them.

    *source* are the texts that *text* translates. A run has at least two foreign words without a
    capital and a word that names hardly have, so "Bund für Umwelt und Naturschutz" is none.
    """
    known = {word.lower for sentence in source for word in words(sentence)}
    found: list[Run] = []
    run: list[Word] = []
    for word in (*words(text), None):
        if word is not None and not is_english(word, lang):
            run.append(word)
            continue
        found += _clause(text, run, known, lang)
        run = []
    return found


def _clause(text: str, run: list[Word], known: set[str], lang: str) -> list[Run]:
    """Trim a run to what belongs to the source language, and judge it."""

    def belongs(word: Word) -> bool:
        return foreign(word.lower, lang) or (word.lower in known and not word.lower.isdigit())

    while run and not belongs(run[0]):
        run = run[1:]
    while run and not belongs(run[-1]):
        run = run[:-1]
    marked = [w for w in run if not w.capital and excess(w.lower, lang) >= -ENGLISH]
    signs = sum(word.lower in clause_words(lang) for word in run)
    # The first word of a sentence may be capitalised for that alone.
    copied = sum(word.lower in known for word in run) / max(len(run), 1)
    signs += len(run) > UNSIGNED and copied == 1 and len(marked) > 2 and not run[0].capital
    if len(run) < 3 or not signs or len(marked) + (run[0].lower in clause_words(lang)) < 2:
        return []
    if ":" in text[run[0].start : run[-1].end]:  # a list of works or a navigation bar
        return []
    start, end = run[0].start, run[-1].end
    quoted = any(first <= start and end <= last for first, last in quotations(text))
    return [Run(start, end, len(run), len(marked), copied, quoted)]


def left_words(text: str, source: Sequence[str], lang: str) -> list[tuple[Word, Word]]:
    """Return the single words of *text* left from *source*: (target word, source word)."""
    origin: dict[str, Word] = {}
    for sentence in source:
        for word in words(sentence):
            if word.lower not in origin or not word.capital:
                origin[word.lower] = word
    spoken = words(text)
    quotes = [*quotations(text), *_titles(text, source)]
    return [
        (word, origin[word.lower])
        for at, word in enumerate(spoken)
        if word.lower in origin
        and len(word.lower) >= 3
        and word.lower.replace("'", "").isalpha()
        and foreign(word.lower, lang)
        and (not word.capital or _common_noun(at, spoken, text, lang))
        and not _in_name(at, spoken, origin, lang)
        and not any(start <= word.start and word.end <= end for start, end in quotes)
        and not _glossed(text, word)
    ]


def _titles(text: str, source: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of *text* that the source has in quotation marks, word for word.

    A title of two words and more may go without marks in English, or in italics.
    """
    for sentence in source:
        for start, end in quotations(sentence):
            quoted = sentence[start + 1 : end - 1].strip(" .,!?")
            if len(words(quoted)) < 2 or not quoted[0].isupper():
                continue
            at = text.find(quoted)
            if at >= 0:
                yield at, at + len(quoted)


def _common_noun(at: int, spoken: Sequence[Word], text: str, lang: str) -> bool:
    """Tell whether a capitalised word is a common noun all the same: "a Landrat", "his Gesicht".

    The source language must capitalise its nouns, the word before must be one that names do not
    have, and the word must not stand before a noun of English ("a Volksbank branch").
    """
    word = spoken[at]
    if not get(lang).segment.capital_nouns or at == 0 or word.text.isupper():
        return False
    if zipf(word.lower, lang) < COMMON or (
        zipf(word.lower, "en") >= RARE and excess(word.lower, lang) < COMMON_EXCESS
    ):
        return False
    if at + 1 < len(spoken) and text[word.end : spoken[at + 1].start] == " ":
        following = spoken[at + 1]
        if following.capital or following.lower not in get("en").words("function"):
            return False
    if spoken[at - 1].capital and at > 1:
        return False
    before = spoken[at - 1].lower
    return before in DETERMINERS and text[spoken[at - 1].end : word.start] == " "


def _in_name(at: int, spoken: Sequence[Word], origin: Mapping[str, Word], lang: str) -> bool:
    """Tell whether a word is part of a name, because capitalised words of the source are near.

    Function words join what stands on either side ("Haus der Kunst"). Other words follow a capital
    in languages that write the rest of a name small ("Parti socialiste").
    """
    if spoken[at].lower in get(lang).words("function"):
        return _reaches(at, 1, spoken, origin)
    if base(lang) not in SMALL_IN_NAMES or spoken[at].capital:
        return False
    return _reaches(at, -1, spoken, origin)


def _reaches(at: int, step: int, spoken: Sequence[Word], origin: Mapping[str, Word]) -> bool:
    """Tell whether small words of the source lead from *at* to a capitalised one."""
    at += step
    while 0 <= at < len(spoken) and not spoken[at].capital and spoken[at].lower in origin:
        at += step
    return 0 <= at < len(spoken) and spoken[at].capital and spoken[at].lower in origin


def _glossed(text: str, word: Word) -> bool:
    """Tell whether brackets explain the word or hold it, or it is part of an address."""
    if text[word.end : word.end + 2].strip(" ")[1:].isalnum() and text[word.end] in ".@/_":
        return True
    if word.start and text[word.start - 1] in ".@/_#-":
        return True
    behind = text[word.end :].lstrip("\"'”’»“ ")
    before = text[: word.start].rstrip("\"'“„«‘ ")
    return behind.startswith("(") or before.endswith("(")
