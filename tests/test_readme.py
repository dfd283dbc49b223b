"""What the README, the help and the files of other services say to type is typed here."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from typer.main import get_command

from dragoman import config
from dragoman.cli import settings
from dragoman.cli.app import app
from dragoman.report.load import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(<!-- [a-z-]+ -->\n)?```(\w*)\n(.*?)```", README, re.DOTALL)
SETUP = [body.strip() for mark, language, body in BLOCKS if mark and language == "sh"]
COMMANDS = [
    line
    for mark, language, body in BLOCKS
    if language == "sh" and not mark
    for line in body.strip().splitlines()
]
YAML = [yaml.safe_load(body) for _, language, body in BLOCKS if language == "yaml"]

SOURCE = """Die Gespräche in Genf

Präsident Wolodymyr Selensky traf sich am Montag in Genf mit den Ministern. Sie sprachen drei
Stunden lang. Danach sagte er, die Gespräche seien nicht gut verlaufen.
"""
TARGET = """The talks in Geneva

President Volodymyr Selensky met with the ministers in Genf on Monday. They talked for three
hours. Afterwards he said that the talks had not gone well.
"""
TMX = (
    '<tmx version="1.4"><body><tu><tuv xml:lang="de"><seg>Er wohnt in Genf.</seg></tuv>'
    '<tuv xml:lang="en"><seg>He lives in Genf.</seg></tuv></tu></body></tmx>'
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder that has what the recipes name, and a home of its own."""
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "articles").mkdir()
    for name in ("talks", "articles/talks", "articles/more"):
        (folder / f"{name}.de.txt").write_text(SOURCE, encoding="utf-8")
        (folder / f"{name}.en.txt").write_text(TARGET, encoding="utf-8")
    (folder / "memory.tmx").write_text(TMX, encoding="utf-8")
    shutil.copytree(ROOT / "corpora/engines", folder / "corpora/engines")
    (folder / "bin").mkdir()
    program = folder / "bin" / "dragoman"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dragoman "$@"\n')
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("DRAGOMAN_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
        patch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        yield folder


def typed(line: str, place: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Type a line into a shell; the work must be done, whatever the gate says."""
    done = subprocess.run(
        ["bash", "-c", line], cwd=place, env={**os.environ, **env}, capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode in (0, 1), f"{line}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def test_the_two_commands_are_install_and_check_and_install_and_test() -> None:
    assert len(SETUP) == 2
    for line, words in zip(SETUP, (["dragoman", "check"], ["python", "-m", "pytest"]), strict=True):
        install, _, then = line.partition(" && ")
        assert shlex.split(install)[:2] == ["pip", "install"]
        assert shlex.split(then)[: len(words)] == words
    files = [word for word in shlex.split(SETUP[0]) if word.startswith("corpora/")]
    assert len(files) == 2
    assert all((ROOT / name).is_file() for name in files)


def test_every_recipe_runs_in_the_order_of_the_page(place: Path) -> None:
    assert len(COMMANDS) > 15
    for line in COMMANDS:
        words = shlex.split(line)
        assert words[0] == "dragoman"
        if "--watch" not in words:
            typed(line, place)
    for name in (
        "report.html", "report/index.html", "dragoman-baseline.json", "dragoman.toml",
        "engines.html",
    ):  # fmt: skip
        assert (place / name).stat().st_size, name
    page = (place / "engines.html").read_text(encoding="utf-8")
    (promised,) = re.findall(r'"(Yes: [^"]+)"', README)
    assert " ".join(promised.split()) in re.sub(r"<[^>]+>", "", page)
    assert "Geneva on Monday" in (place / "articles/talks.en.txt").read_text(encoding="utf-8")
    (place / "dragoman.toml").unlink()


def test_the_watch_checks_until_it_is_stopped(place: Path) -> None:
    (line,) = (line for line in COMMANDS if "--watch" in line)
    watch = subprocess.Popen(
        [sys.executable, "-m", *shlex.split(line)], cwd=place, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    guard = threading.Timer(120, watch.kill)
    guard.start()
    assert watch.stderr is not None
    try:
        for _ in range(2):
            assert "watching" in watch.stderr.readline()
            (place / "talks.en.txt").write_text(TARGET + "\nMore.\n", encoding="utf-8")
    finally:
        watch.send_signal(signal.SIGINT)
        assert watch.wait() in (0, 1)
        watch.stderr.close()
        guard.cancel()


def test_the_library_examples_run(place: Path) -> None:
    folder, memory = (body for _, language, body in BLOCKS if language == "python")
    said = [
        subprocess.run(
            [sys.executable, "-c", script], cwd=place, capture_output=True, text=True, check=True
        ).stdout
        for script in (folder, memory)
    ]
    assert re.search(r"NAM\d+", said[0])
    assert "Verdict(passed=False" in said[0]
    assert typed("dragoman gate run.json", place).returncode == 1
    assert said[1] == "False\n"


def test_the_questions_have_answers(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (body,) = (body for _, language, body in BLOCKS if language == "sql")
    (check,) = (line for line in COMMANDS if "parquet=" in line)
    typed(check, place)
    monkeypatch.chdir(place)
    with duckdb.connect() as base:
        queries = [query for query in body.split(";") if not query.isspace()]
        rules, worst = (base.execute(query).fetchall() for query in queries)
    articles = load(place / "run.parquet").articles
    found = Counter(finding["code"] for article in articles for finding in article["findings"])
    assert found
    assert {code: count for code, count, _ in rules} == found
    assert {id_: count for id_, _, _, count in worst} == {
        article["id"]: len(article["findings"]) for article in articles
    }


def test_every_configuration_shown_is_valid(tmp_path: Path) -> None:
    tables = [body for _, language, body in BLOCKS if language == "toml"]
    starter = (ROOT / "src/dragoman/starter.toml").read_text(encoding="utf-8")
    tables.append(re.sub(r"^# (?=\[|[a-z_]+(?:\.[A-Z]+)? = )", "", starter, flags=re.MULTILINE))
    assert len(tables) >= 3
    for number, text in enumerate(tables):
        path = tmp_path / f"{number}.toml"
        path.write_text(text, encoding="utf-8")
        assert settings.configured(path) != config.Config()
    every = settings.configured(path)
    assert every.gate.max_minor == 20
    assert every.suppress
    assert every.rules


# ------------------------------------------------------------------------------ other services


def test_the_pre_commit_hook_runs_with_the_arguments_shown(place: Path) -> None:
    (shown,) = (table for table in YAML if "repos" in table)
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (used,) = shown["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    assert not hook["pass_filenames"]
    assert re.search(hook["files"], "articles/talks.en.txt")
    done = typed(shlex.join([*shlex.split(hook["entry"]), *used["args"]]), place)
    assert done.returncode == 1
    assert re.search(r"NAM\d+", done.stdout)


def github_inputs() -> dict[str, Any]:
    """Return what the README's workflow gives to the action."""
    (shown,) = (table for table in YAML if "jobs" in table)
    (step,) = (one for one in shown["jobs"]["dragoman"]["steps"] if "dragoman@" in one["uses"])
    return dict(step["with"])


def test_the_github_action_runs_as_in_the_workflow_shown(place: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    given = github_inputs()
    assert set(given) <= set(action["inputs"])
    needed = {name for name, one in action["inputs"].items() if one.get("required")}
    assert needed <= set(given)
    (step,) = (one for one in action["runs"]["steps"] if one.get("id") == "check")
    inputs = {
        name: given.get(name, one.get("default", "")) for name, one in action["inputs"].items()
    }
    env = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: inputs[found[1]], value)
        for name, value in step["env"].items()
    }
    files = {name: str(place / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    (place / "articles/new.de.txt").write_text(SOURCE, encoding="utf-8")
    (place / "articles/new.en.txt").write_text(TARGET, encoding="utf-8")
    done = typed("set -eo pipefail\n" + step["run"], place, **env, **files)
    assert done.returncode == 1, "what is not in the baseline fails"
    assert re.match(r"::(error|warning) file=articles/new\.en\.txt,line=3", done.stdout)
    assert Path(files["GITHUB_OUTPUT"]).read_text().strip() == "run=dragoman-out/run.json"
    assert "new" in Path(files["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
    for name in ("run.json", "run.sarif"):
        json.loads((place / "dragoman-out" / name).read_text(encoding="utf-8"))


def test_the_gitlab_job_writes_what_it_names(place: Path) -> None:
    (job,) = (table["dragoman"] for table in YAML if "dragoman" in table)
    (line,) = (line for line in job["script"] if line.startswith("dragoman "))
    assert typed(line, place).returncode == 1
    reports = job["artifacts"]["reports"]
    assert json.loads((place / reports["codequality"]).read_text(encoding="utf-8"))
    assert "<testsuites" in (place / reports["junit"]).read_text(encoding="utf-8")
    assert all((place / name).is_file() for name in job["artifacts"]["paths"])


# ------------------------------------------------------------------------------------ the help

HELP = {name: command.help or "" for name, command in get_command(app).commands.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", HELP)
def test_every_command_shows_examples_of_itself(name: str) -> None:
    examples = [line.strip() for line in HELP[name].splitlines() if line.startswith("  dragoman ")]
    assert examples
    assert all(shlex.split(line)[1] == name for line in examples)
