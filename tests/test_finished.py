"""What was finished before is not done again, and nothing else is taken for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman import finished, parallel, pipeline
from dragoman.config import Config, Gate, Suppression
from dragoman.finished import FILE_NAME, Finished
from dragoman.model import Failure
from dragoman.pipeline import Result, Run, Task
from dragoman.read import PairSpec
from dragoman.workers import Done, do

TEXT = "Selensky met Scholz on 3 March.\n\nHe was in Kiew, and the talks went on until {}."
COUNT = 5
CONFIG = Config(source_lang="de", jobs=1)


class Office:
    """A folder of translations without sources, which need no model; notes what is done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []
        for number in range(COUNT):
            self.file(number).write_text(TEXT.format(number), encoding="utf-8")

    def file(self, number: int) -> Path:
        return self.folder / f"a{number}.en.txt"

    def results(self, config: Config = CONFIG) -> Iterator[Result]:
        run = pipeline.open_run(config, today=date(2026, 1, 1))
        self.run = run
        specs = [
            PairSpec(id=f"a{n}", target=str(self.file(n)), kind="translation", target_lang="en")
            for n in range(COUNT)
        ]
        return parallel.results(run, specs)

    def again(self, config: Config = CONFIG) -> list[str]:
        """Check once more and return which articles were not answered for by the past."""
        self.done.clear()
        self.last = list(self.results(config))
        return self.done.copy()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def office(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    (tmp_path / "articles").mkdir()
    office = Office(tmp_path / "articles")

    def noting(run: Run, tasks: Iterable[Task], workers: int) -> Iterator[Done]:
        for task in tasks:
            assert isinstance(task, PairSpec)
            office.done.append(task.id)
            yield do(run, task)

    monkeypatch.setattr(parallel, "serial", noting)
    return office


EVERY = [f"a{number}" for number in range(COUNT)]


def test_what_has_not_changed_is_read_and_not_done(office: Office) -> None:
    assert office.again() == EVERY
    fresh = office.last
    assert office.again() == []
    assert office.last == fresh
    assert office.again(replace(CONFIG, cache=False)) == EVERY
    assert office.last == fresh


@pytest.mark.parametrize("count", range(1, COUNT))
def test_a_cut_run_goes_on_where_it_stopped(office: Office, count: int) -> None:
    cut = office.results()
    first = [next(cut) for _ in range(count)]
    cut.close()  # type: ignore[attr-defined]
    done = office.done.copy()
    assert len(done) == count
    assert done + office.again() == EVERY
    assert office.last[:count] == first


def test_only_what_changed_is_done_again(office: Office) -> None:
    office.again()
    office.file(3).write_text(TEXT.format("midnight"), encoding="utf-8")
    assert office.again() == ["a3"]
    assert [one["id"] for one in office.last if not isinstance(one, Failure)] == EVERY


def test_a_fresh_checkout_has_other_times_but_holds_the_same(office: Office) -> None:
    office.again()
    for number in range(COUNT):
        os.utime(office.file(number), (1, 1))
    assert office.again() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"ignore": ("NAM001",)}, EVERY, id="other rules"),
        pytest.param({"source_lang": "fr"}, EVERY, id="another language"),
        pytest.param({"rules": {"PLC001": {"style": "Kiev"}}}, EVERY, id="a setting of a rule"),
        pytest.param(
            {"suppress": (Suppression(code="NAM001", reason="ours"),)}, EVERY, id="a suppression"
        ),
        pytest.param({"gate": Gate(fail_on="never")}, [], id="what the gate makes of it"),
        pytest.param({"jobs": 3}, [], id="how many do it"),
        pytest.param({"baseline": "known.json"}, [], id="what was known before"),
    ],
)
def test_a_setting_counts_where_results_depend_on_it(
    office: Office, changed: dict[str, object], expected: list[str]
) -> None:
    office.again()
    assert office.again(replace(CONFIG, **changed)) == expected  # type: ignore[arg-type]


def test_another_build_of_dragoman_answers_for_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.again()
    monkeypatch.setattr(finished, "_installed", lambda: [("checks/rule.py", "1")])
    assert office.again() == EVERY


def test_what_failed_is_tried_again(office: Office) -> None:
    office.file(2).write_text("", encoding="utf-8")
    office.again()
    assert [isinstance(one, Failure) for one in office.last] == [n == 2 for n in range(COUNT)]
    assert office.again() == ["a2"]


def test_what_changed_while_it_was_checked_is_not_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was named by what the file held before, and read after: the old text is not that."""
    text = office.file(3).read_text(encoding="utf-8")

    def meanwhile(run: Run, tasks: Iterable[Task], workers: int) -> Iterator[Done]:
        for task in tasks:
            office.file(3).write_text("Scholz was in Berlin until midnight.", encoding="utf-8")
            yield do(run, task)

    with monkeypatch.context() as patch:
        patch.setattr(parallel, "serial", meanwhile)
        list(office.results())
    office.file(3).write_text(text, encoding="utf-8")
    assert "a3" in office.again()


def test_suppressions_are_told_the_same_from_what_is_kept(office: Office) -> None:
    entries = (
        Suppression(code="NAM001", text="Selensky", reason="used"),
        Suppression(code="PLC001", text="Genf", reason="matches nothing"),
        Suppression(code="PLC", reason="expired", until=date(2025, 1, 1)),
    )
    office.file(0).write_text(
        "Selensky spoke. <!-- dragoman: ignore NUM001 -->\n", encoding="utf-8"
    )
    config = replace(CONFIG, suppress=entries)
    office.again(config)
    said = office.run.ledger.complaints()
    assert [line.split(" ")[1] for line in said[:2]] == ["2", "3"]
    assert office.again(config) == []
    assert office.run.ledger.complaints() == said


def test_what_is_gone_when_its_turn_comes_is_done_after_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may have thrown it out meanwhile, to make room."""
    office.again()
    fresh = office.last
    monkeypatch.setattr(Finished, "get", lambda self, name: None)
    office.again()
    assert office.last == fresh


def test_a_broken_store_is_no_error(office: Office, cache: Path) -> None:
    office.again()
    fresh = office.last
    (cache / FILE_NAME).write_bytes(b"no database" * 1000)
    assert office.again() == EVERY
    assert office.last == fresh
