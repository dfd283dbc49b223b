"""Read a file of any size as text, a little at a time, with line numbers and offsets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.read.decode import bom_length, decode, marked_encoding

PEEK = 1 << 20
"""Bytes by which the encoding is told: a corpus that is ASCII for a million bytes and not UTF-8
after that is reported by line, not guessed at."""

CHUNK = 1 << 16

LONGEST_ROW = 1 << 20
"""Longest row in characters. A sentence has 150, a book 1 M; what is longer is no row, and the
limit is what keeps memory constant."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line with its end: ``number`` from 1, ``start`` the offset in the file from 0."""

    text: str
    number: int
    start: int


class TextStream:
    """The decoded text of an open file, read once from front to back."""

    def __init__(self, file: BinaryIO, path: str, *, xml: bool = False) -> None:
        self.path = path
        head = file.read(PEEK)
        self.encoding = _encoding_of(head, path, len(head) == PEEK, xml)
        skip = bom_length(self.encoding)
        joined = _Joined(head[skip:], file)
        self._text = io.TextIOWrapper(
            io.BufferedReader(joined, CHUNK),
            encoding=self.encoding.removesuffix("-sig"),
            newline="",
        )

    def lines(self) -> Iterator[FileLine]:
        """Yield the lines, ends included; one beyond ``LONGEST_ROW`` comes in several parts."""
        number, start = 1, 0
        while text := self._read(number, one_line=True):
            yield FileLine(text, number, start)
            start += len(text)
            number += text[-1] in "\r\n"

    def chunks(self) -> Iterator[str]:
        """Yield the text in chunks of which none ends between CR and LF."""
        line = 1
        held = ""
        while text := self._read(line, one_line=False):
            text = held + text
            held = "\r" if text[-1] == "\r" else ""
            line += text.count("\n")
            yield text.removesuffix("\r") if held else text
        if held:
            yield held

    def _read(self, line: int, *, one_line: bool) -> str:
        try:
            return self._text.readline(LONGEST_ROW) if one_line else self._text.read(CHUNK)
        except UnicodeDecodeError as error:
            raise InputError(
                f"{self.path}: broken {self.encoding.upper()} after line {line} ({error.reason}): "
                "the file is cut short or mixes encodings; save it as UTF-8 again"
            ) from None


class _Joined(io.RawIOBase):
    """The bytes already read, then the rest of the file."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer*, as ``io.RawIOBase`` has it."""
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _encoding_of(head: bytes, path: str, cut: bool, xml: bool) -> str:
    """Tell the encoding by the file's beginning, which may be *cut* within a character."""
    if not cut:
        return decode(head, path, html=xml)[1]
    if marked := marked_encoding(head):
        return marked
    head = head[: len(head) & ~3]
    # The cut may fall within a character: of at most four bytes in UTF-8, of two units in UTF-16.
    for drop in (0, 2) if b"\0" in head else range(4):
        part = head[: len(head) - drop]
        try:
            if b"\0" not in head:
                part.decode("utf-8")
            return decode(part, path, html=xml)[1]
        except (UnicodeDecodeError, InputError):
            continue
    return decode(head, path, html=xml)[1]
