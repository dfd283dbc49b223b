"""Names that should have been copied and came out with other letters: Quedlinburg, Quedlinburgh."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from dragoman.checks.names.current import zipf
from dragoman.checks.names.decision import BEFORE_TOWN
from dragoman.checks.names.engine import judge
from dragoman.checks.names.given import is_given
from dragoman.checks.names.judgement import Status
from dragoman.checks.names.respell import respelled
from dragoman.checks.names.spelling import fold
from dragoman.checks.names.words import Word, fitting, words
from dragoman.model import Sentence

ALIKE = 85
"""From this likeness on (rapidfuzz ratio of folded words, 0-100) one word is the other altered: one
letter in seven. Below it words of one origin begin (Delegation, Delegierte)."""

UNHEARD = 1.0
"""A word less current in English than this (Zipf) is no English word for the other: what a name
was altered to is in no list, what a noun was translated to is."""

AN_ENGLISH_NAME = 4.0
"""A given name this current in English (Zipf) may be the English form of another (John, Joseph)."""

SHORTEST = 6
"""Shorter words are one letter apart by chance."""

ENDINGS = frozenset(
    (
        "", "s", "es", "is", "ns", "n", "en", "ens", "e", "er", "ers", "ern", "em", "nen", "in",
        "innen", "sch", "sche", "schen", "scher", "sches", "isch", "ische", "ischen", "ischer",
        "a", "i", "o", "os", "us", "um", "ia", "ie", "ien", "al", "ian", "ians", "an", "ans",
        "ane", "ish", "ite", "ites", "ese", "ic", "ist", "ists", "ianer", "aner", "id", "ids",
        "iden",
    )
)  # fmt: skip
"""What may follow the letters two words share when one is the other's inflected form, adjective or
inhabitant, in either text (Völklinger, Völklingen)."""


@dataclass(frozen=True, kw_only=True)
class Altered:
    """A name of the source and what the translation made of it; ``given``: of a given name."""

    source: Sentence
    word: Word
    target: Sentence
    other: Word
    given: bool = False

    @property
    def town(self) -> bool:
        """It stands where places stand ("in Quedlinburgh"), by the words before it."""
        return not self.given and bool(BEFORE_TOWN.search(self.target.text[: self.other.start]))


def altered(
    sources: Sequence[Sentence],
    targets: Sequence[Sentence],
    language: str,
    *,
    said: Collection[str],
) -> Iterator[Altered]:
    """Yield the names of *sources* that *targets* have altered.

    *said* are all words of the source text, lower case: a word among them was not made up.
    """
    here = [(target, word) for target in targets for word in words(target.text)]
    new = [(t, w) for t, w in here if w.capital and w.key not in said]
    for source in sources if new else ():
        for word in words(source.text):
            if len(word.text) >= SHORTEST and word.text.istitle() and not _kept(word, here):
                half = _second_half(source, word)
                for target, other in new:
                    known = half is not None and half == _second_half(target, other)
                    if _misspelled(word, other, language, known=known):
                        yield Altered(source=source, word=word, target=target, other=other)
        yield from _given(source, here, language, said=said)


def _kept(word: Word, here: Sequence[tuple[Sentence, Word]]) -> bool:
    plain = word.text.replace("’", "'")
    return any(fitting(plain, other.text.replace("’", "'")) for _, other in here)


def _second_half(sentence: Sentence, word: Word) -> str | None:
    """Return the second half of a double-barrelled name: "-Rathje" of Thomsen-Rathje."""
    half = re.match(r"-\w+", sentence.text[word.end :])
    return half.group() if half else None


def _misspelled(word: Word, other: Word, language: str, *, known: bool) -> bool:
    """Tell whether *other* is *word* with letters changed, and no English form of it.

    *known*: they are the same person's, so that a name English has (Thomson) is wrong as well.
    """
    one, two = fold(word.key), fold(other.key)
    if not other.text.istitle() or one[0] != two[0]:
        return False
    if zipf(other.key) >= UNHEARD and not known:
        return False
    if fuzz.ratio(one, two) < ALIKE or one.replace("k", "c") == two.replace("k", "c"):
        return False  # Greeks are Latinised: Megakles, Megacles
    shared = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    shared = shared or min(len(one), len(two))
    tails = {one[at:] for at in (shared, shared - 1)}, {two[at:] for at in (shared, shared - 1)}
    inflected = all(tail & ENDINGS for tail in tails)
    return not inflected and not _english(word.key, other.key, language)


def _english(word: str, other: str, language: str) -> bool:
    """Tell whether *other* may be an English spelling of *word*, both in lower case."""
    judgement = judge(word, language)
    if judgement.status is not Status.UNKNOWN and (judgement.eastern or other in judgement.forms):
        return True
    nearer = max(ALIKE, fuzz.ratio(word, other))
    return any(fuzz.ratio(form, other) > nearer for form in respelled(word, language))


def _given(
    source: Sentence,
    here: Sequence[tuple[Sentence, Word]],
    language: str,
    *,
    said: Collection[str],
) -> Iterator[Altered]:
    """Yield given names that became others before a surname that was copied."""
    for given, surname in pairwise(words(source.text)):
        between = source.text[given.end : surname.start]
        if between != " " or not (given.text.istitle() and surname.text.istitle()):
            continue
        if not is_given(given.key) or _kept(given, here):
            continue
        for (target, one), (_, two) in pairwise(here):
            if (
                two.text == surname.text
                and target.text[one.end : two.start] == " "
                and one.text.istitle()
                and one.key not in said
                and is_given(one.key)
                and _another(given.key, one.key, language)
            ):
                yield Altered(source=source, word=given, target=target, other=one, given=True)


def _another(given: str, other: str, language: str) -> bool:
    """Tell whether *other* is another given name, not *given* in English (Johann, John)."""
    if _english(given, other, language):
        return False
    one, two = (fold(name).replace("k", "c") for name in (given, other))
    return one[0] != two[0] or zipf(other) < AN_ENGLISH_NAME
