"""What a large corpus costs: ``python -m tests.benchmarks.bench_scale [WHAT] [N ...]``.

``articles`` checks 1, 10, 100 and 1,000 generated pairs of about 30 sentences with one and two
processes and one and two Ray actors; ``cores`` checks 100 pairs on one core and on all, to which
the operating system holds it (without, one process still encodes on every core); ``rows`` checks a
table of 5,000 and 20,000 aligned rows; ``kill`` ends a run with kill -9 half-way and goes on;
``million`` streams 1,000,000 rows past a tiny encoder of random weights, so that hours of encoding
are saved and everything else is as it is: it kills the run after a fifth, goes on, and prints what
the process held meanwhile.

Sentences are put together from parts with names, numbers and dates in them, so that hardly one
occurs twice: neither the vector cache nor the memory of anything helps. Each figure is one whole
command with a fresh cache, start and output included; CPU time is that of all its processes, a
better measure than the clock on a machine that does other things too; memory is the highest
resident set of the driver, and of its largest worker, looked at ten times a second. Compare within
one run, not between machines.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.finished import FILE_NAME
from tests.encoder.test_other_models import save, word_pieces
from tests.stored import entries

PEOPLE = [
    "Weber",
    "Hoffmann",
    "Krüger",
    "Lindner",
    "Berger",
    "Sommer",
    "Vogel",
    "Winkler",
    "Brandt",
    "Seidel",
]
TOWNS = [
    "Hamburg",
    "Dresden",
    "Leipzig",
    "Bremen",
    "Kassel",
    "Lübeck",
    "Erfurt",
    "Mainz",
    "Ulm",
    "Potsdam",
]
MONTHS = [("Januar", "January"), ("März", "March"), ("Mai", "May"), ("Juli", "July"),
          ("Oktober", "October"), ("Dezember", "December")]  # fmt: skip
THINGS = [
    ("die neue Brücke", "the new bridge"), ("den alten Hafen", "the old harbour"),
    ("das Schwimmbad", "the swimming pool"), ("die Buslinie", "the bus route"),
    ("den Stadtpark", "the city park"), ("das Krankenhaus", "the hospital"),
    ("die Bibliothek", "the library"), ("den Bahnhof", "the railway station"),
]  # fmt: skip
REASONS = [
    ("weil das Geld fehlt", "because the money is lacking"),
    ("obwohl viele Anwohner dagegen sind", "although many residents are against it"),
    ("wenn der Rat im Herbst zustimmt", "if the council agrees in autumn"),
    ("nachdem ein Gutachten Mängel gezeigt hatte", "after a survey had shown defects"),
    ("ohne auf eine Antwort zu warten", "without waiting for an answer"),
    ("bevor die Arbeiten beginnen", "before the work begins"),
]
FRAMES = [
    ("{p} will {t} in {o} am {d}. {m} schließen, {r}.",
     "{p} wants to close {t} in {o} on {d} {m}, {r}."),
    ("Am {d}. {m} stimmten {n} Bürger in {o} über {t} ab.",
     "On {d} {m}, {n} citizens of {o} voted on {t}."),
    ("Die Stadt {o} gibt {n} Euro für {t} aus, {r}.",
     "The city of {o} is spending {n} euros on {t}, {r}."),
    ("„Wir haben {n} Briefe bekommen“, sagte {p} in {o}.",
     "“We have received {n} letters,” said {p} in {o}."),
    ("Seit dem {d}. {m} prüft {p}, ob {o} {t} für {n} Euro braucht.",
     "Since {d} {m}, {p} has been examining whether {o} needs {t} for {n} euros."),
    ("In {o} warteten am {d}. {m} rund {n} Menschen vor dem Rathaus.",
     "In {o}, around {n} people waited outside the town hall on {d} {m}."),
    ("Für {n} Euro lehnt {p} den Plan für {t} ab, {r}.",
     "For {n} euros, {p} rejects the plan for {t}, {r}."),
    ("Nach Angaben von {p} kamen {n} Besucher aus {o}.",
     "According to {p}, {n} visitors came from {o}."),
]  # fmt: skip
SENTENCES = 30


def sentence(dice: random.Random) -> tuple[str, str]:
    """Put a sentence together in both languages."""
    frame = dice.choice(FRAMES)
    thing, month, reason = dice.choice(THINGS), dice.choice(MONTHS), dice.choice(REASONS)
    number, day = dice.randrange(1100, 99000), dice.randrange(1, 29)
    person, town = dice.choice(PEOPLE), dice.choice(TOWNS)
    german, english = (
        frame[side].format(
            p=person, o=town, t=thing[side], m=month[side], r=reason[side], d=day,
            n=f"{number:,}".replace(",", ".") if side == 0 else f"{number:,}",
        )
        for side in (0, 1)
    )  # fmt: skip
    return german, english


def write_articles(folder: Path, count: int) -> None:
    """Write *count* pairs that differ from those of every other folder."""
    folder.mkdir()
    for number in range(count):
        dice = random.Random(f"{folder.name} {number}")
        pairs = [sentence(dice) for _ in range(SENTENCES)]
        for side, lang in enumerate(("de", "en")):
            paragraphs = [
                " ".join(pair[side] for pair in pairs[start : start + 5])
                for start in range(0, SENTENCES, 5)
            ]
            path = folder / f"a{number:06}.{lang}.txt"
            path.write_text("\n\n".join(paragraphs), encoding="utf-8")


def write_rows(path: Path, count: int) -> None:
    """Write a table of *count* aligned rows."""
    dice = random.Random(path.name)
    with path.open("w", encoding="utf-8") as file:
        file.write("source\ttarget\tsource_lang\ttarget_lang\n")
        for _ in range(count):
            file.write("\t".join((*sentence(dice), "de", "en")) + "\n")


# ---------------------------------------------------------------------------------- measuring


@dataclass
class Figure:
    """What one command took: wall and CPU seconds, and the highest resident megabytes."""

    seconds: float
    cpu: float = 0.0
    driver: float = 0.0
    worker: float = 0.0


def family(pid: int) -> Iterator[int]:
    """Yield the processes below *pid*."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(entry.name))
    todo = list(parents.get(pid, ()))
    while todo:
        one = todo.pop()
        yield one
        todo += parents.get(one, ())


def resident(pid: int) -> float:
    """Return the megabytes that a process holds now; 0 if it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 2**20
    except (OSError, IndexError):
        return 0.0


def busy(pid: int) -> float:
    """Return the CPU seconds that a process has used, those of its dead children excepted."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(arguments: Sequence[str], cache: Path, *, cores: int = 0) -> subprocess.Popen[bytes]:
    """Start dragoman; with *cores*, on so many of the machine's."""
    allowed = sorted(os.sched_getaffinity(0))[: cores or None]
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", "check", *arguments, "--exit-zero"],
        env={**os.environ, "DRAGOMAN_CACHE_DIR": str(cache)},
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )


def measure(arguments: Sequence[str], cache: Path, *, cores: int = 0) -> Figure:
    """Run dragoman once; with *cores*, on so many of the machine's."""
    shutil.rmtree(cache, ignore_errors=True)
    begin = time.perf_counter()
    process = start(arguments, cache, cores=cores)
    figure = Figure(0.0)
    used: dict[int, float] = {}
    while process.poll() is None:
        figure.driver = max(figure.driver, resident(process.pid))
        for pid in (others := list(family(process.pid))):
            figure.worker = max(figure.worker, resident(pid))
        used |= {pid: time_used for pid in (process.pid, *others) if (time_used := busy(pid))}
        time.sleep(0.1)
    figure.cpu = sum(used.values())
    figure.seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return figure


ROUTES = {
    "local, 1": ["--jobs", "1"],
    "local, 2": ["--jobs", "2"],
    "ray, 1": ["--engine", "ray", "--jobs", "1"],
    "ray, 2": ["--engine", "ray", "--jobs", "2"],
}


def row(name: str, count: int, figure: Figure) -> None:
    """Print one line of the table."""
    each = 1000 * figure.seconds / count
    print(
        f"{name:10} {count:>7} {figure.seconds:9.1f} {each:9.1f} {count / figure.seconds:9.1f}"
        f" {1000 * figure.cpu / count:9.1f}"
        f" {figure.driver:9.0f} {figure.worker:9.0f}",
        flush=True,
    )


def articles(folder: Path, counts: Sequence[int]) -> None:
    """Print the table of articles."""
    for count in counts or (1, 10, 100, 1000):
        write_articles(folder / f"a{count}", count)
        for name, route in ROUTES.items():
            output = f"jsonl={folder / 'run.jsonl'}"
            call = [str(folder / f"a{count}"), *route, "--output", output]
            row(name, count, measure(call, folder / "cache"))


def cores(folder: Path, counts: Sequence[int]) -> None:
    """Print how the cost falls with the cores: one process for each."""
    for count in counts or (100,):
        write_articles(folder / f"c{count}", count)
        for used in (1, len(os.sched_getaffinity(0))):
            output = f"jsonl={folder / 'run.jsonl'}"
            call = [str(folder / f"c{count}"), "--jobs", str(used), "--output", output]
            row(f"{used} cores", count, measure(call, folder / "cache", cores=used))


def rows(folder: Path, counts: Sequence[int]) -> None:
    """Print the table of rows."""
    for count in counts or (5000, 20000):
        write_rows(folder / f"r{count}.tsv", count)
        for name in ("local, 1", "local, 2", "ray, 2"):
            output = f"jsonl={folder / 'run.jsonl'}"
            call = [str(folder / f"r{count}.tsv"), *ROUTES[name], "--output", output]
            row(name, count, measure(call, folder / "cache"))


def kill(folder: Path, counts: Sequence[int]) -> None:
    """End a run of rows half-way, go on, and hold the result against an undisturbed run."""
    (count,) = counts or (5000,)
    write_rows(folder / "rows.tsv", count)
    cache = folder / "cache"
    call = [str(folder / "rows.tsv"), "--jobs", "2", "--output"]
    whole = measure([*call, f"json={folder / 'whole.json'}"], cache).seconds
    shutil.rmtree(cache)
    process = start([*call, f"json={folder / 'run.json'}"], cache)
    while process.poll() is None and done(cache) < count // 2:
        time.sleep(0.1)
    process.kill()
    process.wait()
    begin = time.perf_counter()
    resumed = start([*call, f"json={folder / 'run.json'}"], cache)
    resumed.wait()
    rest = time.perf_counter() - begin
    same = (folder / "run.json").read_bytes() == (folder / "whole.json").read_bytes()
    print(f"undisturbed {whole:.1f} s; after kill -9 half-way {rest:.1f} s; same bytes: {same}")


def million(folder: Path, counts: Sequence[int]) -> None:
    """Stream rows past a tiny encoder, end the run after a fifth, go on; print what it held."""
    (count,) = counts or (1_000_000,)
    write_rows(folder / "rows.tsv", count)
    save(folder / "model", word_pieces(), layers=3)
    output = folder / "run.jsonl"
    call = [str(folder / "rows.tsv"), "--model", str(folder / "model"), "--jobs", "1"]
    call += ["--output", f"jsonl={output}"]
    for part in (count // 5, count):
        begin, held = time.perf_counter(), [0.0]
        process = start(call, folder / "cache")
        while process.poll() is None and done(folder / "cache") < part:
            time.sleep(1.0)
            held.append(resident(process.pid))
        if part < count:
            process.kill()
        code = process.wait()
        tenths = [f"{held[len(held) * tenth // 10]:.0f}" for tenth in range(1, 10)]
        print(f"exit {code}, {time.perf_counter() - begin:.0f} s, MB held: {' '.join(tenths)}")
    with output.open("rb") as file:
        print(f"{sum(1 for _ in file):,} lines, {output.stat().st_size / 1e6:.0f} MB")


def done(cache: Path) -> int:
    """Return how many rows are finished and kept."""
    return 256 * len(entries(cache / FILE_NAME))


def main() -> None:
    """Print what was asked for."""
    what, *counts = sys.argv[1:] or ["articles"]
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        if what not in ("kill", "million"):
            titles = (
                "workers",
                "count",
                "seconds",
                "ms each",
                "per s",
                "CPU ms",
                "driver MB",
                "worker MB",
            )
            print("{:10} {:>7} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}".format(*titles))
        kinds = {
            "articles": articles,
            "cores": cores,
            "rows": rows,
            "kill": kill,
            "million": million,
        }
        kinds[what](Path(name), list(map(int, counts)))


if __name__ == "__main__":
    main()
