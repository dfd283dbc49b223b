"""Respell a Latin-letter transcription as English would: Dschafar → Jafar, letter by letter.

For names whose own alphabet English spells directly (Arabic, Persian, Hebrew, Greek, Azerbaijani,
Armenian, Georgian …): there is no Cyrillic in between, and mostly no list of originals.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.checks.names.spelling import VOWELS, Options, respellings

WIDTH = 48
"""How many half-made respellings are kept at a time: enough for three letters of four choices."""


@lru_cache(maxsize=20_000)
def respelled(word: str, language: str, keeps: str = "") -> tuple[str, ...]:
    """Return English respellings of a lower-case *word* of *language*, the most regular first.

    *keeps* are letters that stay as they are, for regions where they do.

    >>> respelled("dschafar", "de")[0]
    'jafar'
    """
    table = {key: value for key, value in respellings(language).items() if key not in (*keeps,)}
    made: dict[int, dict[str, int]] = {0: {"": 0}}
    for at in range(len(word)):
        best = sorted(made.pop(at, {}).items(), key=lambda item: (item[1], item[0]))[:WIDTH]
        size = next((n for n in (4, 3, 2) if at + n <= len(word) and word[at : at + n] in table), 1)
        for cost, letters in enumerate(_choices(word, at, size, table)):
            after = made.setdefault(at + size, {})
            for begun, so_far in best:
                whole = begun + letters
                after[whole] = min(so_far + cost, after.get(whole, so_far + cost))
    ended = sorted(made.get(len(word), {}).items(), key=lambda item: (item[1], item[0]))
    return tuple(whole for whole, _ in ended[:WIDTH])


def _choices(word: str, at: int, size: int, table: Options) -> tuple[str, ...]:
    """Return the English letters for a group of letters, the regular ones first.

    A single s between vowels is voiced where a language writes ss for the other one there.
    """
    group = word[at : at + size]
    choices = table.get(group, (group,))
    around = word[at - 1 : at] + word[at + 1 : at + 2]
    if group == "s" and "ss" in table and len(around) == 2 and VOWELS.issuperset(around):
        return choices[::-1]
    return choices
