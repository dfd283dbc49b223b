"""What a translation is like as a whole: two mean vectors of the encoder's middle layer.

How well words are answered says nothing of the English they make together. The mean state of the
target's tokens does, and the mean difference between source tokens and their partners tells what
kind of thing changed. They count in the languages whose human scores they were taught on, and
nowhere else. Left out of what is taught, a language of MLQE-PE gains by them (correlation of the
linear part .514 to .555, mean of ro, et, ru, ne, 6,300 rows each); but other texts by other engines
lose (WMT18, raw scores, .488 to .467): beside the kind of English they know the kind of text.

The source's mean state was tried beside them and left out: it is as telling where scores were
learned (Russian .59 from the source alone) and worth nothing in another language, since it knows
which sources are hard, not what became of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman.score.centres import Centres
from dragoman.score.passage import Passage
from dragoman.score.reader import MIDDLE
from dragoman.vectors import Vectors


def states(
    source: Passage, target: Passage, centres: tuple[Centres, Centres], planes: Sequence[Vectors]
) -> Vectors:
    """Return the mean states of a pair, shape (2 d,); *planes* as for ``reader.read``."""
    here, there = (
        passage.tokens[MIDDLE] - centre.tokens[MIDDLE]
        for passage, centre in zip((source, target), centres, strict=True)
    )
    return means(here, there, there[planes[MIDDLE].argmax(axis=1)])


def means(source: Vectors, target: Vectors, partners: Vectors) -> Vectors:
    """Average centred token states: the target's (m, d), and source (n, d) less its *partners*."""
    return np.concatenate((target.mean(axis=0), (source - partners).mean(axis=0)))
