"""Tell whether two word forms may be of one word, by the endings of their language.

This is no stemmer: nothing is looked up, and "may be" is all it says. It serves the user's own
terms, whose forms are few and whose stems are long.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from dragoman.languages import base


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("endings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=16384)
def stems(word: str, lang: str) -> frozenset[str]:
    """Return what may be the stem of *word*: itself, and itself without each ending it has.

    >>> sorted(stems("Verträge", "de"))
    ['vertrag', 'vertrage']
    """
    row = _table().get(base(lang), {})
    folded = word.lower().translate(str.maketrans(row.get("fold", {})))
    least = row.get("least", len(folded))
    found = {folded}
    for ending in row.get("endings", ()):
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            found.add(folded[: -len(ending)])
    if base(lang) == "en" and folded.endswith(("ies", "ied")):
        found.add(folded[:-3] + "y")
    return frozenset(found)


def same_word(one: str, other: str, lang: str) -> bool:
    """Tell whether two forms may be of one word.

    >>> same_word("Aufsichtsräten", "Aufsichtsrat", "de"), same_word("policies", "policy", "en")
    (True, True)
    """
    return bool(stems(one, lang) & stems(other, lang))
