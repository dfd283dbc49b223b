"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from dragoman.errors import InputError


def write_atomic(path: Path, text: str | bytes | Iterable[str]) -> None:
    """Write *text* (or its pieces) to *path* as UTF-8, so that a reader sees all of it or nothing.

    Line ends are written as given; a lone surrogate, which no decoded file can hold, is written
    as ``?``. Bytes are written as they are.

    Raises:
        InputError: the folder is missing or cannot be written to.
    """
    pieces = (text,) if isinstance(text, str | bytes) else text
    with replacing(path) as stream:
        for piece in pieces:
            stream.write(piece if isinstance(piece, bytes) else piece.encode(errors="replace"))


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a stream that takes the place of *path* once the block ends without an error.

    The bytes go to a temporary file in the same folder, are flushed to disk and then take the
    place of *path*: a run killed half-way leaves the old file as it was.

    Raises:
        InputError: the folder is missing or cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part"
        )
    except OSError as error:
        raise InputError(f"{path}: cannot write there: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except OSError as error:
        raise InputError(f"{path}: cannot write it: {error.strerror or error}") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _mode(path: Path) -> int:
    """Return the permissions the file has, or those a new file would get."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
