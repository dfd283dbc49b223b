"""Denials and opposites."""

from dragoman.checks.rules.negation.negation_lost_or_added import negation_lost_or_added
from dragoman.checks.rules.negation.word_turned_into_its_opposite import (
    word_turned_into_its_opposite,
)

RULES = (word_turned_into_its_opposite, negation_lost_or_added)
