"""Names of places."""

from dragoman.checks.rules.place.exonym_left_in_source_language import (
    exonym_left_in_source_language,
)
from dragoman.checks.rules.place.place_changed import place_changed

RULES = (exonym_left_in_source_language, place_changed)
