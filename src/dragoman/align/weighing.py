"""The path found again as its beads turn out to lack answers, or to be founded on nothing.

Beads near the best path lose what their sentences lack in answers, and the path is found again;
whatever it turns to instead, a skip or another merge, is weighed in its turn. A bead that is on the
path in the end, and that too little speaks for, is barred, and the path found without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dragoman.align.answers import (
    ALONE,
    FOUNDED,
    FURNITURE,
    MEMBER,
    USUAL,
    Judges,
    Usual,
    evidence,
    lack,
    limit,
    loss,
    mean,
    pair,
    usual,
)  # fmt: skip
from dragoman.align.lattice import (
    OUT,
    Band,
    Planes,
    Skips,
    Step,
    backward,
    forward,
    through,
    trace,
)  # fmt: skip

DOUBTFUL = 0.4
"""1:1 beads of a higher centred cosine are not looked at: of 12 unrelated pairs that the path made
of cut news none was above .33."""

CLOSE = 0.5
"""1:1 beads of a higher cosine are never parted; .48 is what two in a hundred unrelated have."""

NEAR = 0.3
"""Beads are weighed if their best path scores within this of the best; what ``LOSS`` could move is
farther only where several beads change at once."""

ROUNDS = 3
"""How often beads near the path are weighed; each round looks at what came near in the last."""


class Weighing:
    """Takes from the planes of an article, in place, what beads lack in answers; each once."""

    def __init__(self, planes: Planes, band: Band, judges: Judges) -> None:
        self._planes, self._band, self._judges = planes, band, judges
        self._known: set[Step] = set()
        self._usual: Usual | None = None

    def path(self, planes: Planes, skips: Skips) -> list[Step]:
        """Return the best path through *planes* after weighing what is near it.

        *planes* may be a copy in which cells are barred; what is learnt goes into both.
        """
        for _ in range(ROUNDS):
            new = list(self._near(planes, skips))
            if not new:
                break
            for step, lost in zip(new, self._losses(new, planes, skips), strict=True):
                self._known.add(step)
                self._take(step, lost, planes)
        return trace(planes, self._band, skips, forward(planes, self._band, skips))

    def founded(self, path: list[Step], planes: Planes, skips: Skips) -> list[Step]:
        """Return *path*, found again through *planes* without the beads too little speaks for."""
        for _ in range(ROUNDS):
            unfounded = self._unfounded(path)
            if not unfounded:
                break
            for step in unfounded:
                self._take(step, -OUT, planes)
            path = self.path(planes, skips)
        return path

    def _take(self, step: Step, lost: float, planes: Planes) -> None:
        place = (step.i, step.j - int(self._band.low[step.i]))
        for held in {id(one): one for one in (planes, self._planes)}.values():
            held[step.a, step.b][place] -= lost

    def usual(self, path: Sequence[Step]) -> Usual:
        """Return how far this article's beads are answered, by the first path that was asked for.

        Unrelated pairs on it do not matter: medians are taken.
        """
        if self._usual is None:
            self._usual = usual(path, self._judges)
        return self._usual

    def _near(self, planes: Planes, skips: Skips) -> Iterator[Step]:
        """Yield beads near the best path that are not weighed yet."""
        ahead = forward(planes, self._band, skips)
        behind = backward(planes, self._band, skips)
        best = behind[0, 0]
        for shape, plane in planes.items():
            around = through(ahead, plane, behind, self._band, shape)
            for i, k in np.argwhere(around >= best - NEAR).tolist():
                step = Step(i, k + int(self._band.low[i]), *shape)
                if step not in self._known and not self._firm(step):
                    yield step

    def _firm(self, step: Step) -> bool:
        return (
            step.a == step.b == 1
            and not self._judges.is_furniture(step)
            and self._judges.similarity(step) >= DOUBTFUL
        )

    def _losses(self, steps: Sequence[Step], planes: Planes, skips: Skips) -> Iterator[float]:
        if self._usual is None:
            self.usual(trace(planes, self._band, skips, forward(planes, self._band, skips)))
        typical = self._usual or USUAL
        member, alone = limit(MEMBER, typical.shares), limit(ALONE, typical.shares)
        found = self._judges.answers([pair(step) for step in steps])
        for step, shares in zip(steps, found, strict=True):
            wanted = FURNITURE if self._judges.is_furniture(step) else alone
            single = step.a == step.b == 1
            yield lack(mean(shares), wanted) if single else loss(shares, member)

    def _unfounded(self, path: Sequence[Step]) -> list[Step]:
        """Return the beads of *path* that too little speaks for."""
        doubted = [step for step in path if self._open(step)]
        found = self._judges.answers([pair(step) for step in doubted])
        wanted = limit(FOUNDED, self.usual(path).evidence)
        return [
            step
            for step, shares in zip(doubted, found, strict=True)
            if evidence(step, shares, self._judges) < wanted
        ]

    def _open(self, step: Step) -> bool:
        return (
            step.a > 0
            and step.b > 0
            and not self._judges.is_furniture(step)
            and self._judges.similarity(step) < CLOSE
        )
