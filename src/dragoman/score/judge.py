"""Judge one bead: how far its meaning moved, and at which words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.model import DriftScore, WordLink
from dragoman.score.centres import Centres
from dragoman.score.passage import Passage

FEWEST_WORDS = 3
"""Below this many words on either side a sentence vector stands for a name or a label, and says
little: a score of "Foto: dpa" would be noise."""


def judge(
    source: Passage,
    target: Passage,
    links: Sequence[WordLink],
    *,
    centres: tuple[Centres, Centres],
) -> DriftScore:
    """Return the drift of *target* against *source*, in [0, 1], 0 = same meaning.

    *links* are the word links between them, *centres* the means of the source and target side.
    The value is None, with a reason, where a side is empty, too short or was cut by the encoder.
    """
    reason = unjudgeable(source, target)
    if reason is not None:
        return DriftScore(value=None, reason=reason)
    cosine = float(source.pooled(centres[0]) @ target.pooled(centres[1]))
    return DriftScore(value=round(1 / (1 + math.exp(8 * (cosine - 0.45))), 4))


def unjudgeable(source: Passage, target: Passage) -> str | None:
    """Say why a bead cannot be judged; None if it can."""
    if not source.sentences:
        return "no source sentence"
    if not target.sentences:
        return "no target sentence"
    if source.truncated or target.truncated:
        return "longer than the model reads"
    if min(len(source.words), len(target.words)) < FEWEST_WORDS:
        return "too short"
    return None
