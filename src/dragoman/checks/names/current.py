"""How current a spelling is in English."""

from __future__ import annotations

from dragoman.checks.frequency import centibels


def zipf(word: str) -> float:
    """Return the Zipf frequency of a lower-case English *word*, 0 when it is not listed.

    >>> zipf("sergei") > zipf("sergej")
    True
    """
    level = centibels("en").get(word)
    return 0.0 if level is None else max(0.0, 9.0 - level / 100)
