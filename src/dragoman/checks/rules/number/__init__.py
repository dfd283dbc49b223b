"""Numbers, scale words, dates, units."""

from dragoman.checks.rules.number.date_mismatch import date_mismatch
from dragoman.checks.rules.number.number_mismatch import number_mismatch
from dragoman.checks.rules.number.scale_word_misread import scale_word_misread
from dragoman.checks.rules.number.unit_or_currency_changed import unit_or_currency_changed

RULES = (date_mismatch, number_mismatch, scale_word_misread, unit_or_currency_changed)
