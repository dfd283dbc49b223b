"""The user's own terms."""

from dragoman.check.rule import Rule
from dragoman.check.rules.term import term_not_used

RULES: tuple[Rule, ...] = (term_not_used.term_not_used,)
