"""The forms a saved run comes in, told apart by their first bytes and read an article at a time.

Each form is a function that yields ``(key, value, where)`` in the order of the file: every article
and every failure on its own, and what else a run holds by its key. ``where`` names the place in
errors. All may be called again and again on the same file, also while another call is under way.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from dragoman.errors import InputError
from dragoman.report.contract import check_schema
from dragoman.report.scan import DECODER, Scanner

Entry = tuple[str, Any, str]
Form = Callable[[IO[bytes], str], Iterator[Entry]]

MAGIC = b"PAR1"
"""What a Parquet file begins with."""

HEAD = 1 << 16
"""Bytes within which the first of JSON lines ends: it holds the schema and the signature."""


def form_of(file: IO[bytes]) -> Form:
    """Tell the form of the run in *file*; what is no run at all counts as one JSON object."""
    file.seek(0)
    first = file.readline(HEAD)
    if first.startswith(MAGIC):
        from dragoman.report.from_parquet import entries

        return entries
    try:
        head = json.loads(first.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return entries_of_object
    lined = isinstance(head, dict) and "schema" in head and "articles" not in head
    return entries_of_lines if lined else entries_of_object


def holds_run(path: Path) -> bool:
    """Tell whether a file begins as a run does: reading that may take more than its text.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_file():
        return False  # a pipe can be read once
    with path.open("rb") as file:
        start = file.read(HEAD)
    return start.startswith(MAGIC) or b'"dragoman.run/' in start[:200]


def entries_of_lines(file: IO[bytes], name: str) -> Iterator[Entry]:
    """Read JSON lines: a head, an article or a failure each, and the verdict."""
    for number, line in enumerate(_lines(file), start=1):
        where = f"{name}: line {number}"
        entry = _decoded(line, name, where)
        if not isinstance(entry, dict):
            raise InputError(f"{where} must be an object")
        if number > 1 and "failure" in entry:
            yield "failures", entry["failure"], where
        elif number == 1 or "verdict" in entry:
            yield from ((key, value, where) for key, value in entry.items())
        elif entry:
            yield "articles", entry, where


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    place = 0
    while True:
        file.seek(place)  # another reader may have moved it
        line = file.readline()
        if not line:
            return
        place += len(line)
        yield line


def _decoded(line: bytes, name: str, where: str) -> Any:
    try:
        text = line.decode("utf-8-sig").strip()
        return DECODER.decode(text) if text else {}
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not a run file: not UTF-8") from error
    except RecursionError as error:
        raise InputError(f"{name}: not a run file: nested too deeply") from error
    except ValueError as error:
        raise InputError(f"{where} is not JSON ({error})") from error


def entries_of_object(file: IO[bytes], name: str) -> Iterator[Entry]:
    """Read one JSON object, whatever the order of its keys and its white space."""
    scanner = Scanner(_reader(file, name), name)
    if scanner.peek() != "{":
        scanner.value()
        raise InputError(f"{name}: not a run file: not a JSON object")
    schema: Any = None
    seen: set[str] = set()
    for key in scanner.members():
        if key in seen:
            raise InputError(f"{name}: not a run file: two keys {key!r}")
        seen.add(key)
        if key not in ("articles", "failures"):
            value = scanner.value()
            schema = value if key == "schema" else schema
            yield key, value, name
        elif scanner.peek() == "[":
            for number, item in enumerate(scanner.items()):
                yield key, item, f"{name}.{key}[{number}]"
        else:
            raise InputError(f"{name}.{key} must be a list")
    scanner.finish()
    if "articles" not in seen:
        check_schema(schema, name)
        raise InputError(f"{name}: articles is missing")


def _reader(file: IO[bytes], name: str) -> Callable[[int], str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    place = 0

    def read(size: int) -> str:
        nonlocal place
        text = ""
        while not text:
            file.seek(place)  # another reader may have moved it
            piece = file.read(size)
            place += len(piece)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                raise InputError(f"{name}: not a run file: not UTF-8") from error
            if not piece:
                break
        return text

    return read
