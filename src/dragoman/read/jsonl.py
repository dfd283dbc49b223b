"""JSON lines: one object a line with the keys ``source`` and ``target``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.model import Failure
from dragoman.read.clean import Cleaner
from dragoman.read.rows import Cell, Gap, OnError, Row, base_language, blank
from dragoman.read.stream import FileLine

_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u....|\\.")
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()

Placed = tuple[Any, int, int]
"""A value, and where it starts and ends in its line."""


def jsonl_rows(lines: Iterator[FileLine], path: str, *, on_error: OnError) -> Iterator[Row]:
    """Yield the rows of a file of JSON lines; malformed ones go to *on_error* and leave a gap."""
    number = -1
    gap = Gap()
    for line in lines:
        if not line.text.strip():
            gap.add(line.text, line.start, line.number)
            continue
        number += 1
        raw, start, first = gap.close(line.text, line.start, line.number)
        try:
            values = placed_values(line.text)
            cells = {name: _cell(name, values, line) for name in ("source", "target", "reference")}
            for name in ("source", "target"):
                if name not in values:
                    raise ValueError(f'the key "{name}" is missing')
        except ValueError as error:
            message = f"line {line.number}: {error}"
            on_error(Failure(id=f"line {line.number}", path=path, message=message))
            continue
        yield Row(
            number=number,
            raw=raw,
            start=start,
            line=first,
            source=cells["source"] or blank(line.start),
            target=cells["target"] or blank(line.start),
            reference=cells["reference"],
            source_lang=_lang(values, "source_lang"),
            target_lang=_lang(values, "target_lang"),
        )


def placed_values(text: str) -> dict[str, Placed]:
    """Return the values of the JSON object in *text* by key, each with its place.

    Raises:
        ValueError: it is no JSON object.
    """

    def skip(at: int) -> int:
        found = _SPACE.match(text, at)
        return found.end() if found else at

    at = skip(0)
    if text[at : at + 1] != "{":
        raise ValueError("not a JSON object")
    try:
        _, end = _DECODER.raw_decode(text, at)  # its messages are the better ones
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise ValueError(f"not JSON: {reason}") from None
    if text[end:].strip():
        raise ValueError("more than one JSON value in the line")
    values: dict[str, Placed] = {}
    at = skip(at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = skip(skip(at) + 1)
        value, end = _DECODER.raw_decode(text, at)
        values[key] = (value, at, end)
        at = skip(end)
        if text[at] == ",":
            at = skip(at + 1)
    return values


def _cell(name: str, values: dict[str, Placed], line: FileLine) -> Cell | None:
    value, start, end = values.get(name, (None, 0, 0))
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f'the value of "{name}" must be a string')
    cleaner = Cleaner()
    at = start + 1
    for escape in _ESCAPE.finditer(line.text, start + 1, end - 1):
        cleaner.add(line.text[at : escape.start()], line.start + at)
        char = json.loads(f'"{escape.group()}"')
        char = "\ufffd" if "\ud800" <= char <= "\udfff" else char  # half of a pair is no character
        cleaner.piece(char, line.start + escape.start(), line.start + escape.end())
        at = escape.end()
    cleaner.add(line.text[at : end - 1], line.start + at)
    text, origin = cleaner.finish()
    return (text, origin) if text else None


def _lang(values: dict[str, Placed], name: str) -> str | None:
    value = values.get(name, (None, 0, 0))[0]
    return base_language(value) if isinstance(value, str) else None
