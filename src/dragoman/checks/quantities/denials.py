"""Match the denials of a bead, and tell which have no like on the other side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.checks.quantities.polarity import Cue, cues
from dragoman.model import Sentence

REACH = 0.25
NEAR = 40
"""How far a denial may stand from a word that answers it by its meaning: in parts of the bead, or
in characters where that is more. In good translation (development halves, 30 such answers) all but
one lay within .21; answers by accident in changed translations spread evenly up to 1."""

FAR_ANSWERS = frozenset({"unable", "fail", "indifferent"})
"""Senses so plain that they answer from anywhere: German "nicht" stands last, "unable" first."""

NO_ANSWERS = frozenset({"only", "until", "limit"})
"""Senses that answer their like but no plain denial: "just" beside a lost "not" is an accident."""


CLASHES = frozenset({("only", "not"), ("only", "end"), ("at-most", "end"), ("double", "without")})
"""Senses of which the first, in the source, is misread as the second: French "ne … que" as "not",
Dutch "niet meer dan" as "no longer", Polish "nie bez" as "without"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A cue in its sentence; ``at`` is its relative position in the bead, in [0, 1],
    ``length`` the characters of the bead's side."""

    sentence: int
    cue: Cue
    at: float
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A denial without its like on the other side: lost, or put in other words.

    ``answers`` are the cues of the other side, not plain, that have no like either and might be
    the other words, each with its distance in parts of the bead. ``bare`` tells that none of them
    is near and plain enough to be taken for an answer unseen. ``plain`` tells that the other side
    denies something. ``fellows`` are all contested denials of this side, itself among them.
    ``beside`` are the distances of words on this side that deny by their meaning and have no like
    either: "not rule out" may have become "possible" as a whole. ``clash`` tells that the other
    side has, and has left over, what only a misreading makes of it: see ``CLASHES``.
    """

    denial: Denial
    answers: tuple[tuple[Cue, float], ...]
    bare: bool
    plain: bool
    fellows: tuple[Denial, ...]
    beside: tuple[float, ...]
    clash: bool = False


def read(sentences: Sequence[Sentence], lang: str) -> list[Denial]:
    """Read the denials of a bead's side."""
    length = sum(len(sentence.text) + 1 for sentence in sentences) or 1
    before, found = 0, []
    for sentence in sentences:
        for cue in cues(sentence.text, lang):
            at = (before + cue.start) / length
            found.append(Denial(sentence=sentence.index, cue=cue, at=at, length=length))
        before += len(sentence.text) + 1
    return found


def contested(
    source: Sequence[Denial], target: Sequence[Denial]
) -> tuple[list[Contested], list[Contested]]:
    """Return the denials of either side that have no like on the other.

    Like answers like, the nearest first: plain by plain, implied by implied of the same sense,
    "not until" by "erst", "hardly" by "little" and "rarely".
    """
    sides = source, target
    free = set(range(len(source))), set(range(len(target)))
    for alike in (_both_plain, _same_sense, _until, _hardly, _at_most):
        _match(sides, free, alike)
    bare = set(free[0]), set(free[1])
    _match(sides, bare, _one_plain)
    return list(_left(sides, free, bare, 0)), list(_left(sides, free, bare, 1))


_Sides = tuple[Sequence[Denial], Sequence[Denial]]
_Free = tuple[set[int], set[int]]


def _match(sides: _Sides, free: _Free, allowed: Callable[[Denial, Denial], bool]) -> None:
    """Take the pairs that *allowed* joins out of *free*, the nearest first."""
    source, target = sides
    pairs = sorted(
        (_distance(source[i], target[j]), i, j)
        for i in free[0]
        for j in free[1]
        if allowed(source[i], target[j])
    )
    for _, i, j in pairs:
        if i in free[0] and j in free[1]:
            free[0].discard(i)
            free[1].discard(j)


def _left(sides: _Sides, free: _Free, bare: _Free, which: int) -> Iterator[Contested]:
    """Yield the plain denials left over, and a "not only" that faces a bare "only"."""
    mine, other = sides[which], sides[1 - which]
    rest = [other[at] for at in sorted(free[1 - which]) if other[at].cue.strength != "plain"]
    implied = [mine[at] for at in sorted(free[which]) if mine[at].cue.strength == "implied"]
    wanting = [at for at in sorted(free[which]) if _wanting(mine[at], rest)]
    if which == 0:  # one cause, one finding: what is misread is told on the other side
        wanting = [at for at in wanting if not any(_clash(mine[at], other[n]) for n in free[1])]
    for at in wanting:
        yield Contested(
            denial=mine[at],
            answers=tuple((one.cue, abs(one.at - mine[at].at)) for one in rest),
            bare=at in bare[which],
            plain=any(one.cue.strength == "plain" for one in other),
            fellows=tuple(mine[each] for each in wanting),
            beside=tuple(abs(one.at - mine[at].at) for one in implied),
            clash=which == 1
            and any(_clash(other[one], mine[at]) for one in free[0])
            and sum(one.cue.strength == "plain" for one in mine) == 1,
        )


def _clash(source: Denial, target: Denial) -> bool:
    return (source.cue.sense, target.cue.sense) in CLASHES and source.cue.strength != "implied"


def _wanting(denial: Denial, others: Sequence[Denial]) -> bool:
    return denial.cue.strength == "plain" or (
        denial.cue.sense == "not-only"
        and any(one.cue.sense == "only" and abs(one.at - denial.at) <= REACH for one in others)
    )


def _both_plain(one: Denial, other: Denial) -> bool:
    return one.cue.strength == other.cue.strength == "plain" and not _clash(one, other)


def _same_sense(one: Denial, other: Denial) -> bool:
    return one.cue.strength != "plain" != other.cue.strength and one.cue.sense == other.cue.sense


def _until(one: Denial, other: Denial) -> bool:
    """Join "erst" and "not until"."""
    return _joins(one, other, "until", frozenset({"only", "until"}))


def _hardly(one: Denial, other: Denial) -> bool:
    """Join "kaum" and "rarely"."""
    return _joins(one, other, "hardly", frozenset({"low"}))


def _at_most(one: Denial, other: Denial) -> bool:
    """Join "nicht mehr als" and "up to"."""
    return _joins(one, other, "at-most", frozenset({"limit", "at-most", "only"}))


def _joins(one: Denial, other: Denial, sense: str, answers: frozenset[str]) -> bool:
    return any(
        plain.cue.strength == "plain"
        and plain.cue.sense == sense
        and answer.cue.strength != "plain"
        and answer.cue.sense in answers
        for plain, answer in ((one, other), (other, one))
    )


def _one_plain(source: Denial, target: Denial) -> bool:
    """Let a near cue answer a plain one; but a "not unlike" is no answer to a plain "nicht"."""
    plain, answer = (target, source) if target.cue.strength == "plain" else (source, target)
    if plain.cue.strength != "plain" or answer.cue.strength == "plain":
        return False
    if answer.cue.strength == "idle":  # a negator by its form answers from anywhere
        if answer.cue.sense == "only" or _clash(source, target):
            return False  # "ne … que" restricts; "not" beside it denies
        return not (answer is target and answer.cue.sense == "double")
    if answer.cue.sense in NO_ANSWERS:
        return False
    if answer.cue.sense in FAR_ANSWERS:
        return True
    reach = max(REACH, NEAR / min(source.length, target.length))
    return abs(source.at - target.at) <= reach


def _distance(one: Denial, other: Denial) -> float:
    """Order candidates by nearness; other senses stand back, "without" furthest."""
    senses = {one.cue.sense, other.cue.sense}
    back = 0.0 if len(senses) == 1 else 1.0 if "without" in senses else 0.2
    return abs(one.at - other.at) + back
