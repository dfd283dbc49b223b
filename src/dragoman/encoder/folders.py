"""Where dragoman keeps what it can make again, and how a folder appears there all at once."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

VARIABLE = "DRAGOMAN_CACHE_DIR"
"""Environment variable that overrides where the cache lies."""


ABANDONED_SECONDS = 24 * 3600.0
"""A draft untouched for a day has no writer any more: writing takes seconds."""


def cache_directory() -> Path:
    """Return the cache folder of this user and platform; it need not exist."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "dragoman" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "dragoman"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dragoman"


def publish(target: Path, write: Callable[[Path], None], *, sound: Callable[[Path], bool]) -> None:
    """Make the folder *target* by calling *write* on a draft beside it, then renaming the draft.

    Readers see the whole folder or none. Of two processes that publish at once one wins and the
    other drops its draft; a draft left by a killed process is never read. A *target* that is not
    *sound* is moved out of the way first.

    Raises:
        OSError: the place cannot be written, or the disk is full.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        write(draft)
        _flush(draft)
        if target.exists() and not sound(target):
            _discard(target)
        _rename(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Delete drafts that killed processes left behind."""
    for draft in target.parent.glob(f".{target.name}-*"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(draft, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Bring every file to the disk before its name appears: a power cut must not leave zeros."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _rename(draft: Path, target: Path) -> None:
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        if not target.exists():  # else another process was faster: its folder is as good
            raise


def _discard(target: Path) -> None:
    """Move a broken folder aside, then delete it: a reader never sees it half deleted."""
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        target.rename(aside / target.name)
    except FileNotFoundError:
        pass  # another process discarded it
    finally:
        shutil.rmtree(aside, ignore_errors=True)
