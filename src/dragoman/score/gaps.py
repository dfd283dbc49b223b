"""Which words have no answer on the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dragoman.languages import get
from dragoman.score.passage import Passage, Place

UNANSWERED = 0.3
"""A word whose tokens find no partner above this centred cosine (mean, middle layer) is a gap.

Chosen on rule-made pairs (phrases put into good translations from ten languages): words put in lie
at .21 in the middle, others at .68; below .3 and unlinked, .91 of the words are ones put in and .76
of those are found (.35: .88/.84, .40: .85/.89).
"""

WEAK = 0.6
"""A word answered no better than this between two gaps belongs to them: "drei" in a lost "darunter
drei Kinder" still resembles the "twelve" that is left."""

SHORTEST = 3
"""Words of fewer letters are mostly grammar, which languages express differently or not at all."""


def gaps(
    one: Passage, best: npt.NDArray[np.float32], linked: frozenset[Place]
) -> tuple[Place, ...]:
    """Return the stretches of *one* that nothing answers, in order.

    *best* holds, for each token that belongs to a word, its best cosine on the middle layer;
    *linked* are the words with a word link. Neighbouring gaps are one stretch; function words
    between them belong to it.
    """
    owners = np.array([owner for owner in one.word_of_token if owner >= 0])
    if len(owners) != len(best):
        return ()
    totals = np.bincount(owners, weights=best, minlength=len(one.words))
    counts = np.bincount(owners, minlength=len(one.words))
    function = get(one.lang).words("function")
    states: list[bool | None] = []
    for number, (place, text) in enumerate(zip(one.words, one.word_texts, strict=True)):
        if len(text) < SHORTEST or text.casefold() in function or not counts[number]:
            states.append(None)
        else:
            mean = totals[number] / counts[number]
            gap = bool(mean < UNANSWERED) and place not in linked
            states.append(gap or (None if mean < WEAK else False))
    return tuple(_stretches(one.words, states))


def _stretches(places: Sequence[Place], states: Sequence[bool | None]) -> Iterator[Place]:
    """Join neighbouring gaps (True); None neither begins a stretch nor ends one."""
    first = last = None
    for place, state in zip(places, states, strict=True):
        if first is not None and last is not None and (state is False or place[0] != last[0]):
            yield first[0], first[1], last[2]
            first = last = None
        if state:
            first, last = first or place, place
    if first is not None and last is not None:
        yield first[0], first[1], last[2]
