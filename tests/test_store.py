from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.store import Store

FILE_NAME = "vectors.sqlite"


def many(count: int, size: int, start: int = 0) -> dict[str, bytes]:
    return {f"key {n}": bytes([n % 251]) * size for n in range(start, start + count)}


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.binary(), max_size=9))
def test_what_is_put_is_got(values: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = Store(Path(folder) / FILE_NAME)
        cache.put_many(values)
        assert cache.get_many([*values, "another"]) == values
        cache.close()


def test_another_process_finds_it(tmp_path: Path) -> None:
    Store(tmp_path / FILE_NAME).put_many({"a": b"1", "b": b"2"})
    program = (
        "import sys; from pathlib import Path; from dragoman.store import Store\n"
        "print(Store(Path(sys.argv[1], 'vectors.sqlite')).get_many(['a', 'b', 'c']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "{'a': b'1', 'b': b'2'}"


def test_more_keys_than_a_statement_takes(tmp_path: Path) -> None:
    cache = Store(tmp_path / FILE_NAME)
    values = many(3000, 10)
    cache.put_many(values)
    assert cache.get_many(values) == values


def test_a_value_is_replaced(tmp_path: Path) -> None:
    cache = Store(tmp_path / FILE_NAME)
    cache.put_many({"a": b"old"})
    cache.put_many({"a": b"new"})
    assert cache.get_many(["a"]) == {"a": b"new"}


def test_the_file_stays_near_its_limit(tmp_path: Path) -> None:
    limit = 2_000_000
    cache = Store(tmp_path / FILE_NAME, limit_bytes=limit)
    for start in range(0, 6000, 100):
        cache.put_many(many(100, 1500, start))
    cache.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1.5 * limit
    assert len(cache.get_many(many(6000, 0))) > 500


def test_what_was_used_longest_ago_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    cache = Store(tmp_path / FILE_NAME, limit_bytes=1_000_000)
    old = many(300, 1500)
    cache.put_many(old)
    now += 100_000
    read_lately = [f"key {n}" for n in range(0, 300, 10)]
    cache.get_many(read_lately)
    now += 100_000
    cache.put_many(many(400, 1500, 1000))
    assert set(cache.get_many(old)) <= set(read_lately)
    assert cache.get_many(["key 1399"])


def test_a_value_larger_than_the_limit_is_let_go(tmp_path: Path) -> None:
    cache = Store(tmp_path / FILE_NAME, limit_bytes=100_000)
    cache.put_many({"large": bytes(1_000_000)})
    cache.put_many({"small": b"1"})
    assert cache.get_many(["large", "small"]) == {"small": b"1"}


# ---------------------------------------------------------------------------------- damage


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


def other_layout(path: Path) -> None:
    path.unlink()
    store = sqlite3.connect(path)
    store.execute("CREATE TABLE entries (key TEXT, used REAL)")
    store.close()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="emptied"),
        pytest.param(lambda path: path.write_bytes(b"no database at all" * 999), id="another file"),
        pytest.param(lambda path: os.truncate(path, 50_000), id="cut short"),
        pytest.param(lambda path: overwrite(path, 4096, b"\xff" * 20_000), id="pages overwritten"),
        pytest.param(lambda path: overwrite(path, 0, b"\x00" * 100), id="header overwritten"),
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: other_layout(path), id="tables of another layout"),
    ],
)
def test_a_broken_file_is_rebuilt(tmp_path: Path, damage: object) -> None:
    values = many(200, 1500)
    first = Store(tmp_path / FILE_NAME)
    first.put_many(values)
    first.close()
    damage(tmp_path / FILE_NAME)  # type: ignore[operator]
    cache = Store(tmp_path / FILE_NAME)
    found = cache.get_many(values)
    assert all(values[name] == value for name, value in found.items())
    cache.put_many(values)
    cache.put_many(values)  # a page may show its damage only when it is written
    assert cache.get_many(values) == values


def test_a_file_that_breaks_while_it_is_open_does_no_harm(tmp_path: Path) -> None:
    values = many(200, 1500)
    cache = Store(tmp_path / FILE_NAME)
    cache.put_many(values)
    overwrite(tmp_path / FILE_NAME, 0, b"\xff" * 30_000)
    found = cache.get_many(values)
    assert all(values[name] == value for name, value in found.items())


def test_an_entry_whose_checksum_does_not_fit_is_absent(tmp_path: Path) -> None:
    cache = Store(tmp_path / FILE_NAME)
    cache.put_many({"good": b"1", "bad": b"1", "moved": b"1"})
    cache.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as store:
        store.execute("UPDATE entries SET value = ? WHERE key = 'bad'", (b"2",))
        store.execute("UPDATE entries SET key = 'other' WHERE key = 'moved'")
    store.close()
    assert cache.get_many(["good", "bad", "other"]) == {"good": b"1"}


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("file/below", id="the folder's parent is a file"),
        pytest.param("file", id="the folder itself is a file"),
        pytest.param("x" * 300, id="no name the system takes"),
    ],
)
def test_an_impossible_place_means_no_cache(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = Store(tmp_path / place / FILE_NAME)
    cache.put_many({"a": b"1"})
    assert cache.get_many(["a"]) == {}


READER = """
import os, sys
from pathlib import Path
from dragoman.store import Store
if os.geteuid() == 0:
    os.setuid(65534)
cache = Store(Path(sys.argv[1], "vectors.sqlite"))
cache.put_many({"b": b"2"})
print(cache.get_many(["a", "b"]))
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        pytest.param(True, "{'a': b'1'}", id="a filled read-only cache is read"),
        pytest.param(False, "{}", id="an empty read-only folder means no cache"),
    ],
)
def test_a_read_only_folder_is_no_error(filled: bool, expected: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if filled:
            cache = Store(folder / FILE_NAME)
            cache.put_many({"a": b"1"})
            cache.close()
            (folder / FILE_NAME).chmod(0o444)
        folder.chmod(0o555)
        command = [sys.executable, "-c", READER, name]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        folder.chmod(0o755)
    assert (run.stdout.strip(), run.stderr) == (expected, "")


# ----------------------------------------------------------------------------- several at once

WORKER = """
import sys
from pathlib import Path
from dragoman.store import Store

cache = Store(Path(sys.argv[1], "vectors.sqlite"), limit_bytes=int(sys.argv[3]))
for turn in range(40):
    values = {f"{n}": f"{n} ".encode() * 400 for n in range(turn * 5, turn * 5 + 50)}
    cache.put_many(values)
    for name, value in cache.get_many(values).items():
        assert value == values[name], name
    cache.put_many({f"{sys.argv[2]} {turn}": b"own"})
    print(turn, flush=True)
"""


def worker(folder: Path, name: str, limit: int = 10**9) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WORKER, str(folder), name, str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    processes = [worker(tmp_path, name) for name in "abcd"]
    for process in processes:
        _, complaint = process.communicate(timeout=120)
        assert (process.returncode, complaint) == (0, b"")
    own = [f"{name} {turn}" for name in "abcd" for turn in range(40)]
    assert set(Store(tmp_path / FILE_NAME).get_many(own)) == set(own)


def test_processes_that_cut_at_once_do_no_harm(tmp_path: Path) -> None:
    processes = [worker(tmp_path, name, limit=100_000) for name in "abc"]
    for process in processes:
        _, complaint = process.communicate(timeout=120)
        assert (process.returncode, complaint) == (0, b"")


def test_a_killed_writer_leaves_a_sound_file(tmp_path: Path) -> None:
    for number in range(3):
        process = worker(tmp_path, f"killed {number}")
        assert process.stdout is not None
        for _ in range(3 + number):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.communicate(timeout=60)
    store = sqlite3.connect(tmp_path / FILE_NAME)
    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()
    cache = Store(tmp_path / FILE_NAME)
    assert cache.get_many(["killed 0 1"]) == {"killed 0 1": b"own"}
    cache.put_many({"after": b"1"})
    assert cache.get_many(["after"]) == {"after": b"1"}


def test_a_writer_that_holds_the_file_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.WAIT_SECONDS", 0.1)
    cache = Store(tmp_path / FILE_NAME)
    cache.put_many({"a": b"1"})
    other = sqlite3.connect(tmp_path / FILE_NAME)
    other.execute("BEGIN EXCLUSIVE")
    cache.put_many({"b": b"2"})
    assert cache.get_many(["a", "b"]) == {"a": b"1"}
    other.rollback()
    other.close()
    cache.put_many({"b": b"2"})
    assert cache.get_many(["b"]) == {"b": b"2"}


def test_threads_share_a_cache(tmp_path: Path) -> None:
    cache = Store(tmp_path / FILE_NAME)
    threads = [
        threading.Thread(target=cache.put_many, args=(many(50, 100, 50 * n),)) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get_many(many(400, 0)) == many(400, 100)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork")
def test_a_forked_process_opens_the_file_itself(tmp_path: Path) -> None:
    cache = Store(tmp_path / FILE_NAME)
    cache.put_many({"a": b"1"})
    child = os.fork()
    if not child:
        cache.put_many({"child": b"2"})
        os._exit(0 if cache.get_many(["a", "child"]) == {"a": b"1", "child": b"2"} else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    cache.put_many({"parent": b"3"})
    assert set(cache.get_many(["a", "child", "parent"])) == {"a", "child", "parent"}
