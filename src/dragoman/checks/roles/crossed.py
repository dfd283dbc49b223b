"""Find two things that changed places: "from Rome to Oslo" for "von Oslo nach Rom"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.wording import Word
from dragoman.checks.roles import english
from dragoman.checks.roles.pair import Pair
from dragoman.checks.roles.swap import Swap
from dragoman.checks.roles.tables import Table
from dragoman.languages import get

MARKERS, NOUNS = 0.4, 0.5
"""Least cosines of links between the words that mark a place, and between what stands there. On
18,587 good or mostly good translations (WMT 2021, DEMETR) nothing false is found, once equal
prepositions, which are linked by chance, and amounts are left out."""

FAR = 4
"""Words between a marker and its noun: articles and adjectives."""


def crossed(pair: Pair, own: Table) -> Iterator[Swap]:
    """Yield pairs of things of one source sentence whose prepositions are exchanged in English."""
    ours = pair.ours
    marked = _marked(pair, own)
    for number, (first, one, put) in enumerate(marked):
        for second, other, instead in marked[number + 1 :]:
            exchanged = one != other and put == other and instead == one
            if exchanged and ours[first].lower != ours[second].lower:
                start, end = min(first, second), max(one, other)
                places = [pair.theirs[there] for here, there, score in pair.linked
                          if here in (one, other) and score >= NOUNS]  # fmt: skip
                yield Swap(
                    source=(ours[start].start, ours[end].end),
                    target=(min(at.start for at in places), max(at.end for at in places)),
                    sure="crossed",
                    message=f"“{ours[one].text}” and “{ours[other].text}” have changed places",
                )
                return


def _marked(pair: Pair, own: Table) -> list[tuple[int, int, int]]:
    """Return (marker, what it marks, what its English answer marks) by numbers of source words."""
    ours, theirs = pair.ours, pair.theirs
    answers = pair.answers(NOUNS)
    small = get(pair.lang).words("function") | own.prepositions | frozenset(own.determiners)
    found = []
    for at, answer, score in pair.linked:
        word = ours[at].lower
        if score < MARKERS or word not in own.prepositions | own.comparing:
            continue
        if theirs[answer].lower not in english.kinds("preposition"):
            continue
        thing = _behind(pair.source, ours, at, small, own)
        put = _answered(pair.target, theirs, answer, answers)
        if thing is not None and put is not None and not _measure(ours[thing], own):
            found.append((at, thing, put))
    return found


def _measure(word: Word, own: Table) -> bool:
    """Tell whether a word counts ("um 3 Prozent auf 9 Punkte"), so that its links say little."""
    return word.lower in own.amounts


def _behind(
    source: str, ours: Sequence[Word], at: int, small: frozenset[str], own: Table
) -> int | None:
    """Return the noun that follows a marker: capital in German, the first full word elsewhere."""
    for number in range(at + 1, at + 1 + FAR):
        if cut(source, ours, number):
            return None
        word = ours[number]
        if word.capital if own.capital_nouns else word.lower not in small:
            return number
    return None


def _answered(
    target: str, theirs: Sequence[Word], at: int, answers: Mapping[int, int]
) -> int | None:
    """Return the source word that the noun behind an English marker answers."""
    last = None
    for number in range(at + 1, at + 1 + FAR):
        if cut(target, theirs, number):
            break
        if theirs[number].lower in english.kinds("determiner"):
            if last is not None:
                break
            continue
        if theirs[number].lower in english.stops():
            break
        last = number
    return None if last is None else answers.get(last)
