"""Read what is written in letters: number words, ordinals, fractions, Roman numerals."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from dragoman.checks.quantities.around import finish, past_of, scale_after
from dragoman.checks.quantities.calendar import calendar_word, decade
from dragoman.checks.quantities.lexicon import Entry, spelled_run
from dragoman.checks.quantities.model import Kind, Quantity, Reading
from dragoman.checks.quantities.tokens import HYPHENS, JOINS, Token, View

QUARTER = 0.25
"""The one share that is a time as well."""

_ROMAN = re.compile(r"(?:X{1,3}|X?(?:IX|IV|V?I{1,3}|V)|X{1,3}(?:IX|IV|V?I{0,3})|XL|L)$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def read_word(view: View, at: int) -> tuple[list[Quantity], int]:
    """Read the word at token *at*; return what it says and the next token to read."""
    token = view.tokens[at]
    entries = view.lex.look(token.lower)
    if not entries:
        return _roman(view, at) or ([], at + 1)
    roles = {entry.role: entry for entry in entries}
    if "card" in roles or "scale" in roles or token.lower in view.lex.articles:
        return _cardinal(view, at)
    for role in ("month", "weekday"):
        if role in roles:
            return calendar_word(view, at, roles[role]), at + 1
    if "decade" in roles:
        return [decade((token.start, token.end), roles["decade"].value)], at + 1
    if "fraction" in roles and roles["fraction"].value < 1:
        return _share(view, at, roles)
    if "vague" in roles:
        return _vague(view, at, roles["vague"])
    if "ord" in roles:
        quantity = _made(view, at, at + 1, kind="ordinal", weak=roles["ord"].weak,
                         readings=(("n", roles["ord"].value),))  # fmt: skip
        return finish(view, quantity, at, at + 1)
    return [_hint(view, at, entries)], at + 1


def _made(view: View, first: int, after: int, **known: Any) -> Quantity:
    """Make a quantity of the tokens from *first* up to *after*, written in letters."""
    start, end = view.tokens[first].start, view.tokens[after - 1].end
    return Quantity(start=start, end=end, word=True, **known)


def _hint(view: View, at: int, entries: tuple[Entry, ...]) -> Quantity:
    """Read a word that carries a number inside: "zweistündig", "Januarnacht", "doppelt"."""
    entry = entries[0]
    if entry.role == "loose-month":
        readings: tuple[Reading, ...] = (("month", entry.value),)
        return _made(view, at, at + 1, kind="month", weak=True, readings=readings)
    _, _, unit = entry.role.partition(":")
    factor = float(unit) if unit.isdigit() else 1.0
    return _made(
        view, at, at + 1, weak=entry.weak, kind="loose" if entry.weak else "number",
        unit="" if unit.isdigit() or unit == "x" else unit,
        readings=tuple(("n", e.value * factor) for e in entries),
    )  # fmt: skip


def _share(view: View, at: int, roles: dict[str, Entry]) -> tuple[list[Quantity], int]:
    """Read "a third", "half a million", "a quarter of an hour"."""
    share = roles["fraction"]
    of = at + 1 < len(view.tokens) and view.tokens[at + 1].lower in view.lex.of
    scale, last = scale_after(view, at + 1 + of)
    if scale != 1.0:
        quantity = _made(view, at, last, kind="number", scale=view.tokens[last - 1].lower,
                         readings=(("n", share.value * scale),))  # fmt: skip
        return finish(view, quantity, at, last)
    readings: tuple[Reading, ...] = (("n", share.value),)
    if "ord" in roles:
        readings = (("n", roles["ord"].value), *readings)
    quantity = _made(view, at, at + 1, kind="ordinal" if "ord" in roles else "number",
                     readings=readings, weak=share.weak)  # fmt: skip
    return finish(view, quantity, at, past_of(view, at + 1))


def _vague(view: View, at: int, entry: Entry) -> tuple[list[Quantity], int]:
    """Read "hundreds of thousands"."""
    value, last = entry.value, at + 1
    while last < len(view.tokens):
        step = last + (view.tokens[last].lower in view.lex.of)
        if step >= len(view.tokens):
            break
        more = [e for e in view.lex.look(view.tokens[step].lower) if e.role in ("vague", "scale")]
        if not more:
            break
        value, last = value * more[0].value, step + 1
    readings: tuple[Reading, ...] = (("n", value),)
    if value in (10, 12):  # "decenas", "tientallen" are dozens in English
        readings = (*readings, ("n", 22 - value))
    quantity = _made(view, at, last, kind="vague", readings=readings, weak=entry.weak)
    return finish(view, quantity, at, last)


def _cardinal(view: View, at: int) -> tuple[list[Quantity], int]:
    """Read a run of number words ("two hundred and five", "eine Million")."""
    run, last = _run(view, at)
    if not run:
        return [], at + 1
    quantity, last = _times(view, _of_run(view, at, last, run), last)
    if (share := _shares(view, at, last, quantity)) is not None:
        return share
    found, following = finish(view, quantity, at, last)
    if len(run) == 1 and _bare_article(view, at, last, found[0]):
        return [], at + 1
    return found, following


def _times(view: View, quantity: Quantity, last: int) -> tuple[Quantity, int]:
    """Read what a number counts: "two dozen", "deux centaines", "півтори сотні"."""
    if last >= len(view.tokens) or quantity.kind != "number" or view.gap(last) not in JOINS:
        return quantity, last
    token = view.tokens[last]
    counted = [
        entry.value
        for entry in view.lex.look(token.lower)
        if entry.role == "vague" or token.lower in view.lex.settings.get("dozen", ())
    ]
    if not counted or quantity.weak or not 1 < quantity.value < counted[0] or quantity.scale:
        return quantity, last
    readings: tuple[Reading, ...] = (("n", quantity.value * counted[0]),)
    return replace(quantity, end=token.end, readings=readings), last + 1


def _run(view: View, at: int) -> tuple[list[Entry], int]:
    """Collect the words that make one number, and return them with the token after."""
    run: list[Entry] = []
    last = step = at
    while step < len(view.tokens):
        here = view.tokens[step]
        entries = view.lex.look(here.lower)
        entry = next((e for e in entries if e.role in ("card", "scale", "ord")), None)
        if run and (here.text in HYPHENS or (entry is None and here.lower in view.lex.joins)):
            step += 1
            continue
        if entry is None or not _continues(run, entry):
            break
        if run and _between(view, last, here) not in ("", *view.lex.joins):
            break
        run.append(entry)
        step += 1
        last = step
        if entry.role == "ord":
            break
    return run, last


def _between(view: View, last: int, here: Token) -> str:
    return view.text[view.tokens[last - 1].end : here.start].strip(" \u00a0" + HYPHENS)


def _of_run(view: View, at: int, last: int, run: list[Entry]) -> Quantity:
    value, ordinal = _compose(run), run[-1].role == "ord"
    if len(run) > 1 and not ordinal:
        words = view.text[view.tokens[at].start : view.tokens[last - 1].end]
        value = spelled_run(view.lex.code, words.lower()) or value
    scales = [entry.value for entry in run if entry.role == "scale"]
    kind: Kind = "ordinal" if ordinal else "vague" if len(run) == len(scales) == 1 else "number"
    return _made(
        view, at, last, kind=kind, readings=(("n", value),),
        weak=all(entry.weak for entry in run),
        scale=view.tokens[last - 1].lower if scales else "",
        factor=math.prod(scale for scale in scales if scale > 100),
    )  # fmt: skip


def _bare_article(view: View, at: int, last: int, quantity: Quantity) -> bool:
    """Tell whether a lone "a", "eine" counts nothing: it does only before a unit ("a day")."""
    word = view.tokens[at].lower
    if word not in view.lex.articles or word in view.lex.settings.get("counting", ()):
        return False
    following = view.tokens[last].lower if last < len(view.tokens) else ""
    return not quantity.unit or any(e.role == "ord" for e in view.lex.look(following))


def _shares(view: View, first: int, at: int, top: Quantity) -> tuple[list[Quantity], int] | None:
    """Read "two-thirds": a number of two and more before the name of a fraction."""
    step = at
    if step < len(view.tokens) and view.tokens[step].text in HYPHENS:
        step += 1
    if top.value < 2 or step >= len(view.tokens) or view.gap(step) not in JOINS:
        return None
    entries = view.lex.look(view.tokens[step].lower)
    share = next((e for e in entries if e.role == "fraction" and not e.weak), None)
    if share is None or top.value * share.value >= 1.5 or top.scale:
        return None
    readings: tuple[Reading, ...] = (("n", top.value * share.value),)
    if share.value == QUARTER:
        readings = (*readings, ("n", top.value))  # "three quarters" of a year
    quantity = replace(top, end=view.tokens[step].end, readings=readings)
    return finish(view, quantity, first, past_of(view, step + 1))


def _roman(view: View, at: int) -> tuple[list[Quantity], int] | None:
    """Read "XIX", "Ludwig XIV."; a single letter only after a name or with an ending."""
    token = view.tokens[at]
    numeral = token.text
    for suffix in view.lex.settings.get("roman_suffix", ()):  # "XIXe siècle"
        numeral = numeral.removesuffix(suffix)
    if not numeral.isupper() or not _ROMAN.match(numeral):
        return None
    if numeral == "L" and token.text != numeral:  # "Le" is no 50th
        return None
    before = view.tokens[at - 1].text if at else ""
    named = before[:1].isupper() and len(before) > 2
    weak = len(numeral) == 1 and numeral == token.text and (not named or numeral == "I")
    if weak and not view.lex.ordinal_marks.match(view.text, token.end):  # "der X. Parteitag"
        return None
    quantity = Quantity(start=token.start, end=token.end, kind="ordinal", code=True, weak=weak,
                        readings=(("n", float(_roman_value(numeral))),))  # fmt: skip
    found, following = finish(view, quantity, at, at + 1)
    return found, following


def _continues(run: list[Entry], entry: Entry) -> bool:
    """Tell whether *entry* can go on the number that *run* has begun."""
    if not run:
        return entry.role != "ord"
    last = run[-1]
    if entry.role == "ord":
        return not last.weak and last.value % 10 == 0 and 0 < entry.value < 10 and last.value >= 20
    if entry.role == "scale":
        return last.value != entry.value or last.role != "scale"
    if entry.weak and not (last.value % 10 == 0 and last.value >= 20 and entry.value == 1):
        return False
    if last.weak and last.role == "card":
        return False
    size = last.value if last.role == "scale" else _roundness(last.value)
    return entry.value < size and float(entry.value).is_integer()


def _roundness(value: float) -> float:
    """Return the largest power of ten that divides *value*: how much room is left below it."""
    size = 1.0
    while value and value % (size * 10) == 0:
        size *= 10
    return size


def _compose(run: list[Entry]) -> float:
    total = current = 0.0
    for entry in run:
        if entry.role == "scale" and entry.value >= 1000:
            if total and not current:  # "dos mil millones": a scale of a scale
                total *= entry.value
            else:
                total, current = total + (current or 1.0) * entry.value, 0.0
        elif entry.role == "scale":
            current = (current or 1.0) * entry.value
        else:
            current += entry.value
    return total + current


def _roman_value(text: str) -> int:
    total = 0
    for char, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_DIGITS[char]
        total += -value if _ROMAN_DIGITS.get(following, 0) > value else value
    return total
