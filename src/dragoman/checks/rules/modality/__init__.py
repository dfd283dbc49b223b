"""Modal verbs in a sense that English does not have."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.modality import hearsay_modal, modal_lost

RULES: tuple[Rule, ...] = (hearsay_modal.hearsay_modal, modal_lost.modal_lost)
