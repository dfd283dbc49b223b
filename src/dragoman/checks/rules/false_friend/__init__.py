"""Words that look like English ones or mean something else here; idioms taken word for word."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.false_friend import (
    false_friend,
    literal_calque,
    word_in_the_wrong_sense,
)

RULES: tuple[Rule, ...] = (
    false_friend.false_friend,
    literal_calque.literal_calque,
    word_in_the_wrong_sense.word_in_the_wrong_sense,
)
