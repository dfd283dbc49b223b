"""Cut line-parallel translations into articles with dropped, merged and split sentences.

The gold alignment is known by construction, so any parallel text becomes a test of alignment, of
omissions and of additions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often each thing is done to a line pair; the rest stays one to one.

    ``drop`` leaves one side out (half the time the source, half the target), ``merge`` joins a
    line with the next on one side, ``split`` cuts one side's line at a comma near its middle.
    ``move`` takes a 1:1 line of the target two to five lines further down.
    The defaults are harsher than human translation (Text+Berg: 10 % dropped, 30 % m:n).
    """

    drop: float = 0.08
    merge: float = 0.08
    split: float = 0.08
    move: float = 0.0


@dataclass(frozen=True, slots=True)
class Scrambled:
    """An article pair as sentence lists with its gold beads, omissions and additions included.

    ``moved`` are the beads out of order.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[GoldBead, ...]
    moved: tuple[GoldBead, ...] = ()


def scramble(
    pairs: Sequence[tuple[str, str]], *, size: int = 30, rates: Rates | None = None, seed: int = 0
) -> Iterator[Scrambled]:
    """Yield articles of about *size* line pairs each, the same for the same *seed*."""
    chance = random.Random(seed)
    rates = rates or Rates()
    for start in range(0, len(pairs) - size + 1, size):
        yield _article(pairs[start : start + size], rates, chance)


def _article(pairs: Sequence[tuple[str, str]], rates: Rates, chance: random.Random) -> Scrambled:
    queue = list(pairs)
    treated = []
    while queue:
        treated.append(_treated(queue, rates, chance))
    order = _order(treated, rates, chance)
    sizes = [len(treated[number][1]) for number in order]
    starts = dict(zip(order, accumulate([0, *sizes[:-1]]), strict=True))
    source: list[str] = []
    beads: list[GoldBead] = []
    for number, (left, right) in enumerate(treated):
        first = starts[number]
        beads.append(
            (
                tuple(range(len(source), len(source) + len(left))),
                tuple(range(first, first + len(right))),
            )
        )
        source += left
    return Scrambled(
        source=tuple(source),
        target=tuple(line for number in order for line in treated[number][1]),
        beads=tuple(beads),
        moved=tuple(beads[number] for at, number in enumerate(order) if _late(order, at)),
    )


def _order(
    treated: Sequence[tuple[list[str], list[str]]], rates: Rates, chance: random.Random
) -> list[int]:
    """Return the order of the target side: as it was, some 1:1 lines two to five further down."""
    order = list(range(len(treated)))
    for number, (left, right) in enumerate(treated):
        if rates.move and chance.random() < rates.move and len(left) == len(right) == 1:
            at = order.index(number)
            order.insert(min(at + chance.randint(2, 5), len(order) - 1), order.pop(at))
    return order


def _late(order: Sequence[int], at: int) -> bool:
    """Tell whether a line stands after two or more that came later in the source."""
    return sum(number > order[at] for number in order[:at]) >= 2


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
