"""Terms: the user's own, and those of a trade."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.term import everyday_word_for_term, term_not_used

RULES: tuple[Rule, ...] = (
    term_not_used.term_not_used,
    everyday_word_for_term.everyday_word_for_term,
)
