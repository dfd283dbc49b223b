"""Institutions: their acronyms and their names."""

from dragoman.checks.rules.institution.foreign_acronym_left import foreign_acronym_left
from dragoman.checks.rules.institution.institution_rendered_literally import (
    institution_rendered_literally,
)

RULES = (foreign_acronym_left, institution_rendered_literally)
