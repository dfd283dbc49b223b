"""Where one clause ends and another begins, as far as marks tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.checks.grammar.wording import Word

CUT = re.compile(r"[,;:!?()–—„“”\"»«]|\s-\s|\.(?=\s|$)")
"""Marks that part clauses, or what stands apart within one."""


def cut(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether a mark parts word *at* from the one before; the text's ends part as well.

    >>> from dragoman.checks.grammar.wording import words
    >>> [cut("He came, she went.", words("He came, she went."), at) for at in range(5)]
    [True, False, True, False, True]
    """
    if not 0 < at < len(words):
        return True
    return CUT.search(text, words[at - 1].end, words[at].start) is not None
