"""Names of people, and what transcription does to them."""

from dragoman.check.rules.name.left_over_transcription import left_over_transcription

RULES = (left_over_transcription,)
