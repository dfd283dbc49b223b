"""What stands around a bare value: scale words, halves, units, the months of dates."""

from __future__ import annotations

from dataclasses import replace

from dragoman.checks.quantities.calendar import is_year, year
from dragoman.checks.quantities.model import Quantity
from dragoman.checks.quantities.tokens import HYPHENS, JOINS, Token, View
from dragoman.checks.quantities.units import dimension


def finish(
    view: View, quantity: Quantity, first: int, following: int, *, figure: Token | None = None
) -> tuple[list[Quantity], int]:
    """Read scale words, halves, a unit and the calendar around a bare value."""
    quantity, following = _scaled(view, quantity, following)
    quantity, following = _and_a_half(view, quantity, following)
    unit, after = unit_at(view, following)
    place = (quantity.start, view.tokens[after - 1].end)
    if not unit:
        unit, after = unit_before(view, first), following
        place = (view.tokens[first - 1].start if unit else quantity.start, quantity.end)
    if quantity.kind == "ordinal" and first:  # "siglo XIX"
        before = view.lex.unit_of(view.tokens[first - 1].text)
        unit = before if before == "century" else unit
    if unit == "year" and figure is not None and is_year(figure.text):
        unit = "" if view.lex.settings.get("year_after") else unit
    if unit and not (quantity.kind == "ordinal" and unit != "century"):
        quantity, after = _and_a_half(view, quantity, after)
        quantity = replace(quantity, unit=unit, around=place)
        if quantity.kind == "ordinal":
            quantity = replace(quantity, readings=(("century", quantity.value), *quantity.readings))
        return [quantity], after
    if _beside_month(view, first, following) and quantity.value <= 31 and not quantity.scale:
        return [replace(quantity, kind="day")], following
    if figure is not None and not quantity.scale and is_year(figure.text):
        return [
            replace(year((quantity.start, quantity.end), quantity.value), code=quantity.code)
        ], following
    return [quantity], following


def _scaled(view: View, quantity: Quantity, following: int) -> tuple[Quantity, int]:
    """Multiply by the scale words and letters that follow ("3 Mio.", "£5m")."""
    if quantity.kind == "ordinal":
        return quantity, following
    step, factor, last = following, 1.0, following
    while step < len(view.tokens):
        if view.tokens[step].text in HYPHENS and step == following:
            step += 1
            continue
        scale = _scale_of(view, step)
        if not scale or view.gap(step) not in JOINS:
            break
        factor *= scale
        step += 1
        last = step
    if factor == 1.0:
        return quantity, following
    if last < len(view.tokens) and view.tokens[last].text == "." and view.gap(last) == "":
        last += len(view.tokens[last - 1].text) < 5
    return replace(
        quantity, end=view.tokens[last - 1].end, scale=view.tokens[step - 1].lower,
        kind="number", factor=factor,
        readings=tuple((c, v * factor) for c, v in quantity.readings),
    ), last  # fmt: skip


def _scale_of(view: View, at: int) -> float:
    """Return what the token multiplies by, or 0; a letter only on money ("£5m", "12m euros")."""
    token = view.tokens[at]
    scale = [e.value for e in view.lex.look(token.lower) if e.role == "scale"]
    if scale:
        return scale[0]
    letter = view.lex.settings.get("scale_letter", {}).get(token.text)
    if letter is None or view.gap(at) != "":
        return 0.0
    money = unit_before(view, at - 1) or dimension(unit_at(view, at + 1)[0]) == "money"
    return float(letter) if money else 0.0


def _and_a_half(view: View, quantity: Quantity, following: int) -> tuple[Quantity, int]:
    """Add a half that follows ("two and a half", "dos años y medio").

    No number of three digits has one: "zwischen 300.000 und einer halben Million" are two.
    """
    if quantity.value >= 100 and quantity.factor == 1:
        return quantity, following
    rest = [
        token.lower for token in view.tokens[following : following + 6] if token.text not in HYPHENS
    ]
    skip = 2 if len(rest) > 2 and rest[1] in view.lex.articles else 1
    if len(rest) <= skip or rest[0] not in view.lex.joins:
        return quantity, following
    half = [e for e in view.lex.look(rest[skip]) if e.role == "fraction" and e.value == 0.5]
    one_of = quantity.kind == "vague" and quantity.factor > 1  # "millón y medio"
    if not half or not (quantity.kind == "number" or one_of):
        return quantity, following
    step, words = following, 0
    while words <= skip:
        words += view.tokens[step].text not in HYPHENS
        step += 1
    factor, last = scale_after(view, step)
    value = (quantity.value + half[0].value * quantity.factor) * factor  # "milhão e meio"
    last = max(last, step)
    end = view.tokens[last - 1].end
    return (
        replace(quantity, kind="number", readings=(("n", value),), end=end, weak=False),
        last,
    )


def scale_after(view: View, at: int) -> tuple[float, int]:
    """Multiply the scale words from *at* on (an article between is skipped)."""
    factor, last = 1.0, at
    step = at
    if step < len(view.tokens) and view.tokens[step].lower in view.lex.articles:
        step += 1
    while step < len(view.tokens) and view.gap(step) in JOINS:
        scale = [e for e in view.lex.look(view.tokens[step].lower) if e.role == "scale"]
        if not scale:
            break
        factor *= scale[0].value
        step += 1
        last = step
    return factor, last


def past_of(view: View, at: int) -> int:
    """Skip "of an" between a fraction and its unit; stay where no unit follows."""
    step = at
    for words in (view.lex.of, view.lex.articles):
        if step < len(view.tokens) and view.tokens[step].lower in words:
            step += 1
    return step if step == at or unit_at(view, step)[0] else at


def unit_at(view: View, at: int) -> tuple[str, int]:
    """Read the unit that stands at token *at*, at most three words long."""
    step = at
    if step < len(view.tokens) and view.tokens[step].text in HYPHENS:
        step += 1
    step = view.past(step)
    if step >= len(view.tokens) or view.is_claimed(view.tokens[step]):
        return "", at
    for length in (3, 2, 1):
        piece = view.tokens[step : step + length]
        if len(piece) < length:
            continue
        words = view.text[piece[0].start : piece[-1].end]
        unit = view.lex.unit_of(words.replace("-", " ")) or view.lex.unit_of(words)
        if unit:
            return unit, step + length
    return "", at


def unit_before(view: View, first: int) -> str:
    """Return the currency that stands before token *first* ("$5", "EUR 5")."""
    if not first:
        return ""
    token = view.tokens[first - 1]
    if view.text[token.end : view.tokens[first].start].strip():
        return ""
    return view.lex.before.get(token.text, "")


def _beside_month(view: View, first: int, following: int) -> bool:
    for at in (view.past(following), first - 1):
        if 0 <= at < len(view.tokens):
            entries = view.lex.look(view.tokens[at].lower)
            if any(entry.role == "month" for entry in entries):
                return True
    return False
