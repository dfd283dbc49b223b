"""A real Ray cluster on this machine: same results, dead actors replaced, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dragoman import parallel, pipeline
from dragoman.config import Config
from dragoman.model import Failure
from dragoman.pipeline import Result, Run, Task
from dragoman.read import PairSpec
from dragoman.workers import AHEAD, Done, do
from tests.workers.conftest import Check, kept

pytest.importorskip("ray")

PATIENCE = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Start a cluster of two CPUs as a run does, and return its address."""
    from dragoman.workers.cluster import connected, ray

    with connected(2):
        yield ray.get_runtime_context().gcs_address


def failures(number: int, taken: list[int]) -> Iterator[Task]:
    """Yield tasks that cost nothing."""
    for one in range(number):
        taken.append(one)
        yield Failure(id=str(one), path="p", message="m")


def checkers() -> list[int]:
    """Return the actors' processes: the grandchildren of this one."""
    parents: dict[int, int] = {}
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int(
                (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            )
            if (entry / "cmdline").read_bytes().startswith(b"ray::Checker"):
                found.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in found if parents.get(parents[pid]) == os.getpid()]


def test_actors_give_what_one_process_gives(
    cluster: str, check: Check, whole: list[Result]
) -> None:
    found = list(check(jobs=2, engine="ray", cache=False))
    assert json.dumps(found, default=asdict) == json.dumps(whole, default=asdict)


def test_no_more_tasks_are_taken_than_needed(cluster: str) -> None:
    from dragoman.workers.actors import actors

    taken: list[int] = []
    results = actors(pipeline.open_run(Config()), failures(200, taken), 2)
    next(results)
    assert len(taken) <= 2 * AHEAD + 1
    assert [one.id for one, _ in results if isinstance(one, Failure)] == list(
        map(str, range(1, 200))
    )


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux' /proc")
def test_a_killed_actor_is_replaced_and_its_task_done_again(
    cluster: str, check: Check, whole: list[Result]
) -> None:
    results = check(jobs=2, engine="ray", cache=False)
    found = [next(results)]
    pids = checkers()
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert [*found, *results] == whole


def test_an_article_that_cannot_be_read_there_sinks_no_other(
    cluster: str, folder: Path, whole: list[Result]
) -> None:
    config = Config(jobs=2, engine="ray", cache=False)
    specs = pipeline.find([folder], config)
    lost = PairSpec(id="lost", source=specs[0].source, target=str(folder / "gone.en.txt"))
    results = list(parallel.results(pipeline.open_run(config), [specs[0], lost, *specs[1:]]))
    failure = results.pop(1)
    assert isinstance(failure, Failure)
    assert failure.message.startswith(lost.target)
    assert results == whole


def test_a_task_that_kills_its_actors_is_given_up(
    cluster: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ray import cloudpickle

    from dragoman.workers import actors

    class Deadly(actors.Checker):
        def do(self, task: Task) -> Done:
            if isinstance(task, PairSpec) and task.id == "deadly":
                os._exit(1)
            return super().do(task)

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr(actors, "Checker", Deadly)
    config = Config(jobs=2, engine="ray", cache=False)
    first, second = pipeline.find([folder], config)[:2]
    run = pipeline.open_run(config)
    results = list(parallel.results(run, [first, replace(first, id="deadly"), second]))
    assert [isinstance(one, Failure) for one in results] == [False, True, False]
    assert isinstance(results[1], Failure)
    assert "3 workers died of it" in results[1].message


def test_what_was_finished_before_kill_9_is_kept_on_a_cluster_and_off_it(
    cluster: str,
    folder: Path,
    cache: Path,
    check: Check,
    whole: list[Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The killed run joined the cluster by its address; the run that goes on is local."""
    call = [sys.executable, "-m", "dragoman", "check", str(folder), "--engine", "ray"]
    environment = {**os.environ, "RAY_ADDRESS": cluster}
    process = subprocess.Popen(
        [*call, "--jobs", "1"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    end = time.monotonic() + PATIENCE

    while len(kept(cache)) < 2:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)
    process.kill()
    process.communicate()
    before = len(kept(cache))
    done: list[Task] = []

    def noting(run: Run, tasks: Iterator[Task], workers: int) -> Iterator[Done]:
        for task in tasks:
            done.append(task)
            yield do(run, task)

    monkeypatch.setattr(parallel, "serial", noting)
    assert list(check(jobs=1)) == whole
    assert len(done) == len(whole) - before


def test_a_cluster_that_does_not_answer_is_one_line(folder: Path) -> None:
    call = [sys.executable, "-m", "dragoman", "check", str(folder), "--engine", "ray"]
    shell = subprocess.run(
        call, env={**os.environ, "RAY_ADDRESS": "127.0.0.1:1"}, capture_output=True, text=True
    )
    assert (shell.returncode, shell.stdout) == (2, "")
    assert shell.stderr.startswith("dragoman: no Ray cluster at 127.0.0.1:1 (RAY_ADDRESS): ")
    assert shell.stderr.count("\n") == 1


def test_a_run_on_a_cluster_of_its_own_is_quiet_and_leaves_nothing(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "RAY" not in name}
    call = [sys.executable, "-m", "dragoman", "check", str(folder / "a0.de.txt")]
    call += [str(folder / "a0.en.txt"), "--format", "json", "--exit-zero", "--no-cache"]
    local, ray = (
        subprocess.run([*call, "--engine", engine], env=environment, capture_output=True)
        for engine in ("local", "ray")
    )
    assert (ray.returncode, ray.stderr) == (0, b"")
    assert ray.stdout == local.stdout
