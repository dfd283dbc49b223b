"""A run that is cut off goes on where it stopped: finished articles are written down as they come.

The journal is one file per run in the cache folder, a JSON line per result. It is found again by
what the run depends on (its signature and settings, the files' names, sizes and times), so that a
changed file or a new version starts afresh. A finished run deletes its journal. Like the cache it
is a convenience: where it cannot be written, the run goes on without.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

from dragoman.model import Failure
from dragoman.read import PairSpec
from dragoman.signature import digest

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows: without locks, a second run of one name does it twice
    flock = None  # type: ignore[assignment]

Result = dict[str, Any] | Failure

Work = Callable[[int, int], Iterator[tuple[int, Result]]]
"""(first spec, results of it to skip) → (spec number, result), in order."""


def key(signature: str, settings: Any, specs: Sequence[PairSpec]) -> str:
    """Name a run by everything that its results depend on."""
    files = [
        [path, *_state(path)]
        for spec in specs
        for path in (spec.source, spec.target, spec.reference)
        if path
    ]
    return digest([signature, settings, [asdict(spec) for spec in specs], files])


def _state(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def resumed(folder: Path, name: str, work: Work) -> Iterator[Result]:
    """Yield the results written down in an earlier, cut-off run of this *name*, then the rest.

    Two runs of one name at once do not share a journal: the second does without.
    """
    file = _open(folder / "runs" / f"{name}.jsonl")
    if file is None:
        yield from (result for _, result in work(0, 0))
        return
    with file:
        spec, count = 0, 0
        for number, result in _written(file):
            count = count + 1 if number == spec else 1
            spec = number
            yield result
        for number, result in work(spec, count):
            _write(file, number, result)
            yield result
        os.unlink(file.name)


def _open(path: Path) -> FileIO | None:
    """Open without a buffer: what a full disk refuses is then lost, and not tried again later."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    except OSError:
        return None
    try:
        if flock is not None:
            flock(file, LOCK_EX | LOCK_NB)
    except OSError:
        file.close()
        return None
    file.seek(0)
    return file


def _written(file: FileIO) -> Iterator[tuple[int, Result]]:
    """Read what is whole; cut off a line that was not finished."""
    good = 0
    lines = BufferedReader(file)
    for line in lines:
        try:
            if not line.endswith(b"\n"):
                break
            entry = json.loads(line)
            result: Result
            result = Failure(**entry["failure"]) if "failure" in entry else entry["article"]
        except (ValueError, TypeError, KeyError):
            break
        good += len(line)
        yield entry["spec"], result
    lines.detach()  # or it would close the file as it goes
    file.truncate(good)


def _write(file: FileIO, number: int, result: Result) -> None:
    entry: dict[str, Any] = {"spec": number}
    if isinstance(result, Failure):
        entry["failure"] = asdict(result)
    else:
        entry["article"] = result
    try:
        file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
    except OSError:
        return
