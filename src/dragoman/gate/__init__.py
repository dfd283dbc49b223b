"""Stage 7, gate: passed or not, and why."""

from dragoman.gate.decide import Tally, decide, tally

__all__ = ["Tally", "decide", "tally"]
