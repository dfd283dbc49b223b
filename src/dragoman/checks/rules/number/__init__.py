"""Numbers, scale words, dates, units."""

from dragoman.checks.rules.number.date_mismatch import date_mismatch
from dragoman.checks.rules.number.number_mismatch import number_mismatch
from dragoman.checks.rules.number.scale_word_misread import scale_word_misread
from dragoman.checks.rules.number.time_framed_otherwise import time_framed_otherwise
from dragoman.checks.rules.number.unit_or_currency_changed import unit_or_currency_changed
from dragoman.checks.rules.number.value_framed_otherwise import value_framed_otherwise

RULES = (
    date_mismatch,
    time_framed_otherwise,
    number_mismatch,
    value_framed_otherwise,
    scale_word_misread,
    unit_or_currency_changed,
)
