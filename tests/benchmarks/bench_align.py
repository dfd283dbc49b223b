"""Compare aligners on gold ladders: ``python tests/benchmarks/bench_align.py DIR``.

DIR holds ladders as ``dragoman evaluate`` reads them: ``NAME.gold`` beside two texts. Each aligner
runs on each of them in a process of its own: strict and lax F1 (Vecalign's scorer), tokens read by
the encoder as a multiple of the single sentences', seconds without start-up, peak memory. The same
embedded encoder serves all that use one. hunalign joins if it is on the PATH; it is neither on PyPI
nor among the distribution's packages here, so it has not been run.

On hand alignments hu–en (dtm), pl–en (two), de–fr (Text+Berg dev), on two cores that eight other
programs shared, so that seconds are upper bounds; strict/lax, tokens, mean seconds, mean memory:

============  =========  =========  ==========  ==========  =========  =====  ====  ======
aligner       dtm        gpl        stallman    Text+Berg   mean       token  s     MB
============  =========  =========  ==========  ==========  =========  =====  ====  ======
ours          .976/.997  1.0/1.0    .974/.991   .891/.984   .960/.993  1.17×  4.8   365
two passes    .969/.998  1.0/1.0    .960/1.0    .871/.976   .950/.993  9.95×  61.2  285
Gale–Church   .969/.988  .980/.998  .882/.980   .606/.826   .859/.948  0      1.4   118
============  =========  =========  ==========  ==========  =========  =====  ====  ======

Ours was measured again ten minutes after the others, on a less loaded machine (11.3 s beside them).
All four were looked at while our aligner was made.

Options: ``--cut FILE.tsv SOURCE TARGET LANGS`` (instead of DIR: line pairs of two named columns,
``de-en`` their languages, cut into articles with dropped, merged and split lines) ·
``--aligners NAME…`` · ``--scale`` (the aligner alone on drawn vectors, 100 to 10,000
sentences a side, no DIR needed)
"""

from __future__ import annotations

import argparse
import json
import math
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.align import Side, align
from dragoman.align.formats import by_line, ladder
from dragoman.config import Config
from dragoman.dev.evaluate.figures import alignment_scores
from dragoman.dev.evaluate.ladders import LadderPair, ladder_pairs
from dragoman.dev.scramble import scramble
from dragoman.model import Bead
from dragoman.pipeline import open_run

sys.path.insert(0, str(Path(__file__).parent))
from bertalign_two_pass import Beads, two_pass
from measure_cuts import line_pairs

PRIORS = {(1, 1): 0.89, (1, 0): 0.0099 / 2, (0, 1): 0.0099 / 2, (2, 1): 0.089 / 2,
          (1, 2): 0.089 / 2, (2, 2): 0.011}  # fmt: skip
"""Gale and Church 1993, table 5; rates of both directions are halved."""

VARIANCE = 6.8
"""Variance of target characters for one source character (Gale and Church 1993)."""


CUT, CUT_ARTICLES = 300, 3
"""Line pairs of an article that is cut for this, and how many articles."""


class Counter:
    """The embedded encoder, and how many tokens it has read."""

    def __init__(self, encoder: Any) -> None:
        self.encoder = encoder
        self.tokens = 0
        encoder.encode(["Warm."])
        for name in ("encode", "sentences"):
            setattr(encoder, name, self._counted(getattr(encoder, name)))

    def _counted(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def counted(texts: Sequence[str], *others: Any) -> Any:
            self.tokens += int(self.encoder.token_counts(list(texts)).sum())
            return inner(texts, *others)

        return counted


def lines(path: Path) -> list[str]:
    """Read one sentence a line."""
    return [line.strip() or "." for line in path.read_text(encoding="utf-8").splitlines()]


def dragoman(pair: LadderPair) -> tuple[Beads, float, int]:
    """Align as ``dragoman evaluate`` does, with an empty cache."""
    run = open_run(Config(cache=False))
    counter = Counter(run.engine.encoder)
    start = time.perf_counter()
    article = run.align_lines(pair.source, pair.target, (pair.source_lang, pair.target_lang))
    taken = time.perf_counter() - start
    return [(bead.source, bead.target) for bead in by_line(article)], taken, counter.tokens


def bertalign(pair: LadderPair) -> tuple[Beads, float, int]:
    """Align with Bertalign's two passes, rewritten."""
    counter = Counter(open_run(Config(cache=False)).engine.encoder)
    start = time.perf_counter()
    beads = two_pass(lines(pair.source), lines(pair.target), counter.encoder.sentences)
    return beads, time.perf_counter() - start, counter.tokens


def galechurch(pair: LadderPair) -> tuple[Beads, float, int]:
    """Align by sentence lengths alone (Gale and Church 1993)."""
    start = time.perf_counter()
    source, target = ([len(line) for line in lines(path)] for path in (pair.source, pair.target))
    return by_length(source, target), time.perf_counter() - start, 0


def by_length(source: list[int], target: list[int]) -> Beads:
    """Return the likeliest beads of sentences with these lengths."""
    ratio = sum(target) / max(sum(source), 1)

    def cost(mine: int, theirs: int, prior: float) -> float:
        mean = (mine + theirs / ratio) / 2
        delta = abs(theirs - mine * ratio) / math.sqrt(max(mean, 1) * VARIANCE)
        return -math.log(prior) - math.log(max(math.erfc(delta / math.sqrt(2)), 1e-300))

    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(source) + 1):
        for j in range(len(target) + 1):
            ways = [
                (
                    best[i - a, j - b][0]
                    + cost(sum(source[i - a : i]), sum(target[j - b : j]), prior),
                    (a, b),
                )
                for (a, b), prior in PRIORS.items()
                if i >= a and j >= b
            ]
            if ways:
                best[i, j] = min(ways)
    beads: Beads = []
    i, j = len(source), len(target)
    while i or j:
        a, b = best[i, j][1]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def hunalign(pair: LadderPair) -> tuple[Beads, float, int]:
    """Align with hunalign and no dictionary, which it then makes itself (``-realign``)."""
    start = time.perf_counter()
    with tempfile.NamedTemporaryFile("w", suffix=".dic") as empty:
        command = ["hunalign", "-realign", empty.name, str(pair.source), str(pair.target)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    rungs = [
        (int(row[0]), int(row[1]))
        for row in re.findall(r"^(\d+)\t(\d+)\t", done.stdout, flags=re.MULTILINE)
    ]
    beads = [(tuple(range(i, k)), tuple(range(j, m))) for (i, j), (k, m) in pairwise(rungs)]
    return beads, time.perf_counter() - start, 0


ALIGNERS: dict[str, Callable[[LadderPair], tuple[Beads, float, int]]] = {
    "dragoman": dragoman,
    "bertalign": bertalign,
    "galechurch": galechurch,
    **({"hunalign": hunalign} if shutil.which("hunalign") else {}),
}


def single_tokens(pair: LadderPair) -> int:
    """Count the tokens of all sentences of a pair."""
    encoder = open_run(Config(cache=False)).engine.encoder
    return int(encoder.token_counts([*lines(pair.source), *lines(pair.target)]).sum())


def measure(name: str, pair: LadderPair) -> dict[str, Any]:
    """Run one aligner on one pair, in this process."""
    beads, seconds, tokens = ALIGNERS[name](pair)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    strict, lax = alignment_scores(pair.beads, [Bead(source=s, target=t) for s, t in beads])
    return {"strict": strict.f1, "lax": lax.f1, "seconds": seconds, "tokens": tokens, "MB": memory}


def drawn(count: int) -> tuple[Side, Side]:
    """Draw a text and its translation: one sentence in twenty left out, one in twenty added."""
    chance = np.random.default_rng(0)
    source = chance.normal(size=(count, 384)).astype(np.float32)
    target = source + chance.normal(size=source.shape).astype(np.float32)
    lost = chance.random(count) < 0.05
    target[lost] = chance.normal(size=(int(lost.sum()), 384))
    return _side(source), _side(target)


def _side(vectors: Any) -> Side:
    return Side(
        vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
        tokens=np.full(len(vectors), 29, np.int32),
        lengths=np.full(len(vectors), 120, np.int32),
        furniture=np.zeros(len(vectors), bool),
    )


def scale(count: int) -> dict[str, float]:
    """Time the aligner alone on *count* drawn sentences a side."""
    sides = drawn(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times, spent = [], []
    for _ in range(5 if count <= 1000 else 1):
        start, used = time.perf_counter(), time.process_time()
        align(*sides)
        times.append(time.perf_counter() - start)
        spent.append(time.process_time() - used)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "sentences": count,
        "seconds": min(times),
        "CPU seconds": min(spent),
        "MB above the vectors": after - before,
    }


def child(*arguments: str) -> dict[str, Any]:
    """Run this script in a process of its own and return what it measured."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--aligners", nargs="+", choices=sorted(ALIGNERS), default=list(ALIGNERS))
    parser.add_argument("--cut", nargs=4, metavar=("FILE", "SOURCE", "TARGET", "LANGS"))
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.count:
        print(json.dumps(scale(given.count)))
    elif given.one:
        name, wanted = given.one
        (pair,) = (pair for pair in ladder_pairs(given.folder) if pair.name == wanted)
        print(json.dumps(measure(name, pair)))
    else:
        if given.scale:
            for count in (100, 1000, 10_000):
                print({k: round(v, 3) for k, v in child("--count", str(count)).items()}, flush=True)
        if given.folder:
            table(given.folder, given.aligners)
        if given.cut:
            with tempfile.TemporaryDirectory() as folder:
                cut(Path(given.cut[0]), given.cut[1:3], given.cut[3].split("-"), Path(folder))
                table(Path(folder), given.aligners)


def cut(file: Path, columns: Sequence[str], langs: Sequence[str], folder: Path) -> None:
    """Write articles cut from the line pairs of *file* that have both *columns*, as ladders."""
    whole = line_pairs(file, columns)
    for number, article in enumerate(scramble(whole, size=min(CUT, len(whole)))):
        for lang, side in zip(langs, (article.source, article.target), strict=True):
            (folder / f"{number}.{lang}").write_text("\n".join(side) + "\n", encoding="utf-8")
        beads = [Bead(source=source, target=target) for source, target in article.beads]
        (folder / f"{number}.gold").write_text(ladder(beads), encoding="utf-8")
        if number == CUT_ARTICLES - 1:
            break


def table(folder: Path, aligners: Sequence[str]) -> None:
    """Print one line for each aligner and pair, and the mean of each aligner."""
    print(f"{'aligner':12}{'pair':28}{'strict':>7}{'lax':>7}{'tokens':>8}{'s':>8}{'MB':>7}")
    for name in aligners:
        rows = []
        for pair in ladder_pairs(folder):
            found = child(str(folder), "--one", name, pair.name)
            found["share"] = found["tokens"] / single_tokens(pair)
            rows.append(found)
            line(name, pair.name, found)
        keys = ("strict", "lax", "share", "seconds", "MB")
        line(name, "mean", {key: sum(row[key] for row in rows) / len(rows) for key in keys})


def line(name: str, pair: str, found: dict[str, Any]) -> None:
    """Print one line of the table."""
    print(
        f"{name:12}{pair:28}{found['strict']:7.3f}{found['lax']:7.3f}{found['share']:7.2f}×"
        f"{found['seconds']:8.1f}{found['MB']:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
