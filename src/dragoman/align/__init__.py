"""Stage 3, align: sentence vectors to beads."""

from dragoman.align.beads import align
from dragoman.align.planes import Embed, Run, Side

__all__ = ["Embed", "Run", "Side", "align"]
