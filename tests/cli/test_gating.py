"""The gate from the command line: flags, configuration, baseline, suppressions, comments."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from dragoman import gate
from dragoman.cli import deliver
from dragoman.judge import Counted, Known
from tests.cli.conftest import Call
from tests.gate.test_decide import article, finding

SOURCE = "Die Gespräche in Genf dauerten drei Stunden. Danach flogen alle Minister nach Neapel."
TARGET = "The talks in Genf lasted three hours. Afterwards all the ministers flew to Neapel."
FIRST, SECOND = TARGET.split(". ")
"""Two sentences with an exonym each: PLC001, major."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, to work in, with one pair in Markdown."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/a.de.md").write_text(SOURCE, encoding="utf-8")
    Path("news/a.en.md").write_text(TARGET, encoding="utf-8")
    return tmp_path


def configured(*lines: str) -> None:
    """Write the configuration of the working directory."""
    Path("dragoman.toml").write_text("\n".join(['select = ["PLC"]', *lines]), encoding="utf-8")


def saved(call: Call, name: str = "run.json") -> Path:
    """Check and keep the run."""
    path = Path(name)
    assert call("check", "news", "--output", f"json={path}", "--exit-zero")[0] == 0
    return path


# ------------------------------------------------------------------------------------- thresholds

FLAGS: dict[str, tuple[Sequence[str], int]] = {
    "the default": ([], 1),
    "--fail-on": (["--fail-on", "critical"], 0),
    "--fail-on never": (["--fail-on", "never"], 0),
    "--max-major broken": (["--fail-on", "never", "--max-major", "1"], 1),
    "--max-major kept": (["--fail-on", "never", "--max-major", "2"], 0),
    "--max-minor": (["--fail-on", "never", "--max-minor", "0"], 0),
    "--max-critical": (["--fail-on", "never", "--max-critical", "0"], 0),
    "--max-rule broken": (["--fail-on", "never", "--max-rule", "PLC=1"], 1),
    "--max-rule kept": (["--fail-on", "never", "--max-rule", "PLC=2", "--max-rule", "NUM=0"], 0),
    "--min-score": (["--fail-on", "never", "--min-score", "99"], 1),
    "--max-drift": (["--fail-on", "never", "--max-drift", "0"], 1),
    "--max-drift-p95": (["--fail-on", "never", "--max-drift-p95", "0"], 1),
    "--max-omissions": (["--fail-on", "never", "--max-omissions", "0"], 0),
    "--min-coverage": (["--fail-on", "never", "--min-coverage", "1"], 0),
}


def test_every_threshold_is_a_flag_of_check_and_gate(call: Call, folder: Path) -> None:
    configured()
    run = saved(call)
    for name, (flags, code) in FLAGS.items():
        assert call("gate", run, *flags)[0] == code, name
    for name in ("the default", "--max-rule broken", "--max-rule kept", "--min-score"):
        flags, code = FLAGS[name]
        assert call("check", "news", *flags)[0] == code, name


BAD_FLAGS = {
    "no count": (["--max-rule", "NUM"], "--max-rule takes CODE=COUNT"),
    "a count that is none": (["--max-rule", "NUM=x"], "--max-rule takes CODE=COUNT"),
    "a rule that is none": (["--max-rule", "NUMM=0"], "did you mean 'NUM'"),
    "a drift out of range": (["--max-drift", "20"], "--max-drift must be 0 to 1"),
    "a drift that is no number": (["--max-drift", "nan"], "--max-drift must be 0 to 1"),
    "a negative count": (["--max-major", "-1"], "--max-major must be 0 or more"),
    "a severity that is none": (["--fail-on", "fatal"], "minor, major, critical"),
}

BAD_SETTINGS = {
    "a gate for a rule that is none": ("gate.rules.NUMM = 0", "did you mean 'NUM'"),
    "the same for a path": ('gate.paths."a/*".rules.NUMM = 0', "did you mean 'NUM'"),
    "a suppression of a rule that is none": (
        '[[suppress]]\ncode = "NAM999"\nreason = "r"', "did you mean 'NAM",
    ),
    "settings of a rule that is none": ("[rules.PLC0O1]\nprefer = []", "did you mean 'PLC001'"),
    "a setting that is none": ("[rules.PLC001]\nprefr = []", "did you mean 'prefer'"),
    "a setting of another kind": ('[rules.PLC001]\nprefer = "Kyiv"', "must be a list of strings"),
    "a setting of a rule without any": ("[rules.NAM001]\nx = 1", "it has no settings"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*BAD_FLAGS, *BAD_SETTINGS])
def test_what_would_silently_do_nothing_is_an_error(call: Call, folder: Path, name: str) -> None:
    flags, said = BAD_FLAGS.get(name) or ([], BAD_SETTINGS[name][1])
    configured(*([BAD_SETTINGS[name][0]] if name in BAD_SETTINGS else []))
    code, out, err = call("check", "news", *flags)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_a_path_has_thresholds_of_its_own(call: Call, folder: Path) -> None:
    configured('[gate.paths."news/*"]', 'fail_on = "never"', "max_major = 1")
    code, out, _ = call("check", folder / "news")
    assert code == 1
    assert (
        'passes when 1 is mended or suppressed, or with max_major = 2 under [gate.paths."news/*"]'
        in out
    )


def test_pieces_of_a_large_file_are_judged_as_one() -> None:
    counted = Counted(Known())
    bead = {"source": [0], "target": [0]}
    sentences = {"source": [{"text": "a b", "role": "body"}], "target": []}
    for first, drift in ((0, 0.1), (1, 0.3)):
        piece = {
            **article(finding(f"NUM00{first}"), drift_mean=drift, mqm_per_100_words=5.0),
            "id": "memory", "first_bead": first, "alignment": [{**bead, "drift": drift}],
            "sentences": sentences,
        }  # fmt: skip
        counted.add(piece)
    (one,) = counted.tallies
    assert (one.words, one.severities["major"], one.drift_mean) == (200, 2, 0.2)
    assert isinstance(one, gate.Tally)


# -------------------------------------------------------------------------- baseline, yesterday


def test_only_what_is_new_counts_and_what_is_fixed_is_named(call: Call, folder: Path) -> None:
    configured('baseline = "base.json"')
    Path("base.json").write_text('{"schema": "dragoman.baseline/1", "findings": {}}')
    run = saved(call)
    code, out, err = call("baseline", run, "-o", "base.json")
    assert (code, out) == (2, "")
    assert "2 findings are new: PLC001 “Genf” in a, PLC001 “Neapel” in a; look at them" in err
    assert call("baseline", run, "-o", "base.json", "--update")[0] == 0
    assert call("check", "news")[::2] == (0, "")

    Path("news/a.en.md").write_text(TARGET.replace("Genf", "Geneva"), encoding="utf-8")
    code, out, err = call("check", "news")
    assert code == 0
    assert "1 finding known from the baseline" in out
    assert err == (
        "dragoman: 1 known finding is fixed: PLC001 “Genf” in a; "
        f"renew it: dragoman baseline RUN.json -o {folder / 'base.json'}\n"
    )
    renewed = call("baseline", saved(call), "-o", "base.json")
    assert renewed[:2] == (
        0, "base.json: 0 new, 1 fixed, 1 known\nfixed: PLC001 “Genf” in a\n",
    )  # fmt: skip
    assert call("check", "news")[::2] == (0, "")


def test_what_was_not_checked_is_not_called_fixed(call: Call, folder: Path) -> None:
    configured('baseline = "base.json"')
    for name in ("b.de.md", "b.en.md"):
        Path("news", name).write_text(Path("news", f"a{name[1:]}").read_text(encoding="utf-8"))
    Path("base.json").write_text('{"schema": "dragoman.baseline/1", "findings": {}}')
    assert call("baseline", saved(call), "-o", "base.json", "--update")[0] == 0
    assert call("check", "news/a.de.md", "news/a.en.md")[::2] == (0, "")
    alone = Path("alone.json")
    call("check", "news/a.de.md", "news/a.en.md", "--output", f"json={alone}")
    assert "0 new, 0 fixed, 4 known" in call("baseline", alone, "-o", "base.json")[1]


def test_no_worse_than_yesterday(call: Call, folder: Path) -> None:
    configured("gate.max_drift_p95 = 0.0")
    yesterday = saved(call, "yesterday.json")
    assert call("check", "news")[0] == 1
    assert call("check", "news", "--diff-base", yesterday)[0] == 0
    assert call("gate", yesterday, "--diff-base", yesterday)[0] == 0
    Path("news/a.en.md").write_text(f"{TARGET} They met again in Rom.", encoding="utf-8")
    Path("news/a.de.md").write_text(f"{SOURCE} Sie trafen sich wieder in Rom.", encoding="utf-8")
    code, out, _ = call("check", "news", "--diff-base", yesterday, "--max-drift-p95", "1")
    assert code == 1
    assert "1 finding of severity major or worse, 0 allowed: news/a.en.md:1 PLC001" in out


# --------------------------------------------------------------------------------- suppressions

OUTPUTS = ("json", "sarif", "html", "text", "junit", "gitlab", "github")


@pytest.mark.parametrize("how", ["a comment", "the configuration"])
def test_what_is_left_on_purpose_passes_and_shows_in_outputs(
    call: Call, folder: Path, how: str
) -> None:
    reason = "ignored by a comment in the text"
    if how == "a comment":
        configured()
        text = f"<!-- dragoman: ignore PLC001 -->\n\n{TARGET}"
        Path("news/a.en.md").write_text(text, encoding="utf-8")
    else:
        reason = "the house says so"
        configured("[[suppress]]", 'code = "PLC"', f'reason = "{reason}"', 'path = "news/*"')
    outputs = [part for name in OUTPUTS for part in ("--output", f"{name}=run.{name}")]
    code, out, err = call("check", "news", *outputs)
    assert (code, err) == (0, "")
    assert "2 findings suppressed" in out
    text = {name: Path(f"run.{name}").read_text(encoding="utf-8") for name in OUTPUTS}
    (one,) = json.loads(text["json"])["articles"]
    assert [each["suppressed"] for each in one["findings"]] == [reason] * 2
    for result in json.loads(text["sarif"])["runs"][0]["results"]:
        (suppression,) = result["suppressions"]
        assert suppression["kind"] == ("inSource" if how == "a comment" else "external")
        assert suppression["justification"] == reason
    assert reason in text["html"]
    assert text["github"] == ""
    assert "<failure" not in text["junit"]
    assert call("gate", "run.json")[0] == 0


def test_what_matches_nothing_is_named_if_it_concerns_the_run(call: Call, folder: Path) -> None:
    table = '[[suppress]]\ncode = "{}"\nreason = "{}"\n{}\n'.format
    configured(
        table("PLC", "used", 'text = "Genf"'), table("PLC", "unused", 'path = "news/*"'),
        table("PLC", "elsewhere", 'path = "archive/*"'), table("NUM", "not selected", ""),
        table("PLC", "old", "until = 2020-01-01"),
    )  # fmt: skip
    text = f"{FIRST}.\n\n<!-- dragoman: ignore PLC -->\n\n{SECOND}\n\n"
    text += "<!-- dragoman: ignore PLC -->\n\nNo more.\n"
    Path("news/a.en.md").write_text(text, encoding="utf-8")
    code, _, err = call("check", "news", "--select", "PLC")
    said = err.splitlines()
    assert code == 0
    assert [line.split("(")[0] for line in said[:1]] == ["dragoman: suppression 5 "]
    assert "expired on 2020-01-01" in said[0]
    assert said[1:] == [
        "dragoman: news/a.en.md:9: the comment that ignores PLC here matches nothing; remove it"
    ]
    Path("news/a.en.md").write_text(TARGET.replace("Genf", "Geneva").replace("Neapel", "Naples"))
    _, _, err = call("check", "news", "--select", "PLC")
    assert "suppression 1 (PLC: used) matched nothing in what was checked" in err
    assert "suppression 2 (PLC: unused) matched nothing in what was checked" in err
    assert "elsewhere" not in err
    assert "not selected" not in err


def test_a_saved_run_is_judged_by_today(call: Call, folder: Path) -> None:
    table = '[[suppress]]\ncode = "PLC"\nreason = "for now"\nuntil = {}\n'.format
    configured(table("2999-12-31"))
    run = saved(call)
    assert call("gate", run)[0] == 0
    configured(table("2020-01-01"))
    code, _, err = call("gate", run)
    assert code == 1
    assert "expired on 2020-01-01" in err


# ------------------------------------------------------------------------------------ the terminal

COLORS = {
    "nothing said": ({}, True),
    "NO_COLOR": ({"NO_COLOR": "1"}, False),
    "NO_COLOR, empty": ({"NO_COLOR": ""}, True),
    "a dumb terminal": ({"TERM": "dumb"}, False),
}


@pytest.mark.parametrize("name", COLORS)
def test_when_color_is_welcome(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    environment, welcome = COLORS[name]
    for key in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(key, raising=False)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    assert deliver.colors_welcome() is welcome


@pytest.mark.parametrize("flags", [[], ["--no-color"]], ids=["colour", "--no-color"])
@pytest.mark.parametrize("columns", [40, 100])
def test_a_real_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str], columns: int
) -> None:
    pty = pytest.importorskip("pty")
    configured()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = spawned(pty, ["check", "news", "--exit-zero", *flags])
    assert ("\x1b[" in shown) is (not flags)
    plain = [line for line in shown.splitlines() if line and "\x1b" not in line]
    assert all(len(line) <= columns for line in plain)


def spawned(pty: object, arguments: Sequence[str]) -> str:
    """Run the command line on a pseudo-terminal and return what it shows."""
    import subprocess
    import sys

    inner, outer = pty.openpty()  # type: ignore[attr-defined]
    process = subprocess.Popen([sys.executable, "-m", "dragoman", *arguments], stdout=outer)
    os.close(outer)
    shown = b""
    while True:
        try:
            piece = os.read(inner, 65536)
        except OSError:  # Linux: the other end has closed
            break
        if not piece:
            break
        shown += piece
    os.close(inner)
    assert process.wait() == 0
    return shown.decode("utf-8")


def test_quiet_shows_findings_and_a_failed_verdict_alone(call: Call, folder: Path) -> None:
    configured()
    code, out, _ = call("check", "news", "--quiet")
    lines = out.splitlines()
    assert code == 1
    assert [line.split()[1] for line in lines[:2]] == ["PLC001", "PLC001"]
    assert lines[2] == "Failed:"
    assert len(lines) == 4
    assert call("check", "news", "--quiet", "--ignore", "PLC001", "--select", "TTL")[1] == ""
