"""Who does the tasks of a run: this process, several, or the actors of a Ray cluster.

An ``Executor`` takes a run and its tasks and yields what comes of each, in the order of the tasks.
It takes no more tasks than it needs to keep all workers busy, so that a run of any size is in
constant memory, and it never looks into a task or a result. All do the same with each task, ``do``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from dragoman.gate.suppress import Ledger
from dragoman.pipeline import Result, Run, Task

Done = tuple[Result, Ledger]
"""The result of one task, and what the suppressions of the run met in it."""

Executor = Callable[[Run, Iterable[Task], int], Iterator[Done]]
"""(run, tasks, workers) → what is done, in order."""

AHEAD = 8
"""Tasks per worker that may wait for a slower one before them: an article eight times as long as
the others holds nobody up. What is done and waits takes the driver a megabyte a worker."""


def do(run: Run, task: Task) -> Done:
    """Do one task with a ledger of its own: what the last one noted must not be counted again."""
    noted = run.ledger.blank()
    result = replace(run, ledger=noted).result(task)
    return result, replace(noted, suppressions=())  # the driver knows them: nothing to send


def serial(run: Run, tasks: Iterable[Task], workers: int) -> Iterator[Done]:
    """Do the tasks here, one after another."""
    return (do(run, task) for task in tasks)
