"""Which original a transcription stands for when no list has it: letters that follow each other.

An interpolated model of four letters (Jelinek and Mercer 1980; weights after Witten and Bell 1991)
over the Cyrillic originals of listed names, and a search over the ways back from the transcription.
Measured on 3,129 listed names none of whose stem was trained on, taken back from their regular
transcription (``python -m dragoman.dev.letters``): the English spelling is right for .82 of German
ones, .88 of French, .88 of Dutch, .89 of Spanish, .89 of Italian, .90 of Polish, .89 of Portuguese.
The first choice of the table for every letter had .50 of German ones, .46 of Spanish.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.checks.names.gazetteer import lines
from dragoman.checks.names.spelling import Transcription, transcription

ORDER = 4
BEGIN, END = "^", "$"
WIDTH = 12
"""Half-made originals kept at a time; 24 made no difference."""

UNUSUAL = 1.5
"""What each step down a table's list of spellings costs, in nats: between 1 and 2 all the same."""

ABSENT = 500.0
"""Weight of shorter contexts, in observations. Chosen on a third of the names left out, German
alone: 4 had .73 of them right, 100 .80, 400 and 1,000 .83, 3,000 .81; five letters did not help."""

FLOOR = 1e-6
"""Probability of a letter never seen."""


@dataclass(frozen=True)
class Letters:
    """Counts of runs of ``ORDER`` letters and, for each shorter run, of what follows it."""

    runs: Mapping[str, int]
    begun: Mapping[str, int]

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int]]) -> Letters:
        """Make a model of (four letters, how often)."""
        rows = dict(counted)
        runs, begun = dict(rows), dict[str, int]()
        for _ in range(ORDER):
            shorter: dict[str, int] = {}
            for run, number in rows.items():
                before, after = run[:-1], run[1:]
                begun[before] = begun.get(before, 0) + number
                shorter[after] = shorter.get(after, 0) + number
            rows = shorter
            runs |= rows
        return cls(runs, begun)

    def cost(self, text: str, at: int) -> float:
        """Return how surprising ``text[at]`` is after the letters before it, in nats."""
        likely = FLOOR
        for size in range(1, ORDER + 1):
            run = text[at - size + 1 : at + 1]
            seen = self.begun.get(run[:-1], 0)
            if not seen:
                break
            weight = seen / (seen + ABSENT)
            likely = (1 - weight) * likely + weight * self.runs.get(run, 0) / seen
        return -math.log(likely)


def runs_of(word: str) -> Iterator[str]:
    """Yield the runs of four letters of a word, its beginning and end marked."""
    padded = BEGIN * (ORDER - 1) + word + END
    return (padded[at : at + ORDER] for at in range(len(padded) - ORDER + 1))


@cache
def letters() -> Letters:
    """Load the shipped model."""
    rows = (line.partition("\t") for line in lines("letters.txt.gz"))
    return Letters.of((run, int(number)) for run, _, number in rows)


@lru_cache(maxsize=20_000)
def likeliest(latin: str, language: str) -> str:
    """Return the likeliest Cyrillic original of a lower-case word of *language*'s transcription.

    >>> likeliest("buniatischwili", "de")
    'буниатишвили'
    """
    return search(latin, transcription(language), letters())


def search(latin: str, table: Transcription, model: Letters) -> str:
    """Search the ways back from *latin*; *latin* itself where there is none."""
    made: dict[int, dict[str, float]] = {0: {BEGIN * (ORDER - 1): 0.0}}
    for at in range(len(latin)):
        best = sorted(made.pop(at, {}).items(), key=lambda item: (item[1], item[0]))[:WIDTH]
        for size, original, unusual in _choices(latin, at, table) if best else ():
            after = made.setdefault(at + size, {})
            for begun, so_far in best:
                whole = begun + original
                cost = so_far + unusual
                cost += sum(model.cost(whole, i) for i in range(len(begun), len(whole)))
                after[whole] = min(cost, after.get(whole, cost))
    ended = made.get(len(latin), {})
    closed = ((cost + model.cost(text + END, len(text)), text) for text, cost in ended.items())
    return min(closed, default=(0.0, BEGIN * (ORDER - 1) + latin))[1][ORDER - 1 :]


def _choices(latin: str, at: int, table: Transcription) -> Iterator[tuple[int, str, float]]:
    """Yield (letters read, original letters, cost) of what may stand at *at*."""
    for size in range(1, min(table.longest, len(latin) - at) + 1):
        spelling = latin[at : at + size]
        if table.fits(spelling, latin, at):
            for original in table.undo.get(spelling, ()):
                yield size, original, UNUSUAL * table.options[original].index(spelling)
