from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.encoder.folders import cache_directory, publish

WRITER = """
import sys, time
from pathlib import Path
from dragoman.encoder.folders import publish

def write(draft):
    (draft / "a").write_text(sys.argv[2])
    print("writing", flush=True)
    time.sleep(float(sys.argv[3]))
    (draft / "b").write_text(sys.argv[2])

publish(Path(sys.argv[1]), write, sound=lambda folder: (folder / "b").exists())
"""


def writer(target: Path, text: str, pause: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(target), text, str(pause)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_of_processes_that_publish_at_once_one_wins_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "model"
    processes = [writer(target, text, 0.2) for text in "xyz"]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert (target / "a").read_text() == (target / "b").read_text()
    assert list(target.parent.iterdir()) == [target]


def test_a_process_killed_in_the_middle_leaves_nothing_to_read(tmp_path: Path) -> None:
    target = tmp_path / "model"
    process = writer(target, "x", 60)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait(timeout=60)
    assert not target.exists()
    assert writer(target, "y", 0).wait(timeout=60) == 0
    assert (target / "b").read_text() == "y"


def test_a_draft_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    def fail(draft: Path) -> None:
        (draft / "half").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path / "model", fail, sound=Path.exists)
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_killed_processes_are_swept_up_in_time(tmp_path: Path) -> None:
    old, young = tmp_path / ".model-abc", tmp_path / ".model-def"
    for draft in (old, young):
        draft.mkdir()
    long_ago = time.time() - 100_000
    os.utime(old, (long_ago, long_ago))
    publish(tmp_path / "model", lambda draft: None, sound=Path.exists)
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({"DRAGOMAN_CACHE_DIR": "/x"}, "/x", id="our variable is taken as it is"),
        pytest.param(
            {"XDG_CACHE_HOME": "/y"}, "/y/dragoman", id="the desktop standard's is a base"
        ),
        pytest.param(
            {"DRAGOMAN_CACHE_DIR": "/x", "XDG_CACHE_HOME": "/y"}, "/x", id="ours goes first"
        ),
        pytest.param({}, "/home/me/.cache/dragoman", id="without either, under the home folder"),
    ],
)
def test_where_the_cache_lies(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", "/home/me")
    for name in ("DRAGOMAN_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_directory() == Path(expected)
