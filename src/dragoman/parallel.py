"""A run on any number of cores and machines: results in the order of the input, resumable."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import chain, islice

from dragoman import journal
from dragoman.config import Suppression
from dragoman.encoder.folders import cache_directory
from dragoman.errors import UsageError
from dragoman.model import ArticlePair
from dragoman.pipeline import Result, Run, Task
from dragoman.read import PairSpec
from dragoman.workers import Done, serial

WORTH_IT = 8
"""Articles from which processes pay for their start (about a second each) on their own."""

WORTH_IT_ROWS = 2
"""The same for pieces of a bilingual file: one has 256 rows and takes seconds."""


def results(run: Run, specs: Sequence[PairSpec], *, resume: bool = False) -> Iterator[Result]:
    """Check *specs* and yield run-file articles and failures, the same on any number of cores.

    With *resume* a run of the same files that was cut off goes on where it stopped, with as many
    workers and wherever it may be.

    Raises:
        DragomanError: a worker process died, or ``engine = "ray"`` and there is no cluster.
    """
    if run.config.engine == "ray" and find_spec("ray") is None:
        raise UsageError('--engine ray needs Ray: pip install "dragoman[ray]"')

    def work(first: int, skip: int) -> Iterator[tuple[int, Result]]:
        run.ledger.partial = bool(first or skip)
        return _numbered(run, specs, first, skip)

    if resume and run.config.cache:
        name = journal.key(run.signature(specs), _settings(run), specs)
        yield from journal.resumed(cache_directory(), name, work)
    else:
        yield from (result for _, result in work(0, 0))


def _settings(run: Run) -> tuple[object, list[Suppression]]:
    """Return what else the results depend on: not on who works, and on the day by what expired."""
    alike = dataclasses.replace(run.config, jobs=0, engine="local")
    return dataclasses.asdict(alike), run.ledger.expired()


def _numbered(
    run: Run, specs: Sequence[PairSpec], first: int, skip: int
) -> Iterator[tuple[int, Result]]:
    """Yield (spec number, result) from spec *first* on, without its first *skip* results."""
    numbers: deque[int] = deque()

    def tasks() -> Iterator[Task]:
        for number in range(first, len(specs)):
            for task in islice(run.tasks(specs[number]), skip if number == first else 0, None):
                numbers.append(number)
                yield task

    for result, ledger in _spread(run, tasks()):
        run.ledger.absorb(ledger)
        yield numbers.popleft(), result


def _spread(run: Run, tasks: Iterator[Task]) -> Iterator[Done]:
    """Give the tasks to those who are to do them, processes only where there are enough."""
    jobs = run.config.jobs
    head = list(islice(tasks, max(WORTH_IT, jobs)))
    every = chain(head, tasks)
    if not head:
        return iter(())
    if run.config.engine == "ray":
        from dragoman.workers.actors import actors

        return actors(run, every, jobs)
    from dragoman.workers.processes import cores, processes

    rows = isinstance(head[0], ArticlePair)
    enough = len(head) >= (WORTH_IT_ROWS if rows else WORTH_IT)
    workers = min(jobs or (cores() if enough else 1), len(head))
    return (processes if workers > 1 else serial)(run, every, workers)
