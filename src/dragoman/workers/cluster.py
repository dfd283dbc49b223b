"""The Ray cluster of a run: the one at hand, or one of our own on this machine."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dragoman.errors import DragomanError
from dragoman.workers.processes import cores

ADDRESS = "RAY_ADDRESS"
"""Environment variable of Ray's that names the cluster to join."""

if "ray" not in sys.modules:  # Ray reads its environment as it is imported, so before that
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if ADDRESS not in os.environ and "RAY_AUTH_MODE" not in os.environ:
        # A cluster listens on all interfaces and does as it is told: let nobody else tell ours.
        os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}

import ray  # noqa: E402
from ray.exceptions import RayError, RayTaskError  # noqa: E402

__all__ = ["RayError", "RayTaskError", "connected", "ray"]

PATIENCE = 10.0
"""Seconds in which a cluster's head should answer."""

STORE_BYTES = 100 * 2**20
"""Object store of a cluster of our own: room for a thousand tasks and results on their way."""


@contextmanager
def connected(workers: int) -> Iterator[None]:
    """Be connected: to the cluster the program is on, to ``RAY_ADDRESS``, or to one of our own."""
    if ray.is_initialized():
        yield
        return
    before = signal.getsignal(signal.SIGTERM)
    try:
        _connect(workers)
    except (OSError, RuntimeError, ValueError) as error:
        address = os.environ.get(ADDRESS)
        where = f"at {address} (RAY_ADDRESS)" if address else "on this machine"
        raise DragomanError(f"no Ray cluster {where}: {str(error).splitlines()[0]}") from error
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, before)  # Ray's handler ends the program without a word
    try:
        yield
    finally:
        ray.shutdown()


def _connect(workers: int) -> None:
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if address := os.environ.get(ADDRESS):
        _knock(address)
        ray.init(**quiet)
        return
    ray.init(
        num_cpus=workers or cores(),
        object_store_memory=STORE_BYTES,
        include_dashboard=False,
        **quiet,
    )


def _knock(address: str) -> None:
    """Raise OSError where nobody answers: Ray would try for a quarter of an hour."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if port.isdecimal():  # else a word of Ray's: auto, local
        socket.create_connection((host, int(port)), timeout=PATIENCE).close()
