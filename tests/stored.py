"""What lies in a store on disk, looked at from outside while others may be writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def entries(file: Path) -> dict[str, int]:
    """Return the keys of a store, each with a number that changes when its value is made anew."""
    if not file.exists():
        return {}
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
        try:
            return dict(store.execute("SELECT key, id FROM entries"))
        except sqlite3.OperationalError:  # not there yet, or just being written
            return {}
