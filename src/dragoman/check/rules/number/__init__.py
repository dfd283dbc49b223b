"""Numbers, scale words, dates, units."""

from dragoman.check.rules.number.number_mismatch import number_mismatch

RULES = (number_mismatch,)
