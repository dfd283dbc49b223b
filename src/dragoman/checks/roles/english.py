"""Who stands where around an English verb: its subject, its object, its doer behind "by"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.english import bases, forms
from dragoman.checks.grammar.wording import Word
from dragoman.checks.rule import data

LONG = 6
"""Words of a noun phrase that are looked at: longer ones hold more than one thing."""


@cache
def kinds(*names: str) -> frozenset[str]:
    """Return the words of some kinds together; ``english.toml`` tells what the kinds are."""
    return frozenset(word for name in names for word in data(__name__)[name].split())


@cache
def stops() -> frozenset[str]:
    """Return what no noun phrase goes across."""
    return kinds("preposition", "be", "auxiliary", "subject", "object", "joint")


@cache
def experience() -> frozenset[str]:
    """Return the forms of verbs whose subject says nothing of the source's."""
    return frozenset(form for verb in kinds("experience") for form in forms(verb))


def may_be_verb(word: Word, *, helped: bool) -> bool:
    """Tell whether a word behind a subject is a verb: by its form, or as it has a helper.

    Between a plural and an article the base form is a verb as well; that counts as a helper.
    """
    if word.capital or word.lower in stops() - {"have", "has", "had", "do", "does", "did"}:
        return False
    if word.lower in kinds("determiner", "particle", "no_verb"):
        return False
    inflected = any(word.lower in forms(base)[1:4] for base in bases(word.lower)[1:])
    return helped or inflected


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The words, by number, of what does and what suffers a verb; nearest to the verb first."""

    doer: tuple[int, ...]
    sufferer: tuple[int, ...]
    passive: bool


def clause(text: str, words: Sequence[Word], verb: int) -> Clause | None:
    """Read what stands around word *verb*, if it is a verb between two noun phrases."""
    at = verb - 1
    while not cut(text, words, at + 1) and _goes_with_verb(words[at].lower):
        at -= 1
    helpers = [words[number].lower for number in range(at + 1, verb)]
    if cut(text, words, at + 1):
        return None
    if not may_be_verb(words[verb], helped=bool(helpers) or _plural(text, words, at)):
        return None
    left = _left(text, words, at)
    passive = any(word in kinds("be") for word in helpers) and not words[verb].lower.endswith("ing")
    at = verb + 1
    if not cut(text, words, at) and words[at].lower in kinds("particle"):
        at += 1
    if passive:
        if cut(text, words, at) or words[at].lower != "by":
            return None
        at += 1
    right = _right(text, words, at)
    if not left or not right:
        return None
    return Clause(doer=right, sufferer=left, passive=True) if passive else Clause(
        doer=left, sufferer=right, passive=False
    )  # fmt: skip


def _plural(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether word *at* is a plural whose verb has an article behind it."""
    word = words[at].lower
    many = not words[at].capital and any(word == forms(base)[1] for base in bases(word)[1:])
    return many and not cut(text, words, at + 2) and words[at + 2].lower in kinds("determiner")


def _goes_with_verb(word: str) -> bool:
    return word in kinds("auxiliary", "be") or word.endswith(("ly", "n't"))


def _left(text: str, words: Sequence[Word], at: int) -> tuple[int, ...]:
    """Return the noun phrase that ends at *at*, unless a preposition governs it."""
    if words[at].lower in kinds("subject"):
        return (at,)
    found: list[int] = []
    while at >= 0 and len(found) < LONG and words[at].lower not in stops():
        found.append(at)
        at -= 1
        if words[at + 1].lower in kinds("determiner") or cut(text, words, at + 1):
            break
    governed = found and not cut(text, words, at + 1) and words[at].lower in kinds("preposition")
    return () if governed else tuple(found)


def _right(text: str, words: Sequence[Word], at: int) -> tuple[int, ...]:
    """Return the noun phrase that begins at *at*, its last word first."""
    if not cut(text, words, at) and words[at].lower in kinds("object"):
        return (at,)
    found: list[int] = []
    while not cut(text, words, at) and len(found) < LONG:
        opens = words[at].lower in kinds("determiner")
        if opens if found else words[at].lower in stops() and not opens:
            break
        if found and words[at].lower in stops():
            break
        found.append(at)
        at += 1
    return tuple(reversed(found))
