"""What beads lose for want of an answer, and where the path turns to instead."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.align.answers import (
    ALONE,
    FOUNDED,
    LOSS,
    MEMBER,
    USUAL,
    WEIGHT,
    Judges,
    evidence,
    lack,
    limit,
    loss,
    usual,
)  # fmt: skip
from dragoman.align.lattice import OUT, Band, Skips, Step
from dragoman.align.weighing import Weighing
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
        similarity=lambda step: 0.3 if step in ONES else cosine,
        margin=lambda step: 0.3 if step in ONES else cosine,
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
        (([0.0], [0.0]), 0.0),
        (([0.6, 0.0], [0.6]), LOSS),
        (([0.6, 0.1], [0.6]), LOSS / 2),
        (([0.6, 0.2], [0.6]), 0.0),
        (([0.6, 0.0], [0.0, 0.6]), 2 * LOSS),
        (([0.0], [0.6, 0.6]), LOSS),
    ],
    ids=[
        "a pair counts as a whole alone",
        "one member without any answer",
        "one answered by half of the limit",
        "one just at the limit",
        "one on either side",
        "the sentence alone on its side counts as well",
    ],
)
def test_a_merge_loses_what_its_sentences_lack(shares, expected: float) -> None:
    assert loss(shares, 0.2) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.5, 0.0), (0.2, 0.0), (0.1, LOSS), (0.0, 2 * LOSS), (-0.1, 2 * LOSS)],
    ids=["well answered", "at the limit", "half way", "not at all", "no more than all"],
)
def test_a_pair_loses_what_it_lacks_as_a_whole(share: float, expected: float) -> None:
    assert lack(share, 0.2) == pytest.approx(expected)


NEWS = [Step(n, n, 1, 1) for n in range(5)] + [Step(n, n, 1, 1) for n in range(7, 20)]
BY_CHANCE = {"cosine": 0.1, "margin": -0.4, "share": 0.3}


def founded(bead: Step, *, cosine: float, margin: float, share: float, sum_up: float) -> list[Step]:
    """Find the path of an article of firm beads and, in sentences 5 and 6, *bead* or a merge.

    The merge takes one sentence more than the firm bead before it, 4:4, and scores *sum_up*.
    """
    planes = {(a, b): np.full((20, 21), OUT) for a, b in ((1, 1), (1, 2), (2, 1), (2, 2))}
    planes[1, 1][np.eye(20, 21) > 0] = [0.5] * 5 + [OUT] * 2 + [0.5] * 13
    planes[bead.a, bead.b][bead.i, bead.j] = 0.3
    planes[2, 1][4, 4] = sum_up
    judges = Judges(
        similarity=lambda step: cosine if step == bead else 0.65,
        margin=lambda step: margin if step == bead else 0.35,
        is_furniture=lambda _: False,
        answers=Table(np.full((20, 20), 0.02) + np.diag([0.6] * 20) + _block(share)),
    )
    skips = Skips(np.full(20, -0.1), np.full(20, -0.1))
    weighing = Weighing(planes, Band.full(20, 20), judges)
    return weighing.founded(weighing.path(planes, skips), planes, skips)


def _block(share: float) -> np.ndarray:
    """Return what makes the shares of sentences 5 and 6 *share*, and 5 a part of sentence 4."""
    block = np.zeros((20, 20))
    block[5:7, 5:7] = share - 0.02 - np.diag([0.6, 0.6])
    block[5, 4] = 0.5
    return block


@pytest.mark.parametrize(
    ("bead", "given", "stays"),
    [
        (Step(5, 5, 1, 1), {}, False),
        (Step(5, 5, 1, 2), {}, False),
        (Step(5, 5, 2, 2), {}, False),
        (Step(5, 5, 1, 1), {"cosine": 0.3, "margin": 0.2}, True),
        (Step(5, 5, 1, 1), {"margin": 0.5}, True),
        (Step(5, 5, 1, 1), {"cosine": 0.6, "margin": -0.9}, True),
    ],
    ids=[
        "by chance alike",
        "a merge by chance alike",
        "two beside two by chance alike",
        "weak but right",
        "weak but without a rival",
        "close",
    ],
)
def test_a_bead_is_parted_if_nothing_speaks_for_it(bead, given, stays: bool) -> None:
    found = founded(bead, **(BY_CHANCE | given), sum_up=OUT)
    assert set(NEWS) <= set(found)
    assert (bead in found) is stays
    assert sum(step.a for step in found) == sum(step.b for step in found) == 20


def test_what_is_parted_goes_where_its_words_answer() -> None:
    bead = Step(5, 5, 1, 1)
    found = founded(bead, **BY_CHANCE, sum_up=0.55)
    assert {Step(4, 4, 2, 1), *NEWS} - {Step(4, 4, 1, 1)} <= set(found)
    assert bead not in found


@pytest.mark.parametrize("part", ["similarity", "margin", "shares"])
def test_each_kind_of_evidence_counts(part: str) -> None:
    def found(**given: float) -> float:
        judges = Judges(
            similarity=lambda _: given.get("similarity", 0.1),
            margin=lambda _: given.get("margin", 0.1),
            is_furniture=lambda _: False,
            answers=Table(np.zeros((1, 1))),
        )
        share = given.get("shares", 0.1)
        return evidence(Step(0, 0, 1, 1), ([share], [share]), judges)

    assert found(**{part: 0.4}) == pytest.approx(found() + 0.3)


def test_limits_fall_with_a_free_translation_and_stay_in_bounds() -> None:
    for kind, pairs in (
        (MEMBER, ((0.65, 0.13), (0.5, 0.12))),
        (ALONE, ((0.65, 0.13), (0.5, 0.12))),
        (FOUNDED, ((1.7, 0.28), (1.4, 0.4))),
    ):
        faithful, free = (limit(kind, one) for one in pairs)
        assert kind[1] <= free < faithful <= kind[2]
        assert limit(kind, (0.3, 1.5)) == kind[1]
        assert limit(kind, (2.5, 0.0)) == kind[2]


def test_the_usual_is_the_article_s_own_where_it_has_enough() -> None:
    judges = Judges(
        similarity=lambda _: 0.3, margin=lambda _: 0.2, is_furniture=lambda _: False,
        answers=Table(np.diag([0.4, 0.5] * 500)),
    )  # fmt: skip
    few, many = (usual([Step(n, n, 1, 1) for n in range(count)], judges) for count in (2, 1000))
    assert many.shares[0] == pytest.approx(0.45, abs=0.01)
    assert many.evidence[0] == pytest.approx(0.95, abs=0.02)
    assert many.shares[1] == pytest.approx(1.4826 * 0.05, abs=0.005)
    assert few.shares[0] == pytest.approx((2 * 0.45 + WEIGHT * USUAL.shares[0]) / (2 + WEIGHT))
    assert few.evidence[1] == pytest.approx(USUAL.evidence[1], abs=0.01)
    assert usual([Step(0, 0, 2, 1)], judges) == USUAL


def test_a_free_translation_keeps_its_weak_pairs() -> None:
    weak = {(n, n): share for n, share in enumerate(np.linspace(0.2, 0.8, 17), start=3)}
    found = path(Step(0, 0, 1, 1), {(0, 0): 0.15, **weak})
    assert Step(0, 0, 1, 1) in found


def test_a_bead_is_weighed_once() -> None:
    planes = {(1, 1): np.full((1, 2), OUT)}
    planes[1, 1][0, 0] = 2.0
    table = Table(np.array([[0.0]]))
    judges = Judges(
        similarity=lambda _: 0.1, margin=lambda _: 0.9, is_furniture=lambda _: False, answers=table
    )
    weighing = Weighing(planes, Band.full(1, 1), judges)
    skips = Skips(np.zeros(1), np.zeros(1))
    for _ in range(2):
        assert weighing.path(planes, skips) == [Step(0, 0, 1, 1)]
    assert planes[1, 1][0, 0] == pytest.approx(2.0 - 2 * LOSS)
