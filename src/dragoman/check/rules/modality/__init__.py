"""Modal verbs in a sense that English does not have."""

from dragoman.check.rule import Rule
from dragoman.check.rules.modality import hearsay_modal

RULES: tuple[Rule, ...] = (hearsay_modal.hearsay_modal,)
