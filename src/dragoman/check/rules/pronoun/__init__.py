"""Pronouns that mean somebody else than the source's."""

from dragoman.check.rule import Rule
from dragoman.check.rules.pronoun import pronoun_of_another_person

RULES: tuple[Rule, ...] = (pronoun_of_another_person.pronoun_of_another_person,)
