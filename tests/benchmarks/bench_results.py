"""Runs as files: ``python tests/benchmarks/bench_results.py [ARTICLES ...]`` (1,000 and 10,000).

Prints for each form of a run how large it is, how long it takes to write, to read and to judge, and
the most memory each step took, in a process of its own, by the operating system's figure; with
Parquet also ``baseline``, ``compare`` and ``report`` into a folder, which cost the same in all. The
articles are made up from a seed: 30 sentences a side with word links, as a checked news article has
them, four findings each. Figures are to be compared within one run, not between machines.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.model import FAMILIES, SEVERITIES, Report
from dragoman.report import formats, load

FORMS = ("json", "jsonl", "parquet")
SENTENCES = 30
FINDINGS = 4
VOCABULARY = 20_000
"""Words to draw from, the common ones far more often, so that texts compress as real ones do."""

Json = dict[str, Any]


class Made(Collection[Mapping[str, Any]]):
    """Articles that are made anew, the same, whenever they are read."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.seconds = 0.0
        """What making them took."""

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Json]:
        for number in range(self._count):
            start = time.perf_counter()
            made = article(number)
            self.seconds += time.perf_counter() - start
            yield made

    def __contains__(self, item: object) -> bool:
        return any(item == one for one in self)


def article(number: int) -> Json:
    """Make one article."""
    dice = random.Random(number)
    sides = {side: sentences(dice) for side in ("source", "target")}
    return {
        "id": f"news/{number:06}",
        "source": {"path": f"news/{number:06}.de.txt", "lang": "de"},
        "target": {"path": f"news/{number:06}.en.txt", "lang": "en"},
        "sentences": sides,
        "alignment": [bead(dice, index, sides) for index in range(SENTENCES)],
        "findings": [finding(dice, number, index, sides) for index in range(FINDINGS)],
        "scores": {
            "drift_mean": round(dice.betavariate(2, 20), 4),
            "drift_p95": round(dice.betavariate(3, 10), 4),
            "mqm_per_100_words": round(dice.uniform(0, 6), 2),
            "coverage": round(dice.uniform(0.9, 1), 4),
            "words": sum(len(one["text"].split()) for one in sides["target"]),
            "unjudged": {"one side is empty": 1},
        },
    }


def sentences(dice: random.Random) -> list[Json]:
    """Make the sentences of one side."""
    found: list[Json] = []
    at = 0
    for index in range(SENTENCES):
        text = " ".join(word(dice) for _ in range(dice.randint(8, 30))) + "."
        role = "body" if index else "headline"
        line = 2 * index + 1
        found.append({"start": at, "end": at + len(text), "line": line, "text": text, "role": role})
        at += len(text) + 2
    return found


def word(dice: random.Random) -> str:
    """Make a word; the same number is the same word."""
    return spelled(int(VOCABULARY ** dice.random()))


@cache
def spelled(rank: int) -> str:
    """Return the word of that rank."""
    letters = random.Random(rank)
    return "".join(letters.choice("etaoinshrdluü") for _ in range(letters.randint(2, 11)))


def bead(dice: random.Random, index: int, sides: Mapping[str, list[Json]]) -> Json:
    """Make a bead of one sentence a side, its words linked in order."""
    source, target = (places(sides[side][index]["text"]) for side in ("source", "target"))
    return {
        "source": [index],
        "target": [index],
        "similarity": round(dice.uniform(0.4, 0.95), 4),
        "drift": round(dice.betavariate(2, 20), 4),
        "source_gaps": [span(sides["source"][index], *dice.choice(source))],
        "words": [
            [[index, *one], [index, *other]] for one, other in zip(source, target, strict=False)
        ],
    }


def places(text: str) -> list[tuple[int, int]]:
    """Return where the words of a sentence stand."""
    found, at = [], 0
    for one in text.split(" "):
        found.append((at, at + len(one)))
        at += len(one) + 1
    return found


def span(sentence: Json, start: int, end: int) -> Json:
    """Point at words of a sentence."""
    return {
        "start": sentence["start"] + start,
        "end": sentence["start"] + end,
        "line": sentence["line"],
        "column": start + 1,
        "text": sentence["text"][start:end],
    }


def finding(dice: random.Random, number: int, index: int, sides: Mapping[str, list[Json]]) -> Json:
    """Make a finding in a sentence of its own."""
    at = dice.randrange(SENTENCES)
    source, target = (
        span(sides[side][at], *dice.choice(places(sides[side][at]["text"])))
        for side in ("source", "target")
    )
    family = dice.choice(FAMILIES)
    return {
        "code": f"{family[:3].upper()}{dice.randint(1, 9):03}",
        "rule": f"left-over-{family}",
        "family": family,
        "severity": dice.choices(SEVERITIES, (6, 3, 1))[0],
        "confidence": round(dice.uniform(0.3, 1), 2),
        "message": f"“{target['text']}” is no answer to “{source['text']}”",
        "bead": at,
        "target": target,
        "source": source,
        "suggestions": [word(dice)],
        "evidence": {"rank": dice.randint(1, 999), "found": source["text"]},
        "fingerprint": f"{number:010x}{index:06x}",
    }


def write(count: int, form: str, path: Path) -> None:
    """Write a run of *count* articles and print the seconds it took, without making them."""
    made = Made(count)
    start = time.perf_counter()
    formats.write(form, Report(signature="dragoman|made up", articles=made), path)
    print(time.perf_counter() - start - made.seconds)


def measured(arguments: list[str]) -> tuple[float, float]:
    """Run Python with *arguments* and return (seconds, peak memory in MB).

    The seconds are what it prints, if that is a number, and else what the process took.
    """
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = os.posix_spawn(
            sys.executable, [sys.executable, *arguments], os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)],
        )  # fmt: skip
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        said = out.read(20).strip()
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {' '.join(arguments)}")
    with suppress(ValueError):
        seconds = float(said)
    return seconds, usage.ru_maxrss / 1024


def read(path: Path) -> None:
    """Read a run article by article and print the seconds it took."""
    start = time.perf_counter()
    with load.opened(path) as run:
        for _ in run.articles:
            pass
    print(time.perf_counter() - start)


def table(count: int, folder: Path) -> None:
    """Measure runs of *count* articles and print a row for each form and command."""
    print(f"\n{count:,} articles")
    print(f"{'form':8} {'size':>9}  {'command':10} {'time':>9} {'memory':>9}")
    for form in FORMS:
        path = folder / f"run.{form}"
        last = form == FORMS[-1]
        for name, arguments in steps(count, path, all_of_them=last).items():
            seconds, memory = measured(arguments)
            size = f"{path.stat().st_size / 1e6:6.1f} MB" if name == "write" else ""
            shown = form if name == "write" else ""
            print(f"{shown:8} {size:9}  {name:10} {seconds:7.1f} s {memory:6.0f} MB", flush=True)
        path.unlink()


def steps(count: int, path: Path, *, all_of_them: bool) -> dict[str, list[str]]:
    """Return what is done with a run, in order; what takes long is done with one form alone."""
    run, dragoman = str(path), ["-m", "dragoman"]
    found = {
        "write": [__file__, "write", str(count), path.suffix[1:], run],
        "read": [__file__, "read", run],
        "gate": [*dragoman, "gate", run],
    }
    if all_of_them:
        found["baseline"] = [*dragoman, "baseline", run, "-o", f"{run}.baseline"]
        found["compare"] = [*dragoman, "compare", run, run]
        found["report"] = [*dragoman, "report", run, "-o", f"{run}-report"]
    return found


def main() -> None:
    """Print the tables."""
    if sys.argv[1:2] == ["write"]:
        write(int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
        return
    if sys.argv[1:2] == ["read"]:
        read(Path(sys.argv[2]))
        return
    for count in [int(one) for one in sys.argv[1:]] or [1000, 10_000]:
        with tempfile.TemporaryDirectory() as name:
            table(count, Path(name))


if __name__ == "__main__":
    main()
