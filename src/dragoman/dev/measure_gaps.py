"""Measure where drift points: ``python -m dragoman.dev.measure_gaps --data DIR``.

On DEMETR's unseen half, at words that a perturbation really changed. Words put in are known from a
comparison of the two translations; of words taken out we know what they answered in the source from
the word links of the good translation. A stretch is right if it touches such words.
"""

from __future__ import annotations

import argparse
import difflib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman import encoder as encoders
from dragoman import score
from dragoman.align.words import word_links
from dragoman.dev.drift_data import CONTRASTED, read_rows, unseen
from dragoman.encoder.protocol import Encoder
from dragoman.languages import words
from dragoman.model import DriftScore, Side, WordLink

Place = tuple[int, int, int]
ADDED = ("critical_id6_addition", "critical_id9_ne_replaced", "critical_id7_antonym",
         "critical_id4_codemix", "major_id3_hypernym")  # fmt: skip
"""Phenomena that put words in."""

LOST = ("major_id5_pp_removed", "critical_id23_noun_removed", "critical_id25_ne_removed",
        "critical_id22_verb_removed", "critical_id21_adj_adv_removed",
        "critical_id24_subj_removed")  # fmt: skip
"""Phenomena that take words out."""

Judged = tuple[DriftScore, tuple[WordLink, ...]]


class Judge:
    """Judges pairs of sentences."""

    def __init__(self) -> None:
        self._encoder: Encoder = encoders.load(threads=2)

    def __call__(self, lang: str, source: str, target: str) -> Judged:
        """Return the drift of a pair and its word links."""
        left, right = self._encoder.encode([source, target])
        centres = [
            score.centres(code, side, None, model_revision=self._encoder.revision)
            for code, side in zip((lang, "en"), Side, strict=True)
        ]
        pair = [
            score.Passage(lang=code, sentences=((0, text, encoding),))
            for code, text, encoding in ((lang, source, left), ("en", target, right))
        ]
        links = word_links(
            pair[0].sentences, pair[1].sentences, centres=(centres[0].tokens, centres[1].tokens)
        )
        return score.judge(pair[0], pair[1], links, centres=(centres[0], centres[1])), links


def changed(one: str, other: str) -> list[Place]:
    """Return the words of *one* that are not in *other*."""
    spans = words.tokens(one)
    mine = [one[start:end].casefold() for start, end in spans]
    theirs = [other[start:end].casefold() for start, end in words.tokens(other)]
    blocks = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    return [
        (0, *spans[number])
        for kind, first, last, _, _ in blocks
        if kind != "equal"
        for number in range(first, last)
    ]


def touches(gap: Place, marks: Iterable[Place]) -> bool:
    """Tell whether a stretch and one of the marked words overlap."""
    return any(gap[1] < mark[2] and mark[1] < gap[2] for mark in marks)


def main(argv: Sequence[str] | None = None) -> None:
    """Print precision and recall of stretches, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(argv)
    judge, counts = Judge(), Counter[str]()
    for row in read_rows(options.data / "demetr.tsv"):
        added, lost = row["phenomenon"] in ADDED, row["phenomenon"] in LOST
        if not unseen(row["source"]) or not (added or lost) or row["lang"] not in CONTRASTED:
            continue
        good, links = judge(row["lang"], row["source"], row["good"])
        bad, _ = judge(row["lang"], row["source"], row["bad"])
        if added:
            marks = changed(row["bad"], row["good"])
            found, before = bad.target_gaps, good.target_gaps
        else:
            gone = changed(row["good"], row["bad"])
            marks = [link.source for link in links if touches(link.target, gone)]
            found, before = bad.source_gaps, good.source_gaps
        side = "added" if added else "lost"
        counts[f"{side} pairs"] += bool(marks)
        counts[f"{side} found"] += any(touches(mark, found) for mark in marks)
        counts[f"{side} stretches"] += len(found)
        counts[f"{side} right"] += sum(touches(gap, marks) for gap in found)
        counts[f"{side} on good translations"] += len(before)
    for side in ("added", "lost"):
        counts_of = {key: value for key, value in counts.items() if key.startswith(side)}
        precision = counts[f"{side} right"] / max(counts[f"{side} stretches"], 1)
        recall = counts[f"{side} found"] / max(counts[f"{side} pairs"], 1)
        print(
            json.dumps({"precision": round(precision, 3), "recall": round(recall, 3)} | counts_of)
        )


if __name__ == "__main__":
    main()
