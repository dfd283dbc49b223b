"""What was encoded lately: in memory while it is little, beyond that in a temporary file.

An article's sentence vectors and token vectors come from one run of the encoder, but are wanted at
different times. A book's token vectors are too many to hold and too dear to compute twice.
"""

from __future__ import annotations

import math
import tempfile
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from dragoman.vectors import Encoding

HELD_TOKENS = 40_000
"""Tokens kept in memory: × 3 layers × 384 × 4 bytes = 184 MB, an article of 600 sentence pairs."""

SPILLED_BYTES = 4 * 1024**3
"""Most that is written beside: 930,000 tokens, some 16,000 sentence pairs. What is over that is
encoded again when it is wanted."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an encoding lies in the file, and its shape."""

    offset: int
    sentence: int
    shape: tuple[int, ...]
    truncated: bool

    @property
    def cuts(self) -> tuple[int, int, int]:
        """Where the sentence vector, the token vectors and the spans end, in numbers."""
        tokens = self.sentence + math.prod(self.shape)
        return self.sentence, tokens, tokens + 2 * self.shape[1]


class Recent:
    """Text → encoding, bit for bit as it was put in, while there is room for it.

    *folder* is where the temporary file goes, by default the system's place; it has no name there,
    and is gone with the process. A full or read-only disk means that less is remembered.
    *held_tokens* are kept in memory, by default ``HELD_TOKENS``.
    """

    def __init__(self, folder: Path | None = None, *, held_tokens: int | None = None) -> None:
        self._folder, self._limit = folder, held_tokens or HELD_TOKENS
        self._held: OrderedDict[str, Encoding] = OrderedDict()
        self._tokens = 0
        self._places: dict[str, _Place] = {}
        self._file: IO[bytes] | None = None

    def get(self, text: str) -> Encoding | None:
        """Return the encoding of *text*, None if it is not remembered."""
        return self._held.get(text) or self._read(text)

    def put(self, text: str, encoding: Encoding) -> None:
        """Remember an encoding; the oldest go to the file when memory is full."""
        self._held[text] = encoding
        self._tokens += len(encoding.spans)
        while self._tokens > self._limit:
            old, one = self._held.popitem(last=False)
            self._tokens -= len(one.spans)
            if old not in self._places:
                self._spill(old, one)

    def clear(self) -> None:
        """Forget everything, and give the disk back."""
        self._held.clear()
        self._tokens = 0
        self._places.clear()
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None

    def _spill(self, text: str, one: Encoding) -> None:
        with suppress(OSError):
            if self._file is None:
                self._file = self._open()
            offset = self._file.seek(0, 2)
            data = b"".join(part.tobytes() for part in (one.sentence, one.tokens, one.spans))
            if offset + len(data) <= SPILLED_BYTES:
                self._file.write(data)
                self._places[text] = _Place(
                    offset, len(one.sentence), one.tokens.shape, one.truncated
                )

    def _open(self) -> IO[bytes]:
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                return tempfile.TemporaryFile(dir=self._folder)
        return tempfile.TemporaryFile()

    def _read(self, text: str) -> Encoding | None:
        place = self._places.get(text)
        if place is None or self._file is None:
            return None
        first, second, end = place.cuts
        data = b""
        with suppress(OSError):
            self._file.seek(place.offset)
            data = self._file.read(4 * end)
        if len(data) < 4 * end:
            return None
        numbers = np.frombuffer(data, np.float32)
        return Encoding(
            sentence=numbers[:first].copy(),
            tokens=numbers[first:second].reshape(place.shape),
            spans=np.frombuffer(data, np.int32)[second:].reshape(-1, 2),
            truncated=place.truncated,
        )
