"""Find prepositions that became their contrary before the same noun: "gegen" as "for"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.wording import Word
from dragoman.checks.roles import english
from dragoman.checks.roles.pair import Pair
from dragoman.checks.roles.phrases import Phrase, phrase
from dragoman.checks.roles.swap import Swap
from dragoman.checks.roles.tables import Table

FIRM = 0.45
"""Least cosine of the link between the nouns. From .6 down to .42 nothing false came to the one
finding in 18,587 good or mostly good translations (WMT 2021, DEMETR)."""

REACH = 5
"""Words that may stand between an English preposition and its noun."""


def turned(pair: Pair, own: Table) -> Iterator[Swap]:
    """Yield the prepositions of one source sentence that stand as their contrary in English."""
    if not own.contrary:
        return
    source, ours, theirs = pair.source, pair.ours, pair.theirs
    seen: set[int] = set()
    for noun, at, score in pair.linked:
        if score < FIRM or (own.capital_nouns and not ours[noun].capital):
            continue
        found = phrase(source, ours, noun, own)
        if found is None or found.governed is None or found.last != noun:
            continue
        before = _governing(pair.target, theirs, at)
        first = _first(source, ours, found, own)
        contrary = own.contrary.get(ours[first].lower, frozenset())
        if before is None or theirs[before].lower not in contrary:
            continue
        if found.first in seen or _else(pair, first, before, own):
            continue
        seen.add(found.first)
        said, put = ours[first], theirs[before]
        yield Swap(
            source=(said.start, ours[found.last].end),
            target=(put.start, theirs[at].end),
            sure="direction",
            message=f"“{put.lower}” is the contrary of “{said.lower}” before the same word",
        )


def _governing(target: str, theirs: Sequence[Word], at: int) -> int | None:
    """Return the number of the preposition right before the English phrase of noun *at*."""
    before = at - 1
    while not cut(target, theirs, before + 1) and at - before <= REACH:
        if theirs[before].lower in english.kinds("preposition"):
            return before
        if theirs[before].lower in english.stops():
            return None
        if theirs[before].lower in english.kinds("determiner"):
            before -= 1
            break
        before -= 1
    if cut(target, theirs, before + 1) or theirs[before].lower not in english.kinds("preposition"):
        return None
    return before


def _first(source: str, ours: Sequence[Word], found: Phrase, own: Table) -> int:
    """Return the first of the prepositions in a row before a phrase ("bis zur")."""
    at = found.first - 1
    while not cut(source, ours, at) and ours[at - 1].lower in own.prepositions:
        at -= 1
    return at


def _else(pair: Pair, at: int, put: int, own: Table) -> bool:
    """Tell whether the English preposition *put* answers one before that at *at*."""
    return any(
        there == put and here < at and pair.ours[here].lower in own.prepositions
        for here, there, _ in pair.linked
    )
