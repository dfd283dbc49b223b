"""JSON read value by value: a document of any size, of which one value is held at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from dragoman.errors import InputError

CHUNK = 1 << 20
"""Characters read at once; a checked article has some 30,000."""

_TAIL = 16
"""An error so near the end of what was read may be a value cut in two: the longest token that is
no string is ``-Infinity``, the longest escape a pair of ``\\uXXXX``."""


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


DECODER = json.JSONDecoder(parse_constant=_refuse)
"""The standard library's decoder, without the NaN and Infinity that it lets pass."""


class Scanner:
    """Walks over one JSON document: ``members`` of an object, ``items`` of a list, ``value``.

    *read* returns about as many characters as asked, and an empty text at the end. *name* stands
    before what is wrong in errors.
    """

    def __init__(self, read: Callable[[int], str], name: str) -> None:
        self._read = read
        self._name = name
        self._text = ""
        self._at = 0
        self._before = 0
        """Characters read and dropped, so that an error can say where it is."""

    def peek(self) -> str:
        """Return the next character that is no white space, empty at the end."""
        while True:
            while self._at < len(self._text):
                char = self._text[self._at]
                if char not in " \t\n\r":
                    return char
                self._at += 1
            if not self._more():
                return ""

    def value(self) -> Any:
        """Decode the value that comes next.

        Raises:
            InputError: there is none, or it is nested too deeply.
        """
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise InputError(f"{self._name}: not a run file: nested too deeply") from error
            except json.JSONDecodeError as error:
                if _may_go_on(error) and self._more():
                    continue
                self._fail(error.msg, error.pos)
            except ValueError as error:
                self._fail(str(error), self._at)
            if isinstance(found, int | float) and self._text[end + 3 :] == "" and self._more():
                continue  # a number may go on, even after "1e+"
            self._at = end
            return found

    def members(self) -> Iterator[str]:
        """Yield the keys of the object that comes next; the caller takes each key's value."""
        for _ in self._between("{", "}"):
            if self.peek() != '"':
                self._fail("Expecting property name enclosed in double quotes")
            key = self.value()
            self._take(":")
            yield key

    def items(self) -> Iterator[Any]:
        """Yield the values of the list that comes next."""
        for _ in self._between("[", "]"):
            yield self.value()

    def finish(self) -> None:
        """Raise if anything follows."""
        if self.peek():
            self._fail("Extra data")

    def _between(self, start: str, end: str) -> Iterator[None]:
        self._take(start)
        if self.peek() == end:
            self._at += 1
            return
        while True:
            yield
            if self.peek() == end:
                self._at += 1
                return
            self._take(",")

    def _take(self, char: str) -> None:
        if self.peek() != char:
            self._fail(f"Expecting {char!r} delimiter")
        self._at += 1

    def _more(self) -> bool:
        """Read on. At least as much as is held: a long value is decoded anew each time."""
        held = self._text[self._at :]
        piece = self._read(max(CHUNK, len(held)))
        if not piece:
            return False
        self._before += self._at
        self._text, self._at = held + piece, 0
        return True

    def _fail(self, what: str, at: int | None = None) -> NoReturn:
        place = self._before + (self._at if at is None else at)
        raise InputError(f"{self._name}: not a run file: not JSON ({what}: character {place})")


def _may_go_on(error: json.JSONDecodeError) -> bool:
    return error.msg.startswith("Unterminated string") or error.pos >= len(error.doc) - _TAIL
