"""What the translation lost at the end of a sentence, or in an aside."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.omission import aside_omitted, sentence_cut_off

RULES: tuple[Rule, ...] = (sentence_cut_off.sentence_cut_off, aside_omitted.aside_omitted)
