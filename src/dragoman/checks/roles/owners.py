"""Find what belongs to somebody else in the translation: "the jury's protest" for "Huber's"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.wording import Word
from dragoman.checks.roles import english
from dragoman.checks.roles.pair import Pair
from dragoman.checks.roles.phrases import phrase
from dragoman.checks.roles.swap import Swap
from dragoman.checks.roles.tables import Table

FIRM = 0.5
"""Least cosine of the links between the owners, and between what is owned."""

REACH = 4
"""Words between an owner and what is owned: adjectives and articles."""

_OWNS = re.compile(r"\w{2,}(?:['’]s|s['’])")
_NAMED = re.compile(r"\w{3,}(?:s|['’])")


def moved(pair: Pair, own: Table) -> Iterator[Swap]:
    """Yield what a source sentence gives to another than its translation.

    Of 500 English possessives in 1,606 references and 16,680 engine translations (WMT 2021), 359
    have their owner named so in the source; no other owner was ever put that has a case of its own.
    """
    if not own.owners:
        return
    source, ours, theirs = pair.source, pair.ours, pair.theirs
    answers = pair.answers(FIRM)
    for at, word in enumerate(theirs):
        owned = _owned(pair.target, theirs, at, answers) if _OWNS.fullmatch(word.text) else None
        if owned is None:
            continue
        thing, theirs_at = owned
        owner = _owner(source, ours, thing, own)
        other = answers.get(at)
        if owner is None or other is None or other in (owner, thing) or not ours[other].capital:
            continue
        found = phrase(source, ours, other, own)
        if found is None or not found.bare or set("DG") & set(found.cases):
            continue
        yield Swap(
            source=(min(ours[owner].start, ours[thing].start),
                    max(ours[owner].end, ours[thing].end)),
            target=(word.start, theirs[theirs_at].end),
            sure="owner",
            message=f"“{ours[thing].text}” belongs to “{ours[owner].text}” in the source, "
            f"to “{word.text}” in the translation",
        )  # fmt: skip


def _owned(
    target: str, theirs: Sequence[Word], at: int, answers: Mapping[int, int]
) -> tuple[int, int] | None:
    """Return the source noun of what an English possessive owns, and the English word's number."""
    for number in range(at + 1, at + REACH):
        if cut(target, theirs, number) or theirs[number].lower in english.stops():
            return None
        if number in answers:
            return answers[number], number
    return None


def _owner(source: str, ours: Sequence[Word], thing: int, own: Table) -> int | None:
    """Return the owner of *thing* in the source: a name with "s" before, a genitive behind."""
    if not ours[thing].capital:
        return None
    before = thing - 1
    while not cut(source, ours, before + 1) and own.adjective.fullmatch(ours[before].lower):
        before -= 1
    if not cut(source, ours, before + 1) and ours[before].capital:
        named = _NAMED.fullmatch(ours[before].text) and ours[before].lower not in own.determiners
        bare = cut(source, ours, before) or ours[before - 1].lower not in own.determiners
        return before if named and bare and ours[before].lower not in own.prepositions else None
    if cut(source, ours, thing + 1) or ours[thing + 1].lower not in own.owners:
        return None
    for number in range(thing + 2, thing + 2 + REACH):
        if cut(source, ours, number):
            return None
        if ours[number].capital:
            return number
    return None
