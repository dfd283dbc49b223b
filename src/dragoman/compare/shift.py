"""What changed in a mean, and how sure that is: a paired bootstrap over passages."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from dragoman.compare.passages import Weight

SAMPLES = 1000
SEED = 12345
"""As sacrebleu has them for the metrics beside this one."""

FEWEST = 10
"""Passages below which no interval is given: resampling a handful only repeats it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A mean of both runs, lower is better; the 95 % interval of B − A, None of too little."""

    a: float
    b: float
    interval: tuple[float, float] | None = None

    @property
    def better(self) -> bool:
        """Tell whether B is lower beyond chance."""
        return self.interval is not None and self.interval[1] < 0

    @property
    def worse(self) -> bool:
        """Tell whether B is higher beyond chance."""
        return self.interval is not None and self.interval[0] > 0


class Weights:
    """The numbers of all passages, eight floats each: a million passages take 64 MB."""

    def __init__(self) -> None:
        self._flat = array("d")

    def add(self, weight: Weight) -> None:
        """Take in one passage."""
        self._flat.extend(weight)

    def __len__(self) -> int:
        return len(self._flat) // len(Weight._fields)

    def penalties(self, totals: tuple[float, float]) -> Shift:
        """Return the shift in MQM points per 100 words; *totals* are both runs' figures."""
        return Shift(a=totals[0], b=totals[1], interval=self._interval("penalty", "words", 100.0))

    def drifts(self, totals: tuple[float | None, float | None]) -> Shift | None:
        """Return the shift in mean drift; None where a run judged none."""
        if totals[0] is None or totals[1] is None:
            return None
        return Shift(a=totals[0], b=totals[1], interval=self._interval("drift", "judged", 1.0))

    def _interval(self, part: str, size: str, scale: float) -> tuple[float, float] | None:
        """Return the interval of the difference of two ratios, part by size, B's less A's.

        Passages are drawn for both runs together, so that a hard one is hard for both (Koehn
        2004); those that a run has nothing of are left out.
        """
        import numpy as np

        columns = [Weight._fields.index(f"{name}_{side}") for name in (part, size) for side in "ab"]
        table = np.frombuffer(self._flat).reshape(-1, len(Weight._fields))[:, columns]
        table = table[table[:, 2:].all(axis=1)]
        if len(table) < FEWEST:
            return None
        draw = np.random.default_rng(SEED)
        sums = np.stack(
            [table[draw.integers(len(table), size=len(table))].sum(axis=0) for _ in range(SAMPLES)]
        )
        differences = scale * (sums[:, 1] / sums[:, 3] - sums[:, 0] / sums[:, 2])
        low, high = np.percentile(differences, [2.5, 97.5])
        return float(low), float(high)
