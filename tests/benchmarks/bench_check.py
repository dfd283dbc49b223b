"""What a user waits for: ``python tests/benchmarks/bench_check.py [RUNS]``.

Times whole processes, several runs of each, and prints the median and the range; peak memory is the
operating system's own figure. The pair is made of the gold articles of corpora/news/dev, 100
sentences a side. "Vectors kept" is what checking an edited text costs, "unchanged" one that is as
it was. Figures are to be compared within one run, not between machines.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.finished import FILE_NAME as RESULTS
from dragoman.read import read_document
from dragoman.segment import segment

CORPUS = Path(__file__).parents[2] / "corpora" / "news" / "dev"
SENTENCES = 100


def pair(folder: Path) -> list[str]:
    """Write a pair of about 100 sentences a side and return its paths."""
    paths = []
    for lang in ("de", "en"):
        text: list[str] = []
        count = 0
        for file in sorted(CORPUS.glob(f"*.{lang}.txt")):
            if count >= SENTENCES:
                break
            document = read_document(file, lang=lang)
            count += len(segment(document, lang).sentences)
            text.append(document.text)
        path = folder / f"hundred.{lang}.txt"
        path.write_text("\n\n".join(text), encoding="utf-8")
        paths.append(str(path))
    return paths


def once(arguments: list[str], cache: Path) -> tuple[float, float]:
    """Run dragoman and return (wall seconds, peak memory in MB)."""
    command = [sys.executable, "-m", "dragoman", *arguments]
    environment = {**os.environ, "DRAGOMAN_CACHE_DIR": str(cache)}
    null = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable, command, environment,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)],
    )  # fmt: skip
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return seconds, usage.ru_maxrss / 1024


def report(name: str, runs: int, measure: Callable[[], tuple[float, float]]) -> None:
    """Measure *runs* times and print one row."""
    results = [measure() for _ in range(runs)]
    seconds = sorted(second for second, _ in results)
    memory = max(megabytes for _, megabytes in results)
    middle = statistics.median(seconds)
    print(f"{name:36} {middle:7.2f} s  [{seconds[0]:.2f}, {seconds[-1]:.2f}]  {memory:6.0f} MB")


def forgetful(cache: Path) -> Path:
    """Drop the results that are kept in a cache folder, not the vectors, and return it."""
    for file in cache.glob(f"{RESULTS}*"):
        file.unlink()
    return cache


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = pair(folder)
        check = ["check", *files, "--exit-zero"]
        warm = folder / "warm"
        once(check, warm)
        print(f"{'what':36} {'median':>9}  range          memory")
        report("dragoman --help", runs, lambda: once(["--help"], warm))
        report("dragoman rules", runs, lambda: once(["rules"], warm))
        fresh = iter(range(10**6))
        report("check, 100 sentences, cold", runs, lambda: once(check, folder / str(next(fresh))))
        report("check, 100 sentences, vectors kept", runs, lambda: once(check, forgetful(warm)))
        report("check, 100 sentences, unchanged", runs, lambda: once(check, warm))
        alone = ["check", files[1], "--from", "de", "--exit-zero"]
        report("check, no source", runs, lambda: once(alone, forgetful(warm)))


if __name__ == "__main__":
    main()
