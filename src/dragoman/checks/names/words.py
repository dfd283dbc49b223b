"""Words and names in running text: where they stand, and when two spellings are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.checks.names.spelling import fold
from dragoman.model import Sentence

WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’'ʼ]s?$")
PARTICLE = re.compile(r"al|el|as|ash|bin|ibn|ben|bint|ul")
JOINED = re.compile(rf"[ -](?:(?:{PARTICLE.pattern})[ -])?")
"""What may stand between two words of one name: Ayman al-Zawahiri, Salman bin Abdulaziz."""
SHOUTED = 5
"""Up to this many letters a word all in capitals is an acronym, not a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a sentence: half-open offsets, its text without a possessive 's."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """It is written like a name: capital first, and not a short acronym."""
        return self.text[0].isupper() and not (self.text.isupper() and len(self.text) <= SHOUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Capitalised words in a row, in one sentence (0-based index into the text's sentences)."""

    sentence: int
    words: tuple[Word, ...]


def words(text: str) -> list[Word]:
    """Split *text* into words, a possessive 's cut off.

    >>> [word.text for word in words("Selensky’s wife")]
    ['Selensky', 'wife']
    """
    found = []
    for match in WORD.finditer(text):
        bare = POSSESSIVE.sub("", match.group())
        found.append(Word(start=match.start(), end=match.start() + len(bare), text=bare))
    return found


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fitting(source: str, target: str) -> bool:
    """Tell whether *target* is *source* as English may write it: case, accents, umlauts, endings.

    >>> fitting("Müllers", "Mueller")
    True
    """
    one, other = source.lower(), target.lower()
    keys = {fold(one), fold(one.translate(UMLAUTS)), one}
    others = {fold(other), fold(other.translate(UMLAUTS)), other}
    return any(key == o or key == o + "s" or key + "s" == o for key in keys for o in others)


def stem(original: str) -> str:
    """Cut the ending off a Cyrillic name, which Russian and Ukrainian decline.

    >>> stem("путин"), stem("захарова")
    ('путин', 'захаров')
    """
    return original.rstrip("аеийіоуыьюяї") if len(original) > SHORT_STEM else original


SHORT_STEM = 4
"""Names of up to four letters keep their ending: too little would be left."""


def names(sentence: Sentence) -> Iterator[Name]:
    """Yield the runs of capitalised words, only spaces, hyphens and Arabic particles between."""
    run: list[Word] = []
    for word in words(sentence.text):
        joined = bool(run) and bool(JOINED.fullmatch(sentence.text[run[-1].end : word.start]))
        if run and PARTICLE.fullmatch(word.text):
            continue
        if run and not (joined and word.capital):
            yield Name(sentence=sentence.index, words=tuple(run))
            run = []
        if word.capital and word.text:
            run.append(word)
    if run:
        yield Name(sentence=sentence.index, words=tuple(run))
