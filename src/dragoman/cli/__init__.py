"""The command line: parse, call, print, map to an exit code; no logic of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from dragoman.cli.app import app
from dragoman.errors import DragomanError

_CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
"""``ClickException``, of whichever click typer carries."""

CANNOT = 2
"""Exit code: the work could not be done."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 passed, 1 the gate failed, 2 could not do the work."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every failure is one line on stderr."""
    command = typer.main.get_command(app)
    try:
        code = command.main(args=arguments, prog_name="dragoman", standalone_mode=False)
    except DragomanError as error:
        return _say(str(error))
    except _CLICK_ERROR as error:
        return _say(f"{error.format_message()} (see: dragoman --help)")  # type: ignore[attr-defined]
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, and Python would complain once more at exit
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted; what was finished is in the cache")
    except Exception as error:
        import os

        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        kind = type(error).__name__
        return _say(
            f"internal error: {kind}: {error}; DRAGOMAN_DEBUG=1 shows where, please report it"
        )
    return code if isinstance(code, int) else 0


def _say(message: str) -> int:
    print("dragoman: " + " ".join(message.split()), file=sys.stderr)
    return CANNOT
