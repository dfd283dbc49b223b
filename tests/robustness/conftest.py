"""A cache of the tests' own, and a guard against runs that never end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

HANG = 120
"""Seconds after which a single command hangs; the slowest takes two on an idle machine."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(base))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def _watchdog() -> Iterator[None]:
    """Fail, with the place, if a command takes longer than ``HANG``; examples set it anew."""

    def bark(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still running after {HANG} s")

    before = signal.signal(signal.SIGALRM, bark)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
