"""English pronouns of the third person that tell a sex, each with its like of the other."""

from __future__ import annotations

MASCULINE = {"he": "she", "him": "her", "his": "her", "himself": "herself"}
FEMININE = {"she": "he", "her": "his", "hers": "his", "herself": "himself"}

OTHER_SEX = {**MASCULINE, **FEMININE}
"""What the pronoun is of somebody of the other sex. "Her" is taken for the possessive."""
