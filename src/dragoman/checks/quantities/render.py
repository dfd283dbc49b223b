"""Write a value of the source in English, in the dress of the words it is to replace."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dragoman.checks.quantities.lexicon import get
from dragoman.checks.quantities.model import Quantity, Reading
from dragoman.checks.quantities.numerals import english
from dragoman.checks.quantities.units import dimension

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_VAGUE = {
    10.0: "dozens", 12.0: "dozens", 100.0: "hundreds", 1e3: "thousands", 1e4: "tens of thousands",
    1e5: "hundreds of thousands", 1e6: "millions", 1e9: "billions", 1e12: "trillions",
}  # fmt: skip
_RELATIVE: Mapping[Reading, str] = {
    ("day from now", -2.0): "the day before yesterday", ("day from now", -1.0): "yesterday",
    ("day from now", 1.0): "tomorrow", ("day from now", 2.0): "the day after tomorrow",
    ("weekday from now", -1.0): "last", ("weekday from now", 1.0): "next",
} | {
    (f"{unit} from now", float(count)): form.format(unit)
    for unit in ("week", "month", "year")
    for count, form in (
        (-2, "the {} before last"), (-1, "last {}"), (1, "next {}"), (2, "the {} after next")
    )
}  # fmt: skip


def render(value: Quantity, like: Quantity, words: str) -> str | None:
    """Return *value* in English to stand for *words* (whose quantity is *like*), or None.

    Words stay words up to twenty, an ordinal stays one, a scale word is kept where the value has
    one, and a capital first letter is kept.
    """
    text = _render(value, like)
    return text.capitalize() if text and words[:1].isupper() and text[0].islower() else text


def in_unit(number: str, value: Quantity) -> str | None:
    """Write the figures *number* with the unit of *value* in English; None for unnamed units.

    >>> in_unit("50", Quantity(start=0, end=2, kind="number", readings=(("n", 50.0),), unit="EUR"))
    '50 euros'
    """
    forms = get("en").settings["unit"].get(value.unit, "").split()
    if not forms or dimension(value.unit) == "temperature":
        return None
    one = forms[0].rstrip("+")
    more = f"{one}s" if forms[0].endswith("+") else forms[1] if len(forms) > 1 else one
    return f"{number} {(one if value.value == 1 else more).replace('_', ' ')}"


def _render(value: Quantity, like: Quantity) -> str | None:
    number = value.value
    if value.kind == "month":
        return _cldr("months", int(number))
    if value.kind == "weekday":
        same_night = (r for k, r in value.readings if k == "night" == like.readings[-1][0])
        return _cldr("days", int(next(same_night, number)) - 1)
    if value.kind == "relative":
        return _RELATIVE.get(value.readings[0])
    if value.kind == "time":
        return _clock(number)
    if value.kind == "decade":
        return f"{int(value.full)}s"
    if value.kind == "vague":
        return _VAGUE.get(number)
    if value.kind == "year":
        return f"{int(number)}"
    if 0 < value.full < 1 and like.word:
        return _share(value.full)
    return _plain(value.full, value, like)


def _plain(number: float, value: Quantity, like: Quantity) -> str:
    whole = number == int(number)
    if like.kind == "ordinal" and whole:
        return _word(number, "ord") if like.word and _word(number, "ord") else _ordinal(int(number))
    if like.kind == "year":
        return f"{int(number)}" if whole else english(number)
    word = _word(number, "card") if like.word and not value.scale else ""
    if word:
        return word
    if number >= 1e6 or (value.scale and like.scale and number >= 1e3):
        for size, name in _SCALES:
            if number >= size and round(number / size, 3) == number / size:
                count = _word(number / size, "card") if like.word and like.scale else ""
                return f"{count or english(number / size)} {name}"
    return english(number)


def _word(number: float, role: str) -> str:
    """Return the number word up to twenty."""
    if not 1 < number <= 20:
        return "" if number != 1 else {"card": "one", "ord": "first"}[role]
    return next(
        (
            form
            for form, entries in get("en").words.items()
            for entry in entries
            if entry.role == role and entry.value == number and (not entry.weak or number == 2)
        ),
        "",
    )


def _ordinal(number: int) -> str:
    """Return a figure with its English ending.

    >>> _ordinal(21), _ordinal(12)
    ('21st', '12th')
    """
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _share(number: float) -> str | None:
    share = Fraction(number).limit_denominator(12)
    names = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
    name = names.get(share.denominator)
    if name is None or abs(float(share) - number) > 1e-4:
        return None
    if share.numerator == 1:
        return "half" if share.denominator == 2 else f"a {name}"
    return f"{_word(float(share.numerator), 'card')}-{name}s"


def _clock(minutes: float) -> str:
    hour, minute = divmod(int(minutes), 60)
    half = "a.m." if hour < 12 else "p.m."
    return f"{(hour + 11) % 12 + 1}{f':{minute:02d}' if minute else ''} {half}"


def _cldr(table: str, key: int) -> str:
    from babel import Locale

    return str(getattr(Locale("en"), table)["format"]["wide"][key])
