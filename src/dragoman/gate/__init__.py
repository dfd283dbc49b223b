"""Stage 7, gate: passed or not, and why."""

from dragoman.gate.decide import Tally, decide, joined, tally

__all__ = ["Tally", "decide", "joined", "tally"]
