"""Match the quantities of a bead: which have an answer on the other side, which were changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from dragoman.checks.once import once
from dragoman.checks.quantities.model import Quantity
from dragoman.checks.quantities.scan import scan
from dragoman.checks.quantities.units import clash, converted, dimension, size
from dragoman.model import Article, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A quantity in its sentence; ``at`` is its relative position in the bead, in [0, 1]."""

    sentence: int
    quantity: Quantity
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value that does not agree: changed (both sides), lost (source) or added (target)."""

    bead: int
    source: Seen | None
    target: Seen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All of one article: pairs that agree in value, and differences."""

    agreed: tuple[tuple[int, Seen, Seen], ...]
    differences: tuple[Difference, ...]


PERIODS = ("minute", "hour", "day", "week", "month", "year")
"""What things are counted by: "eight an hour"."""

EXACT = 0.01
"""How far a count per period may lie from its interval: twelve months are a year, 365 days too."""

BETWEEN = 12
"""Code points between the part and the whole of a ratio ("two out of three")."""

GLOSS = 30
"""Code points within which a converted value follows the one it explains."""

_Sides = tuple[Sequence[Seen], Sequence[Seen]]


def agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities say the same value, whatever its form or unit."""
    opposed = one.below is not None and other.below is not None and one.below != other.below
    for kind, value in one.readings:
        for other_kind, other_value in other.readings:
            if kind == other_kind and _same(value, other_value) and _fits(kind, one, other):
                return not (opposed and _degrees(one) and _degrees(other))
    if one.unit and other.unit and one.unit != other.unit:
        return any(
            converted(first, one.unit, second, other.unit)
            for first in _signed(one)
            for second in _signed(other)
        )
    return any(
        same(first, second)
        for same in (_as_percent, _as_share, _as_rate, _as_years)
        for first, second in ((one, other), (other, one))
    )


def _degrees(quantity: Quantity) -> bool:
    return dimension(quantity.unit) == "temperature"


def _signed(quantity: Quantity) -> tuple[float, ...]:
    """Return the value with its sign, or with either where it cannot be told."""
    if quantity.below is None:
        return quantity.value, -quantity.value
    return (-quantity.value if quantity.below else quantity.value,)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1.0, abs(one))


def _fits(kind: str, one: Quantity, other: Quantity) -> bool:
    """Tell whether a reading may be compared: a century with a year, not two years by it."""
    if kind == "n" and one.kind == other.kind == "time":
        return False
    if kind == "century":
        return "century" in (one.unit, other.unit)
    if kind in ("yy", "decade"):
        return (
            min(one.full, other.full) < 100 or one.kind != other.kind or _same(one.full, other.full)
        )
    return True


def _as_percent(share: Quantity, percent: Quantity) -> bool:
    """Accept "a third" for "33 percent"."""
    if percent.unit != "percent" or share.unit:
        return False
    parts = [value for kind, value in share.readings if kind == "n" and 0 < value <= 1]
    return any(abs(part * 100 - percent.value) < 1.0 for part in parts)


def _as_share(ordinal: Quantity, share: Quantity) -> bool:
    """Accept "half" or "50 percent" for "every second"."""
    if ordinal.kind != "ordinal" or ordinal.value < 2 or share.kind != "number":
        return False
    whole = 100 if share.unit == "percent" else 1
    return 0 < share.value < whole and abs(ordinal.value * share.value - whole) < 0.01 * whole


def _as_rate(interval: Quantity, count: Quantity) -> bool:
    """Accept "eight an hour" for "every seven and a half minutes"."""
    if dimension(interval.unit) != "duration" or count.unit or count.value < 2:
        return False
    return any(
        unit != interval.unit
        and converted(interval.value * count.value, interval.unit, 1, unit, within=EXACT)
        for unit in PERIODS
    )


def _as_years(span: Quantity, years: Quantity) -> bool:
    """Accept a bare "40" for "four decades", where the years are said before."""
    if span.unit not in ("decade", "century") or years.unit or years.kind != "number":
        return False
    return _same(span.value * size(span.unit) / size("year"), years.value)


def comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether one could be a misrendering of the other, rather than another thing."""
    if "loose" in (one.kind, other.kind):
        return False
    if "vague" in (one.kind, other.kind):
        return one.kind == other.kind
    if "relative" in (one.kind, other.kind):
        return one.kind == other.kind and _same_side(one, other)
    pair = {_sort(one), _sort(other)}
    if len(pair) == 1 or _hundreds(one, other) or _hundreds(other, one):
        return True
    if pair == {"number", "year"}:
        number = one if one.kind != "year" else other
        return number.digits == 4 and not number.unit
    return pair in ({"number", "time"}, {"number", "day"}, {"year", "decade"})


def _hundreds(century: Quantity, years: Quantity) -> bool:
    """Tell whether "the 1900s" face a century."""
    return century.unit == "century" and years.kind == "decade" and years.full % 100 == 0


def _same_side(one: Quantity, other: Quantity) -> bool:
    """Tell whether two times from now are of one kind, or "last week" and "last month"."""
    (name, value), (other_name, other_value) = one.readings[0], other.readings[0]
    if name == other_name:
        return True
    spans = ("week from now", "month from now", "year from now")
    return name in spans and other_name in spans and value * other_value > 0


def _sort(quantity: Quantity) -> str:
    return "number" if quantity.kind == "ordinal" else quantity.kind


def read(sentences: Sequence[Sentence], lang: str) -> list[Seen]:
    """Read the quantities of a bead's side."""
    length = sum(len(sentence.text) + 1 for sentence in sentences) or 1
    before, found = 0, []
    for sentence in sentences:
        for quantity in scan(sentence.text, lang):
            at = (before + quantity.start) / length
            found.append(Seen(sentence=sentence.index, quantity=quantity, at=at))
        before += len(sentence.text) + 1
    return found


@once
def compare(article: Article) -> Comparison:
    """Compare all beads of an article with a source."""
    agreed: list[tuple[int, Seen, Seen]] = []
    differences: list[Difference] = []
    sides = [
        (read(source, article.source_lang), read(target, article.target.lang))
        for _, source, target in article.units()
    ]
    for bead, (source, target) in enumerate(sides):
        if not article.beads[bead].source or not article.beads[bead].target:
            continue
        pairs, lost, added = match(source, target)
        agreed += ((bead, one, other) for one, other in pairs)
        around = [sides[n] for n in (bead - 1, bead + 1) if 0 <= n < len(sides)]
        sources = [seen for side, _ in around for seen in side]
        targets = [seen for _, side in around for seen in side]
        lost = [one for one in lost if not _repeated(one, targets)]
        added = [one for one in added if not _repeated(one, sources)]
        said = [one for _, one in pairs]
        added = [one for one in added if not any(_glosses(one, other) for other in said)]
        lost, added = _ratios(lost, added)
        added, lost = _ratios(added, lost)
        lost, added = _reciprocals(lost, added)
        differences += _paired(bead, (source, target), lost, added)
    return Comparison(agreed=tuple(agreed), differences=tuple(differences))


def _glosses(added: Seen, other: Seen) -> bool:
    """Tell whether a value is the one before it in another unit: "30km/h (20mph)"."""
    first, second = other.quantity, added.quantity
    near = added.sentence == other.sentence and 0 < second.start - first.end <= GLOSS
    return near and first.unit != second.unit and agree(first, second)


def _ratios(counts: list[Seen], shares: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """Take out "two of three" and the "67 per cent" that says the same."""
    for one, other in pairwise(counts):
        part, whole = one.quantity, other.quantity
        near = one.sentence == other.sentence and 0 < whole.start - part.end <= BETWEEN
        if not near or part.unit or whole.unit or not 0 < part.value < whole.value:
            continue
        for share in shares:
            value = 100 * part.value / whole.value
            if (percent := _percent(share.quantity)) is not None and abs(percent - value) < 1.0:
                return (
                    [each for each in counts if each not in (one, other)],
                    [each for each in shares if each is not share],
                )
    return counts, shares


def _percent(quantity: Quantity) -> float | None:
    """Return a share in percent: of "20 %", "a fifth", "two thirds"; None if it is no share."""
    if quantity.unit == "percent":
        return quantity.value
    return 100 * quantity.value if not quantity.unit and 0 < quantity.value < 1 else None


def _reciprocals(lost: list[Seen], added: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """Take out the "three" of "one in three" and the third, or the 33 per cent, that it is.

    Whatever stands before it, and in whatever language: a number has no other reason to face its
    own reciprocal.
    """
    for one, other in product(lost, added):
        first, second = one.quantity, other.quantity
        if _reciprocal(first, second) or _reciprocal(second, first):
            return (
                [each for each in lost if each is not one],
                [each for each in added if each is not other],
            )
    return lost, added


def _reciprocal(whole: Quantity, share: Quantity) -> bool:
    percent = _percent(share)
    if whole.unit or whole.value < 2 or percent is None:
        return False
    return abs(percent - 100 / whole.value) < 1.0


def match(
    source: Sequence[Seen], target: Sequence[Seen]
) -> tuple[list[tuple[Seen, Seen]], list[Seen], list[Seen]]:
    """Match two sides one to one as far as it goes, and return (pairs, lost, added).

    Pairs are chosen by nearness of position, exact units first. What is left over though the same
    value stands on the other side more than once (a repetition) is left over as well: ``_paired``
    drops it unless it faces another left-over.
    """
    candidates = sorted(
        (_distance(one, other), i, j)
        for i, one in enumerate(source)
        for j, other in enumerate(target)
        if agree(one.quantity, other.quantity)
    )
    free_source, free_target = set(range(len(source))), set(range(len(target)))
    pairs = []
    for _, i, j in candidates:
        if i in free_source and j in free_target:
            pairs.append((source[i], target[j]))
            free_source.discard(i)
            free_target.discard(j)
    # "the 1920s" answers a decade and a century at once
    free_source -= {i for i in free_source if _century(source[i]) and _repeated(source[i], target)}
    free_target -= {j for j in free_target if _century(target[j]) and _repeated(target[j], source)}
    return (
        pairs,
        [source[i] for i in sorted(free_source)],
        [target[j] for j in sorted(free_target)],
    )


def _century(seen: Seen) -> bool:
    return seen.quantity.unit == "century"


def _distance(one: Seen, other: Seen) -> float:
    """Order candidates: same reading first, same kind and unit, then the nearer."""
    first, second = one.quantity, other.quantity
    away = abs(one.at - other.at)
    away += 0.5 * (first.unit != second.unit) + 0.3 * (_sort(first) != _sort(second))
    return (
        away + 1.0 * (first.readings[0] != second.readings[0]) + 0.2 * (first.weak != second.weak)
    )


def _paired(bead: int, sides: _Sides, lost: list[Seen], added: list[Seen]) -> Iterator[Difference]:
    """Pair what is left over on both sides, the likeliest first; yield the rest alone.

    A left-over whose value does stand on the other side is a repetition: it counts only against a
    left-over that has no answer at all.
    """
    candidates = sorted(
        (_pull(one, other), i, j)
        for i, one in enumerate(lost)
        for j, other in enumerate(added)
        if comparable(one.quantity, other.quantity)
        and not (_slack(one, sides[1]) and _slack(other, sides[0]))
    )
    used_lost: set[int] = set()
    used_added: set[int] = set()
    for _, i, j in candidates:
        if i not in used_lost and j not in used_added:
            used_lost.add(i)
            used_added.add(j)
            yield Difference(bead=bead, source=lost[i], target=added[j])
    for i, one in enumerate(lost):
        if i not in used_lost and not one.quantity.weak and not _repeated(one, sides[1]):
            yield Difference(bead=bead, source=one, target=None)
    for j, other in enumerate(added):
        if j not in used_added and not other.quantity.weak and not _repeated(other, sides[0]):
            yield Difference(bead=bead, source=None, target=other)


def _repeated(seen: Seen, others: Sequence[Seen]) -> bool:
    return any(agree(seen.quantity, other.quantity) for other in others)


def _slack(seen: Seen, others: Sequence[Seen]) -> bool:
    """Tell whether a left-over may be no error of its own: a weak word, or a repetition.

    A conversion does not make a repetition: "80 km (50 miles)" has two figures to be right.
    """
    quantity = seen.quantity
    weak = quantity.weak and not quantity.digits and quantity.kind != "relative"
    return weak or any(
        agree(quantity, other.quantity) and not clash(quantity.unit, other.quantity.unit)
        for other in others
    )


def _pull(one: Seen, other: Seen) -> float:
    first, second = one.quantity, other.quantity
    away = abs(one.at - other.at) + 0.3 * (first.kind != second.kind)
    same = first.unit == second.unit or dimension(first.unit) == dimension(second.unit)
    return (
        away
        + 0.5 * (not same)
        + 1.0 * (first.weak or second.weak)
        + 0.2 * (first.word != second.word)
    )
