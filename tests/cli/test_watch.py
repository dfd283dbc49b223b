"""The watch: once at the start, once per change, and an error does not end it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dragoman.cli import watch
from dragoman.errors import InputError


def test_it_checks_again_after_a_change_and_after_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.en.txt"
    file.write_text("one")
    runs: list[str] = []

    def check() -> int:
        runs.append(file.read_text())
        if runs[-1] == "two":
            raise InputError("half-saved")
        return 1

    looks = iter(["two", "two", "three", None])

    def tick(_seconds: float) -> None:
        text = next(looks)
        if text is None:
            raise KeyboardInterrupt
        if text != file.read_text():
            file.write_text(text)

    monkeypatch.setattr(time, "sleep", tick)
    assert watch.watching([tmp_path], check) == 1
    assert runs == ["one", "two", "three"]
