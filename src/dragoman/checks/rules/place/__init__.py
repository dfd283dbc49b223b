"""Names of places."""

from dragoman.checks.rules.place.exonym_left_in_source_language import (
    exonym_left_in_source_language,
)

RULES = (exonym_left_in_source_language,)
