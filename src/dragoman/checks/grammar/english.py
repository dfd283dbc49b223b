"""The forms of English words: what a word may be a form of, and a word in another's form.

This is no dictionary: regular forms follow from spelling, the others stand in
``english_forms.txt``. A word may be read as a form of several ("found" of find and found).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

ENDINGS = ("", "s", "ed", "en", "ing")
"""The forms in their order: base, plural or third person, past, participle, present participle."""

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_DOUBLES = re.compile(r"(?<![aeiou])[^aeiou\W]?[aeiou][bdgklmnprt]$")
_VOWEL = re.compile(r"[aeiou]|ho(?:u|nest|nou?r)", re.IGNORECASE)
_CONSONANT = re.compile(r"(?:uni(?!n|m)|use|usu|eu|one\b|once|ubiq)", re.IGNORECASE)


@cache
def _irregular() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str], frozenset[str]]:
    """Return the past and participle of verbs, the plural of nouns, and what doubles a letter."""
    text = resources.files(__package__).joinpath("english_forms.txt").read_text(encoding="utf-8")
    verbs, nouns, twice = dict[str, tuple[str, ...]](), dict[str, str](), frozenset[str]()
    for line in text.splitlines():
        head, colon, tail = line.partition(": ")
        if line.startswith("#"):
            continue
        if head == "twice":
            twice = frozenset(tail.split())
        elif colon:
            nouns[head] = tail
        else:
            base, *past = line.split()
            verbs[base] = tuple(past)
    return verbs, nouns, twice


@lru_cache(maxsize=16384)
def forms(word: str) -> tuple[str, str, str, str, str]:
    """Return the forms of a base word, in the order of ``ENDINGS``.

    >>> forms("stop"), forms("take")
    (('stop', 'stops', 'stopped', 'stopped', 'stopping'), ('take', 'takes', 'took', 'taken', 'taking'))
    """  # noqa: E501
    verbs, nouns, twice = _irregular()
    y = re.search(r"[^aeiou]y$", word) is not None
    if word in nouns:
        many = nouns[word]
    elif y:
        many = word[:-1] + "ies"
    else:
        many = word + ("es" if _SIBILANT.search(word) or word in ("go", "do", "undergo") else "s")
    short = len(word) <= 4 or word in twice
    stem = word + word[-1] if short and _DOUBLES.search(word) else word
    mute = word.endswith("e") and not word.endswith(("ee", "oe", "ye"))
    regular = word + "d" if word.endswith("e") else (word[:-1] + "ied" if y else stem + "ed")
    past = verbs.get(word, (regular,))
    ing = word[:-2] + "ying" if word.endswith("ie") else (word[:-1] if mute else stem) + "ing"
    return word, many, past[0], past[-1], ing


@cache
def _bases_of_irregular() -> Mapping[str, tuple[str, ...]]:
    verbs, nouns, _ = _irregular()
    found: dict[str, list[str]] = {}
    for base in (*verbs, *nouns):
        for form in {*verbs.get(base, ()), *((nouns[base],) if base in nouns else ())}:
            found.setdefault(form, []).append(base)
    return {form: tuple(bases) for form, bases in found.items()}


@lru_cache(maxsize=16384)
def bases(word: str) -> tuple[str, ...]:
    """Return what the lower-case *word* may be a form of, itself first; some are no words.

    >>> bases("hired"), bases("found"), bases("wolves")
    (('hired', 'hire'), ('found', 'find'), ('wolves', 'wolf', 'wolve'))
    """
    guesses = [word, *_bases_of_irregular().get(word, ())]
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            guesses += [stem, stem + "e"] + ([stem[:-1]] if stem[-1:] == stem[-2:-1] else [])
    if word.endswith(("ies", "ied")):
        guesses.append(word[:-3] + "y")
    if word.endswith("ying"):
        guesses.append(word[:-4] + "ie")
    first = {guess: None for guess in guesses if guess == word or word in forms(guess)}
    return tuple(first)


def like(word: str, model: str) -> str:
    """Put the base *word* (its last word, if there are several) into the form *model* has.

    >>> like("lock", "castles"), like("stop", "hired"), like("early election", "choices")
    ('locks', 'stopped', 'early elections')
    """
    head, space, last = word.rpartition(" ")
    return head + space + forms(last)[_form(model)]


def _form(model: str) -> int:
    """Return which of its base's forms *model* is; 0 where that cannot be told."""
    verbs, _, _ = _irregular()
    for base in bases(model)[1:]:
        at = forms(base).index(model)
        if at or base in verbs:
            return at
    return 0


def article(word: str) -> str:
    """Return "a" or "an", by how *word* is likely to be spoken.

    >>> article("lock"), article("hour"), article("university"), article("EU official")
    ('a', 'an', 'a', 'an')
    """
    if word[:2].isupper():
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    return "an" if _VOWEL.match(word) and not _CONSONANT.match(word) else "a"
