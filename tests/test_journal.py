"""A run that is cut off goes on where it stopped, and gives what an uncut one would have given."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import journal
from dragoman.journal import Result
from dragoman.model import Failure
from dragoman.read import PairSpec

PIECES = [["a1"], ["b1", "b2", "b3"], ["c1"]]


class CutError(Exception):
    """The power goes."""


class Worker:
    """Does the pieces of each spec in turn, counts them, and dies at one."""

    def __init__(self, dies_at: str | None = None) -> None:
        self.done: list[str] = []
        self.dies_at = dies_at

    def __call__(self, first: int, skip: int) -> Iterator[tuple[int, Result]]:
        for number in range(first, len(PIECES)):
            for piece in PIECES[number][skip if number == first else 0 :]:
                if piece == self.dies_at:
                    raise CutError
                self.done.append(piece)
                failed = Failure(id=piece, path=piece, message="no")
                yield number, failed if piece == "c1" else {"id": piece}


def ids(results: list[Result]) -> list[str]:
    """Return the results' names."""
    return [one.id if isinstance(one, Failure) else one["id"] for one in results]


@pytest.mark.parametrize("dies_at", ["a1", "b1", "b2", "b3", "c1"])
def test_a_cut_run_goes_on_where_it_stopped(tmp_path: Path, dies_at: str) -> None:
    first = Worker(dies_at)
    with pytest.raises(CutError):
        list(journal.resumed(tmp_path, "run", first))
    second = Worker()
    results = list(journal.resumed(tmp_path, "run", second))
    assert ids(results) == ["a1", "b1", "b2", "b3", "c1"]
    assert first.done + second.done == ["a1", "b1", "b2", "b3", "c1"]
    assert isinstance(results[-1], Failure)


def test_a_finished_run_leaves_nothing(tmp_path: Path) -> None:
    list(journal.resumed(tmp_path, "run", Worker()))
    assert list((tmp_path / "runs").iterdir()) == []


@pytest.mark.parametrize("tail", [b'{"spec": 1, "arti', b"\xff\xfe\n", b"{}\n", b"null\n"])
def test_a_line_that_was_not_finished_is_done_again(tmp_path: Path, tail: bytes) -> None:
    with pytest.raises(CutError):
        list(journal.resumed(tmp_path, "run", Worker("b2")))
    file = tmp_path / "runs" / "run.jsonl"
    file.write_bytes(file.read_bytes() + tail)
    results = list(journal.resumed(tmp_path, "run", Worker()))
    assert ids(results) == ["a1", "b1", "b2", "b3", "c1"]


def test_two_runs_at_once_do_not_share_a_journal(tmp_path: Path) -> None:
    one = journal.resumed(tmp_path, "run", Worker())
    next(one)
    assert len(list(journal.resumed(tmp_path, "run", Worker()))) == 5
    assert len(list(one)) == 4


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from dragoman import journal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

def work(first, skip):
    for number in range(first, 5):
        yield number, {"id": str(number), "text": "x" * 60}

print(len(list(journal.resumed(Path(sys.argv[1]), "run", work))))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limits there")
def test_a_full_disk_costs_the_journal_and_not_the_run(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("5\n", "")


def test_no_folder_no_journal(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert len(list(journal.resumed(tmp_path / "file", "run", Worker()))) == 5


def test_a_changed_file_or_setting_is_another_run(tmp_path: Path) -> None:
    path = tmp_path / "a.en.txt"
    path.write_text("one")
    specs = [PairSpec(id="a", target=str(path), kind="translation")]

    def name(settings: Any = 1) -> str:
        return journal.key("signature", settings, specs)

    before = name()
    assert name() == before
    assert name(2) != before
    path.write_text("another")
    assert name() != before
    json.dumps(before)
