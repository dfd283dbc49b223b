"""Standard output and error as a program in a pipe needs them: no traceback, no lost exit code."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO, cast

_BUFFER = 1 << 16


class _Patient(io.FileIO):
    """A file that takes everything, even when nobody reads any more.

    ``dragoman check … | head -1`` closes the pipe early. The run still has files to write and an
    exit code to give, so what is printed from then on is dropped without a word. Any other failure,
    such as a full disk, is raised once; after that there is nothing left to write to.
    """

    gone = False

    def write(self, data: object) -> int:
        """Write *data* and return how many bytes were taken."""
        view = memoryview(cast(bytes, data))
        if self.gone:
            return view.nbytes
        try:
            return super().write(view) or 0
        except BrokenPipeError:
            self.gone = True
            return view.nbytes
        except OSError:
            self.gone = True
            raise


def prepare() -> None:
    """Make the standard streams safe to write to.

    A stream that is closed (``>&-``) becomes the null device, opened first so that no file of ours
    takes its number. Where output is no terminal it is UTF-8, which every machine format is; a
    terminal of another encoding gets ``?`` for what it cannot show.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
        elif mode == "w":
            setattr(sys, name, _patient(stream))


def _patient(stream: TextIO) -> TextIO:
    """Return *stream* opened again so that a reader who leaves is no error."""
    try:
        number, terminal = stream.fileno(), stream.isatty()
        stream.flush()
    except (AttributeError, OSError, ValueError):
        return stream  # not a file: a test or a notebook has its own
    raw = _Patient(number, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw, _BUFFER), encoding=stream.encoding if terminal else "utf-8",
        errors="replace", newline="", line_buffering=terminal or stream is sys.stderr,
    )  # fmt: skip
