"""What was finished before is not done again: results on disk, by all that they depend on.

Each result is kept as it comes. So a run that was cut off goes on where it stopped, a run of a
thousand articles of which one has changed checks that one, and a run of what was checked before
only reads. A result is found again by the run's signature and settings, by what the files hold
(not by their times: a fresh checkout in CI has others), and by dragoman's own files, so that a rule
under development is not answered for by its past. What could not be checked is tried again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.config import Gate
from dragoman.encoder.folders import cache_directory
from dragoman.gate.suppress import Ledger
from dragoman.model import Failure
from dragoman.pipeline import Result, Run
from dragoman.read import PairSpec
from dragoman.signature import digest
from dragoman.store import Store

FILE_NAME = "results-1.sqlite"
"""The number is the layout's: a new layout takes a new file and never reads an old one."""

LIMIT_BYTES = 2 * 2**30
"""Room for about 300,000 articles of 30 sentences (7 KB packed); those unused for longest go."""


class Finished:
    """The results of one configuration that are kept, each with what its suppressions met."""

    def __init__(self, run: Run, specs: Sequence[PairSpec]) -> None:
        self._run = run
        self._store = Store(cache_directory() / FILE_NAME, limit_bytes=LIMIT_BYTES)
        self._about = digest([run.signature(specs), _settings(run), _installed()], digits=32)

    def name(self, spec: PairSpec) -> str:
        """Name the results of *spec* by everything they depend on."""
        contents = [_content(path) for path in _files(spec)]
        return digest([self._about, dataclasses.asdict(spec), contents], digits=32)

    def has(self, name: str) -> bool:
        """Tell whether a result is kept."""
        return bool(self._store.get_many([name]))

    def get(self, name: str) -> tuple[Result, Ledger] | None:
        """Return what is kept, or None if it is not, or not any more."""
        value = self._store.get_many([name]).get(name)
        if value is None:
            return None
        entry = json.loads(zlib.decompress(value))
        met = self._run.ledger.blank()
        met.used, met.concerned = set(entry["used"]), set(entry["concerned"])
        met.idle = entry["idle"]
        return entry["article"], met

    def put(self, name: str, result: Result, met: Ledger) -> None:
        """Keep a result; a failure is tried again next time."""
        if isinstance(result, Failure):
            return
        entry: dict[str, Any] = {
            "article": result,
            "used": sorted(met.used),
            "concerned": sorted(met.concerned),
            "idle": met.idle,
        }
        packed = zlib.compress(json.dumps(entry, ensure_ascii=False).encode(), 1)
        self._store.put_many({name: packed})

    def close(self) -> None:
        """Close the store."""
        self._store.close()


def _settings(run: Run) -> Any:
    """Return what else the results depend on: not who works, nor what the gate makes of them."""
    alike = dataclasses.replace(run.config, jobs=0, engine="local", gate=Gate(), baseline=None)
    return dataclasses.asdict(alike), run.ledger.expired()


def _files(spec: PairSpec) -> list[str]:
    return [path for path in (spec.source, spec.target, spec.reference) if path]


def state(spec: PairSpec) -> list[tuple[int, int]]:
    """Return sizes and times of the files of *spec*, zeros of one that is not there.

    A name is taken before the files are read: what they held then is kept under it only if they
    are still as they were.
    """
    return [_size_and_time(path) for path in _files(spec)]


def _size_and_time(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _content(path: str) -> str:
    """Return a digest of what a file holds, "" if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()
    except OSError:
        return ""


@cache
def _installed() -> list[tuple[str, str]]:
    """Return names and digests of the files that dragoman is made of (12 MB, some 45 ms)."""
    root = Path(__file__).parent
    files = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
    return sorted(
        (str(path.relative_to(root)), _content(str(path)))
        for path in files
        if path.parent.name != "__pycache__"
    )
