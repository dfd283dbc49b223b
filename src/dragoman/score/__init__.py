"""Stage 4, score: how far the meaning moved, and where."""

from dragoman.score.centres import Centres, centres, sentence_mean
from dragoman.score.judge import judge
from dragoman.score.passage import Passage
from dragoman.score.signature import signature

__all__ = ["Centres", "Passage", "centres", "judge", "sentence_mean", "signature"]
