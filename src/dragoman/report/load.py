"""Read saved runs: one JSON object, JSON lines or Parquet, whole or an article at a time.

A run is looked through once, and everything in it held against the contract, before the first
article is given out: what is broken at the end is known at the beginning. Only what is not an
article stays in memory; each reading of the articles goes through the file again.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from dragoman.errors import InputError
from dragoman.model import Report, Verdict
from dragoman.report import contract
from dragoman.report.forms import Form, form_of
from dragoman.report.pieces import joined


class Stored(Collection[Mapping[str, Any]]):
    """The articles of a run in a file: read anew, one at a time, by everyone who asks.

    An article of a large bilingual file may be several pieces; ``pieces.joined`` makes it one.
    """

    def __init__(self, file: IO[bytes], name: str, form: Form, count: int) -> None:
        self._file, self._name, self._form, self._count = file, name, form, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return (value for key, value, _ in self._form(self._file, self._name) if key == "articles")

    def __contains__(self, article: object) -> bool:
        return any(article == one for one in self)


@contextmanager
def opened(path: Path) -> Iterator[Report]:
    """Open a saved run of any size; its articles can be read, many times, while it is open.

    Raises:
        InputError: missing, in none of the forms, cut off, of another schema, or with a value of
            the wrong type.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot read the run: {error.strerror}") from error
    with file, _seekable(file, path) as stream:
        yield _report(stream, str(path))


def load(path: Path) -> Report:
    """Read a saved run whole, the pieces of each article joined.

    Raises:
        InputError: as ``opened``.
    """
    with opened(path) as report:
        return replace(report, articles=tuple(joined(report.articles)))


def loads(text: str, *, name: str = "run") -> Report:
    """Read a run from text; *name* stands before what is wrong in errors.

    Raises:
        InputError: as ``opened``.
    """
    report = _report(io.BytesIO(text.encode(errors="replace")), name)
    return replace(report, articles=tuple(joined(report.articles)))


@contextmanager
def _seekable(file: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """Give *file* back, or a copy of what comes through a pipe."""
    if file.seekable():
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        try:
            shutil.copyfileobj(file, copy)
        except OSError as error:
            raise InputError(f"{path}: cannot read the run: {error.strerror}") from error
        yield copy


def _report(file: IO[bytes], name: str) -> Report:
    """Look a run through; *name* stands before what is wrong in errors."""
    form = form_of(file)
    head: dict[str, Any] = {}
    failures: list[Mapping[str, str]] = []
    count = 0
    for key, value, where in form(file, name):
        match key:
            case "articles":
                contract.check_article(value, where)
                count += 1
            case "failures":
                contract.check_failure(value, where)
                failures.append(value)
            case _:
                head[key] = value
                if key == "schema":
                    contract.check_schema(value, name)
    contract.check_head(head, name)
    return Report(
        signature=head.get("signature", ""),
        articles=Stored(file, name, form, count),
        failures=failures,
        verdict=_verdict(head.get("verdict")),
        summary=head.get("summary") or {},
    )


def _verdict(entry: Any) -> Verdict | None:
    if entry is None:
        return None
    return Verdict(
        passed=entry["passed"], exit_code=entry["exit_code"], reasons=tuple(entry["reasons"])
    )
