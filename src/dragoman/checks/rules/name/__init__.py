"""Names of people, and what transcription does to them."""

from dragoman.checks.rules.name.left_over_transcription import left_over_transcription
from dragoman.checks.rules.name.name_lost_or_changed import name_lost_or_changed
from dragoman.checks.rules.name.name_translated_as_words import name_translated_as_words
from dragoman.checks.rules.name.russian_form_of_a_ukrainian_name import (
    russian_form_of_a_ukrainian_name,
)
from dragoman.checks.rules.name.source_genitive_left_on import source_genitive_left_on
from dragoman.checks.rules.name.transliteration_mixed import transliteration_mixed

RULES = (
    left_over_transcription,
    name_lost_or_changed,
    name_translated_as_words,
    russian_form_of_a_ukrainian_name,
    source_genitive_left_on,
    transliteration_mixed,
)
