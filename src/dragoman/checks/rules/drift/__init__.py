"""Meaning that moved, was lost, or came from nowhere."""

from dragoman.checks.rules.drift.meaning_drifted import meaning_drifted
from dragoman.checks.rules.drift.part_added import part_added
from dragoman.checks.rules.drift.part_omitted import part_omitted
from dragoman.checks.rules.drift.roles_swapped import roles_swapped
from dragoman.checks.rules.drift.sentence_added import sentence_added
from dragoman.checks.rules.drift.sentence_omitted import sentence_omitted

RULES = (meaning_drifted, sentence_omitted, part_omitted, sentence_added, part_added, roles_swapped)
"""The rules of this family."""
