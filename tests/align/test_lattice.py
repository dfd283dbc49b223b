"""The dynamic programme against trying everything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from dragoman.align.band import find_band
from dragoman.align.lattice import OUT, Band, Planes, Skips, Step, backward, forward, trace
from dragoman.align.planes import SHAPES, Runs, score_planes, skips
from tests.align.cases import drawn, side


def random_planes(
    seed: int, rows: int, columns: int
) -> tuple[dict[tuple[int, int], np.ndarray], Skips]:
    chance = np.random.default_rng(seed)
    planes = {}
    for a, b in SHAPES:
        plane = np.full((rows, columns + 1), OUT)
        if a <= rows and b <= columns:
            inner = chance.normal(size=(rows - a + 1, columns - b + 1))
            plane[: rows - a + 1, : columns - b + 1] = inner
        planes[a, b] = plane
    costs = Skips(-chance.random(rows), -chance.random(columns))
    return planes, costs


def every_path(rows: int, columns: int, i: int = 0, j: int = 0) -> Iterator[list[Step]]:
    if (i, j) == (rows, columns):
        yield []
    for a, b in ((1, 0), (0, 1), *SHAPES):
        if i + a <= rows and j + b <= columns:
            for rest in every_path(rows, columns, i + a, j + b):
                yield [Step(i, j, a, b), *rest]


def total(path: list[Step], planes: Planes, costs: Skips) -> float:
    score = 0.0
    for step in path:
        if not step.b:
            score += costs.source[step.i]
        elif not step.a:
            score += costs.target[step.j]
        else:
            score += planes[step.a, step.b][step.i, step.j]
    return float(score)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 4), (3, 3), (4, 2), (4, 4), (5, 4)])
@pytest.mark.parametrize("seed", range(4))
def test_the_path_is_the_best_of_all_paths(rows: int, columns: int, seed: int) -> None:
    planes, costs = random_planes(seed, rows, columns)
    band = Band.full(rows, columns)
    ahead, behind = forward(planes, band, costs), backward(planes, band, costs)
    path = trace(planes, band, costs, ahead)
    best = max(total(one, planes, costs) for one in every_path(rows, columns))
    assert total(path, planes, costs) == pytest.approx(best)
    assert ahead[-1, columns] == pytest.approx(best)
    assert behind[0, 0] == pytest.approx(best)


def test_a_band_that_covers_the_path_gives_the_same_path() -> None:
    source, target, _ = drawn(3, 60, 60)
    left, right = Runs(source), Runs(target)
    paths = []
    for band in (
        Band.full(60, 60),
        Band(low=np.clip(np.arange(61) - 30, 0, 10), width=51),
    ):
        planes = score_planes(left, right, band)
        priced = skips(
            score_planes(left, right, Band.full(60, 60))[1, 1], Band.full(60, 60), source, target
        )
        paths.append(trace(planes, band, priced, forward(planes, band, priced)))
    assert paths[0] == paths[1]


def test_the_band_found_for_a_long_text_holds_the_full_searchs_path() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(900, 24))
    kept = np.sort(chance.choice(900, 820, replace=False))
    source, target = side(rows), side(rows[kept] + 0.4 * chance.normal(size=(820, 24)))
    band = find_band(source, target)
    assert band.width < 500
    places = [(i, j) for j, i in enumerate(kept.tolist())]
    assert all(0 <= j - band.low[i] < band.width for i, j in places)


def test_of_equal_ways_the_second_copy_is_the_one_left_over() -> None:
    band, costs = Band.full(1, 2), Skips(np.array([-0.2]), np.array([-0.2, -0.2]))
    planes = {(1, 1): np.array([[0.5, 0.5, OUT]])}
    path = trace(planes, band, costs, forward(planes, band, costs))
    assert path == [Step(0, 0, 1, 1), Step(1, 1, 0, 1)]
