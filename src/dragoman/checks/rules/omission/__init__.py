"""What the translation lost at the end of a sentence."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.omission import sentence_cut_off

RULES: tuple[Rule, ...] = (sentence_cut_off.sentence_cut_off,)
