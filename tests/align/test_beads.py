"""What holds of every alignment, whatever the vectors."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.align import Run, align
from dragoman.align.answers import Judges
from dragoman.align.beads import BUDGET, margin
from dragoman.align.lattice import OUT, Band, Skips, Step
from dragoman.align.moved import cross, without_moved
from dragoman.align.planes import BREAK, Runs, score_planes
from dragoman.align.weighing import Weighing
from dragoman.model import Bead
from tests.align.cases import Table, drawn, side

articles = st.builds(drawn, st.integers(0, 10_000), st.integers(0, 9), st.integers(0, 9))


@given(articles)
@settings(max_examples=80, deadline=None)
def test_every_sentence_is_in_exactly_one_bead(article) -> None:
    source, target, shares = article
    beads = align(source, target, answers=Table(shares))
    assert sorted(i for bead in beads for i in bead.source) == list(range(len(source)))
    assert sorted(j for bead in beads for j in bead.target) == list(range(len(target)))
    assert all(bead.source or bead.target for bead in beads)


@given(articles)
@settings(max_examples=80, deadline=None)
def test_beads_are_monotone_apart_from_what_moved(article) -> None:
    source, target, shares = article
    beads = align(source, target, answers=Table(shares))
    for name in ("source", "target"):
        order = [i for bead in beads if not bead.moved for i in getattr(bead, name)]
        assert order == sorted(order)
    sources = [i for bead in beads for i in bead.source]
    assert sources == sorted(sources)
    both = [bead for bead in beads if bead.source and bead.target]
    for bead in both:
        crossing = any(
            (one.source < bead.source) != (one.target < bead.target) for one in both if one != bead
        )
        assert crossing or not bead.moved


@given(articles)
@settings(max_examples=80, deadline=None)
def test_swapping_the_sides_mirrors_the_alignment(article) -> None:
    source, target, shares = article
    there = align(source, target, answers=Table(shares))
    back = align(target, source, answers=Table(shares.T))
    assert {(bead.source, bead.target, bead.moved) for bead in there} == {
        (bead.target, bead.source, bead.moved) for bead in back
    }


@given(articles, st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_merges_are_embedded_within_the_budget(article, seed) -> None:
    source, target, _ = article
    spent = 0
    seen: set[tuple[int, Run]] = set()

    def embed(left, right):
        nonlocal spent
        for number, runs in enumerate((left, right)):
            assert all(size > 1 and (number, (first, size)) not in seen for first, size in runs)
            seen.update((number, run) for run in runs)
        spent += 10 * sum(size for _, size in (*left, *right))
        chance = np.random.default_rng(seed)
        return tuple(
            side(chance.normal(size=(max(len(runs), 1), 24))).vectors[: len(runs)]
            for runs in (left, right)
        )

    beads = align(source, target, embed=embed)
    assert spent <= BUDGET * 10 * (len(source) + len(target))
    assert sorted(i for bead in beads for i in bead.source) == list(range(len(source)))


def test_the_same_article_gives_the_same_beads() -> None:
    results = {align(*drawn(7, 30, 30)[:2]) for _ in range(3)}
    assert len(results) == 1


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_sides_of_few_sentences_or_none(rows: int, columns: int) -> None:
    beads = align(*drawn(0, rows, columns)[:2])
    assert len(beads) == (1 if rows == columns == 1 else rows + columns)


EYE = np.eye(12)


def beads_of(target: np.ndarray, shares: np.ndarray | None = None) -> set[tuple]:
    source = side(EYE[: 12 - 2])
    table = Table(shares if shares is not None else np.clip(source.vectors @ target.T, 0, 1))
    return {
        (bead.source, bead.target, bead.moved)
        for bead in align(source, side(target), answers=table)
    }


def test_what_one_side_lacks_pulls_no_neighbour_along() -> None:
    found = beads_of(np.concatenate((EYE[:3], EYE[10:12], EYE[5:10])))
    assert {((i,), (i,), False) for i in (0, 1, 2, 5, 6, 7, 8, 9)} <= found
    assert ((3,), (), False) in found
    assert ((), (4,), False) in found


@pytest.mark.parametrize("count", [2, 3, 4])
def test_one_sentence_may_become_up_to_four(count: int) -> None:
    chance = np.random.default_rng(count)
    rows = chance.normal(size=(10, 64))
    parts = chance.normal(size=(count, 64)) + rows[4] / count
    rows[4] = parts.sum(axis=0)
    pieces = np.concatenate((rows[:4], parts, rows[5:]))
    whole, cut = side(rows, [10 * (count if n == 4 else 1) for n in range(10)]), side(pieces)
    wanted = ((4,), tuple(range(4, 4 + count)))
    assert wanted in {(bead.source, bead.target) for bead in align(whole, cut)}
    assert wanted[::-1] in {(bead.source, bead.target) for bead in align(cut, whole)}


def test_a_sentence_put_elsewhere_is_moved_and_not_missing() -> None:
    order = [0, 1, 3, 4, 5, 6, 2, 7, 8, 9]
    found = beads_of(EYE[order])
    assert found == {((i,), (order.index(i),), i == 2) for i in range(10)}


def test_a_moved_bead_stands_where_its_source_does() -> None:
    order = [0, 1, 3, 4, 5, 6, 2, 7, 8, 9]
    beads = align(side(EYE[:10]), side(EYE[order]), answers=Table(EYE[:10, :10][:, order]))
    assert all(one.source < other.source for one, other in pairwise(beads))
    assert beads[2] == Bead(source=(2,), target=(6,), similarity=1.0, moved=True)


def test_what_is_evident_depends_on_the_language() -> None:
    order = [0, 1, 3, 4, 5, 6, 2, 7, 8, 9]
    moved = {bead[:2] for bead in beads_of(EYE[order], 0.3 * EYE[:10][:, order]) if bead[2]}
    assert moved == {((2,), (6,))}


def test_strong_vectors_alone_are_no_evidence_of_a_move() -> None:
    order = [0, 1, 3, 4, 5, 6, 2, 7, 8, 9]
    shares = np.where(EYE[:10][:, order] > 0, 0.7, 0.1)
    shares[2, 6] = 0.3
    found = beads_of(EYE[order], shares=shares)
    assert not any(moved for *_, moved in found)


@pytest.mark.parametrize("side_with_breaks", [0, 1], ids=["in the source", "in the translation"])
def test_a_paragraph_break_tells_against_a_merge(side_with_breaks: int) -> None:
    sides = list(drawn(2, 8, 8)[:2])
    plain = score_planes(Runs(sides[0]), Runs(sides[1]), Band.full(8, 8))
    starts = np.arange(8) == 3
    sides[side_with_breaks] = replace(sides[side_with_breaks], starts=starts)
    parted = score_planes(Runs(sides[0]), Runs(sides[1]), Band.full(8, 8))
    for (a, b), plane in parted.items():
        size = (a, b)[side_with_breaks]
        for i in range(8 - a + 1):
            for j in range(8 - b + 1):
                first = (i, j)[side_with_breaks]
                factor = BREAK if first < 3 < first + size else 1.0
                assert plane[i, j] == pytest.approx(plain[a, b][i, j] * factor)


def test_long_sentences_weigh_more_in_a_merge() -> None:
    article = replace(side(EYE[:3]), tokens=np.array([1, 9, 5], np.int32))
    runs = Runs(article)
    one, nine = article.vectors[0] - runs.mean[0], article.vectors[1] - runs.mean[0]
    expected = (one + 9 * nine) / np.linalg.norm(one + 9 * nine)
    assert runs.vectors(2)[0] == pytest.approx(expected, abs=1e-6)


def test_a_margin_is_what_a_bead_beats_its_rivals_by() -> None:
    left, right = (Runs(replace(side(EYE[:n]), prior=None)) for n in (3, 3))
    assert margin(Step(1, 1, 1, 1), left, right) == pytest.approx(1.0)
    assert margin(Step(1, 2, 1, 1), left, right) == pytest.approx(-1.0)
    assert margin(Step(0, 0, 1, 1), Runs(side(EYE[:1])), Runs(side(EYE[:1]))) == pytest.approx(1.0)


@pytest.mark.parametrize(("on_the_path", "moved"), [(0.3, False), (0.0, True)])
def test_a_crossing_must_bring_more_than_it_takes(on_the_path: float, moved: bool) -> None:
    plane = np.where(np.eye(10, 11) > 0, 0.5, 0.0)
    plane[:, 10] = OUT
    plane[2, 2] = plane[6, 6] = on_the_path
    plane[2, 6] = 0.36
    planes, band = {(1, 1): plane}, Band.full(10, 10)
    table = np.diag([0.6] * 10)
    table[2, 6] = 0.6
    judges = Judges(
        similarity=lambda _: 0.5, margin=lambda _: 0.5, is_furniture=lambda _: False,
        answers=Table(table),
    )  # fmt: skip
    _, found = without_moved(
        planes, band, Skips(np.full(10, -0.1), np.full(10, -0.1)),
        weighing=Weighing(planes, band, judges), answers=judges.answers,
    )  # fmt: skip
    assert (Step(2, 6, 1, 1) in found) is moved


@pytest.mark.parametrize(
    ("step", "crosses"),
    [
        (Step(1, 1, 1, 1), False),
        (Step(6, 6, 1, 2), False),
        (Step(2, 7, 1, 1), True),
        (Step(6, 2, 1, 1), True),
        (Step(2, 7, 1, 0), False),
        (Step(6, 2, 0, 1), False),
    ],
    ids=["before", "behind", "above", "below", "a sentence left out", "a sentence added"],
)
def test_beads_cross_if_their_order_differs(step: Step, crosses: bool) -> None:
    assert cross(Step(4, 4, 2, 1), step) is crosses
