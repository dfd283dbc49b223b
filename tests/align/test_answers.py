"""What beads lose for want of an answer, and where the path turns to instead."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.align.answers import (
    ALONE,
    LOSS,
    MEMBER,
    USUAL,
    WEIGHT,
    Judges,
    Usual,
    Weighing,
    limit,
    loss,
    usual,
)  # fmt: skip
from dragoman.align.lattice import OUT, Band, Skips, Step
from tests.align.cases import Table

FIRM, NONE = 0.6, 0.02
ONES = [Step(n, n, 1, 1) for n in range(3, 20)]
SIZE = 20


def path(
    bead: Step,
    shares: dict[tuple[int, int], float],
    *,
    cosine: float = 0.1,
    furniture: bool = False,
    firm: float = FIRM,
) -> set[Step]:
    """Find the path of an article whose other beads are firm, and *bead* the best by vectors."""
    planes = {
        (a, b): np.full((SIZE, SIZE + 1), OUT)
        for a in range(1, 5)
        for b in range(1, 5)
        if a + b < 6
    }
    for i in range(SIZE):
        planes[1, 1][i, i] = 0.5 if i >= 3 else 0.2
    planes[bead.a, bead.b][bead.i, bead.j] = 0.75 if bead.a + bead.b > 2 else 0.4
    # The parts of a merge score well too, so that there is something to turn to.
    for i in range(bead.i, bead.i + bead.a):
        for j in range(bead.j, bead.j + bead.b):
            planes[1, 1][i, j] = 0.4
    table = np.full((SIZE, SIZE), NONE)
    table[range(3, SIZE), range(3, SIZE)] = firm
    for (i, j), share in shares.items():
        table[i, j] = share
    judges = Judges(
        similarity=lambda step: cosine if step == bead else 0.3,
        is_furniture=lambda step: furniture and step == bead,
        answers=Table(table),
    )
    skips = Skips(np.full(SIZE, -0.12), np.full(SIZE, -0.12))
    found = Weighing(planes, Band.full(SIZE, SIZE), judges).path(planes, skips)
    assert set(ONES) <= set(found)
    return {step for step in set(found) - set(ONES) if step.a and step.b and step.i < 3}


@pytest.mark.parametrize(
    ("bead", "shares", "left"),
    [
        (Step(0, 0, 2, 1), {(0, 0): FIRM, (1, 0): FIRM}, {Step(0, 0, 2, 1)}),
        (Step(0, 0, 2, 1), {(0, 0): FIRM}, {Step(0, 0, 1, 1)}),
        (Step(0, 0, 2, 1), {(1, 0): FIRM}, {Step(1, 0, 1, 1)}),
        (Step(0, 0, 1, 2), {(0, 1): FIRM}, {Step(0, 1, 1, 1)}),
        (Step(0, 0, 1, 3), {(0, 0): FIRM}, {Step(0, 0, 1, 1)}),
        (Step(0, 0, 1, 1), {(0, 0): FIRM}, {Step(0, 0, 1, 1)}),
        (Step(0, 0, 1, 1), {}, set()),
    ],
    ids=[
        "both halves of a sentence stay",
        "a sentence left out behind its neighbour",
        "a sentence left out before its neighbour",
        "a sentence added before its neighbour",
        "two sentences added, one after the other",
        "a firm pair stays",
        "a sentence left out beside one added",
    ],
)  # fmt: skip
def test_only_the_unanswered_is_left_out(bead, shares, left) -> None:
    assert path(bead, shares) - {Step(1, 1, 1, 1), Step(2, 2, 1, 1)} == left


def test_a_pair_of_like_sentences_is_not_looked_at() -> None:
    assert Step(0, 0, 1, 1) in path(Step(0, 0, 1, 1), {}, cosine=0.7)


@pytest.mark.parametrize("furniture", [False, True])
def test_page_furniture_needs_a_better_answer(furniture: bool) -> None:
    # So free a translation that elsewhere .1 is enough.
    spread = [0.9, 0.15] * 8
    weak = {(n + 3, n + 3): share for n, share in enumerate(spread)}
    found = path(Step(0, 0, 1, 1), {(0, 0): 0.1, **weak}, furniture=furniture, cosine=0.7)
    assert (Step(0, 0, 1, 1) in found) is not furniture


def test_what_the_path_turns_to_is_weighed_too() -> None:
    found = path(Step(0, 0, 2, 2), {})
    assert not {step for step in found if step.i < 2 and step.j < 2}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (([0.6], [0.6]), 0.0),
        (([0.0], [0.0]), 2 * LOSS),
        (([0.3], [0.0]), LOSS),
        (([0.6, 0.0], [0.6]), LOSS),
        (([0.6, 0.1], [0.6]), LOSS / 2),
        (([0.6, 0.2], [0.6]), 0.0),
        (([0.6, 0.0], [0.0, 0.6]), 2 * LOSS),
        (([0.0], [0.6, 0.6]), LOSS),
    ],
    ids=[
        "answered on both sides",
        "answered on neither",
        "a pair counts by its mean",
        "one member without any answer",
        "one answered by half of the limit",
        "one just at the limit",
        "one on either side",
        "the sentence alone on its side counts as well",
    ],
)
def test_a_bead_loses_what_its_sentences_lack(shares, expected: float) -> None:
    assert loss(shares, 0.2, 0.3) == pytest.approx(expected)


def test_limits_fall_with_a_free_translation_and_stay_in_bounds() -> None:
    for kind in (MEMBER, ALONE):
        faithful, free = (
            limit(kind, Usual(*one, (0.6, 0.6))) for one in ((0.65, 0.1), (0.5, 0.12))
        )
        assert kind[1] <= free < faithful <= kind[2]
        assert limit(kind, Usual(0.3, 0.3, (0.3, 0.3))) == kind[1]
        assert limit(kind, Usual(0.9, 0.0, (0.9, 0.9))) == kind[2]


def test_the_usual_is_the_article_s_own_where_it_has_enough() -> None:
    table = Table(np.diag([0.4, 0.5] * 200))
    few, many = (usual([Step(n, n, 1, 1) for n in range(count)], table) for count in (2, 400))
    assert many.median == pytest.approx(0.45, abs=0.01)
    assert few.median == pytest.approx((2 * 0.45 + WEIGHT * USUAL.median) / (2 + WEIGHT))
    assert many.spread == pytest.approx(1.4826 * 0.05, abs=0.005)
    assert usual([Step(0, 0, 2, 1)], table) == USUAL


def test_a_free_translation_keeps_its_weak_pairs() -> None:
    weak = {(n, n): share for n, share in enumerate(np.linspace(0.2, 0.8, 17), start=3)}
    found = path(Step(0, 0, 1, 1), {(0, 0): 0.15, **weak})
    assert Step(0, 0, 1, 1) in found


def test_a_bead_is_weighed_once() -> None:
    planes = {(1, 1): np.full((1, 2), OUT)}
    planes[1, 1][0, 0] = 2.0
    table = Table(np.array([[0.0]]))
    judges = Judges(similarity=lambda _: 0.1, is_furniture=lambda _: False, answers=table)
    weighing = Weighing(planes, Band.full(1, 1), judges)
    skips = Skips(np.zeros(1), np.zeros(1))
    for _ in range(2):
        assert weighing.path(planes, skips) == [Step(0, 0, 1, 1)]
    assert planes[1, 1][0, 0] == pytest.approx(2.0 - 2 * LOSS)
