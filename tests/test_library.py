"""Checking from Python gives what the command gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman import Config, DragomanError, Failure, check, check_text, checker, each
from dragoman.config import Suppression

SOURCE = "Die Gespräche begannen in Genf.\n\nOlaf Scholz kam am Montag mit 3,5 Millionen Euro an.\n"
TARGET = "The talks began in Genf.\n\nOlaf Scholz arrived on Monday with 3.5 million euros.\n"
GERMAN = Config(source_lang="de", target_lang="en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / f"{name}.de.txt").write_text(SOURCE, encoding="utf-8")
        (tmp_path / f"{name}.en.txt").write_text(TARGET, encoding="utf-8")
    return tmp_path


def test_every_public_name_is_there_and_nothing_heavy_comes_with_them() -> None:
    script = (
        "import dragoman, sys; [getattr(dragoman, name) for name in dragoman.__all__]; "
        "print([m for m in ('torch', 'onnxruntime', 'numpy', 'typer') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
    assert set(dragoman.__all__) <= {name for names in dragoman._HOME.values() for name in names}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        dragoman.chekc  # noqa: B018


def test_check_is_still_the_function_after_the_rules_were_imported(folder: Path) -> None:
    check(folder)
    from dragoman import check as again

    assert again is check


def test_a_folder_gives_what_the_run_file_of_the_command_holds(folder: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "check", str(folder), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    result = check(folder)
    result.save(folder / "run.json")
    assert json.loads((folder / "run.json").read_text(encoding="utf-8")) == json.loads(done.stdout)


def test_findings_and_passages_are_typed_and_point_into_the_file(folder: Path) -> None:
    (article, _) = check(folder).articles
    (finding,) = article.findings
    assert finding.target is not None
    assert TARGET[finding.target.start : finding.target.end] == finding.target.text == "Genf"
    assert finding.suggestions == ("Geneva",)
    assert [one.source[0][:13] for one in article.passages] == ["Die Gespräche", "Olaf Scholz k"]
    assert article.scores.coverage == 1
    assert (article.source_lang, article.target_lang) == ("de", "en")


def test_an_unreadable_article_is_a_failure_among_the_others(folder: Path) -> None:
    (folder / "two.en.txt").write_bytes(b"")
    result = check(folder)
    assert [one.id for one in result.articles] == ["one"]
    assert [one.id for one in result.failures] == ["two"]
    assert result.verdict.exit_code == 2
    kinds = [isinstance(one, Failure) for one in each(folder)]
    assert kinds == [False, True]


def test_what_a_baseline_holds_does_not_fail_the_gate(folder: Path) -> None:
    first = check(folder)
    first.save(folder / "run.json")
    again = check(folder, config=Config(baseline=str(folder / "run.json")))
    assert not first.verdict.passed
    assert again.verdict.passed
    assert list(again.findings) == list(first.findings)


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DragomanError):
        check(tmp_path / "not-there.de.txt", tmp_path / "not-there.en.txt")


def test_texts_in_memory_are_found_to_say_the_same_as_files(folder: Path) -> None:
    (from_file, _) = check(folder).articles
    from_memory = check_text(SOURCE, TARGET, id="one")
    assert from_memory.findings == from_file.findings
    assert from_memory.scores == from_file.scores


def test_a_translation_alone_is_checked_if_its_source_language_is_said() -> None:
    (finding,) = check_text(None, TARGET, config=GERMAN).findings
    assert finding.source is None
    with pytest.raises(DragomanError, match="source_lang"):
        check_text(None, TARGET)


def test_one_checker_gives_the_same_again_and_honours_suppressions() -> None:
    genf = Suppression(code="PLC", text="Genf", reason="a hotel of that name")
    one = checker(Config(source_lang="de", suppress=(genf,)))
    first, second = one(SOURCE, TARGET), one(SOURCE, TARGET)
    assert first == second
    assert [finding.suppressed for finding in first.findings] == ["a hotel of that name"]


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_an_empty_text_is_an_error_that_names_it(empty: str) -> None:
    with pytest.raises(DragomanError, match="today"):
        check_text(SOURCE, empty, id="today", config=GERMAN)
