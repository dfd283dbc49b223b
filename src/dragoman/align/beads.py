"""From sentence vectors to beads: cheap scores first, the encoder only where it decides."""

from __future__ import annotations

import numpy as np

from dragoman.align.answers import Answers, Judges
from dragoman.align.band import find_band
from dragoman.align.lattice import Band, Planes, Skips, Step, backward, forward, through, trace
from dragoman.align.moved import cross, without_moved
from dragoman.align.planes import Embed, Run, Runs, Side, Vectors, score_planes, skips
from dragoman.align.weighing import Weighing
from dragoman.model import Bead

NEAR = 0.1
"""Merges whose best path scores within this of the best path are really embedded. On Text+Berg that
is a third more tokens and ends where embedding every merge does (strict F1 .918 against .918)."""

BUDGET = 0.5
"""Most tokens spent on merges, as a share of the single sentences' tokens; the nearest go first."""

AROUND = 16
"""How many sentences on either side of a bead could be what it should have been paired with; 8 to
40 find the same in news."""

ROUNDS = 2
"""How often merges near the best path are embedded; the second round looks at those that only the
first one's vectors brought near."""


def align(
    source: Side, target: Side, *, embed: Embed | None = None, answers: Answers | None = None
) -> tuple[Bead, ...]:
    """Align the sentences of an article, every sentence exactly once.

    Beads come in the order of the text, omissions before additions between two of them; one that
    ``moved`` stands where its source does.

    *embed* gives the encoder's vectors of concatenated sentences; without it merges are judged by
    the weighted sums of their members alone. *answers* tells how far the words of sentences answer
    each other; without it sentences left out beside others may be merged into them. A bead's
    ``similarity`` is the cosine of its two sides after centring, in [-1, 1].

    The recipe follows Bertalign's second pass (Liu and Zhu 2022) with vectors centred per side,
    skips priced by what a sentence could have had, and a banded search (Vecalign's idea).
    """
    if not len(source) or not len(target):
        return _unaligned(len(source), len(target))
    left, right = Runs(source), Runs(target)
    band = find_band(source, target)
    planes = score_planes(left, right, band)
    priced = skips(planes[1, 1], band, source, target)
    known: set[tuple[int, Run]] = set()
    for _ in range(ROUNDS if embed is not None else 0):
        wanted = _near_merges(planes, band, priced, (source, target), known)
        if not any(wanted) or embed is None:
            break
        for runs, asked, vectors in zip((left, right), wanted, embed(*wanted), strict=True):
            for run, vector in zip(asked, vectors, strict=True):
                runs.replace(run, vector)
        planes = score_planes(left, right, band)
    moved: list[Step] = []
    if answers is None:
        steps = trace(planes, band, priced, forward(planes, band, priced))
    else:
        judges = Judges(
            similarity=lambda step: cosine(step, left, right),
            margin=lambda step: margin(step, left, right),
            is_furniture=lambda step: bool(source.furniture[step.i] or target.furniture[step.j]),
            answers=answers,
        )
        weighing = Weighing(planes, band, judges)
        steps, moved = without_moved(planes, band, priced, weighing=weighing, answers=answers)
    crossing = [bead for bead in moved if any(cross(bead, one) for one in (*steps, *moved))]
    steps += [bead for bead in moved if bead not in crossing]
    ordered = _inserted(crossing, _in_order(steps))
    return tuple(_bead(step, left, right, moved=step in crossing) for step in ordered)


def _near_merges(
    planes: Planes, band: Band, priced: Skips, sides: tuple[Side, Side], known: set[tuple[int, Run]]
) -> tuple[list[Run], list[Run]]:
    """Choose the merges worth embedding, the nearest to the best path first, within the budget.

    *known* is what earlier rounds embedded; it is added to.
    """
    ahead, behind = forward(planes, band, priced), backward(planes, band, priced)
    best = ahead[-1, len(sides[1]) - int(band.low[-1])]
    distances: dict[tuple[int, Run], float] = {}
    for (a, b), plane in planes.items():
        if (a, b) != (1, 1):
            around = through(ahead, plane, behind, band, (a, b))
            for i, k in np.argwhere(around >= best - NEAR).tolist():
                gap = float(best - around[i, k])
                for side, run in ((0, (i, a)), (1, (k + int(band.low[i]), b))):
                    if run[1] > 1:
                        distances[side, run] = min(gap, distances.get((side, run), NEAR))
    spent = _tokens(known, sides)
    budget = BUDGET * sum(int(side.tokens.sum()) for side in sides)
    wanted: tuple[list[Run], list[Run]] = ([], [])
    for key in sorted(distances, key=lambda key: (distances[key], key)):
        cost = _tokens({key}, sides)
        if key not in known and spent + cost <= budget:
            spent += cost
            known.add(key)
            wanted[key[0]].append(key[1])
    return wanted


def _tokens(runs: set[tuple[int, Run]], sides: tuple[Side, Side]) -> int:
    return sum(int(sides[side].tokens[first : first + size].sum()) for side, (first, size) in runs)


def cosine(step: Step, left: Runs, right: Runs) -> float:
    """Return the cosine of a bead's two sides, centred, in [-1, 1]."""
    return float(left.vectors(step.a)[step.i] @ right.vectors(step.b)[step.j])


def margin(step: Step, left: Runs, right: Runs) -> float:
    """Return by how much a bead's cosine beats the best of its sentences outside it, in [-2, 2].

    The mean over both sides; looked at are ``AROUND`` sentences before and after the bead.
    """
    rivals = [
        _best_outside(left.vectors(1)[step.i : step.i + step.a], right, (step.j, step.b)),
        _best_outside(right.vectors(1)[step.j : step.j + step.b], left, (step.i, step.a)),
    ]
    return cosine(step, left, right) - sum(rivals) / 2


def _best_outside(members: Vectors, others: Runs, run: Run) -> float:
    """Return the best cosine of *members* with a sentence near *run* but not in it, 0 of none."""
    first, size = run
    single = others.vectors(1)
    near = (single[max(first - AROUND, 0) : first], single[first + size : first + size + AROUND])
    return max(0.0, float((members @ np.concatenate(near).T).max(initial=0.0)))


def _in_order(steps: list[Step]) -> list[Step]:
    """Put beads in the order of the text, and the skips between two of them source first."""
    beads = sorted((step for step in steps if step.a and step.b), key=lambda step: step.i)
    skipped = [step for step in steps if not (step.a and step.b)]
    ordered: list[Step] = []
    for bead in (*beads, None):
        before = [
            skip
            for skip in skipped
            if bead is None or (skip.i < bead.i if skip.a else skip.j < bead.j)
        ]
        skipped = [skip for skip in skipped if skip not in before]
        ordered += sorted(before, key=lambda skip: (skip.b, skip.i, skip.j))
        ordered += [bead] if bead is not None else []
    return ordered


def _inserted(moved: list[Step], ordered: list[Step]) -> list[Step]:
    """Put beads that moved where their source stands."""
    for bead in moved:
        after = (n for n, step in enumerate(ordered) if step.a and step.i > bead.i)
        ordered.insert(next(after, len(ordered)), bead)
    return ordered


def _bead(step: Step, left: Runs, right: Runs, *, moved: bool) -> Bead:
    similarity = None
    if step.a and step.b:
        similarity = round(min(max(cosine(step, left, right), -1.0), 1.0), 4)
    return Bead(
        source=tuple(range(step.i, step.i + step.a)),
        target=tuple(range(step.j, step.j + step.b)),
        similarity=similarity,
        moved=moved,
    )


def _unaligned(sources: int, targets: int) -> tuple[Bead, ...]:
    return (
        *(Bead(source=(index,), target=()) for index in range(sources)),
        *(Bead(source=(), target=(index,)) for index in range(targets)),
    )
