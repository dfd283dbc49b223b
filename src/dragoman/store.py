"""A store on disk for what is dear to compute and cheap to keep, addressed by content.

Keys are plain strings that name everything a value depends on; values are bytes. The store is a
convenience, never a condition: a missing or read-only folder, a broken file or a lost race mean
that nothing is remembered, not that anything fails. It is one SQLite file in WAL mode,
so processes share it and a killed one leaves it whole. Each value carries a checksum over key and
value, and one that does not fit counts as absent.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

LIMIT_BYTES = 512 * 1024 * 1024
"""How large a store may grow if nothing else is said."""

KEEP = 0.8
"""A store over its limit is cut back to this share of it, so that it is not cut on every write."""

FRESH_SECONDS = 3600.0
"""Reading renews an entry's age at most this often: reading should not cost a write."""

WAIT_SECONDS = 5.0
"""How long to wait for another process that writes; after that the write is let go."""

BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ", "SQLITE_ERROR")
"""SQLite's names for a file that is damaged, cut short, no database, or has another layout."""

_VARIABLES = 500
"""Keys per SQL statement; old SQLite takes 999."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL,
    checksum INTEGER NOT NULL, used REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS by_age ON entries (used);
"""
_PUT = "INSERT OR REPLACE INTO entries (key, value, checksum, used) VALUES (?, ?, ?, ?)"
_GET = "SELECT id, key, value, checksum, used FROM entries WHERE key IN ({})"
_CUT = "DELETE FROM entries WHERE id IN (SELECT id FROM entries ORDER BY used LIMIT ?)"

T = TypeVar("T")


class Store:
    """Bounded key → bytes store in the file *path*, shared by threads and processes.

    When its entries outgrow *limit_bytes*, those unused for longest go.
    """

    def __init__(self, path: Path, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._path = path
        self._limit = limit_bytes
        self._lock = threading.RLock()
        self._store: sqlite3.Connection | None = None
        self._owner = os.getpid()

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are known and sound; the rest is simply absent."""
        wanted = list(dict.fromkeys(keys))
        return self._try(lambda store: _read(store, wanted), {}) if wanted else {}

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Store *values*, replacing what was there, and make room if the limit is passed."""
        if values:
            self._try(lambda store: _write(store, values, self._limit), None)

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        with self._lock:
            if self._store is not None and self._owner == os.getpid():
                with suppress(sqlite3.Error):
                    self._store.close()
            self._store = None

    def _try(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Run *action*; a broken file is thrown away and the action tried once more.

        A file that is locked, full, read-only or cannot be there is done without, this time.
        """
        with self._lock:
            for _ in range(2):
                try:
                    return action(self._open())
                except OSError:
                    return otherwise
                except sqlite3.DatabaseError as error:
                    if not (error.sqlite_errorname or "").startswith(BROKEN):
                        return otherwise
                    self._discard()
        return otherwise

    def _open(self) -> sqlite3.Connection:
        """Return this process's connection: one inherited through a fork must not be used."""
        if self._store is None or self._owner != os.getpid():
            self._owner = os.getpid()
            self._store = _connect(self._path)
        return self._store

    def _discard(self) -> None:
        self.close()
        for suffix in ("-wal", "-shm", ""):
            with suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    """Open the store; where its folder cannot be written, read what is there."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not os.access(path.parent, os.W_OK):
        return sqlite3.connect(
            f"{path.resolve().as_uri()}?immutable=1", uri=True, check_same_thread=False
        )
    store = sqlite3.connect(path, timeout=WAIT_SECONDS, check_same_thread=False)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=NORMAL")  # a power cut may lose the last writes, no more
    store.executescript(_SCHEMA)
    return store


def _checksum(name: str, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(name.encode("utf-8", "surrogatepass")))


def _read(store: sqlite3.Connection, keys: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    stale: list[tuple[float, int]] = []
    now = time.time()
    for start in range(0, len(keys), _VARIABLES):
        part = keys[start : start + _VARIABLES]
        rows = store.execute(_GET.format(",".join("?" * len(part))), part)
        for number, name, value, checksum, used in rows:
            if isinstance(value, bytes) and _checksum(name, value) == checksum:
                found[name] = value
                if not 0 <= now - used < FRESH_SECONDS:
                    stale.append((now, number))
    if stale:
        with suppress(sqlite3.OperationalError), store:  # an age not renewed is no loss
            store.executemany("UPDATE entries SET used = ? WHERE id = ?", stale)
    return found


def _write(store: sqlite3.Connection, values: Mapping[str, bytes], limit: int) -> None:
    now = time.time()
    with store:
        store.execute("BEGIN IMMEDIATE")
        store.executemany(_PUT, ((k, v, _checksum(k, v), now) for k, v in values.items()))
        while (size := _size(store)) > limit:
            (count,) = store.execute("SELECT count(*) FROM entries").fetchone()
            if not count:
                break
            store.execute(_CUT, (max(1, round(count * (1 - KEEP * limit / size))),))


def _size(store: sqlite3.Connection) -> int:
    """Return the bytes in use: pages freed by a cut are reused before the file grows."""
    pages, free, size = (
        store.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)
