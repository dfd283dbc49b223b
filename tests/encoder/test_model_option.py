"""``--model`` with another sentence-transformers model, from the command line to the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.cli import run
from tests.encoder.test_other_models import save, word_pieces

Call = Callable[..., tuple[int, str, str]]

SOURCE = """Der Minister reiste nach Kiew.

Die Wahl wurde auf den Herbst verschoben, sagte der Sprecher am Montag.

{long}
"""
TARGET = """The minister travelled to Kyiv.

The election was put off until autumn, the spokesman said on Monday.

{long}
"""
LONG = "Der Minister reiste nach Kiew" + ", dann nach Kiew" * 30 + "."
LONG_ENGLISH = "The minister travelled to Kyiv" + ", then to Kyiv" * 30 + "."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights, 16 dimensions, word pieces, 62 tokens at most; mean pooling is added."""
    pytest.importorskip("sentence_transformers")
    folder = tmp_path_factory.mktemp("model")
    save(folder, word_pieces(), layers=3)
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "a.de.txt", tmp_path / "a.en.txt"
    source.write_text(SOURCE.format(long=LONG), encoding="utf-8")
    target.write_text(TARGET.format(long=LONG_ENGLISH), encoding="utf-8")
    return source, target


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch, tmp_path: Path) -> Call:
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")

    def called(*arguments: object) -> tuple[int, str, str]:
        code = run([str(one) for one in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


def test_another_model_aligns(call: Call, texts, model: Path) -> None:
    code, out, err = call("align", *texts, "--model", model, "--format", "ladder")
    assert code == 0
    assert "longer than the 62 tokens that the model reads" in err
    rungs = [line.split(":") for line in out.splitlines()]
    for side in (0, 1):
        found = sorted(n for rung in rungs for n in json.loads(rung[side]))
        assert found == [0, 1, 2]


def test_what_another_model_read_in_part_is_said_in_every_output(
    call: Call, texts, model: Path, tmp_path: Path
) -> None:
    page, table = tmp_path / "report.html", tmp_path / "run.json"
    code, out, err = call(
        "check", *texts, "--model", model, "--report", page, "--output", f"json={table}",
        "--exit-zero",
    )  # fmt: skip
    assert code == 0, err
    (article,) = json.loads(table.read_text(encoding="utf-8"))["articles"]
    assert article["scores"]["unjudged"]["longer than the model reads"] >= 1
    cut = [bead for bead in article["alignment"] if bead["source"] == [2] or bead["target"] == [2]]
    assert cut
    assert all(bead["drift"] is None for bead in cut)
    assert "longer than the model reads (1)" in out
    assert "longer than the model reads (1)" in page.read_text(encoding="utf-8")


def test_the_cache_keeps_two_models_apart(call: Call, texts, model: Path) -> None:
    embedded = call("align", *texts, "--format", "json")
    other = call("align", *texts, "--model", model, "--format", "json")
    assert call("align", *texts, "--format", "json") == embedded
    assert call("align", *texts, "--model", model, "--format", "json") == other
    assert embedded[0] == other[0] == 0
    assert embedded != other


def test_a_folder_without_a_model_is_an_error_of_one_line(
    call: Call, texts, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = call("align", *texts, "--model", tmp_path / "empty")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
