"""Omissions and additions: ``python -m tests.benchmarks.measure_cuts FILE.tsv FROM TO LANGS``.

Line pairs of two named columns of FILE (``de-en`` their languages) are cut into articles with
dropped, merged and split lines, and aligned. Printed for each seed and for all: strict and lax F1
(Vecalign's scorer), precision and recall of omissions and of additions, and, with ``--move``, how
many of the lines that were moved are found to be.

On the references of the WMT 2021 news task (de–en), as measured by the same figures on cached
vectors; seeds 0–5 were looked at while limits were chosen, 6–11 were not, the text is the same:

====  =====  ============  ====================  ====================
size  seeds  strict/lax    omissions: P, R       additions: P, R
====  =====  ============  ====================  ====================
40    0–5    .9978/.9994   1.000 .977 (of 343)   .989 .983 (of 350)
40    6–11   .9959/.9990   .994 .960 (of 329)    .981 .967 (of 364)
300   0–5    .9953/.9989   .990 .960 (of 322)    .991 .964 (of 329)
300   6–11   .9958/.9985   .997 .951 (of 304)    .982 .959 (of 338)
====  =====  ============  ====================  ====================

What is still missed mostly says again what its neighbour says, as a heading does beside the first
sentence, so that its words do find answers; some is in the references themselves, where a
translator joined or left out a clause.

On other languages (MLQE-PE, z above .5, cut to 40): et .9981/.9996, ne .9981/.9994 (seeds 10–12),
ro 1/1, ru .9952/1 (seeds 6–8; all of 15 omissions and 32 additions found, none false). With
``--move .04``: 45 of 46 (de, seed 6), 17 of 20 (et) and 18 of 20 (ne, seed 12) are found.

Options: ``--size N`` lines an article (40) · ``--seeds N …`` (0 1 2) · ``--move RATE`` (0)
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.align.formats import by_line
from dragoman.config import Config
from dragoman.dev.evaluate.figures import NOTHING, Score, alignment_scores, left_out
from dragoman.dev.scramble import Rates, Scrambled, scramble
from dragoman.model import Bead
from dragoman.pipeline import Run, open_run


@dataclass
class Counts:
    """Strict, lax, omissions and additions summed over articles, and moved lines found."""

    scores: list[Score] = field(default_factory=lambda: [NOTHING] * 4)
    moved: int = 0
    found: int = 0

    def add(self, gold: Sequence[Bead], found: Sequence[Bead]) -> None:
        """Count one article."""
        new = (*alignment_scores(gold, found), *left_out(gold, found))
        self.scores = [one + other for one, other in zip(self.scores, new, strict=True)]
        ours = {(bead.source, bead.target) for bead in found if bead.moved}
        theirs = [(bead.source, bead.target) for bead in gold if bead.moved]
        self.moved += len(theirs)
        self.found += sum(one in ours for one in theirs)

    def line(self, name: str) -> str:
        """Return one line of the table."""
        strict, lax, omissions, additions = self.scores
        return (
            f"{name:8}{strict.f1 or 0:8.4f}{lax.f1 or 0:8.4f}"
            f"{_two(omissions):>24}{_two(additions):>24}   {self.found}/{self.moved}"
        )


def _two(score: Score) -> str:
    return f"{score.precision.hits}/{score.precision.n} {score.recall.hits}/{score.recall.n}"


def line_pairs(file: Path, columns: Sequence[str]) -> list[tuple[str, str]]:
    """Read the line pairs that have both *columns*."""
    header, *rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    at = [header.index(column) for column in columns]
    pairs = [(row[at[0]].strip(), row[at[1]].strip()) for row in rows]
    return [pair for pair in pairs if all(pair)]


def aligned(run: Run, article: Scrambled, langs: tuple[str, str]) -> list[Bead]:
    """Align a cut article from two files of one sentence a line."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for lang, side in zip(langs, (article.source, article.target), strict=True):
            files.append(Path(folder, f"cut.{lang}"))
            files[-1].write_text("\n".join(side) + "\n", encoding="utf-8")
        return list(by_line(run.align_lines(files[0], files[1], langs)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("columns", nargs=2, metavar="COLUMN")
    parser.add_argument("langs")
    parser.add_argument("--size", type=int, default=40)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--move", type=float, default=0.0)
    given = parser.parse_args()
    source_lang, target_lang = given.langs.split("-")
    pairs = line_pairs(given.file, given.columns)
    run, every = open_run(Config()), Counts()
    titles = ("omissions: prec., rec.", "additions: prec., rec.")
    print(f"{'seed':8}{'strict':>8}{'lax':>8}{titles[0]:>24}{titles[1]:>24}   moved")
    for seed in given.seeds:
        counts = Counts()
        for article in scramble(pairs, size=given.size, rates=Rates(move=given.move), seed=seed):
            gold = [
                Bead(source=bead[0], target=bead[1], moved=bead in article.moved)
                for bead in article.beads
            ]
            found = aligned(run, article, (source_lang, target_lang))
            counts.add(gold, found)
            every.add(gold, found)
        print(counts.line(str(seed)), flush=True)
    print(every.line("all"))


if __name__ == "__main__":
    main()
