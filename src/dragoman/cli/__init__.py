"""The command line: parse, call, print, map to an exit code; no logic of its own."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from types import FrameType

import typer

from dragoman.cli import streams
from dragoman.cli.app import app
from dragoman.errors import DragomanError

_CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
"""``ClickException``, of whichever click typer carries."""

CANNOT = 2
"""Exit code: the work could not be done."""

_INTERRUPTED = "interrupted; what was finished is in the cache"
_TYPER_INTERRUPTED = 130
"""What newer versions of typer return where older ones raise ``Abort``."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 passed, 1 the gate failed, 2 could not do the work."""
    streams.prepare()
    signal.signal(signal.SIGTERM, _stop)
    code = run(arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _say(_system(error))
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every failure is one line on stderr."""
    command = typer.main.get_command(app)
    try:
        code = command.main(args=arguments, prog_name="dragoman", standalone_mode=False)
    except DragomanError as error:
        return _say(str(error))
    except _CLICK_ERROR as error:
        return _say(f"{error.format_message()} (see: dragoman --help)")  # type: ignore[attr-defined]
    except (KeyboardInterrupt, typer.Abort):
        return _say(_INTERRUPTED)
    except MemoryError:
        return _say("out of memory; check fewer articles at once, or --jobs 1")
    except OSError as error:
        return _failed(error, _system(error))
    except Exception as error:
        kind = type(error).__name__
        said = f"internal error: {kind}: {error}; DRAGOMAN_DEBUG=1 shows where, please report it"
        return _failed(error, said)
    if code == _TYPER_INTERRUPTED:
        return _say(_INTERRUPTED)
    return code if isinstance(code, int) else 0


def _system(error: OSError) -> str:
    """Say what the system refused, a full disk for one; every file has its own message before."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}"


def _failed(error: Exception, message: str) -> int:
    import os

    if os.environ.get("DRAGOMAN_DEBUG"):
        raise error
    return _say(message)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End as on Ctrl-C: drafts of files are removed, worker processes end."""
    raise KeyboardInterrupt


def _say(message: str) -> int:
    print("dragoman: " + " ".join(message.split()), file=sys.stderr)
    return CANNOT
