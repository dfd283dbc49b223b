"""Articles that are read many times and never held all at once.

A run keeps what it has checked as lines: in memory while they are few, in a temporary file beyond.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from types import TracebackType
from typing import Any

IN_MEMORY = 64 * 2**20
"""Bytes kept in memory; a run file of 64 MB is about 2,000 articles."""


class Spool(Collection[Mapping[str, Any]]):
    """A list of JSON-ready articles that can be appended to and read many times, in order."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115, closed by __exit__
        self._count = 0

    def append(self, article: Mapping[str, Any]) -> None:
        """Add one article."""
        self._file.seek(0, 2)
        self._file.write(json.dumps(article, ensure_ascii=False).encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        place = 0
        for _ in range(self._count):
            self._file.seek(place)  # another reader may have moved it
            line = self._file.readline()
            place += len(line)
            yield json.loads(line)

    def __contains__(self, article: object) -> bool:
        return any(article == one for one in self)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


class Mapped(Collection[Mapping[str, Any]]):
    """Articles seen through a function, which is applied anew at every reading."""

    def __init__(
        self,
        articles: Collection[Mapping[str, Any]],
        change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    ) -> None:
        self._articles, self._change = articles, change

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return map(self._change, self._articles)

    def __contains__(self, article: object) -> bool:
        return any(article == one for one in self)
