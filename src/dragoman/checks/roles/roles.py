"""Find a role ("als Aggressor", "en tant que juge") that became a party: "to the aggressor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.wording import Word
from dragoman.checks.roles import english
from dragoman.checks.roles.pair import Pair
from dragoman.checks.roles.swap import Swap
from dragoman.checks.roles.tables import Table

FIRM = 0.55
"""Least cosine of the link between the role's nouns, set by hand; of the 60 roles seen in 1,606
references (WMT 2021) nearly all true links are above."""

REACH = 3
"""Adjectives that may stand between the marker and the noun of a role."""

PARTIES = frozenset({"to", "of", "by", "from", "against"})
"""English prepositions that make a party of a noun."""

_OFFICE = re.compile(
    r"\b(?:as|than|like|such|roles?|titles?|posts?|positions?|capacity|functions?|jobs?|status|one|"
    r"part|form|office|cent|because)\b",
    re.IGNORECASE,
)
"""English words that put a role in other words, or answer the marker elsewhere."""


def lost(pair: Pair, own: Table) -> Iterator[Swap]:
    """Yield the roles of one source sentence that stand as parties in one of English."""
    source, target, ours, theirs = pair.source, pair.target, pair.ours, pair.theirs
    if _OFFICE.search(target):
        return
    for marker in own.role.finditer(source):
        noun = _noun(source, ours, marker.end(), own)
        if noun is None or own.role_unless.search(source[: marker.start()]):
            continue
        for here, at, score in pair.linked:
            if ours[here] is not noun or score < FIRM:
                continue
            first = _party(target, theirs, at)
            if first is not None and theirs[at].text != noun.text:
                said = source[marker.start() : noun.end]
                party = target[theirs[first].start : theirs[at].end]
                yield Swap(
                    source=(marker.start(), noun.end),
                    target=(theirs[first].start, theirs[at].end),
                    sure="role",
                    message=f"the role “{said}” has become another party: “{party}”",
                )
                return


def _noun(source: str, ours: Sequence[Word], after: int, own: Table) -> Word | None:
    """Return the noun of the role that begins at offset *after*: no article but "a" before it."""
    rest = [word for word in ours if word.start >= after][: REACH + 1]
    for number, word in enumerate(rest):
        if number and cut(source, ours, ours.index(word)):
            return None
        if word.lower in own.indefinite or (not word.capital and own.capital_nouns):
            if word.lower in own.determiners and word.lower not in own.indefinite:
                return None
            continue
        if word.lower in own.determiners or word.lower in own.pronouns:
            return None
        return word
    return None


def _party(target: str, theirs: Sequence[Word], at: int) -> int | None:
    """Return the preposition that makes a party of noun *at*: "to the aggressor"."""
    before = at - 1
    while at - before <= REACH and not cut(target, theirs, before + 1):
        word = theirs[before].lower
        if word in english.kinds("determiner"):
            governed = not cut(target, theirs, before) and theirs[before - 1].lower in PARTIES
            return before - 1 if governed and word == "the" else None
        if word in english.stops():
            return None
        before -= 1
    return None
