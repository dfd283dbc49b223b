"""A run on any number of cores and machines: results in the order of the input, resumable."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain, islice

from dragoman.errors import UsageError
from dragoman.finished import Finished, state
from dragoman.model import ArticlePair
from dragoman.pipeline import Result, Run, Task
from dragoman.read import PairSpec
from dragoman.workers import Done, do, serial

WORTH_IT = 8
"""Articles from which processes pay for their start (about a second each) on their own."""

WORTH_IT_ROWS = 2
"""The same for pieces of a bilingual file: one has 256 rows and takes seconds."""


def results(run: Run, specs: Sequence[PairSpec]) -> Iterator[Result]:
    """Check *specs* and yield run-file articles and failures, the same on any number of cores.

    What was finished before, in a run that was cut off or on files that have not changed since,
    is not done again, unless the user wants no cache.

    Raises:
        DragomanError: a worker process died, or ``engine = "ray"`` and there is no cluster.
    """
    if run.config.engine == "ray" and find_spec("ray") is None:
        raise UsageError('--engine ray needs Ray: pip install "dragoman[ray]"')
    every = _remembering(run, specs) if run.config.cache else _spread(run, _tasks(run, specs))
    for result, met in every:
        run.ledger.absorb(met)
        yield result


def _tasks(run: Run, specs: Iterable[PairSpec]) -> Iterator[Task]:
    return (task for spec in specs for task in run.tasks(spec))


@dataclass(frozen=True)
class _Place:
    """A task's place in the order of results: the name of its result, whether that is kept.

    ``state`` is that of the files as the name was taken.
    """

    spec: PairSpec
    number: int
    name: str
    kept: bool
    state: list[tuple[int, int]]


def _remembering(run: Run, specs: Sequence[PairSpec]) -> Iterator[Done]:
    """Yield what is kept and what is done now, in order.

    Who does the tasks may ask for many before the first is done. What is kept is therefore only
    noted on the way and read when it is its turn.
    """
    order: deque[_Place] = deque()

    def to_do() -> Iterator[Task]:
        for spec in specs:
            before, whole = state(spec), finished.name(spec)
            for number, task in enumerate(run.tasks(spec)):
                name = f"{whole}/{number}"
                order.append(_Place(spec, number, name, finished.has(name), before))
                if not order[-1].kept:
                    yield task

    def kept() -> Iterator[Done]:
        while order and order[0].kept:
            place = order.popleft()
            yield finished.get(place.name) or do(run, _task(run, place))

    with closing(Finished(run, specs)) as finished:
        for done in _spread(run, to_do()):
            yield from kept()
            place = order.popleft()
            if state(place.spec) == place.state:
                finished.put(place.name, *done)
            yield done
        yield from kept()


def _task(run: Run, place: _Place) -> Task:
    """Return the task of *place* again: what was kept is gone, thrown out by another process."""
    return next(islice(run.tasks(place.spec), place.number, None))


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
