"""The same work on several cores: articles side by side, results in the order of the input."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import date
from typing import Any

from dragoman import journal
from dragoman.config import Config
from dragoman.encoder.folders import cache_directory
from dragoman.errors import DragomanError
from dragoman.gate.suppress import Ledger
from dragoman.model import Failure
from dragoman.pipeline import Run, open_run
from dragoman.read import PairSpec

Result = dict[str, Any] | Failure

WORTH_IT = 8
"""Articles from which processes pay for their start (about a second each) on their own."""

_run: Run | None = None


def cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(run: Run, specs: Sequence[PairSpec], *, resume: bool = False) -> Iterator[Result]:
    """Check *specs* and yield run-file articles and failures, the same on any number of cores.

    With *resume* a run of the same files that was cut off goes on where it stopped.
    """

    def work(first: int, skip: int) -> Iterator[tuple[int, Result]]:
        run.ledger.partial = bool(first or skip)
        return _numbered(run, specs, first, skip)

    if resume and run.config.cache:
        settings = (dataclasses.asdict(run.config), run.ledger.today.isoformat())
        name = journal.key(run.signature(specs), settings, specs)
        yield from journal.resumed(cache_directory(), name, work)
    else:
        yield from (result for _, result in work(0, 0))


def _numbered(
    run: Run, specs: Sequence[PairSpec], first: int, skip: int
) -> Iterator[tuple[int, Result]]:
    """Yield (spec number, result) from spec *first* on, without its first *skip* results."""
    jobs = run.config.jobs or (cores() if len(specs) - first >= WORTH_IT else 1)
    if skip:
        # What one spec has left is done here: a bilingual file is one spec and many results.
        yield from ((first, result) for result in run.results([specs[first]], skip=skip))
        first += 1
    if min(jobs, len(specs) - first) < 2:
        for number in range(first, len(specs)):
            yield from ((number, result) for result in run.results([specs[number]]))
    else:
        yield from _spread(run, specs, first, jobs)


def _spread(
    run: Run, specs: Sequence[PairSpec], first: int, jobs: int
) -> Iterator[tuple[int, Result]]:
    threads = max(1, cores() // jobs)
    # Started fresh, not forked: a forked encoder's threads do not live on in the child.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_open,
        initargs=(run.config, run.ledger.today, threads),
    ) as pool:  # fmt: skip
        try:
            for number, (found, ledger) in enumerate(pool.map(_check, specs[first:]), start=first):
                run.ledger.absorb(ledger)
                yield from ((number, result) for result in found)
        except BrokenProcessPool as error:
            raise DragomanError(
                "a worker process died, perhaps for want of memory; try fewer: --jobs 1"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _open(config: Config, today: date, threads: int) -> None:
    global _run
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _run = open_run(config, today=today, threads=threads)


def _end_with_parent() -> None:
    """End this worker when its parent is gone: killed, that could not tell it to stop."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _check(spec: PairSpec) -> tuple[list[Result], Ledger]:
    assert _run is not None
    # A ledger of this article's own: what the last one noted must not be counted again.
    run = replace(_run, ledger=replace(_run.ledger, used=set(), concerned=set(), idle=[]))
    return list(run.results([spec])), run.ledger
