"""Signs of another language or encoding: quotation marks, damaged letters."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.typography import damaged_encoding, foreign_quotation_marks

RULES: tuple[Rule, ...] = (
    foreign_quotation_marks.foreign_quotation_marks,
    damaged_encoding.damaged_encoding,
)
