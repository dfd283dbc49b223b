"""What the translation lost at the end of a sentence."""

from dragoman.check.rule import Rule
from dragoman.check.rules.omission import sentence_cut_off

RULES: tuple[Rule, ...] = (sentence_cut_off.sentence_cut_off,)
