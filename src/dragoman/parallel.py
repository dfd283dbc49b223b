"""The same work on several cores: articles side by side, results in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from typing import Any

from dragoman.config import Config
from dragoman.errors import DragomanError
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


def results(run: Run, specs: Sequence[PairSpec]) -> Iterator[Result]:
    """Check *specs* and yield run-file articles and failures, the same on any number of cores."""
    jobs = run.config.jobs or (cores() if len(specs) >= WORTH_IT else 1)
    if min(jobs, len(specs)) < 2:
        yield from run.results(specs)
    else:
        yield from _spread(run, specs, jobs)


def _spread(run: Run, specs: Sequence[PairSpec], jobs: int) -> Iterator[Result]:
    threads = max(1, cores() // jobs)
    # Started fresh, not forked: a forked encoder's threads do not live on in the child.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_open,
        initargs=(run.config, run.ledger.today, threads),
    ) as pool:  # fmt: skip
        try:
            for found, used in pool.map(_check, specs):
                run.ledger.used |= used
                yield from found
        except BrokenProcessPool as error:
            raise DragomanError(
                "a worker process died, perhaps for want of memory; try fewer: --jobs 1"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _open(config: Config, today: date, threads: int) -> None:
    global _run
    _run = open_run(config, today=today, threads=threads)


def _check(spec: PairSpec) -> tuple[list[Result], set[int]]:
    assert _run is not None
    return list(_run.results([spec])), set(_run.ledger.used)
