"""Inconsistencies: one thing under two names within one article."""

from dragoman.check.rule import Rule
from dragoman.check.rules.consistency import one_name_two_spellings, one_person_two_offices

RULES: tuple[Rule, ...] = (
    one_name_two_spellings.one_name_two_spellings,
    one_person_two_offices.one_person_two_offices,
)
