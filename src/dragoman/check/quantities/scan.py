"""Read a sentence for its quantities: figures, number words, dates, times, units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.check.quantities.lexicon import Entry, Lexicon, Pattern, get, spelled_run
from dragoman.check.quantities.model import Kind, Quantity, Reading
from dragoman.check.quantities.numerals import parse
from dragoman.check.quantities.units import dimension

_ROMAN = re.compile(r"(?:X{1,3}|X?(?:IX|IV|V?I{1,3}|V)|X{1,3}(?:IX|IV|V?I{0,3})|XL|L)$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}

_LAST_YEAR = 2100
_JOIN = frozenset({"", " ", "-", "\u2011", "\u00a0", "\u202f", "\u2009"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: a figure, a word, or a single mark."""

    start: int
    end: int
    text: str
    kind: str
    lower: str


@lru_cache(maxsize=4096)
def scan(text: str, lang: str) -> tuple[Quantity, ...]:
    """Return the quantities of *text* in reading order; *lang* is an ISO 639-1 code.

    >>> [q.value for q in scan("zwei Millionen Euro am 3. Mai", "de")]
    [2000000.0, 3.0, 5.0]
    """
    lexicon = get(lang)
    found = sorted(_Scanner(text, lexicon).run(), key=lambda quantity: quantity.start)
    for at in range(len(found) - 2, -1, -1):
        between = text[found[at].end : found[at + 1].start].strip().lower()
        if between in lexicon.ranges:
            found[at] = _as_range(found[at], found[at + 1])
    return tuple(found)


def _as_range(low: Quantity, high: Quantity) -> Quantity:
    """Lend the first end of a range the unit and the scale that only the second names."""
    if low.kind not in ("number", "vague") or high.kind not in ("number", "vague") or low.unit:
        return low
    readings, weak = low.readings, low.weak
    if high.factor > 1.0 and low.factor == 1.0:
        readings, weak = (("n", low.value * high.factor), *readings), False
    return replace(low, unit=high.unit, readings=readings, weak=weak)


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lex = lexicon
        self.claimed: list[tuple[int, int]] = []
        self.tokens = [
            Token(m.start(), m.end(), m.group(), m.lastgroup or "mark", _plain(m.group()))
            for m in lexicon.token.finditer(text)
        ]

    def run(self) -> Iterator[Quantity]:
        yield from self._patterns()
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "mark" or self._is_claimed(token):
                at += 1
                continue
            read = self._figure if token.kind == "figure" else self._word
            found, at = self._colon(at) or read(at)
            yield from found

    # ------------------------------------------------------------------ patterns of the language

    def _is_claimed(self, token: Token) -> bool:
        return any(token.start < end and start < token.end for start, end in self.claimed)

    def _patterns(self) -> Iterator[Quantity]:
        for pattern in self.lex.patterns:
            for match in pattern.regex.finditer(self.text):
                if any(match.start() < e and s < match.end() for s, e in self.claimed):
                    continue
                found = tuple(self._matched(pattern, match))
                if found or pattern.kind == "none":
                    self.claimed.append(match.span())
                    yield from found

    def _matched(self, pattern: Pattern, match: re.Match[str]) -> Iterator[Quantity]:
        groups = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
        if pattern.kind in ("time", "clock"):
            yield from self._time(pattern, match, groups)
        elif pattern.kind == "date":
            yield from self._date(match)
        elif pattern.kind == "decade":
            yield _decade(match.span(), self._small(groups["n"]))
        elif pattern.kind in ("value", "moment"):
            kind: Kind = "time" if pattern.kind == "moment" else "number"
            yield Quantity(start=match.start(), end=match.end(), kind=kind, weak=True,
                           word=True, unit=pattern.unit,
                           readings=(("time" if kind == "time" else "n", pattern.value),))  # fmt: skip
        elif pattern.kind == "year":
            value = self._small(groups["n"])
            yield Quantity(start=match.start(), end=match.end(), kind="year",
                           readings=(("n", value), ("n", 1900 + value)))  # fmt: skip

    def _small(self, word: str) -> float:
        if word.isdigit():
            return float(word)
        entries = self.lex.look(word.lower())
        return next((e.value for e in entries if e.role in ("card", "decade", "ord")), 0.0)

    def _time(
        self, pattern: Pattern, match: re.Match[str], groups: dict[str, str]
    ) -> Iterator[Quantity]:
        hour, minute = self._small(groups["h"]), float(groups.get("m", 0))
        half = pattern.half or ("pm" if "pm" in groups else "am" if "am" in groups else "")
        minutes = hour * 60 + minute + pattern.shift
        readings: list[Reading] = [("time", _of_day(minutes, half))]
        twelve = groups["h"].isalpha() or pattern.shift or self.lex.settings.get("clock") == 12
        if not half and hour <= 12 and twelve:
            readings.append(("time", (minutes + 720) % 1440))
        readings.append(("n", hour))
        yield Quantity(start=match.start(), end=match.end(), kind="time", readings=tuple(readings),
                       word=groups["h"].isalpha(), digits=len(groups["h"]))  # fmt: skip

    def _date(self, match: re.Match[str]) -> Iterator[Quantity]:
        day, month = float(match["day"]), float(match["month"])
        swapped = self.lex.code == "en" and match.re.groupindex["day"] == 1
        if (month > 12 and not swapped) or max(day, month) > 31 or not min(day, month):
            return
        months: tuple[Reading, ...] = (("month", month),)
        days: tuple[Reading, ...] = (("n", day), ("n", float(f"{match['day']}.{match['month']}")))
        if swapped:
            months, days = (*months, ("month", day)), (*days, ("n", month))
        yield Quantity(start=match.start("day"), end=match.end("day"), kind="day", readings=days,
                       digits=len(match["day"]))  # fmt: skip
        yield Quantity(start=match.start("month"), end=match.end("month"), kind="month",
                       readings=months, digits=len(match["month"]))  # fmt: skip
        if match.groupdict().get("year"):
            yield _year(match.span("year"), float(match["year"]))

    # ------------------------------------------------------------------------------- figures

    def _figure(self, at: int) -> tuple[list[Quantity], int]:
        token = self.tokens[at]
        values = parse(token.text, decimal=self.lex.decimal, groups=self.lex.groups)
        code = self._in_a_name(token)
        if len(values) > 1:
            return self._parts(token, values), at + 1
        value = values[0]
        plain = token.text.isdigit()
        if plain and (mark := self.lex.decade_marks.match(self.text, token.end)) and (
            value % 10 == 0 and value >= 20 and not code
        ):  # fmt: skip
            self.claimed.append((token.start, mark.end()))
            return [_decade((token.start, mark.end()), value)], at + 1
        if (fraction := self._fraction(at, value)) is not None:
            return fraction
        if plain and self._gap(at + 1) == " " and at + 1 < len(self.tokens):  # "3 1/2"
            mixed = self.tokens[at + 1].text
            if mixed.isdigit() and (fraction := self._fraction(at + 1, float(mixed))):
                (part,), following = fraction
                readings = (("n", value + part.value),)
                return [replace(part, start=token.start, readings=readings)], following
        end, following = token.end, at + 1
        if plain and (season := self._second_year(at)):
            return [season], at + 1
        kind: Kind = "number"
        if (
            plain
            and not code
            and len(token.text) < 4
            and (mark := self.lex.ordinal_marks.match(self.text, token.end))
        ):
            kind, end = "ordinal", mark.end()
            while following < len(self.tokens) and self.tokens[following].start < end:
                following += 1
        readings: tuple[Reading, ...] = (("n", value),)
        if self.lex.decimal == "," and re.fullmatch(r"[1-9]\d{0,2},\d{3}", token.text):
            readings = (*readings, ("n", float(token.text.replace(",", ""))))  # English in German
        if re.fullmatch(rf"\d[{self.lex.groups}]\d", token.text):  # two figures, or a slip
            readings = (*readings, ("n", float(token.text[0])), ("n", float(token.text[2])))
        quantity = Quantity(start=token.start, end=end, kind=kind, readings=readings, code=code,
                             digits=sum(c.isdigit() for c in token.text))  # fmt: skip
        return self._finish(quantity, at, following, figure=token)

    def _colon(self, at: int) -> tuple[list[Quantity], int] | None:
        """Read "21:10", a time or a result: two figures, of which the first may be the time."""
        piece = self.tokens[at : at + 3]
        if len(piece) < 3 or piece[1].text != ":" or piece[2].end - piece[0].start > 5:
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

    def _in_a_name(self, token: Token) -> bool:
        """Tell whether a figure hangs on a word: "G7", "Covid-19", "A380"."""
        before = self.text[max(token.start - 2, 0) : token.start]
        return before[-1:].isalpha() or (before[-1:] in "-\u2011" and before[:1].isalpha())

    def _parts(self, token: Token, values: tuple[float, ...]) -> list[Quantity]:
        found, start = [], token.start
        for value, piece in zip(values, re.finditer(r"\d+", token.text), strict=True):
            start = token.start + piece.start()
            found.append(Quantity(start=start, end=token.start + piece.end(), kind="number",
                                  readings=(("n", value),), code=True, digits=len(piece[0])))  # fmt: skip
        return found

    def _second_year(self, at: int) -> Quantity | None:
        """Read the second half of "2007/08" as a year."""
        token = self.tokens[at]
        if at < 2 or len(token.text) != 2 or self.tokens[at - 1].text not in "/-–":
            return None
        before = self.tokens[at - 2]
        if before.end + 1 != token.start or not _is_year(before.text):
            return None
        year = float(before.text[:2] + token.text)
        return _year((token.start, token.end), year) if year > float(before.text) else None

    def _fraction(self, at: int, top: float) -> tuple[list[Quantity], int] | None:
        if at + 2 >= len(self.tokens) or self.tokens[at + 1].text not in "/⁄":
            return None
        under, token = self.tokens[at + 2], self.tokens[at]
        if not (under.text.isdigit() and under.start == token.end + 1):
            return None
        bottom = float(under.text)
        if not (0 < top < bottom and bottom in (2, 3, 4, 5, 6, 8, 10)):
            return None
        quantity = Quantity(start=token.start, end=under.end, kind="number", digits=2,
                            readings=(("n", top / bottom),))  # fmt: skip
        return self._finish(quantity, at, at + 3)

    # ------------------------------------------------------------------------------- words

    def _word(self, at: int) -> tuple[list[Quantity], int]:
        token = self.tokens[at]
        entries = self.lex.look(token.lower)
        if not entries:
            return self._roman(at) or ([], at + 1)
        roles = {entry.role: entry for entry in entries}
        if "card" in roles or "scale" in roles or token.lower in self.lex.articles:
            return self._cardinal(at)
        span = (token.start, token.end)
        for role in ("month", "weekday"):
            if role in roles:
                return self._calendar(at, roles[role]), at + 1
        if "decade" in roles:
            return [_decade(span, roles["decade"].value)], at + 1
        if "fraction" in roles and roles["fraction"].value < 1:
            return self._share(at, roles)
        entry = entries[0]
        if ":" in entry.role:
            return self._with_suffix(token, entry), at + 1
        if entry.role == "loose-month":
            return [Quantity(start=token.start, end=token.end, kind="month", word=True, weak=True,
                             readings=(("month", entry.value),))], at + 1  # fmt: skip
        kind: Kind = "ordinal" if entry.role == "ord" else "loose"
        if entry.role == "vague":
            return self._vague(at, entry)
        quantity = Quantity(start=token.start, end=token.end, kind=kind, word=True,
                            readings=tuple(("n", e.value) for e in entries),
                            weak=entry.weak)  # fmt: skip
        return self._finish(quantity, at, at + 1) if kind == "ordinal" else ([quantity], at + 1)

    def _with_suffix(self, token: Token, entry: Entry) -> list[Quantity]:
        unit = entry.role.partition(":")[2]
        factor = float(unit) if unit.isdigit() else 1.0
        kind: Kind = "loose" if entry.weak else "number"
        return [Quantity(start=token.start, end=token.end, kind=kind, word=True,
                         readings=(("n", entry.value * factor),),
                         weak=entry.weak, unit="" if unit.isdigit() or unit == "x" else unit)]  # fmt: skip

    def _calendar(self, at: int, entry: Entry) -> list[Quantity]:
        token = self.tokens[at]
        if entry.weak and not self._dated(at):
            return []
        kind: Kind = "month" if entry.role == "month" else "weekday"
        return [Quantity(start=token.start, end=token.end, kind=kind, word=True,
                         readings=((kind, entry.value),))]  # fmt: skip

    def _dated(self, at: int) -> bool:
        """Tell whether an ambiguous name of a month or day ("May", "Sat") stands in a date."""
        token = self.tokens[at]
        if not token.text[:1].isupper():
            return False
        near = [self.tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(self.tokens)]
        if any(other.kind == "figure" for other in near):
            return True
        step = at - 2 if at > 1 and self.tokens[at - 1].text == "-" else at - 1
        before = self.tokens[step].lower if at else ""
        return before in self.lex.settings.get("before_month", ())

    def _share(self, at: int, roles: dict[str, Entry]) -> tuple[list[Quantity], int]:
        token, share = self.tokens[at], roles["fraction"]
        of = at + 1 < len(self.tokens) and self.tokens[at + 1].lower in self.lex.of
        scale, last = self._scale_after(at + 1 + of)
        if scale != 1.0:
            quantity = Quantity(start=token.start, end=self.tokens[last - 1].end, kind="number",
                                word=True, readings=(("n", share.value * scale),),
                                scale=self.tokens[last - 1].lower)  # fmt: skip
            return self._finish(quantity, at, last)
        readings = [("n", share.value)]
        if "ord" in roles:
            readings.insert(0, ("n", roles["ord"].value))
        quantity = Quantity(start=token.start, end=token.end, kind="ordinal" if "ord" in roles else "number",
                            word=True, readings=tuple(readings), weak=share.weak)  # fmt: skip
        return self._finish(quantity, at, self._past_of(at + 1))

    def _past_of(self, at: int) -> int:
        """Skip "of an" between a fraction and its unit; stay where no unit follows."""
        step = at
        for words in (self.lex.of, self.lex.articles):
            if step < len(self.tokens) and self.tokens[step].lower in words:
                step += 1
        return step if step == at or self._unit(step)[0] else at

    def _vague(self, at: int, entry: Entry) -> tuple[list[Quantity], int]:
        token, value, last = self.tokens[at], entry.value, at + 1
        while last < len(self.tokens):
            step = last + (self.tokens[last].lower in self.lex.of)
            if step >= len(self.tokens):
                break
            more = [
                e for e in self.lex.look(self.tokens[step].lower) if e.role in ("vague", "scale")
            ]
            if not more:
                break
            value, last = value * more[0].value, step + 1
        readings: tuple[Reading, ...] = (("n", value),)
        if value in (10, 12):  # "decenas", "tientallen" are dozens in English
            readings = (*readings, ("n", 22 - value))
        quantity = Quantity(start=token.start, end=self.tokens[last - 1].end, kind="vague",
                            word=True, readings=readings, weak=entry.weak)  # fmt: skip
        return self._finish(quantity, at, last)

    def _scale_after(self, at: int) -> tuple[float, int]:
        """Multiply the scale words from *at* on (an article between is skipped)."""
        factor, last = 1.0, at
        step = at
        if step < len(self.tokens) and self.tokens[step].lower in self.lex.articles:
            step += 1
        while step < len(self.tokens) and self._gap(step) in _JOIN:
            scale = [e for e in self.lex.look(self.tokens[step].lower) if e.role == "scale"]
            if not scale:
                break
            factor *= scale[0].value
            step += 1
            last = step
        return factor, last

    def _gap(self, at: int) -> str:
        if not 0 < at < len(self.tokens):
            return ""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def _cardinal(self, at: int) -> tuple[list[Quantity], int]:
        """Read a run of number words ("two hundred and five", "eine Million")."""
        token = self.tokens[at]
        run: list[Entry] = []
        last = step = at
        while step < len(self.tokens):
            here = self.tokens[step]
            entry = next(
                (e for e in self.lex.look(here.lower) if e.role in ("card", "scale", "ord")), None
            )
            if entry is None and here.lower in self.lex.joins and run:
                step += 1
                continue
            if here.text in "-\u2011" and run:
                step += 1
                continue
            if entry is None or not _continues(run, entry) or (
                run and self.text[self.tokens[last - 1].end : here.start].strip(" -\u2011\u00a0")
                not in ("", *self.lex.joins)
            ):  # fmt: skip
                break
            run.append(entry)
            step += 1
            last = step
            if entry.role == "ord":
                break
        if not run:
            return [], at + 1
        value = _compose(run)
        words = self.text[token.start : self.tokens[last - 1].end]
        if len(run) > 1 and all(entry.role != "ord" for entry in run):
            value = spelled_run(self.lex.code, words.lower()) or value
        kind: Kind = "ordinal" if run[-1].role == "ord" else "number"
        weak = all(entry.weak for entry in run)
        scale = next((self.tokens[i].lower for i in range(at, last)
                      if any(e.role == "scale" for e in self.lex.look(self.tokens[i].lower))), "")  # fmt: skip
        quantity = Quantity(start=token.start, end=self.tokens[last - 1].end, kind=kind, word=True,
                            readings=(("n", value),), weak=weak, scale=scale)  # fmt: skip
        factor = math.prod(
            entry.value for entry in run if entry.role == "scale" and entry.value > 100
        )
        quantity = replace(quantity, factor=factor)
        if len(run) == 1 and run[0].role == "scale":
            quantity = replace(quantity, kind="vague")
        if (share := self._shares(quantity, last)) is not None:
            return share
        found, following = self._finish(quantity, at, last)
        if len(run) == 1 and token.lower in self.lex.articles and token.lower != "one":
            following_word = self.tokens[last].lower if last < len(self.tokens) else ""
            if not found[0].unit or any(e.role == "ord" for e in self.lex.look(following_word)):
                return [], at + 1
        return found, following

    def _shares(self, top: Quantity, at: int) -> tuple[list[Quantity], int] | None:
        """Read "two-thirds": a number of two and more before the name of a fraction."""
        step = at
        if step < len(self.tokens) and self.tokens[step].text in "-\u2011":
            step += 1
        if top.value < 2 or step >= len(self.tokens) or self._gap(step) not in _JOIN:
            return None
        entries = self.lex.look(self.tokens[step].lower)
        share = next((e for e in entries if e.role == "fraction" and not e.weak), None)
        if share is None or top.value * share.value >= 1.5 or top.scale:
            return None
        quantity = replace(
            top, end=self.tokens[step].end, readings=(("n", top.value * share.value),)
        )
        return [quantity], step + 1

    def _roman(self, at: int) -> tuple[list[Quantity], int] | None:
        token = self.tokens[at]
        numeral = token.text
        for suffix in self.lex.settings.get("roman_suffix", ()):  # "XIXe siècle"
            numeral = numeral.removesuffix(suffix)
        if not numeral.isupper() or not _ROMAN.match(numeral):
            return None
        before = self.tokens[at - 1].text if at else ""
        named = before[:1].isupper() and len(before) > 2
        if len(numeral) == 1 and numeral == token.text and (not named or numeral == "I"):
            return None
        quantity = Quantity(start=token.start, end=token.end, kind="ordinal", code=True,
                            readings=(("n", float(_roman_value(numeral))),))  # fmt: skip
        found, following = self._finish(quantity, at, at + 1)
        return found, following

    # ------------------------------------------------------------------------- what follows

    def _finish(
        self, quantity: Quantity, first: int, following: int, *, figure: Token | None = None
    ) -> tuple[list[Quantity], int]:
        """Read scale words, halves, a unit and the calendar around a bare value."""
        quantity, following = self._scaled(quantity, following)
        quantity, following = self._and_a_half(quantity, following)
        unit, after = self._unit(following)
        if not unit:
            unit, after = self._unit_before(first), following
        if quantity.kind == "ordinal" and first:  # "siglo XIX"
            before = self.lex.unit_of(self.tokens[first - 1].text)
            unit = before if before == "century" else unit
        if unit == "year" and figure is not None and _is_year(figure.text):
            unit = "" if self.lex.settings.get("year_after") else unit
        if unit and not (quantity.kind == "ordinal" and unit != "century"):
            quantity, after = self._and_a_half(quantity, after)
            quantity = replace(quantity, unit=unit)
            if quantity.kind == "ordinal":
                quantity = replace(
                    quantity, readings=(("century", quantity.value), *quantity.readings)
                )
            return [quantity], after
        if self._beside_month(first, following) and quantity.value <= 31 and not quantity.scale:
            return [replace(quantity, kind="day")], following
        if figure is not None and not quantity.scale and _is_year(figure.text):
            return [
                replace(_year((quantity.start, quantity.end), quantity.value), code=quantity.code)
            ], following
        return [quantity], following

    def _scaled(self, quantity: Quantity, following: int) -> tuple[Quantity, int]:
        if quantity.kind == "ordinal":
            return quantity, following
        step, factor, last = following, 1.0, following
        while step < len(self.tokens):
            token = self.tokens[step]
            if token.text in "-\u2011" and step == following:
                step += 1
                continue
            scale = [e for e in self.lex.look(token.lower) if e.role == "scale"]
            small = self.lex.settings.get("scale_letter", {}).get(token.text)
            money = (
                self._unit_before(following - 1) or dimension(self._unit(step + 1)[0]) == "money"
            )
            if not scale and small and self._gap(step) == "" and money:
                scale = [Entry("scale", float(small))]
            if not scale or self._gap(step) not in _JOIN:
                break
            factor *= scale[0].value
            step += 1
            last = step
        if factor == 1.0:
            return quantity, following
        if last < len(self.tokens) and self.tokens[last].text == "." and self._gap(last) == "":
            last += len(self.tokens[last - 1].text) < 5
        return replace(
            quantity, end=self.tokens[last - 1].end, scale=self.tokens[step - 1].lower,
            kind="number", factor=factor,
            readings=tuple((c, v * factor) for c, v in quantity.readings),
        ), last  # fmt: skip

    def _and_a_half(self, quantity: Quantity, following: int) -> tuple[Quantity, int]:
        rest = [
            token.lower
            for token in self.tokens[following : following + 6]
            if token.text not in "-\u2011"
        ]
        skip = 2 if len(rest) > 2 and rest[1] in self.lex.articles else 1
        if len(rest) <= skip or rest[0] not in self.lex.joins:
            return quantity, following
        half = [e for e in self.lex.look(rest[skip]) if e.role == "fraction" and e.value == 0.5]
        if not half or quantity.kind != "number":
            return quantity, following
        step, words = following, 0
        while words <= skip:
            words += self.tokens[step].text not in "-\u2011"
            step += 1
        factor, last = self._scale_after(step)
        value = (quantity.value + half[0].value) * factor
        last = max(last, step)
        return replace(quantity, readings=(("n", value),), end=self.tokens[last - 1].end), last

    def _unit(self, at: int) -> tuple[str, int]:
        """Read the unit that stands at token *at*, at most three words long."""
        step = at
        if step < len(self.tokens) and self.tokens[step].text in "-\u2011":
            step += 1
        step = self._past(step)
        if step >= len(self.tokens) or self._is_claimed(self.tokens[step]):
            return "", at
        for length in (3, 2, 1):
            piece = self.tokens[step : step + length]
            if len(piece) < length:
                continue
            words = self.text[piece[0].start : piece[-1].end]
            unit = self.lex.unit_of(words.replace("-", " ")) or self.lex.unit_of(words)
            if unit:
                return unit, step + length
        return "", at

    def _past(self, at: int) -> int:
        """Skip a bare "of" ("deux millions d'euros", "3 de mayo")."""
        if at < len(self.tokens) and self.tokens[at].lower in self.lex.of:
            at += 1
            if at < len(self.tokens) and self.tokens[at].text in "'’":
                at += 1
        return at

    def _unit_before(self, first: int) -> str:
        if not first:
            return ""
        token = self.tokens[first - 1]
        if self.text[token.end : self.tokens[first].start].strip():
            return ""
        return self.lex.before.get(token.text, "")

    def _beside_month(self, first: int, following: int) -> bool:
        for at in (self._past(following), first - 1):
            if 0 <= at < len(self.tokens):
                entries = self.lex.look(self.tokens[at].lower)
                if any(entry.role == "month" for entry in entries):
                    return True
        return False


def _plain(word: str) -> str:
    """Return a word in lower case with the one apostrophe the data use."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


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


def _of_day(minutes: float, half: str) -> float:
    if half == "pm" and minutes < 720:
        minutes += 720
    if half == "am" and minutes >= 720:
        minutes -= 720
    return minutes % 1440


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1000 <= int(text) <= _LAST_YEAR


def _year(span: tuple[int, int], value: float) -> Quantity:
    readings: tuple[Reading, ...] = (("n", value),)
    if value >= 1000:
        readings = (*readings, ("century", value // 100 + 1), ("yy", value % 100))
    else:
        readings = (*readings, ("yy", value))
    return Quantity(start=span[0], end=span[1], kind="year", readings=readings,
                    digits=4 if value >= 1000 else 2)  # fmt: skip


def _decade(span: tuple[int, int], value: float) -> Quantity:
    readings: tuple[Reading, ...] = (("decade", value % 100), ("n", value))
    if value >= 1000:
        readings = (*readings, ("century", value // 100 + 1))
    return Quantity(start=span[0], end=span[1], kind="decade", readings=readings)
