"""Check again whenever a file changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dragoman.errors import DragomanError

INTERVAL = 0.5
"""Seconds between two looks. Looking at a thousand files costs a few milliseconds, and needs
neither a library nor a platform that can watch."""

State = dict[Path, tuple[int, int]]


def watching(paths: Sequence[Path], check: Callable[[], int]) -> int:
    """Run *check* now and after every change below *paths*, until interrupted; return its code.

    What cannot be checked at the moment, a file half-saved, is said, and the watch goes on.
    """
    code = 0
    seen: State | None = None
    try:
        while True:
            now = dict(_state(paths))
            if now != seen:
                seen = now
                code = _once(check)
                print("dragoman: watching; Ctrl-C ends", file=sys.stderr)
            time.sleep(INTERVAL)
    except KeyboardInterrupt:
        return code


def _once(check: Callable[[], int]) -> int:
    try:
        return check()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        return 2


def _state(paths: Sequence[Path]) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Yield each file with its time of change and size; what is gone in between is not there."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else (path,):
            try:
                status = file.stat()
            except OSError:
                continue
            yield file, (status.st_mtime_ns, status.st_size)
