"""Negation."""

from dragoman.check.rules.negation.negation_lost_or_added import negation_lost_or_added

RULES = (negation_lost_or_added,)
