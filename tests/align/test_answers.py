"""What is taken off a bead for want of an answer."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.align.answers import loosen
from dragoman.align.lattice import Step
from tests.align.cases import Table

FIRM, NONE = 0.6, 0.02
ONES = [Step(n, n, 1, 1) for n in range(20, 40)]


def loosened(
    step: Step,
    shares: dict[tuple[int, int], float],
    *,
    cosine: float = 0.1,
    furniture: bool = False,
) -> set[Step]:
    """Loosen one bead of an article whose other beads are firm."""
    table = np.full((40, 40), NONE)
    table[range(20, 40), range(20, 40)] = FIRM
    for (i, j), share in shares.items():
        table[i, j] = share
    found = loosen(
        [step, *ONES],
        similarity=lambda one: cosine if one == step else 0.8,
        is_furniture=lambda one: furniture and one == step,
        answers=Table(table),
    )
    assert set(ONES) <= set(found)
    return set(found) - set(ONES)


@pytest.mark.parametrize(
    ("step", "shares", "left"),
    [
        (Step(0, 0, 2, 1), {(0, 0): FIRM, (1, 0): FIRM}, {Step(0, 0, 2, 1)}),
        (Step(0, 0, 2, 1), {(0, 0): FIRM}, {Step(0, 0, 1, 1), Step(1, 0, 1, 0)}),
        (Step(0, 0, 2, 1), {(1, 0): FIRM}, {Step(1, 0, 1, 1), Step(0, 0, 1, 0)}),
        (Step(0, 0, 1, 2), {(0, 1): FIRM}, {Step(0, 1, 1, 1), Step(0, 0, 0, 1)}),
        (
            Step(0, 0, 1, 3),
            {(0, 0): FIRM},
            {Step(0, 0, 1, 1), Step(0, 1, 0, 1), Step(0, 2, 0, 1)},
        ),
        (Step(0, 0, 3, 1), {(0, 0): FIRM, (2, 0): FIRM}, {Step(0, 0, 3, 1)}),
        (Step(0, 0, 1, 1), {(0, 0): FIRM}, {Step(0, 0, 1, 1)}),
        (Step(0, 0, 1, 1), {}, {Step(0, 0, 1, 0), Step(0, 0, 0, 1)}),
    ],
    ids=[
        "both halves of a sentence stay",
        "a sentence left out behind its neighbour",
        "a sentence left out before its neighbour",
        "a sentence added before its neighbour",
        "two sentences added, one after the other",
        "an inner sentence stays, its neighbours hold it",
        "a firm pair stays",
        "a sentence left out beside one added",
    ],
)  # fmt: skip
def test_only_the_unanswered_is_taken_off(step, shares, left) -> None:
    assert loosened(step, shares) == left


def test_a_pair_of_like_sentences_is_not_looked_at() -> None:
    assert loosened(Step(0, 0, 1, 1), {}, cosine=0.7) == {Step(0, 0, 1, 1)}


@pytest.mark.parametrize("furniture", [False, True])
def test_page_furniture_needs_a_better_answer(furniture: bool) -> None:
    whole, apart = {Step(0, 0, 1, 1)}, {Step(0, 0, 1, 0), Step(0, 0, 0, 1)}
    found = loosened(Step(0, 0, 1, 1), {(0, 0): 0.25}, furniture=furniture)
    assert found == (apart if furniture else whole)


def test_a_free_translation_keeps_its_weak_pairs() -> None:
    chance = np.random.default_rng(1)
    steps = [Step(n, n, 1, 1) for n in range(40)]
    table = np.diag(np.clip(chance.normal(0.4, 0.15, 40), 0.12, 0.9))
    table[0, 0] = 0.15
    kept = loosen(
        steps, similarity=lambda _: 0.1, is_furniture=lambda _: False, answers=Table(table)
    )
    assert set(kept) == set(steps)
