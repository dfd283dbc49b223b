"""Tasks on several cores of this machine."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date

from dragoman.config import Config
from dragoman.errors import DragomanError
from dragoman.pipeline import Run, Task, open_run
from dragoman.workers import AHEAD, Done, do

_run: Run | None = None


def cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(run: Run, tasks: Iterable[Task], workers: int) -> Iterator[Done]:
    """Do the tasks in *workers* processes.

    Raises:
        DragomanError: a process died.
    """
    threads = max(1, cores() // workers)
    # Started fresh, not forked: a forked encoder's threads do not live on in the child.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_open,
        initargs=(run.config, run.ledger.today, threads),
    ) as pool:  # fmt: skip
        try:
            waiting: deque[Future[Done]] = deque()
            for task in tasks:
                if len(waiting) >= AHEAD * workers:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(_do, task))
            while waiting:
                yield waiting.popleft().result()
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


def _do(task: Task) -> Done:
    assert _run is not None
    return do(_run, task)
