"""The noun phrase around a word: its case as far as its forms tell, and what governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.wording import Word
from dragoman.checks.roles.tables import Table

FAR = 4
"""A determiner is looked for so many words before its noun; more adjectives are hardly ever put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase by the numbers of its first and last word; ``cases`` are those possible.

    ``governed`` is the preposition before it, if any; ``named`` tells that it has no determiner.
    """

    first: int
    last: int
    cases: str
    governed: str | None
    named: bool
    pronoun: bool = False

    @property
    def bare(self) -> bool:
        """Tell whether it may be a subject or an object: no preposition, no attribute."""
        return self.governed is None and self.cases != "G"

    @property
    def never_subject(self) -> bool:
        """Tell whether its form excludes a subject."""
        return self.bare and "N" not in self.cases

    @property
    def only_subject(self) -> bool:
        """Tell whether its form allows for a subject alone."""
        return self.bare and self.cases == "N"


def phrase(
    text: str, words: Sequence[Word], at: int, own: Table, *, row: bool = True
) -> Phrase | None:
    """Read the noun phrase around word *at*; None if it belongs to none.

    Nouns in a *row* are one ("Präsident Macron"), unless the caller knows better.
    """
    word = words[at]
    if word.lower in own.pronouns and not (own.capital_nouns and word.capital and at):
        governed = _governing(text, words, at - 1, own)
        return Phrase(first=at, last=at, cases=own.pronouns[word.lower], governed=governed,
                      named=False, pronoun=True)  # fmt: skip
    if word.lower in own.relatives and _relative(text, words, at, own):
        return Phrase(first=at, last=at, cases=own.relatives[word.lower], governed=None,
                      named=False, pronoun=True)  # fmt: skip
    if word.lower in own.determiners or word.lower in own.prepositions:
        return None
    if own.capital_nouns and not word.capital:
        return None
    return _noun(text, words, at, own, row=row and word.capital)


def _relative(text: str, words: Sequence[Word], at: int, own: Table) -> bool:
    """Tell a relative pronoun from an article: a mark before it, another phrase behind.

    Where articles have no cases the two are never alike.
    """
    if not own.capital_nouns:
        return True
    if not at or not cut(text, words, at) or cut(text, words, at + 1):
        return False
    behind = words[at + 1]
    return behind.lower in own.determiners or behind.lower in own.pronouns


def _noun(text: str, words: Sequence[Word], at: int, own: Table, *, row: bool) -> Phrase:
    """Read the phrase of a noun or name: names in a row are one."""
    head = last = at
    while row and not cut(text, words, head) and _in_row(words[head - 1], own):
        head -= 1
    while row and not cut(text, words, last + 1) and _in_row(words[last + 1], own):
        last += 1
    before, adjectives = head - 1, list[str]()
    while not cut(text, words, before + 1) and len(adjectives) < FAR:
        if (words[before].capital and before) or not _may_describe(words[before], own):
            break
        adjectives.append(words[before].lower)
        before -= 1
    found = not cut(text, words, before + 1) and words[before].lower in own.determiners
    determiner = words[before].lower if found else None
    before -= found
    governed = _governing(text, words, before, own)
    elided = own.elided.get(re.split("['’]", words[head].lower)[0]) if own.elided else None
    if elided is not None:  # "l'opposition", "dell'opposizione"
        found, governed = True, governed or elided or None
    if not found and governed is None:  # what looks like adjectives may be a verb
        before, adjectives = head - 1, [] if own.capital_nouns else adjectives
    cases = _cases(words[head : last + 1], adjectives, determiner, own)
    if determiner and "G" in cases and own.capital_nouns and _attribute(text, words, before, own):
        cases = "G"
    return Phrase(
        first=before + 1,
        last=last,
        cases=cases,
        governed=governed,
        named=not found and governed is None,
    )


def _in_row(word: Word, own: Table) -> bool:
    return word.capital and not (
        word.lower in own.determiners or word.lower in own.prepositions or word.lower in own.stops
        or word.lower in own.pronouns
    )  # fmt: skip


def _may_describe(word: Word, own: Table) -> bool:
    small = own.prepositions | own.stops | own.silent
    if word.lower in own.determiners or word.lower in small:
        return False
    return own.adjective.fullmatch(word.lower) is not None


def _governing(text: str, words: Sequence[Word], before: int, own: Table) -> str | None:
    if cut(text, words, before + 1) or words[before].lower not in own.prepositions:
        return None
    return words[before].lower


def _attribute(text: str, words: Sequence[Word], before: int, own: Table) -> bool:
    """Tell whether a noun stands right before a phrase that may be its genitive."""
    return not cut(text, words, before + 1) and _in_row(words[before], own)


def _cases(
    nouns: Sequence[Word], adjectives: Sequence[str], determiner: str | None, own: Table
) -> str:
    """Return the cases that the forms allow for."""
    if determiner is None or not own.capital_nouns:
        forms = (*adjectives, *(noun.lower for noun in nouns))
        if any(own.oblique.fullmatch(form) for form in forms):
            return "ADG"
        if any(own.nominative.fullmatch(form) for form in forms):
            return "N"
        return own.determiners.get(determiner or "", "NADG")
    cases = own.determiners[determiner]
    if set(cases) != set("NDG"):
        return cases
    if adjectives:  # "der neue …" is a nominative, "der neuen …" none
        return "N" if all(word.endswith("e") for word in adjectives) else "DG"
    if own.feminine.fullmatch(nouns[0].lower):
        return "DG"
    return "N" if own.masculine.fullmatch(nouns[0].lower) else cases
