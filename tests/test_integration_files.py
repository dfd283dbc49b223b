"""The files that other services read: valid, and calling options that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from dragoman.cli.app import app

ROOT = Path(__file__).parents[1]
OPTIONS = {
    name: {option for parameter in command.params for option in parameter.opts}
    for name, command in get_command(app).commands.items()  # type: ignore[attr-defined]
}
CALL = re.compile(r"dragoman ([a-z]+)\b([^`\n|&]*(?:\\\n[^`\n|&]*)*)")


@pytest.mark.parametrize("name", ["README.md", "action.yml", ".pre-commit-hooks.yaml"])
def test_every_call_names_a_command_and_options_that_exist(name: str) -> None:
    calls = CALL.findall((ROOT / name).read_text(encoding="utf-8"))
    calls = [(command, rest) for command, rest in calls if command in OPTIONS]
    assert calls
    for command, rest in calls:
        for option in re.findall(r"(?<=\s)--[a-z-]+", rest):
            assert option in OPTIONS[command], f"dragoman {command} {option}"
