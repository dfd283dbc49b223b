"""The words of a sentence with their offsets, and what stands in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages.words import tokens

_QUOTED = re.compile(r"[“„\"«»”‚‘][^“”„\"«»]*[”“\"»«’‘]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its text, the text in lower case, and its half-open span in the sentence."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Tell whether it begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of *text* in order; an apostrophe is written straight in ``lower``.

    >>> [word.lower for word in words("Don’t go!")]
    ["don't", 'go']
    """
    return tuple(
        Word(text[start:end], text[start:end].lower().replace("’", "'"), start, end)
        for start, end in tokens(text)
    )


def as_written(word: str, like: str) -> str:
    """Return *word* with a capital first if *like* has one.

    >>> as_written("she", "He"), as_written("she", "he")
    ('She', 'she')
    """
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open spans of *text* in quotation marks of any style, marks included.

    >>> quotations('He said "no".')
    ((8, 12),)
    """
    return tuple(match.span() for match in _QUOTED.finditer(text))


_MARK = re.compile(r"[“„\"«»”]")


def in_quotation(text: str, at: int) -> bool:
    """Tell whether offset *at* is inside quotation marks, which may open or close elsewhere.

    >>> in_quotation('It would have rained", he said.', 3), in_quotation('He said "no" once.', 14)
    (True, False)
    """
    before = next((mark for mark in reversed(list(_MARK.finditer(text, 0, at)))), None)
    after = _MARK.search(text, at)
    if before is not None:
        return _opens(text, before.start())
    return after is not None and not _opens(text, after.start())


def _opens(text: str, at: int) -> bool:
    """Tell an opening mark from a closing one: white space before it, none behind it.

    French puts some behind "«", which opens, too, where German has it to close.
    """
    if text[at] == "„" or (text[at] == "«" and (at == 0 or text[at - 1].isspace())):
        return True
    behind = text[at + 1 : at + 2]
    return (at == 0 or text[at - 1] in " (–—-") and bool(behind.strip())
