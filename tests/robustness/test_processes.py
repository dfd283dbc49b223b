"""Real processes and real signals: killed, crowded, cut off from disk, cache or reader."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.encoder.cache import FILE_NAME as VECTORS
from dragoman.finished import FILE_NAME as RESULTS
from tests.robustness.seeds import SOURCE, TARGET
from tests.stored import entries

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux' /proc")

COMMAND = [sys.executable, "-m", "dragoman"]
PATIENCE = 60
"""Seconds to wait for something that takes one or two."""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of six pairs whose sentences all differ."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(6):
        for lang, text in (("de", SOURCE), ("en", TARGET)):
            words = text.replace("1.200", f"{number + 2}.200").replace("12,000", f"{number}2,000")
            paragraphs = "\n\n".join(f"{number}{n}: {words}" for n in range(4))
            (folder / f"a{number}.{lang}.txt").write_text(paragraphs, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a fresh cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(folder))
    return folder


def start(*arguments: object, **more: Any) -> subprocess.Popen[str]:
    """Start the command line in a process of its own."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.Popen([*COMMAND, *map(str, arguments)], text=True, **streams)


def done(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a process and return (exit code, stdout, stderr)."""
    out, err = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in (err or "")
    return process.returncode, out, err


def until(condition: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Wait until *condition* holds while *process* runs."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "it ended too soon"
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def children(pid: int) -> Iterator[int]:
    """Yield the worker processes of *pid*."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            worker = b"multiprocessing.spawn" in (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == pid and worker:
            yield int(entry.name)


def alive(pid: int) -> bool:
    """Tell whether a process runs, dead ones that nobody asked about excepted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def stored(cache: Path) -> dict[str, int]:
    """Return the entries of the vector cache, each with a number that changes when it is made."""
    return entries(cache / VECTORS)


def finished(cache: Path) -> int:
    """Return how many articles are finished and kept."""
    return len(entries(cache / RESULTS))


def whole(path: Path) -> bool:
    """Tell whether a run file is there; half a one fails."""
    return path.exists() and bool(json.loads(path.read_text(encoding="utf-8")))


# ------------------------------------------------------------------------------------- killed


def test_what_was_finished_before_kill_9_is_not_done_again(
    articles: Path, cache: Path, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("undisturbed.json", "run.json")]
    call = ["check", articles, "--jobs", "1", "--exit-zero"]
    assert done(start(*call, "--output", f"json={files[0]}", "--no-cache"))[0] == 0

    process = start(*call, "--output", f"json={files[1]}")
    until(lambda: finished(cache) >= 3, process)
    process.kill()
    process.communicate()
    assert not files[1].exists()
    before = stored(cache)
    assert before

    assert done(start(*call, "--output", f"json={files[1]}"))[0] == 0
    assert files[1].read_bytes() == files[0].read_bytes()
    after = stored(cache)
    assert before.items() <= after.items(), "every vector from before was read, none made again"
    assert len(after) > len(before), "the rest was still to do"


@pytest.mark.parametrize("delay", [0.5, 1.5, 2.5])
def test_kill_9_at_any_moment_leaves_a_file_whole_or_absent(
    articles: Path, cache: Path, tmp_path: Path, delay: float
) -> None:
    names = ("run.json", "run.sarif", "run.html")
    call = ["check", articles, "--exit-zero", "--output", f"json={tmp_path / names[0]}"]
    call += ["--output", f"sarif={tmp_path / names[1]}", "--report", tmp_path / names[2]]
    process = start(*call)
    time.sleep(delay)
    process.kill()
    process.communicate()
    for name in names[:2]:
        assert whole(tmp_path / name) in (True, False)
    page = tmp_path / names[2]
    assert not page.exists() or page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert done(start(*call))[0] == 0
    assert whole(tmp_path / names[0])


def test_workers_end_with_a_parent_that_is_killed(articles: Path, cache: Path) -> None:
    process = start("check", articles, "--jobs", "2")
    until(lambda: finished(cache) >= 1, process)
    workers = list(children(process.pid))
    assert len(workers) == 2
    process.kill()
    process.communicate()
    end = time.monotonic() + PATIENCE
    while any(map(alive, workers)):
        assert time.monotonic() < end, "workers live on"
        time.sleep(0.05)


def test_a_worker_that_is_killed_is_one_line(articles: Path, cache: Path, tmp_path: Path) -> None:
    process = start("check", articles, "--jobs", "2", "--output", f"json={tmp_path / 'run.json'}")
    until(lambda: len(list(children(process.pid))) == 2, process)
    os.kill(next(children(process.pid)), signal.SIGKILL)
    code, out, err = done(process)
    assert (code, out) == (2, "")
    assert err.startswith("dragoman: a worker process died")
    assert err.count("\n") == 1
    assert not (tmp_path / "run.json").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_says_so(articles: Path, cache: Path, number: int, jobs: int) -> None:
    process = start("check", articles, "--jobs", jobs)
    until(lambda: finished(cache) >= 1, process)
    process.send_signal(number)
    code, out, err = done(process)
    assert (code, out) == (2, "")
    assert err == "dragoman: interrupted; what was finished is in the cache\n"


# ------------------------------------------------------------------------------------ crowded


@pytest.mark.parametrize("jobs", [1, 2])
def test_two_runs_at_once_share_a_cache(
    articles: Path, cache: Path, tmp_path: Path, jobs: int
) -> None:
    files = [tmp_path / f"{number}.json" for number in range(2)]
    call = ["check", articles, "--exit-zero", "--jobs", jobs]
    runs = [start(*call, "--output", f"json={path}") for path in files]
    assert [done(process)[0] for process in runs] == [0, 0]
    assert files[0].read_bytes() == files[1].read_bytes()
    before = stored(cache), entries(cache / RESULTS)
    assert done(start(*call, "--output", f"json={files[1]}"))[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert (stored(cache), entries(cache / RESULTS)) == before, "a third finds everything there"


# ------------------------------------------------------------------------- no room, no rights


def alone(articles: Path, *more: object) -> list[object]:
    """Return the call that checks one of *articles*."""
    return ["check", articles / "a0.de.txt", articles / "a0.en.txt", *more]


@pytest.mark.parametrize("place", ["/proc/dragoman", "a file"])
def test_a_cache_that_cannot_be_written_is_done_without(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    expected = done(start(*alone(articles)))
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(file) if place == "a file" else place)
    assert done(start(*alone(articles))) == expected
    assert expected[0] == 1
    assert file.read_text() == "no folder"


def test_a_cache_of_another_user_is_read_only(articles: Path, cache: Path) -> None:
    expected = done(start(*alone(articles)))
    before = stored(cache)
    assert before
    for path in (cache, *cache.glob("*.sqlite*")):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        if os.access(cache, os.W_OK):
            pytest.skip("root may write anywhere")
        assert done(start(*alone(articles))) == expected
        assert done(start("check", articles, "--exit-zero"))[0] == 0
        assert stored(cache) == before
    finally:
        cache.chmod(0o755)


def full_disk() -> None:
    """Let no file of this process grow beyond 16 KiB: writing fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))


def test_a_full_disk_is_one_line_and_no_half_file(
    articles: Path, cache: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    page.write_text("yesterday's")
    expected = done(start(*alone(articles)))
    shutil.rmtree(cache)
    assert done(start(*alone(articles), preexec_fn=full_disk)) == expected, "a cache is no need"
    call = alone(articles, "--report", page)
    code, out, err = done(start(*call, preexec_fn=full_disk))
    assert (code, out) == (2, "")
    assert err.startswith(f"dragoman: {page}: cannot write it: ")
    assert err.count("\n") == 1
    assert page.read_text() == "yesterday's"
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))


# --------------------------------------------------------------------------------- the reader


@pytest.mark.parametrize("form", ["text", "json", "sarif", "jsonl"])
def test_a_reader_that_leaves_early_is_no_error(articles: Path, form: str) -> None:
    read, write = os.pipe()
    os.close(read)
    process = start("check", articles, "--format", form, stdout=write)
    os.close(write)
    code, _, err = done(process)
    assert (code, err) == (1, ""), "the verdict stands, whoever reads it"


def test_head_ends_quietly(articles: Path) -> None:
    script = f'{sys.executable} -m dragoman check "$0" | head -1; echo "${{PIPESTATUS[0]}}"'
    shell = subprocess.run(["bash", "-c", script, articles], capture_output=True, text=True)
    assert shell.stderr == ""
    assert shell.stdout.splitlines()[1:] == ["1"]


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(articles: Path, tmp_path: Path, closed: str) -> None:
    script = f'exec {sys.executable} -m dragoman check "$0" --output json="$1" {closed}'
    saved = tmp_path / "run.json"
    shell = subprocess.run(["bash", "-c", script, articles, saved], capture_output=True, text=True)
    assert (shell.returncode, shell.stderr) == (1, "")
    assert whole(saved)


def test_output_that_cannot_be_written_is_one_line(articles: Path) -> None:
    with open("/dev/full", "w") as full:
        code, _, err = done(start(*alone(articles), stdout=full))
    assert (code, err) == (2, "dragoman: No space left on device\n")


@pytest.mark.parametrize("form", ["text", "json"])
def test_another_locale_does_not_break_the_output(articles: Path, form: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    process = subprocess.run(
        [*COMMAND, *map(str, alone(articles, "--format", form))], capture_output=True, env=env
    )
    assert (process.returncode, process.stderr) == (1, b"")
    assert "“Genf”" in process.stdout.decode("utf-8")
