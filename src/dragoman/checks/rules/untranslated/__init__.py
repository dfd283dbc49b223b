"""Source language left in the translation: sentences, clauses, words, letters."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.untranslated import (
    foreign_abbreviation_left,
    foreign_script,
    untranslated_sentence,
    untranslated_word,
)

RULES: tuple[Rule, ...] = (
    untranslated_sentence.untranslated_sentence,
    untranslated_word.untranslated_word,
    foreign_script.foreign_script,
    foreign_abbreviation_left.foreign_abbreviation_left,
)
