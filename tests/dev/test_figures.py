"""Alignment scores, counted by hand as Vecalign's ``score.py`` counts them."""

from __future__ import annotations

import pytest

from dragoman.dev.evaluate.figures import Rate, Score, alignment_scores, left_out
from dragoman.model import Bead

Ladder = list[tuple[tuple[int, ...], tuple[int, ...]]]

ONES: Ladder = [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
LOST: Ladder = [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def beads(ladder: Ladder) -> list[Bead]:
    return [Bead(source=source, target=target) for source, target in ladder]


@pytest.mark.parametrize(
    ("gold", "found", "strict", "lax"),
    [
        (ONES, ONES, ((3, 3), (3, 3)), ((3, 3), (3, 3))),
        (LOST, LOST, ((3, 3), (2, 2)), ((3, 3), (2, 2))),
        (ONES, [((0,), (0,)), ((1, 2), (1, 2))], ((1, 2), (1, 3)), ((2, 2), (3, 3))),
        (LOST, [((0, 1), (0,)), ((2,), (1,))], ((1, 2), (1, 2)), ((2, 2), (2, 2))),
        (
            ONES,
            [((0,), (0,)), ((1,), ()), ((), (1,)), ((2,), (2,))],
            ((2, 4), (2, 3)),
            ((2, 4), (2, 3)),
        ),
        ([((0,), (0,)), ((1, 2), ())], [*LOST[:1], ((1,), ()), ((2,), ())],
         ((1, 3), (1, 1)), ((1, 3), (1, 1))),
        ([((0,), (1,)), ((1,), (0,))], [((0,), (0,)), ((1,), (1,))],
         ((0, 2), (0, 2)), ((0, 2), (0, 2))),
        ([*ONES, ((), ())], [*ONES, ((), ()), ((0,), (0,))], ((3, 3), (3, 3)), ((3, 3), (3, 3))),
        (LOST[:1], ONES, ((1, 3), (1, 1)), ((1, 3), (1, 1))),
    ],
    ids=[
        "all right",
        "a right omission counts as found, but nobody had to find it",
        "a merge of two pairs is right in the lax count",
        "an omission swallowed by its neighbour is wrong in the strict count alone",
        "a wrong omission and a wrong addition are wrong in both counts",
        "omissions are compared as beads",
        "sentences that overlap on one side only are wrong",
        "beads of nothing and beads said twice count for nothing",
        "what the gold does not mention is wrong",
    ],
)  # fmt: skip
def test_scores(gold: Ladder, found: Ladder, strict: object, lax: object) -> None:
    scores = alignment_scores(beads(gold), beads(found))
    counted = [
        tuple((rate.hits, rate.n) for rate in (score.precision, score.recall)) for score in scores
    ]
    assert counted == [strict, lax]


def test_nothing_found_has_no_precision() -> None:
    strict, lax = alignment_scores(beads(ONES), [])
    assert strict == lax == Score(Rate(0, 0), Rate(0, 3))
    assert strict.f1 is None


def test_omissions_and_additions_are_counted_by_the_sentence() -> None:
    gold = [*LOST, ((3, 4), ()), ((), (2,))]
    found = [((0,), (0,)), ((1,), ()), ((2, 3), (1,)), ((4,), ()), ((), (2,))]
    assert left_out(beads(gold), beads(found)) == (
        Score(Rate(2, 2), Rate(2, 3)),
        Score(Rate(1, 1), Rate(1, 1)),
    )
