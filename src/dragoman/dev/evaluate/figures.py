"""Counts and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dragoman.model import Bead


@dataclass(frozen=True, slots=True)
class Rate:
    """``hits`` of ``n``, as a proportion with its 95 % Wilson interval (Wilson 1927)."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The proportion, None of nothing."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lower and upper bound; None of nothing, or where hits are no share of n.

        >>> low, high = Rate(9, 10).interval
        >>> round(low, 3), round(high, 3)
        (0.596, 0.982)
        """
        if not self.n or self.hits > self.n:
            return None
        z, n = 1.959964, self.n
        share = self.hits / n
        middle = share + z * z / (2 * n)
        spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        low, high = (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)
        return max(low, 0.0), min(high, 1.0)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: Rate
    recall: Rate

    @property
    def f1(self) -> float | None:
        """F1, None where precision or recall is."""
        if self.precision.value is None or self.recall.value is None:
            return None
        total = self.precision.value + self.recall.value
        return 2 * self.precision.value * self.recall.value / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        pairs = ((self.precision, other.precision), (self.recall, other.recall))
        return Score(*(Rate(one.hits + two.hits, one.n + two.n) for one, two in pairs))


NOTHING = Score(Rate(0, 0), Rate(0, 0))

Pairs = AbstractSet[tuple[tuple[int, ...], tuple[int, ...]]]


def alignment_scores(gold: Iterable[Bead], found: Iterable[Bead]) -> tuple[Score, Score]:
    """Return (strict, lax) scores of an alignment, as Vecalign's scorer counts them.

    Strict: the same bead. Lax: the same, or one that shares a sentence with one bead of the other
    alignment on both sides. Recall is over the gold beads that have both sides. Precision is over
    all that was found: an omission or addition that the gold has too is right, another is wrong in
    both counts (Thompson and Koehn 2019, ``score.py``).
    """
    wanted, given = ({(bead.source, bead.target) for bead in beads} for beads in (gold, found))
    wanted, given = wanted - {((), ())}, given - {((), ())}
    whole, made = ({bead for bead in beads if all(bead)} for beads in (wanted, given))
    strict = Score(_rate(given & wanted, given), _rate(whole & made, whole))
    lax = Score(
        _rate((given & wanted) | _touching(given, whole), given),
        _rate(_touching(whole, made), whole),
    )
    return strict, lax


def _rate(hits: Pairs, of: Pairs) -> Rate:
    return Rate(len(hits), len(of))


def _touching(ones: Pairs, others: Pairs) -> Pairs:
    """Return the beads that share a sentence pair with some other bead."""
    linked = {(s, t) for source, target in others for s in source for t in target}
    return {
        (source, target)
        for source, target in ones
        if any((s, t) in linked for s in source for t in target)
    }


def left_out(gold: Iterable[Bead], found: Iterable[Bead]) -> tuple[Score, Score]:
    """Return the scores of omitted source sentences and of added target sentences."""
    gold, found = list(gold), list(found)
    scores = []
    for mine, other in (("source", "target"), ("target", "source")):
        wanted, given = (
            {index for bead in beads if not getattr(bead, other) for index in getattr(bead, mine)}
            for beads in (gold, found)
        )
        same = len(wanted & given)
        scores.append(Score(Rate(same, len(given)), Rate(same, len(wanted))))
    return scores[0], scores[1]


def calibration(
    judged: Sequence[tuple[float, bool]], bins: int = 10
) -> tuple[float | None, list[tuple[float, float, int]]]:
    """Return the expected calibration error and a reliability table.

    *judged* are (confidence, was right). The error is the mean distance of confidence and
    precision over bins of equal width, weighted by their size (Naeini et al. 2015). Rows of the
    table are (mean confidence, precision, n).
    """
    rows = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [
            one for one in judged if low <= one[0] < high or (number == bins - 1 and one[0] == 1.0)
        ]
        if inside:
            n = len(inside)
            rows.append((sum(c for c, _ in inside) / n, sum(ok for _, ok in inside) / n, n))
    if not judged:
        return None, rows
    return sum(abs(mean - share) * n for mean, share, n in rows) / len(judged), rows


def fisher(correlation: float, n: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a correlation of *n* pairs (Fisher's z, 1921); None if too few.

    >>> low, high = fisher(0.5, 100)
    >>> round(low, 2), round(high, 2)
    (0.34, 0.63)
    """
    if n <= 3 or not -1 < correlation < 1:
        return None
    middle, spread = math.atanh(correlation), 1.959964 / math.sqrt(n - 3)
    return math.tanh(middle - spread), math.tanh(middle + spread)


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return the product-moment correlation, None if it is not defined."""
    if len(xs) < 2:
        return None
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    xx, yy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    if not xx or not yy:
        return None
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / math.sqrt(xx * yy)
