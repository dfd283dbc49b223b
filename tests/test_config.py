"""The configuration: every key checked at the border."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman import config
from dragoman.errors import ConfigError


def write(folder: Path, text: str, name: str = "dragoman.toml") -> Path:
    """Write a configuration file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
from = "de"
select = ["NAM", "TTL001"]
jobs = 2
[gate]
fail_on = "never"
max_drift = 0.2
rules.NUM = 3
[gate.paths."archive/*"]
max_minor = 5
[rules.PLC001]
kyiv = "Kiev"
[[suppress]]
code = "NAM001"
reason = "the author's own spelling"
text = "Klitschko"
until = 2027-01-31
""",
    )
    loaded = config.load(path)
    assert (loaded.source_lang, loaded.select, loaded.jobs) == ("de", ("NAM", "TTL001"), 2)
    assert loaded.gate.fail_on is None
    assert loaded.gate.max_drift == 0.2
    assert loaded.gate.rules == {"NUM": 3}
    assert loaded.gate.paths["archive/*"].max_minor == 5
    assert loaded.rules["PLC001"] == {"kyiv": "Kiev"}
    assert loaded.suppress[0].until == date(2027, 1, 31)


WRONG = {
    "an unknown key names the nearest": ("selct = []", "did you mean 'select'"),
    "an unknown gate key": ("[gate]\nmax_drfit = 0.2", "did you mean 'max_drift'"),
    "an unknown suppression key": (
        '[[suppress]]\ncode = "A"\nreason = "b"\nuntill = 2027-01-01', "did you mean 'until'",
    ),
    "a suppression without a reason": ('[[suppress]]\ncode = "NAM001"', "needs a reason"),
    "a number as text": ('jobs = "2"', "jobs must be int"),
    "a truth value as a number": ("jobs = true", "jobs must be int"),
    "a list as text": ('select = "NAM"', "select must be a list"),
    "a severity that is none": ('[gate]\nfail_on = "fatal"', "minor, major, critical"),
    "a negative count": ("[gate]\nrules.NUM = -1", "0 or more"),
    "an unknown segmentation": ('segment = "words"', "segment must be"),
    "what is no TOML": ("select = [", "not valid TOML"),
    "a gate that is no table": ("gate = 3", "must be a table"),
    "suppressions that are no list": ("[suppress]\ncode = 'A'", "must be a list"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_configuration(tmp_path: Path, name: str) -> None:
    text, message = WRONG[name]
    with pytest.raises(ConfigError, match=message.replace("[", r"\[")) as caught:
        config.load(write(tmp_path, text))
    assert "\n" not in str(caught.value).replace("\n", "", 0) or name == "what is no TOML"


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, "jobs = 3")
    assert config.load(start=inner).jobs == 3
    write(tmp_path / "a", "[tool.dragoman]\njobs = 4", "pyproject.toml")
    assert config.load(start=inner).jobs == 4
    write(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert config.load(start=inner).jobs == 3


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        config.load(tmp_path / "none.toml")


def test_the_command_line_goes_over_the_file() -> None:
    base = config.Config(jobs=2, select=("NAM",))
    assert config.override(base, jobs=None, select=("TTL",)) == config.Config(
        jobs=2, select=("TTL",)
    )
