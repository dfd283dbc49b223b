"""Find English words where the source has a word known to be put by their opposite.

What a source word is put by is learned from parallel text (``data/meanings``); which English words
exclude one another stands in ``data/antonyms.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.checks.frequency import zipf
from dragoman.checks.grammar.wording import as_written
from dragoman.languages import words
from dragoman.model import Sentence

Place = tuple[int, int, int]

PREFIXES = ("un", "in", "im", "ir", "il", "dis")
"""What turns an English word round."""

KNOWN = 2.5
"""Zipf frequency from which on a word with a prefix is taken for a word: some three in ten million
("unlikely" 4.4, "unheated" 2.5; "imthe" 0)."""

TURNABLE = 5
"""Letters from which on a word is tried: shorter ones meet others by accident ("it", "unit")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """An English word, its opposite, and the source words that are known to be put by that."""

    place: Place
    word: str
    opposite: str
    source: tuple[Place, ...]


@cache
def opposites() -> Mapping[str, tuple[str, ...]]:
    """Return the opposites of each English form, in the same form."""
    table = tomllib.loads(_text("antonyms.toml"))
    found: dict[str, dict[str, None]] = {}
    for pair in (*table["verbs"], *table["words"]):
        for one, other in zip(*(side.split("/") for side in pair.split()), strict=True):
            found.setdefault(one, {})[other] = None
            found.setdefault(other, {})[one] = None
    return {form: tuple(others) for form, others in found.items()}


@cache
def meanings(lang: str) -> Mapping[str, frozenset[str]]:
    """Return the English forms that words of *lang* are known to be put by."""
    place = resources.files(__package__).joinpath(f"data/meanings/{lang}.toml")
    if not place.is_file():
        return {}
    found: dict[str, set[str]] = {}
    for form, sources in tomllib.loads(place.read_text(encoding="utf-8"))["put_by"].items():
        for word in sources.split():
            found.setdefault(word, set()).add(form)
    return {word: frozenset(forms) for word, forms in found.items()}


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")


def facing(source: Sequence[Sentence], target: Sequence[Sentence], lang: str) -> Iterator[Facing]:
    """Yield each English word that no source word is known for, while one is for its opposite.

    Words with a capital inside a sentence are names; a translation that has both says too much to
    judge by words.
    """
    known, contrary = meanings(lang), opposites()
    theirs = [
        (form, place) for form, place in _forms(target, names=False) if known and form in contrary
    ]
    if not theirs:
        return
    said: dict[str, list[Place]] = {}
    for word, place in _forms(source, names=True):
        for form in known.get(word, ()):
            said.setdefault(form, []).append(place)
    present = {form for form, _ in theirs}
    for form, place in theirs:
        for other in contrary[form] if form not in said else ():
            if other in said and other not in present:
                yield Facing(place=place, word=form, opposite=other, source=tuple(said[other]))


def _forms(sentences: Sequence[Sentence], *, names: bool) -> Iterator[tuple[str, Place]]:
    for sentence in sentences:
        text = sentence.text
        for start, end in words.tokens(text):
            if names or text[start].islower() or re.fullmatch(r"\W*", text[:start]):
                yield text[start:end].lower(), (sentence.index, start, end)


@cache
def prefixed(word: str) -> str | None:
    """Return the English word that denies *word* by a prefix, None if none is known.

    >>> [prefixed(word) for word in ("possible", "likely", "table")]
    ['impossible', 'unlikely', None]
    """
    if len(word) < TURNABLE:
        return None
    found = {prefix + word: zipf(prefix + word, "en") for prefix in PREFIXES}
    best = max(found, key=lambda each: found[each])
    return best if found[best] >= KNOWN else None


def swapped(text: str, start: int, end: int, opposite: str) -> str:
    """Put *opposite* in the place of a word, with its capital.

    >>> swapped("More rain", 0, 4, "less")
    'Less rain'
    """
    return text[:start] + as_written(opposite, text[start:end]) + text[end:]
