"""The configuration: every key checked at the border."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman import config, pipeline
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
    assert loaded.gate.paths["archive/*"] == {"max_minor": 5}
    assert loaded.gate.at("archive/*").max_drift == 0.2
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
    "a path's gate with an unknown key": (
        '[gate.paths."a/*"]\nmax_drfit = 0.2', "did you mean 'max_drift'",
    ),
    "paths within paths": ('[gate.paths."a/*".paths."b/*"]\nmax_drift = 0.2', "cannot stand"),
    "a drift beyond 1": ("[gate]\nmax_drift = 1.5", "max_drift must be 0 to 1"),
    "a drift that is no number": ("[gate]\nmax_drift = nan", "max_drift must be 0 to 1"),
    "a negative threshold": ("[gate]\nmax_omissions = -1", "max_omissions must be 0 or more"),
    "a score beyond 100": ("[gate]\nmin_score = 101", "min_score must be 0 to 100"),
    "a severity that is a list": ('[gate]\nfail_on = ["major"]', "minor, major, critical"),
    "negative jobs": ("jobs = -1", "jobs must be a count"),
    "a day with a time": (
        '[[suppress]]\ncode = "A"\nreason = "b"\nuntil = 2027-01-01T00:00:00', "until must be",
    ),
    "a nest too deep": ("select = " + "[" * 5000, "not valid TOML"),
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


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\nother = 1", "[tool.dragoman]\njobs = 1"])
def test_any_pyproject_can_stand_above(tmp_path: Path, text: str) -> None:
    write(tmp_path, text, "pyproject.toml")
    assert config.load(start=tmp_path).jobs == int("dragoman" in text)


def test_a_termbase_is_meant_from_the_file_that_names_it(tmp_path: Path) -> None:
    path = write(tmp_path, '[rules.TRM001]\nfiles = "terms.csv"')
    assert config.load(path).rules["TRM001"]["files"] == [str(tmp_path / "terms.csv")]
    path = write(tmp_path, '[rules.TRM001]\nfiles = ["terms.csv", "/elsewhere/terms.tbx"]')
    files = [str(tmp_path / "terms.csv"), "/elsewhere/terms.tbx"]
    assert config.load(path).rules["TRM001"]["files"] == files


def test_what_a_termbase_holds_stands_in_the_signature(tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    run = pipeline.open_run(config.load(write(tmp_path, '[rules.TRM001]\nfiles = "terms.csv"')))
    signatures = set()
    for words in ("a,b", "a,c"):
        terms.write_text(f"source,target\n{words}\n", encoding="utf-8")
        signatures.add(run.signature([]))
    assert len(signatures) == 2


def test_a_baseline_is_meant_from_the_file_that_names_it(tmp_path: Path) -> None:
    path = write(tmp_path, 'baseline = "base.json"')
    assert config.load(path).baseline == str(tmp_path / "base.json")
    path = write(tmp_path, 'baseline = "/elsewhere/base.json"')
    assert config.load(path).baseline == "/elsewhere/base.json"
