"""Drift for the eye: five shades and a histogram. Nothing is decided by them."""

from __future__ import annotations

from collections.abc import Iterable

DRIFT_STEPS = (0.1, 0.2, 0.35, 0.5)
"""Bounds of the five shades of drift. For the eye alone: nothing is decided by them. They split
the lower half finely, where most sentences of a usable translation lie."""

DRIFT_BINS = 20
"""Bars of the drift histogram over [0, 1]: a step of .05 is about the score's own noise."""


def shade(drift: float | None) -> str:
    """Return a drift's step, "0" (none) to "4" (far), or "x" where it was not judged.

    >>> shade(0.02), shade(0.3), shade(0.9), shade(None)
    ('0', '2', '4', 'x')
    """
    return "x" if drift is None else str(sum(drift >= step for step in DRIFT_STEPS))


def histogram(values: Iterable[float]) -> list[int]:
    """Count *values* in [0, 1] by bin."""
    bins = [0] * DRIFT_BINS
    for value in values:
        bins[min(int(value * DRIFT_BINS), DRIFT_BINS - 1)] += 1
    return bins
