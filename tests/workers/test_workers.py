"""Any number of processes: the same results in the same order, never far ahead of the reader."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import parallel, pipeline
from dragoman.config import Config
from dragoman.model import Failure
from dragoman.pipeline import Result, Task
from dragoman.workers import AHEAD, Executor, serial
from dragoman.workers.processes import processes
from tests.workers.conftest import Check, kept


def test_processes_give_what_one_gives(check: Check, whole: list[Result]) -> None:
    assert list(check(jobs=2, cache=False)) == whole


def test_what_fails_costs_its_own_rows_and_nothing_else(whole: list[Result]) -> None:
    found = [one.id if isinstance(one, Failure) else one["id"] for one in whole]
    pairs = [f"a{number}" for number in range(6)]
    assert found == [*pairs, "rows", "line 8", "line 9", "line 17", "rows"]
    wrong = whole[8]
    assert isinstance(wrong, Failure)
    assert "reads as fr" in wrong.message


@pytest.mark.parametrize("executor", [serial, processes])
def test_no_more_tasks_are_taken_than_needed(executor: Executor) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[Task]:
        for number in range(1000):
            taken.append(number)
            yield Failure(id=str(number), path="p", message="m")

    results = executor(pipeline.open_run(Config()), tasks(), 2)
    assert next(results)[0] == Failure(id="0", path="p", message="m")
    assert len(taken) <= 2 * AHEAD + 1
    assert [one.id for one, _ in results if isinstance(one, Failure)] == list(
        map(str, range(1, 1000))
    )


@pytest.mark.parametrize("second", [{"jobs": 1}, {"jobs": 2}], ids=["one goes on", "two go on"])
def test_a_run_goes_on_with_another_number_of_workers(
    check: Check, cache: Path, whole: list[Result], second: dict[str, int]
) -> None:
    cut = check(jobs=2)
    for _ in range(7):
        next(cut)
    cut.close()  # type: ignore[attr-defined]
    before = kept(cache)
    assert len(before) == 7
    assert list(check(**second)) == whole
    assert before < kept(cache)
    assert len(kept(cache)) == len([one for one in whole if not isinstance(one, Failure)])


def test_the_default_route_does_not_import_ray(folder: Path) -> None:
    program = (
        "import sys; from dragoman.cli import run; "
        f"run(['check', {str(folder / 'a0.de.txt')!r}, {str(folder / 'a0.en.txt')!r}]); "
        "sys.exit('ray' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


def test_without_the_extra_one_line_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from dragoman.cli import run

    monkeypatch.setattr(parallel, "find_spec", lambda name: None)
    assert run(["check", str(folder), "--engine", "ray"]) == 2
    assert capsys.readouterr().err == (
        'dragoman: --engine ray needs Ray: pip install "dragoman[ray]"\n'
    )


def test_an_unknown_engine_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dragoman.cli import run

    assert run(["check", str(folder), "--engine", "spark"]) == 2
    assert "--engine must be" in capsys.readouterr().err
