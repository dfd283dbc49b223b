"""Match the denials of a bead, and tell which was lost or added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.check.quantities.polarity import Cue, cues
from dragoman.model import Sentence

REACH = 0.4
"""How far, in parts of a bead, a denial may stand from the word that answers it.

Clauses change places between languages, so the reach is wide; only in long sentences does it keep
an "unable" at one end from answering a "not" at the other.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A cue in its sentence; ``at`` is its relative position in the bead, in [0, 1]."""

    sentence: int
    cue: Cue
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A denial without an answer, and how bare the other side is.

    ``rivals`` is how many cues of any strength the other side has; ``plain`` how many of them are
    plain. ``length`` is the bead's length in characters on the denial's own side.
    """

    denial: Denial
    rivals: int
    plain: int


def read(sentences: Sequence[Sentence], lang: str) -> list[Denial]:
    """Read the denials of a bead's side."""
    length = sum(len(sentence.text) + 1 for sentence in sentences) or 1
    before, found = 0, []
    for sentence in sentences:
        for cue in cues(sentence.text, lang):
            at = (before + cue.start) / length
            found.append(Denial(sentence=sentence.index, cue=cue, at=at))
        before += len(sentence.text) + 1
    return found


def unanswered(
    source: Sequence[Denial], target: Sequence[Denial]
) -> tuple[list[Unanswered], list[Unanswered]]:
    """Return the plain denials of either side that nothing on the other side answers.

    Like answers like first (plain by plain, implied by implied of the same sense); what is left of
    the implied and idle cues may answer a plain one within ``REACH``.
    """
    free_source, free_target = set(range(len(source))), set(range(len(target)))
    for allowed, reach in ((_both_plain, 1.0), (_same_sense, 1.0), (_one_plain, REACH)):
        pairs = sorted(
            (_distance(source[i], target[j]), i, j)
            for i in free_source
            for j in free_target
            if allowed(source[i].cue, target[j].cue) and abs(source[i].at - target[j].at) <= reach
        )
        for _, i, j in pairs:
            if i in free_source and j in free_target:
                free_source.discard(i)
                free_target.discard(j)
    return (
        list(_left(source, free_source, target)),
        list(_left(target, free_target, source)),
    )


def _left(
    side: Sequence[Denial], free: set[int], other: Sequence[Denial]
) -> Iterator[Unanswered]:
    plain = sum(denial.cue.strength == "plain" for denial in other)
    for at in sorted(free):
        if side[at].cue.strength == "plain":
            yield Unanswered(denial=side[at], rivals=len(other), plain=plain)


def _both_plain(one: Cue, other: Cue) -> bool:
    return one.strength == other.strength == "plain"


def _same_sense(one: Cue, other: Cue) -> bool:
    return one.strength != "plain" and other.strength != "plain" and one.sense == other.sense


def _one_plain(source: Cue, target: Cue) -> bool:
    """Let a plain cue be answered by any; but a "not unlike" is no answer to a plain "nicht"."""
    return target.strength == "plain" or (source.strength == "plain" and target.sense != "double")


def _distance(one: Denial, other: Denial) -> float:
    return abs(one.at - other.at) + 0.2 * (one.cue.sense != other.cue.sense)
