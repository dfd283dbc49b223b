"""A cache of the tests' own, and the command line as a function."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.cli import run

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(base))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command line and return (exit code, stdout, stderr)."""

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = run([str(one) for one in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_it
