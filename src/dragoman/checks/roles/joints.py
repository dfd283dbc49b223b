"""Find clauses joined by the contrary: "because" for "obwohl", "after" for "bevor"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.roles.pair import Pair
from dragoman.checks.roles.swap import Swap
from dragoman.checks.rule import data
from dragoman.languages import base

FIRM = 0.3
"""Least cosine of a link between two joints that shows them to answer each other: contraries are
less alike than words that mean the same, so it is low. On 18,587 good or
mostly good translations (WMT 2021, DEMETR) nothing false is found with it."""


def joined(pair: Pair, *, bead: tuple[str, str]) -> Iterator[Swap]:
    """Yield the joints of one source sentence that stand as their contrary in one of English.

    *bead* is all of the two sides: the source must have no word for the contrary there, and English
    none that may answer the joint; if the two are linked, none of either that is sure.
    """
    code, (here, there), table = base(pair.lang), bead, data(__name__)
    for sense, row in table.items():
        if sense == "also" or code not in row:
            continue
        said = listed(row[code]).search(pair.source)
        contrary = table[row["contrary"]]
        put = listed(contrary["says"]).search(pair.target) if said is not None else None
        if said is None or put is None:
            continue
        firm = any(_inside(link.source, said) and _inside(link.target, put) for link in pair.links
                   if link.score >= FIRM)  # fmt: skip
        if listed(row["says" if firm else "answers"]).search(there):
            continue
        silencing = (contrary,) if firm else (contrary, table["also"][row["contrary"]])
        if any(listed(words.get(code, "")).search(here) for words in silencing):
            continue
        yield Swap(
            source=said.span(),
            target=put.span(),
            sure="joint",
            message=f"“{put.group()}” is the contrary of “{said.group()}”",
        )


def _inside(place: tuple[int, int, int], match: re.Match[str]) -> bool:
    return match.start() <= place[1] and place[2] <= match.end()
