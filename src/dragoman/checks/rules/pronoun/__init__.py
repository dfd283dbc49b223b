"""Pronouns that mean somebody else than the source's."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.pronoun import kin_of_other_sex, man_as_one, pronoun_of_another_person

RULES: tuple[Rule, ...] = (
    pronoun_of_another_person.pronoun_of_another_person,
    man_as_one.man_as_one,
    kin_of_other_sex.kin_of_other_sex,
)
