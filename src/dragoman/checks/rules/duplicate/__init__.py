"""What the translation says twice and the source once."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.duplicate import repeated_phrase, repeated_sentence

RULES: tuple[Rule, ...] = (
    repeated_sentence.repeated_sentence,
    repeated_phrase.repeated_phrase,
)
