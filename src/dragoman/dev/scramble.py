"""Cut line-parallel translations into articles with dropped, merged and split sentences.

The gold alignment is known by construction, so any parallel text becomes a test of alignment, of
omissions and of additions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often each thing is done to a line pair; the rest stays one to one.

    ``drop`` leaves one side out (half the time the source, half the target), ``merge`` joins a
    line with the next on one side, ``split`` cuts one side's line at a comma near its middle.
    The defaults are harsher than human translation (Text+Berg: 10 % dropped, 30 % m:n).
    """

    drop: float = 0.08
    merge: float = 0.08
    split: float = 0.08


@dataclass(frozen=True, slots=True)
class Scrambled:
    """An article pair as sentence lists with its gold beads, omissions and additions included."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[GoldBead, ...]


def scramble(
    pairs: Sequence[tuple[str, str]], *, size: int = 30, rates: Rates | None = None, seed: int = 0
) -> Iterator[Scrambled]:
    """Yield articles of about *size* line pairs each, the same for the same *seed*."""
    chance = random.Random(seed)
    rates = rates or Rates()
    for start in range(0, len(pairs) - size + 1, size):
        yield _article(pairs[start : start + size], rates, chance)


def _article(pairs: Sequence[tuple[str, str]], rates: Rates, chance: random.Random) -> Scrambled:
    source: list[str] = []
    target: list[str] = []
    beads: list[GoldBead] = []
    queue = list(pairs)
    while queue:
        left, right = _treated(queue, rates, chance)
        beads.append(
            (
                tuple(range(len(source), len(source) + len(left))),
                tuple(range(len(target), len(target) + len(right))),
            )
        )
        source += left
        target += right
    return Scrambled(tuple(source), tuple(target), tuple(beads))


def _treated(
    queue: list[tuple[str, str]], rates: Rates, chance: random.Random
) -> tuple[list[str], list[str]]:
    """Take one bead's lines off the queue: ([source sentences], [target sentences])."""
    one = queue.pop(0)
    roll, side = chance.random(), chance.randrange(2)
    sides = [[one[0]], [one[1]]]
    if roll < rates.drop:
        sides[side] = []
    elif roll < rates.drop + rates.merge and queue:
        following = queue.pop(0)
        for number in range(2):
            both = [one[number], following[number]]
            sides[number] = [" ".join(both)] if number == side else both
    elif roll < rates.drop + rates.merge + rates.split:
        sides[side] = halves(one[side])
    return sides[0], sides[1]


def halves(line: str) -> list[str]:
    """Cut a line after the comma or semicolon nearest its middle; uncut if a part were tiny.

    >>> halves("When the rain had stopped at last, they went out to look at the river.")
    ['When the rain had stopped at last,', 'they went out to look at the river.']
    """
    places = [match.end() for match in re.finditer(r"[,;:] ", line)]
    fit = [at for at in places if min(len(line[:at].split()), len(line[at:].split())) >= 4]
    if not fit:
        return [line]
    at = min(fit, key=lambda place: abs(place - len(line) / 2))
    return [line[:at].strip(), line[at:].strip()]
