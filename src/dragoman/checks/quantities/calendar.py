"""Read dates, times of day, decades and the names of months and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.quantities.lexicon import Entry, Pattern
from dragoman.checks.quantities.model import Kind, Quantity, Reading
from dragoman.checks.quantities.tokens import Token, View

_LAST_YEAR = 2100


def by_patterns(view: View) -> Iterator[Quantity]:
    """Read the forms that the language's patterns describe, and claim their places."""
    for pattern in view.lex.patterns:
        for match in pattern.regex.finditer(view.text):
            if any(match.start() < e and s < match.end() for s, e in view.claimed):
                continue
            found = tuple(_matched(view, pattern, match))
            if found or pattern.kind == "none":
                view.claimed.append(match.span())
                yield from found


def _matched(view: View, pattern: Pattern, match: re.Match[str]) -> Iterator[Quantity]:
    groups = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    if pattern.kind in ("time", "clock"):
        yield from _time(view, pattern, match, groups)
    elif pattern.kind == "date":
        yield from _date(view, match)
    elif pattern.kind == "decade":
        yield decade(match.span(), _small(view, groups["n"]))
    elif pattern.kind in ("value", "moment"):
        kind: Kind = "time" if pattern.kind == "moment" else "number"
        yield Quantity(start=match.start(), end=match.end(), kind=kind, weak=True,
                       word=True, unit=pattern.unit,
                       readings=(("time" if kind == "time" else "n", pattern.value),))  # fmt: skip
    elif pattern.kind == "century":
        yield Quantity(start=match.start(), end=match.end(), kind="ordinal", word=True,
                       unit="century",
                       readings=(("century", pattern.value), ("n", pattern.value)))  # fmt: skip
    elif pattern.kind == "relative":
        yield Quantity(start=match.start(), end=match.end(), kind="relative", weak=True, word=True,
                       readings=((f"{pattern.unit} from now", pattern.value),))  # fmt: skip
    elif pattern.kind == "year":
        value = _small(view, groups["n"])
        yield Quantity(start=match.start(), end=match.end(), kind="year",
                       readings=(("n", value), ("n", 1900 + value)))  # fmt: skip


def _small(view: View, word: str) -> float:
    if word.isdigit():
        return float(word)
    entries = view.lex.look(word.lower())
    return next((e.value for e in entries if e.role in ("card", "decade", "ord")), 0.0)


def _time(
    view: View, pattern: Pattern, match: re.Match[str], groups: dict[str, str]
) -> Iterator[Quantity]:
    hour, minute = _small(view, groups["h"]), float(groups.get("m", 0))
    half = pattern.half or ("pm" if "pm" in groups else "am" if "am" in groups else "")
    minutes = hour * 60 + minute + pattern.shift
    readings: list[Reading] = [("time", _of_day(minutes, half))]
    twelve = groups["h"].isalpha() or pattern.shift or view.lex.settings.get("clock") == 12
    if not half and hour <= 12 and twelve:
        readings.append(("time", (minutes + 720) % 1440))
    readings.append(("n", hour))
    yield Quantity(start=match.start(), end=match.end(), kind="time", readings=tuple(readings),
                   word=groups["h"].isalpha(), digits=len(groups["h"]))  # fmt: skip


def _date(view: View, match: re.Match[str]) -> Iterator[Quantity]:
    day, month = float(match["day"]), float(match["month"])
    swapped = bool(view.lex.settings.get("month_may_lead")) and match.start("day") == match.start()
    if (month > 12 and not swapped) or max(day, month) > 31 or not min(day, month):
        return
    months: tuple[Reading, ...] = (("month", month),)
    days: tuple[Reading, ...] = (("n", day), ("n", float(f"{match['day']}.{match['month']}")))
    if swapped:
        months, days = (*months, ("month", day)), (*days, ("n", month))
    yield Quantity(start=match.start("day"), end=match.end("day"), kind="day", readings=days,
                   digits=len(match["day"]))  # fmt: skip
    full = match.groupdict().get("year")
    yield Quantity(start=match.start("month"), end=match.end("month"), kind="month",
                   readings=months, digits=len(match["month"]), weak=not full)  # fmt: skip
    if full:
        yield year(match.span("year"), float(full))


def calendar_word(view: View, at: int, entry: Entry) -> list[Quantity]:
    """Read the name of a month or a weekday; none where it is another word here."""
    token = view.tokens[at]
    if entry.weak and not _dated(view, at):
        return []
    kind: Kind = "month" if entry.role == "month" else "weekday"
    readings = ((kind, entry.value),) if kind == "month" else _weekday(view, token, entry.value)
    return [Quantity(start=token.start, end=token.end, kind=kind, word=True, readings=readings)]


def _weekday(view: View, token: Token, day: float) -> tuple[Reading, ...]:
    """Tell the night before a day from the one after it.

    "Nacht zum Samstag" is "Friday night" or "early on Saturday", and not "Saturday night".
    """
    before = (day + 5) % 7 + 1
    if view.lex.small_hours.search(view.text, 0, token.start):
        return ("early", day), ("night", before)
    if view.lex.night.match(view.text, token.end):
        return ("weekday", day), ("night", day)
    return ("weekday", day), ("early", day)


def _dated(view: View, at: int) -> bool:
    """Tell whether an ambiguous name of a month or day ("May", "Sat") stands in a date."""
    token = view.tokens[at]
    if not token.text[:1].isupper():
        return False
    near = [view.tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(view.tokens)]
    if any(other.kind == "figure" for other in near):
        return True
    step = at - 2 if at > 1 and view.tokens[at - 1].text == "-" else at - 1
    before = view.tokens[step].lower if at else ""
    return before in view.lex.settings.get("before_month", ())


def _of_day(minutes: float, half: str) -> float:
    if half == "pm" and minutes < 720:
        minutes += 720
    if half == "am" and minutes >= 720:
        minutes -= 720
    return minutes % 1440


def is_year(text: str) -> bool:
    """Tell whether a figure may be a calendar year: four digits, 1000 to 2100."""
    return len(text) == 4 and text.isdigit() and 1000 <= int(text) <= _LAST_YEAR


def year(span: tuple[int, int], value: float) -> Quantity:
    """Make a year, with its century and its last two figures."""
    readings: tuple[Reading, ...] = (("n", value),)
    if value >= 1000:
        readings = (*readings, ("century", value // 100 + 1), ("yy", value % 100))
    else:
        readings = (*readings, ("yy", value))
    return Quantity(start=span[0], end=span[1], kind="year", readings=readings,
                    digits=4 if value >= 1000 else 2)  # fmt: skip


def decade(span: tuple[int, int], value: float) -> Quantity:
    """Make a decade: "90s" and "1990s" share their last two figures."""
    readings: tuple[Reading, ...] = (("decade", value % 100), ("n", value))
    if value >= 1000:
        readings = (*readings, ("century", value // 100 + 1))
    return Quantity(start=span[0], end=span[1], kind="decade", readings=readings)
