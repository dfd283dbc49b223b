"""Tasks on the actors of a Ray cluster, each of which holds the encoder.

Ray starts the actors, places them on the nodes, carries tasks and results, and tells when an actor
or a node is gone. What is ours is the order: a task goes only to an actor that is up and idle, so
that one which cannot be placed or has died holds nothing back; a task that was lost goes to
another, and the dead actor is replaced. Ray's own retries would keep a task with its actor until
that has a place again, and Ray Data would take the whole list of tasks into its store, needs
pyarrow and pandas, and has no use for its columns here.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.config import Config
from dragoman.errors import DragomanError
from dragoman.model import ArticlePair, Failure
from dragoman.pipeline import Run, Task, open_run
from dragoman.workers import AHEAD, Done, do
from dragoman.workers.cluster import RayError, RayTaskError, connected, ray

TRIES = 3
"""Actors that a task may lose before it is given up: one is chance, three are the task's doing."""


def actors(run: Run, tasks: Iterable[Task], workers: int) -> Iterator[Done]:
    """Do the tasks on *workers* actors, 0 for as many as the cluster has CPUs.

    The cluster is that of ``RAY_ADDRESS`` or, without, one on this machine for as long as the run.

    Raises:
        DragomanError: the cluster cannot be reached, or no actor can work on it.
    """
    with connected(workers):
        crew = _Crew(run, workers or max(1, int(ray.cluster_resources().get("CPU", 1))))
        try:
            yield from crew.work(tasks)
        finally:
            crew.dismiss()


class Checker:
    """The actor: a run that stays open, at the driver's place in the file system."""

    def __init__(self, config: Config, today: date, folder: str) -> None:
        if Path(folder).is_dir():  # elsewhere relative paths cannot be read, and that is said
            os.chdir(folder)
        self._run = open_run(config, today=today, threads=1)

    def ready(self) -> str:
        """Tell what results from here depend on, besides the model."""
        return self._run.signature(())

    def do(self, task: Task) -> Done:
        """Do one task."""
        return do(self._run, task)


@dataclass(eq=False)
class _Place:
    """A task's place in the order of results."""

    task: Task
    tries: int = 0
    done: Done | None = None


class _Crew:
    """The actors of one run and what each is doing."""

    def __init__(self, run: Run, size: int) -> None:
        self._run = run
        self._signature = run.signature(())
        self._most = AHEAD * size
        self._starting: dict[Any, Any] = {}
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[Any, _Place]] = {}
        self._waiting: deque[_Place] = deque()
        self._order: deque[_Place] = deque()
        for _ in range(size):
            self._hire()

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield what is done, in order."""
        for task in tasks:
            place = _Place(task)
            self._order.append(place)
            self._waiting.append(place)
            self._hand_out()
            while self._waiting or len(self._order) >= self._most:
                self._await()
                yield from self._finished()
        while self._order:
            self._await()
            yield from self._finished()

    def dismiss(self) -> None:
        """End all actors."""
        busy = [actor for actor, _ in self._busy.values()]
        for actor in [*self._starting.values(), *self._idle, *busy]:
            ray.kill(actor)

    def _hire(self) -> None:
        kind: Any = ray.remote(num_cpus=1, max_restarts=0)(Checker)
        actor = kind.remote(self._run.config, self._run.ledger.today, os.getcwd())
        self._starting[actor.ready.remote()] = actor

    def _hand_out(self) -> None:
        while self._waiting and self._idle:
            place, actor = self._waiting.popleft(), self._idle.pop()
            self._busy[actor.do.remote(place.task)] = (actor, place)

    def _await(self) -> None:
        """Wait until an actor is up or has done its task."""
        (first, *_), _ = ray.wait([*self._busy, *self._starting])
        if first in self._busy:
            self._end(first, *self._busy.pop(first))
        else:
            self._begin(first, self._starting.pop(first))
        self._hand_out()

    def _begin(self, ready: Any, actor: Any) -> None:
        try:
            theirs = ray.get(ready)
        except RayError as error:
            if not (self._idle or self._busy or self._starting):
                raise DragomanError(f"no actor could start: {_cause(error)}") from error
            return
        if theirs != self._signature:
            raise DragomanError(
                "the cluster has other versions than this machine; install the same on all: "
                f"{theirs} there, {self._signature} here"
            )
        self._idle.append(actor)

    def _end(self, result: Any, actor: Any, place: _Place) -> None:
        try:
            place.done = ray.get(result)
            self._idle.append(actor)
        except RayTaskError:
            raise
        except RayError as error:
            ray.kill(actor)  # one that cannot be reached may still live
            self._hire()
            self._again(place, error)

    def _again(self, place: _Place, error: RayError) -> None:
        place.tries += 1
        if place.tries < TRIES:
            self._waiting.appendleft(place)
            return
        task = place.task
        path = task.path if isinstance(task, Failure) else _path(task)
        said = f"{path}: {place.tries} workers died of it, perhaps for want of memory"
        failure = Failure(id=task.id, path=path, message=f"{said}: {_cause(error)}")
        place.done = failure, self._run.ledger.blank()

    def _finished(self) -> Iterator[Done]:
        while self._order and (done := self._order[0].done) is not None:
            self._order.popleft()
            yield done


def _path(task: Any) -> str:
    return task.target.path if isinstance(task, ArticlePair) else str(task.target)


def _cause(error: Exception) -> str:
    """Return the line of Ray's message that says why."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in reversed(lines) if "Error" in line), lines[0] if lines else "")
