"""Match the denials of a bead, and tell which was lost or added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

NO_ANSWERS = frozenset({"only", "until"})
"""Senses that answer their like but no plain denial: "just" beside a lost "not" is an accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A cue in its sentence; ``at`` is its relative position in the bead, in [0, 1],
    ``length`` the characters of the bead's side."""

    sentence: int
    cue: Cue
    at: float
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A denial without an answer, and how bare the other side is.

    ``rivals`` is how many cues of any strength the other side has; ``plain`` how many of them are
    plain.
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
            found.append(Denial(sentence=sentence.index, cue=cue, at=at, length=length))
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
    for allowed in (_both_plain, _same_sense, _one_plain):
        pairs = sorted(
            (_distance(source[i], target[j]), i, j)
            for i in free_source
            for j in free_target
            if allowed(source[i], target[j])
        )
        for _, i, j in pairs:
            if i in free_source and j in free_target:
                free_source.discard(i)
                free_target.discard(j)
    return (
        list(_left(source, free_source, [target[j] for j in free_target], target)),
        list(_left(target, free_target, [source[i] for i in free_source], source)),
    )


def _left(
    side: Sequence[Denial], free: set[int], free_other: Sequence[Denial], other: Sequence[Denial]
) -> Iterator[Unanswered]:
    """Yield plain denials left over, and a "not only" that faces a bare "only"."""
    plain = sum(denial.cue.strength == "plain" for denial in other)
    for at in sorted(free):
        cue = side[at].cue
        if cue.strength == "plain" or _halved(side[at], free_other):
            yield Unanswered(denial=side[at], rivals=len(other), plain=plain)


def _halved(denial: Denial, others: Sequence[Denial]) -> bool:
    return denial.cue.sense == "not-only" and any(
        other.cue.sense == "only" and abs(other.at - denial.at) <= REACH for other in others
    )


def _both_plain(one: Denial, other: Denial) -> bool:
    return one.cue.strength == other.cue.strength == "plain"


def _same_sense(one: Denial, other: Denial) -> bool:
    return one.cue.strength != "plain" != other.cue.strength and one.cue.sense == other.cue.sense


def _one_plain(source: Denial, target: Denial) -> bool:
    """Let a near cue answer a plain one; but a "not unlike" is no answer to a plain "nicht"."""
    plain, answer = (target, source) if target.cue.strength == "plain" else (source, target)
    if plain.cue.strength != "plain":
        return False
    if answer.cue.strength == "idle":  # a negator by its form answers from anywhere
        return not (answer is target and answer.cue.sense == "double")
    if answer.cue.sense in NO_ANSWERS:
        return plain.cue.sense == "until"  # "erst" ↔ "not until"
    if answer.cue.sense in FAR_ANSWERS:
        return True
    reach = max(REACH, NEAR / min(source.length, target.length))
    return abs(source.at - target.at) <= reach


def _distance(one: Denial, other: Denial) -> float:
    """Order candidates by nearness; other senses stand back, "without" furthest."""
    senses = {one.cue.sense, other.cue.sense}
    back = 0.0 if len(senses) == 1 else 1.0 if "without" in senses else 0.2
    return abs(one.at - other.at) + back
