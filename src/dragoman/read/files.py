"""Get a file's bytes, or say in one line why not and how to mend it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import InputError

MAX_BYTES = 64 * 2**20
"""Largest text file read whole. A long novel is 2 MB and an article 20 kB: beyond 64 MiB it is a
corpus, which belongs in a bilingual file (those are streamed, without a limit)."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is a PDF: extract its text first (pdftotext FILE.pdf FILE.txt)"),
    (b"PK\x03\x04", "is a ZIP container (DOCX, ODT, EPUB, XLSX): save it as .txt, .html or .tsv"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document: save it as .txt or .html"),
    (b"{\\rtf", "is RTF: save it as .txt or .html"),
    (b"\x1f\x8b", "is gzip-compressed: unpack it first (gunzip FILE)"),
    (b"BZh", "is bzip2-compressed: unpack it first (bunzip2 FILE)"),
    (b"\xfd7zXZ", "is xz-compressed: unpack it first (unxz FILE)"),
    (b"7z\xbc\xaf", "is a 7z archive: unpack it first"),
    (b"\x89PNG", "is an image (PNG), not text"),
    (b"\xff\xd8\xff", "is an image (JPEG), not text"),
    (b"GIF8", "is an image (GIF), not text"),
    (b"\x7fELF", "is a program, not text"),
)


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    """Open *path* for reading bytes.

    Raises:
        InputError: missing, a directory, not readable, empty, or of a kind that is not text.
    """
    where = Path(path)
    try:
        file = where.open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file{_nearest(where)}") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a directory, where a file was expected") from None
    except PermissionError:
        raise InputError(f"{path}: not readable: give yourself permission (chmod u+r)") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: cannot be opened: {reason}") from None
    try:
        _refuse_known_binary(path, file)
    except BaseException:
        file.close()
        raise
    return file


def read_bytes(path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of *path*, at most *max_bytes*.

    Raises:
        InputError: as ``open_file``, or the file is larger than *max_bytes*.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= max_bytes:
            data = file.read(max_bytes + 1)
            size = len(data)
        if size > max_bytes:
            raise InputError(
                f"{path}: {size / 1e6:,.0f} MB is too large for an article "
                f"(limit {max_bytes / 1e6:,.0f} MB): split it, or use a bilingual file (TSV, TMX), "
                "which is streamed"
            )
    return data


def _refuse_known_binary(path: str | os.PathLike[str], file: BinaryIO) -> None:
    head: bytes = file.peek(16)[:16]  # type: ignore[attr-defined]
    if not head:
        raise InputError(f"{path}: is empty: nothing to check")
    for magic, why in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{path}: {why}")


def _nearest(path: Path) -> str:
    """Name the file next door that was probably meant."""
    import difflib

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f" (the folder {path.parent} is missing too)" if not path.parent.exists() else ""
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"; did you mean {path.with_name(near[0])}?" if near else ""
