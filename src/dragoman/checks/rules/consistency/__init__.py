"""Inconsistencies: one thing under two names within one article."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.consistency import one_name_two_spellings, one_person_two_offices

RULES: tuple[Rule, ...] = (
    one_name_two_spellings.one_name_two_spellings,
    one_person_two_offices.one_person_two_offices,
)
