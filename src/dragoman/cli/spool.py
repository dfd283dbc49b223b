"""Articles that are read many times and never held all at once.

They are kept as lines: in memory while they are few, in a temporary file beyond.
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
        self._last: tuple[int, dict[str, Any]] = (-1, {})

    def append(self, article: Mapping[str, Any]) -> None:
        """Add one article."""
        self._file.seek(0, 2)
        self._file.write(json.dumps(article, ensure_ascii=False).encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (json.loads(line) for _, line in self._lines())

    def views(self) -> list[Mapping[str, Any]]:
        """Return the articles as mappings that read themselves from here whenever they are asked.

        Of a list of any length only the article asked last is held.
        """
        return [_View(self, place) for place, _ in self._lines()]

    def at(self, place: int) -> dict[str, Any]:
        """Return the article that begins at byte *place*."""
        if self._last[0] != place:
            self._file.seek(place)
            self._last = place, json.loads(self._file.readline())
        return self._last[1]

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        place = 0
        for _ in range(self._count):
            self._file.seek(place)  # another reader may have moved it
            line = self._file.readline()
            yield place, line
            place += len(line)

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


class _View(Mapping[str, Any]):
    """An article that is read when it is looked at."""

    __slots__ = ("_place", "_spool")

    def __init__(self, spool: Spool, place: int) -> None:
        self._spool, self._place = spool, place

    def __getitem__(self, key: str) -> Any:
        return self._spool.at(self._place)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._spool.at(self._place))

    def __len__(self) -> int:
        return len(self._spool.at(self._place))


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
