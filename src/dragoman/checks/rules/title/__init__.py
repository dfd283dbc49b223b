"""Titles of offices: the right country's, the right rank's, not word for word, the right gender."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.title import (
    gender_of_office,
    office_of_another_country,
    office_of_another_rank,
    office_rendered_literally,
    post_taken_apart,
)

RULES: tuple[Rule, ...] = (
    office_of_another_country.office_of_another_country,
    office_of_another_rank.office_of_another_rank,
    office_rendered_literally.office_rendered_literally,
    gender_of_office.gender_of_office,
    post_taken_apart.post_taken_apart,
)
