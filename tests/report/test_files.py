from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.report.files import write_atomic


def test_text_is_written_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, "Zürich\r\nGenf\n")
    assert path.read_bytes() == "Zürich\r\nGenf\n".encode()


def test_pieces_are_written_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, iter(["a", "b"]))
    assert path.read_text() == "ab"


def test_a_run_that_dies_half_way_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def dying() -> Iterator[str]:
        yield "new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_atomic(path, dying())
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_missing_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write there"):
        write_atomic(tmp_path / "none" / "a.txt", "x")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(InputError, match="cannot write it"):
        write_atomic(tmp_path / "a", "x")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX")
def test_a_new_file_gets_the_usual_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch(mode=0o600)
    for path in (new, old):
        write_atomic(path, "x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(new.stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_a_lone_surrogate_does_not_stop_the_writing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, "a\ud800b")
    assert path.read_text() == "a?b"
