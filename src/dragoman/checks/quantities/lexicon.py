"""The words of one language that stand for quantities: data file, CLDR and text2num together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from dragoman.checks.quantities import cldr
from dragoman.checks.quantities.numerals import GLYPHS

TEXT2NUM = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
"""Languages whose number words text2num reads (its release 3)."""

KNOWN = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")
"""Languages with a data file."""


_NONE = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word (lower case) means: a role and a value.

    Roles: ``card``, ``ord``, ``scale`` (multiplies what stands before it), ``vague``, ``fraction``,
    ``month``, ``weekday``, ``decade``, ``loose`` and ``loose-month`` (always weak), ``unit:…`` and
    ``measure:…`` (a number with its unit in one word). ``weak`` words need no answer on the other
    side.
    """

    role: str
    value: float
    weak: bool = False


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A form that single words do not show ("halb drei", "14 Uhr", "10.09.2020").

    ``regex`` has named groups (``h``, ``m``, ``day``, ``month``, ``year``, ``n``); ``shift`` is
    added to a time, in minutes; ``half`` says which half of the day is meant, if one is.
    """

    kind: str
    regex: re.Pattern[str]
    shift: int = 0
    half: str = ""
    value: float = 0.0
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Everything the scanner asks about one language."""

    code: str
    decimal: str
    groups: str
    words: Mapping[str, tuple[Entry, ...]]
    units: Mapping[str, str]
    before: Mapping[str, str]
    joins: frozenset[str]
    ranges: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    ordinal_marks: re.Pattern[str]
    decade_marks: re.Pattern[str]
    suffixes: Mapping[str, str]
    ordinal_endings: tuple[str, ...]
    starts: frozenset[str]
    tails: re.Pattern[str] | None
    patterns: tuple[Pattern, ...]
    token: re.Pattern[str]
    minus: re.Pattern[str] = _NONE
    below: re.Pattern[str] = _NONE
    frost: re.Pattern[str] = _NONE
    small_hours: re.Pattern[str] = _NONE
    night: re.Pattern[str] = _NONE
    settings: Mapping[str, Any] = field(default_factory=dict)

    def look(self, token: str) -> tuple[Entry, ...]:
        """Return what *token* (lower case) may mean; empty for the ordinary word."""
        found = self.words.get(token)
        if found is not None:
            return found
        if token[:3] not in self.starts and not (self.tails and self.tails.search(token)):
            return ()
        return _composed(self.code, token)

    def unit_of(self, token: str) -> str:
        """Return the canonical unit that *token* names, or an empty string."""
        return self.units.get(token) or self.units.get(token.lower(), "")


@lru_cache(maxsize=8192)
def _composed(code: str, token: str) -> tuple[Entry, ...]:
    """Read a compound number word ("zweiundzwanzig", "zweistündig", "zwanzigste")."""
    lexicon = get(code)
    value = _spelled(lexicon, token)
    if value is not None:
        return (Entry("card", value),)
    for ending in lexicon.ordinal_endings:
        if token.endswith(ending) and (value := _spelled(lexicon, token[: -len(ending)])):
            return (Entry("ord", value),)
    for suffix, unit in lexicon.suffixes.items():
        if suffix in token:
            stem = token[: token.rindex(suffix)]
            value = _spelled(lexicon, stem)
            if value is not None and not (unit == "x" and value <= 2):
                return (Entry(f"unit:{unit}", value),)
    return _prefixed(lexicon, token)


def _prefixed(lexicon: Lexicon, token: str) -> tuple[Entry, ...]:
    """Read the number that a compound begins with ("Zweirad", "dreidimensional"), as weak."""
    if not lexicon.settings.get("compounds", False):
        return ()
    for length in range(len(token) - 2, 2, -1):
        for entry in lexicon.words.get(token[:length], ()):
            if entry.role in ("card", "ord", "fraction", "scale") and entry.value not in (0, 1):
                return (Entry("loose", entry.value, True),)
            if entry.role == "month" and length > 3:
                return (Entry("loose-month", entry.value, True),)
    if lexicon.tails and (found := lexicon.tails.search(token)):
        return tuple(Entry("loose", e.value, True) for e in lexicon.words[found.group()])
    return ()


def _tails(
    table: Mapping[str, Any], words: Mapping[str, tuple[Entry, ...]]
) -> re.Pattern[str] | None:
    """Match the ordinal or scale word that a long compound ends with ("Tabellenvierten")."""
    if not table.get("compounds"):
        return None
    forms = [
        form
        for form, entries in words.items()
        if len(form) > 4 and any(e.role in ("ord", "scale") and e.value > 1 for e in entries)
    ]
    return re.compile("(?<=[^\\W\\d_]{4})(?:" + "|".join(map(re.escape, forms)) + ")$")


def _spelled(lexicon: Lexicon, token: str) -> float | None:
    for entry in lexicon.words.get(token, ()):
        if entry.role in ("card", "scale") and not (entry.weak and entry.value != 1):
            return entry.value
    if lexicon.code not in TEXT2NUM or len(token) < 4:
        return None
    from text_to_num import text2num

    try:
        return float(text2num(token, lexicon.code))
    except ValueError:
        return None


def spelled_run(code: str, words: str) -> float | None:
    """Read several number words together with text2num; None where it cannot."""
    if code not in TEXT2NUM:
        return None
    from text_to_num import text2num

    try:
        return float(text2num(words, code))
    except ValueError:
        return None


def _expand(forms: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Spell out a data row: ``zweit+`` takes every ending, ``(beide)`` is weak."""
    for form in forms.split():
        weak = form.startswith("(")
        bare = form.strip("()").replace("_", " ")
        if bare.endswith("+"):
            yield from ((bare[:-1] + ending, weak) for ending in endings)
        else:
            yield bare, weak


def _cldr_names(code: str, table: str) -> Iterator[tuple[str, int]]:
    """Yield CLDR's month or weekday names in lower case, without the abbreviation's stop."""
    from babel import Locale

    locale = Locale(code)
    names = locale.months if table == "month" else locale.days
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[context][width].items():
                bare = name.lower().rstrip(".").replace("’", "'").replace("ʼ", "'")
                if len(bare) > 2 or width == "wide":
                    yield bare, number if table == "month" else number + 1


def _entries(code: str, table: Mapping[str, Any]) -> dict[str, tuple[Entry, ...]]:
    words: dict[str, list[Entry]] = {}

    def add(form: str, entry: Entry) -> None:
        known = words.setdefault(form, [])
        if not any(old.role == entry.role and old.value == entry.value for old in known):
            known.append(entry)

    roles = {
        "cardinal": "card", "ordinal": "ord", "scale": "scale", "vague": "vague",
        "fraction": "fraction", "loose": "loose", "month": "month", "weekday": "weekday",
        "decade": "decade",
    }  # fmt: skip
    for name, role in roles.items():
        endings = tuple(table.get(f"{name}_endings", ("",)))
        for value, forms in table.get(name, {}).items():
            for form, weak in _expand(forms, endings):
                add(form, Entry(role, float(value), weak or role == "loose"))
    for name in ("month", "weekday"):
        ambiguous = set(table.get("ambiguous", ()))
        endings = tuple(table.get(f"{name}_endings", ()))
        for form, number in _cldr_names(code, name):
            add(form, Entry(name, float(number), form in ambiguous))
            for ending in endings:
                add(form + ending, Entry(name, float(number), form + ending in ambiguous))
    for measure, forms in table.get("measure", {}).items():
        value, unit = measure.split()
        for form, _ in _expand(forms, ("",)):
            add(form, Entry(f"measure:{unit}", float(value), True))
    return {form: tuple(entries) for form, entries in words.items()}


def _patterns(
    table: Mapping[str, Any], words: Mapping[str, tuple[Entry, ...]]
) -> Iterator[Pattern]:
    hours = sorted(
        (
            form
            for form, entries in words.items()
            if any(e.role == "card" and not e.weak and e.value in range(1, 25) for e in entries)
        ),
        key=len,
        reverse=True,
    )
    months = sorted(
        (form for form, entries in words.items() if any(e.role == "month" for e in entries)),
        key=len, reverse=True,
    )  # fmt: skip
    for row in (*table.get("pattern", ()), _ISO_DATE):
        regex = (
            row["regex"]
            .replace("{H}", r"(?P<h>\d{1,2}|" + "|".join(map(re.escape, hours)) + ")")
            .replace("{h}", r"(?P<h>[01]?\d|2[0-4])")
            .replace("{m}", r"(?P<m>[0-5]\d)")
            .replace("{M}", "(?P<month>" + "|".join(map(re.escape, months)) + ")")
        )
        rest = {key: row[key] for key in ("shift", "half", "value", "unit") if key in row}
        yield Pattern(kind=row["kind"], regex=re.compile(regex, re.IGNORECASE), **rest)


def _around(table: Mapping[str, Any]) -> Mapping[str, re.Pattern[str]]:
    """Compile what stands around a temperature or the name of a day; see de.toml, [around]."""
    row = table.get("around", {})
    shapes = {
        "minus": r"\b(?P<sign>(?:{})\s)$", "below": r"\W{{0,3}}(?:{})\b", "frost": r"\b(?:{})",
        "small_hours": r"\b(?:{})\s$", "night": r"\s(?:{})\b",
    }  # fmt: skip
    return {
        key: re.compile(shape.format(row[key]), re.IGNORECASE)
        for key, shape in shapes.items()
        if key in row
    }


_SPACE = "[ \u00a0\u202f\u2009]"
_FIGURE = (
    rf"(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"
    rf"|\d*{_SPACE}?[{''.join(GLYPHS)}]|\d+(?:[.,'’]\d+)*"
)


def _token(table: Mapping[str, Any]) -> re.Pattern[str]:
    """Build the tokeniser: figures, words (apostrophes inside unless elided), single marks."""
    word = r"[^\W\d_]+" if table.get("elision") else r"[^\W\d_]+(?:['’][^\W\d_]+)*"
    if "fused" in table:
        word = rf"(?:{table['fused']})(?![^\W\d_])|{word}"
    return re.compile(rf"(?P<figure>{_FIGURE})|(?P<word>{word})|(?P<mark>\S)", re.IGNORECASE)


_ISO_DATE = {
    "kind": "date",
    "regex": r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
}


@cache
def common_units() -> Mapping[str, str]:
    """Return the symbols that all languages share, as written."""
    return {symbol: unit for unit, symbols in _units_table().items() for symbol in symbols.split()}


@cache
def _units_table() -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("data/symbols.toml").read_text(encoding="utf-8")
    table: Mapping[str, str] = tomllib.loads(text)["unit"]
    return table


@cache
def get(code: str) -> Lexicon:
    """Load the lexicon of a language (ISO 639-1); an unknown one reads figures only."""
    known = code if code in KNOWN else "en"
    text = resources.files(__package__).joinpath(f"data/{known}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = _entries(known, table)
    units = {**cldr.units(known), **common_units()}
    for unit, forms in table.get("unit", {}).items():
        units.update({form: unit for form, _ in _expand(forms, tuple(table["unit_endings"]))})
    compounds = ("month", "ord", "fraction", "scale") if table.get("compounds") else ()
    numberish = {form[:3] for form, entries in words.items()
                 if any(e.role in ("card", "scale", *compounds) for e in entries)}  # fmt: skip
    return Lexicon(
        code=known,
        decimal=table["decimal"],
        groups=table["groups"],
        words=words,
        units=units,
        before={s: units[s] for s in table.get("unit_before", ()) if s in units},
        joins=frozenset(table.get("joins", ())),
        of=frozenset(table.get("of", ())),
        ranges=frozenset(("-", "–", "—", "/", *table.get("ranges", ()))),
        articles=frozenset(table.get("articles", ())),
        ordinal_marks=re.compile(table.get("ordinal_mark", "(?!)")),
        decade_marks=re.compile(table.get("decade_mark", "(?!)")),
        suffixes=table.get("suffix", {}),
        ordinal_endings=tuple(table.get("compound_ordinal", ())),
        starts=frozenset(numberish),
        tails=_tails(table, words),
        patterns=tuple(_patterns(table, words)),
        token=_token(table),
        **_around(table),
        settings=table,
    )
