"""Stage 3, align: sentence vectors to beads."""

from dragoman.align.answers import Answers, Pair, Shares
from dragoman.align.beads import align
from dragoman.align.planes import Embed, Run, Side

__all__ = ["Answers", "Embed", "Pair", "Run", "Shares", "Side", "align"]
