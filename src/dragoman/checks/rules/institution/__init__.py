"""Institutions: their acronyms and their names."""

from dragoman.checks.rules.institution.foreign_acronym_left import foreign_acronym_left
from dragoman.checks.rules.institution.institution_rendered_literally import (
    institution_rendered_literally,
)
from dragoman.checks.rules.institution.transcribed_body_left import transcribed_body_left

RULES = (foreign_acronym_left, institution_rendered_literally, transcribed_body_left)
