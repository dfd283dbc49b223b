"""How current a spelling is in English."""

from __future__ import annotations

import os
from functools import cache


@cache
def _centibels() -> dict[str, int]:
    """Load wordfreq's large English list: word → hundredths of a bel below certainty.

    Its packed form is read as it is: 0.1 s and 40 MB against 0.3 s for ``get_frequency_dict``.
    """
    import wordfreq

    path = os.path.join(os.path.dirname(wordfreq.__file__), "data", "large_en.msgpack.gz")
    return {word: level for level, words in enumerate(wordfreq.read_cBpack(path)) for word in words}


def zipf(word: str) -> float:
    """Return the Zipf frequency of a lower-case English *word*, 0 when it is not listed.

    >>> zipf("sergei") > zipf("sergej")
    True
    """
    level = _centibels().get(word)
    return 0.0 if level is None else max(0.0, 9.0 - level / 100)
