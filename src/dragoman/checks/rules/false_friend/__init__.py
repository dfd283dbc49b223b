"""Words that look like English ones and mean something else; idioms taken word for word."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.false_friend import false_friend, literal_calque

RULES: tuple[Rule, ...] = (false_friend.false_friend, literal_calque.literal_calque)
