"""Read what is written in figures."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.checks.quantities.around import finish
from dragoman.checks.quantities.calendar import decade, is_year, year
from dragoman.checks.quantities.model import Kind, Quantity, Reading
from dragoman.checks.quantities.numerals import parse
from dragoman.checks.quantities.tokens import HYPHENS, Token, View

_Special = tuple[list[Quantity], int] | None
"""What was read and the next token (0: the one after), or None if it was not that."""


def read_figure(view: View, at: int) -> tuple[list[Quantity], int]:
    """Read the figure at token *at*; return what it says and the next token to read."""
    token = view.tokens[at]
    values = parse(token.text, decimal=view.lex.decimal, groups=view.lex.groups)
    if len(values) > 1:
        return _parts(token, values), at + 1
    value = values[0]
    if token.text.isdigit():
        special = (
            _decade_figure(view, token, value)
            or _fraction(view, at, value)
            or _mixed(view, at, value)
            or _second_year(view, at)
        )
        if special is not None:
            found, following = special
            return found, following or at + 1
    return _plain_figure(view, at, value)


def _plain_figure(view: View, at: int, value: float) -> tuple[list[Quantity], int]:
    token, following = view.tokens[at], at + 1
    code, end = _in_a_name(view, token), token.end
    kind: Kind = "number"
    mark = view.lex.ordinal_marks.match(view.text, token.end)
    if mark and not code and token.text.isdigit() and len(token.text) < 4:
        kind, end = "ordinal", mark.end()
        while following < len(view.tokens) and view.tokens[following].start < end:
            following += 1
    quantity = Quantity(
        start=token.start, end=end, kind=kind, readings=_readings(view, token, value), code=code,
        digits=sum(char.isdigit() for char in token.text),
    )  # fmt: skip
    return finish(view, quantity, at, following, figure=token)


def _readings(view: View, token: Token, value: float) -> tuple[Reading, ...]:
    """Return all that a figure may say: marks of the other locale slip in."""
    text = token.text
    if view.lex.decimal == "," and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
        return ("n", value), ("n", float(text.replace(",", "")))  # "8,421" left in German
    if re.fullmatch(rf"\d[{view.lex.groups}]\d", text):  # "(3,5)": two figures, or a slip
        return ("n", value), ("n", float(text[0])), ("n", float(text[2]))
    if re.fullmatch(r"(?:[01]?\d|2[0-4])\.[0-5]\d", text):  # "at 18.10"
        hour, minute = text.split(".")
        return ("n", value), ("time", float(int(hour) * 60 + int(minute)))
    return (("n", value),)


def _decade_figure(view: View, token: Token, value: float) -> _Special:
    """Read "1990s", "90s"."""
    mark = view.lex.decade_marks.match(view.text, token.end)
    if mark is None or value % 10 or value < 20 or _in_a_name(view, token):
        return None
    view.claimed.append((token.start, mark.end()))
    return [decade((token.start, mark.end()), value)], 0


def _mixed(view: View, at: int, value: float) -> _Special:
    """Read "3 1/2"."""
    if view.gap(at + 1) != " " or not view.tokens[at + 1].text.isdigit():
        return None
    fraction = _fraction(view, at + 1, float(view.tokens[at + 1].text))
    if fraction is None:
        return None
    (part,), following = fraction
    readings = (("n", value + part.value),)
    return [replace(part, start=view.tokens[at].start, readings=readings)], following


def read_colon(view: View, at: int) -> tuple[list[Quantity], int] | None:
    """Read "21:10", a time or a result: two figures, of which the first may be the time."""
    piece = view.tokens[at : at + 3]
    if len(piece) < 3 or piece[1].text != ":" or piece[2].end - piece[0].start > 6:
        return None
    hour, minute = piece[0].text, piece[2].text
    if not (hour.isdigit() and minute.isdigit() and len(minute) == 2):
        return None
    if int(hour) > 24 or int(minute) > 59:
        return None
    minutes = float(int(hour) * 60 + int(minute))
    readings: list[Reading] = [("n", float(hour)), ("time", minutes)]
    if int(hour) < 13:
        readings.append(("time", (minutes + 720) % 1440))
    return [
        Quantity(start=piece[0].start, end=piece[0].end, kind="number", digits=len(hour),
                 readings=tuple(readings)),
        Quantity(start=piece[2].start, end=piece[2].end, kind="number", digits=2, weak=True,
                 readings=(("n", float(minute)),)),
    ], at + 3  # fmt: skip


def _in_a_name(view: View, token: Token) -> bool:
    """Tell whether a figure hangs on a word: "G7", "Covid-19", "A380"."""
    before = view.text[max(token.start - 2, 0) : token.start]
    return before[-1:].isalpha() or (before[-1:] in HYPHENS and before[:1].isalpha())


def _parts(token: Token, values: tuple[float, ...]) -> list[Quantity]:
    found, start = [], token.start
    for value, piece in zip(values, re.finditer(r"\d+", token.text), strict=True):
        start = token.start + piece.start()
        part = Quantity(start=start, end=token.start + piece.end(), kind="number", code=True,
                        readings=(("n", value),), digits=len(piece[0]))  # fmt: skip
        found.append(part)
    return found


def _second_year(view: View, at: int) -> _Special:
    """Read the second half of "2007/08" as a year."""
    token = view.tokens[at]
    if at < 2 or len(token.text) != 2 or view.tokens[at - 1].text not in "/-–":
        return None
    before = view.tokens[at - 2]
    if before.end + 1 != token.start or not is_year(before.text):
        return None
    full = float(before.text[:2] + token.text)
    if full <= float(before.text):
        return None
    second = year((token.start, token.end), full)
    return [replace(second, readings=(*second.readings, ("n", full % 100)))], 0


def _fraction(view: View, at: int, top: float) -> _Special:
    """Read "1/2"."""
    if at + 2 >= len(view.tokens) or view.tokens[at + 1].text not in "/⁄":
        return None
    under, token = view.tokens[at + 2], view.tokens[at]
    if not (under.text.isdigit() and under.start == token.end + 1):
        return None
    bottom = float(under.text)
    if not (0 < top < bottom and bottom in (2, 3, 4, 5, 6, 8, 10)):
        return None
    quantity = Quantity(start=token.start, end=under.end, kind="number", digits=2,
                        readings=(("n", top / bottom),))  # fmt: skip
    return finish(view, quantity, at, at + 3)
