"""Tell page furniture from text, by the stock phrases of ``furniture.toml``.

A phrase counts only when it is the whole line, so that "Share" is furniture and "Share prices
fell" is not. All languages are tried at once: half-translated pages keep furniture of the other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Kind = Literal["image", "related", "page", "lead", "credit"]
"""``lead`` is the title of another article behind "Read also:"; the rest as in the data."""

LONGEST = 160
"""Longest furniture looked for, in characters; consent notices and imprints end before."""

BYLINE = 80
"""Longest line of authors in characters: two full names and a place."""

AGENCY_LINE = 60
"""Longest agency line in characters: three initials and four agencies, the longest spelt out."""

_COUNTER = re.compile(r"\s*(?:[(\[]\d{1,4}[)\]]|\d{1,4}\s?h?)$")
"""A count of comments, or the hours that trends are counted over."""

_COUNTED = re.compile(r"\d{1,4}\+?\s+(?=[^\W\d_])")
"""The same count before its word ("12 comments", "3 min read")."""

_WHEN = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+")
_BARS = re.compile(r"\s*[|•·►]\s*")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_TOKEN = re.compile(r"[^\W\d_]+")
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright\W*(?:\(c\)|(?:19|20)\d\d))")


@dataclass(frozen=True, slots=True)
class _Phrases:
    exact: Mapping[str, Kind]
    open: re.Pattern[str]
    lead: re.Pattern[str]
    credit: re.Pattern[str]
    credited: re.Pattern[str]
    byline: re.Pattern[str]
    dated: re.Pattern[str]
    calendar: frozenset[str]
    consent: tuple[str, ...]
    rights: re.Pattern[str]
    agency: re.Pattern[str]


@lru_cache(maxsize=1024)  # a line is asked about while lines are joined, and again for its role
def furniture_kind(line: str) -> Kind | None:
    """Return what kind of page furniture *line* is, or None if it is text.

    >>> furniture_kind("Enlarge image"), furniture_kind("dpa/AFP"), furniture_kind("He is dead.")
    ('image', 'credit', None)
    """
    if len(line) > LONGEST:
        return None
    phrases = _phrases()
    folded = line.casefold().replace("’", "'")
    key = _EDGES.sub("", _COUNTER.sub("", folded))
    counted = _COUNTED.match(key)
    if kind := phrases.exact.get(key[counted.end() :] if counted else key):
        # With a full stop a single word is a sentence ("Close."); longer phrases stay furniture.
        return None if folded.rstrip().endswith((".", "!", "?")) and " " not in key else kind
    if not _EDGES.sub("", folded):
        return "page"  # nothing but punctuation: a rule, an arrow, a bullet without its item
    if opened := phrases.open.fullmatch(key):
        return "related" if opened.lastgroup == "related" else "page"
    if phrases.lead.match(folded):
        return "lead"
    if _is_notice(folded, phrases) or _is_menu(line) or _ADDRESS.fullmatch(line):
        return "page"
    if _is_dated(folded, phrases) or _is_date(folded, phrases):
        return "page"
    if _is_byline(line, phrases) or _is_credit(line, folded, phrases):
        return "credit"
    return None


def has_credit(line: str) -> bool:
    """Tell whether a text ends in a picture credit, as captions do.

    >>> has_credit("Talks in Geneva (Photo: D. Balibouse/Reuters)"), has_credit("Said Reuters.")
    (True, False)
    """
    return _phrases().credited.search(line.casefold()) is not None


def _is_menu(line: str) -> bool:
    """Tell a row of menu items ("Imprint | Privacy"), or a topic with its date."""
    parts = [part for part in _BARS.split(line) if part.strip()]
    if len(parts) < 2:
        return False
    if len(parts) == 2 and all(len(part.split()) <= 3 for part in parts):
        dates = sum(any(map(str.isdigit, part)) for part in parts)
        if dates == 1 and "|" in line:
            return True
    return all(furniture_kind(part.strip()) for part in parts)


def _is_dated(folded: str, phrases: _Phrases) -> bool:
    """Tell whether a line gives the time of publication and nothing else."""
    dated = phrases.dated.match(folded)
    if dated is None:
        return False
    rest = folded[dated.end() :]
    return any(map(str.isdigit, rest)) and len(rest.split()) <= 8 and not rest.endswith(".")


def _is_date(folded: str, phrases: _Phrases) -> bool:
    """Tell a line of nothing but a date, with a year or a time of day, from a title about one."""
    if not _WHEN.search(folded) or sum(map(str.isdigit, folded)) < 5:
        return False
    return all(word in phrases.calendar for word in _TOKEN.findall(folded))


def _is_byline(line: str, phrases: _Phrases) -> bool:
    """Tell whether a line is "By" and names: nothing in it but capitalised words and particles."""
    byline = phrases.byline.match(line.casefold())
    if byline is None or len(line) > BYLINE or line.rstrip()[-1] in ".!?":
        return False
    words = line.split()[len(byline.group().split()) :]
    names = [word for word in words if word[0].isupper()]
    particles = [word for word in words if not word[0].isupper() and len(word.strip(",")) <= 3]
    return len(names) >= 2 and len(names) + len(particles) == len(words) <= 8


def _is_notice(folded: str, phrases: _Phrases) -> bool:
    """Consent and copyright notices: recognised by how they begin, or a right reserved."""
    if folded.startswith(phrases.consent) or _RIGHTS.match(folded):
        return True
    return phrases.rights.search(folded) is not None and len(folded.split()) <= 15


def _is_credit(line: str, folded: str, phrases: _Phrases) -> bool:
    """An agency line ("cw/sti (dpa, AFP)") or a credit ("Photo: D. Balibouse/Reuters")."""
    credit = phrases.credit.match(folded)
    if credit is None and len(folded) > AGENCY_LINE:
        return False
    rest = folded[credit.end() :] if credit else folded
    without, agencies = phrases.agency.subn(" ", rest)
    words = _TOKEN.findall(without)
    if credit:
        # A name has two or three words; what is longer describes the picture, unless an agency
        # is named and the line is no sentence. "Bild: Merkel tritt ab" is a headline.
        named = [word for word in _TOKEN.findall(line) if word.casefold() in words]
        a_name = len(words) <= 3 and all(word[0].isupper() or len(word) <= 3 for word in named)
        return a_name or (bool(agencies) and len(words) <= 8 and not rest.endswith("."))
    # Beside the agencies only initials may stand ("cw", "sti"), and those are small letters.
    if not agencies:
        return False
    if all(len(word) <= 3 for word in words):
        plain = [word for word in _TOKEN.findall(line) if word.casefold() in words]
        return len(words) <= 3 and all(word.islower() for word in plain)
    return False


@cache
def _phrases() -> _Phrases:
    text = resources.files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text).values()

    def gather(name: str) -> list[str]:
        return [phrase.casefold() for table in tables for phrase in table.get(name, ())]

    kinds: tuple[Kind, ...] = ("image", "page", "related")  # of a phrase in two, the last holds
    exact = {phrase: kind for kind in kinds for phrase in gather(kind) if "*" not in phrase}
    open_ended = {
        kind: "|".join(
            re.escape(phrase).replace(r"\*", r"\S+(?: \S+){0,3}")
            for phrase in gather(kind)
            if "*" in phrase
        )
        for kind in ("related", "page")
    }
    opening = {*gather("lead"), *(phrase for phrase, kind in exact.items() if kind == "related")}
    credit = rf"(?:{_any_of(gather('credit'))})"
    return _Phrases(
        exact=exact,
        open=re.compile("|".join(f"(?P<{kind}>{ways})" for kind, ways in open_ended.items())),
        byline=re.compile(rf"(?:{_any_of(gather('byline'))})\b:?\s"),
        calendar=frozenset((*gather("calendar"), *gather("time"))),
        dated=re.compile(rf"\W*(?:{_any_of(gather('dated'))})\b\W"),
        lead=re.compile(rf"[^\w]*(?:{_any_of(opening)})\s*[:|»>]\s*\S"),
        credit=re.compile(rf"\W*(?:{credit}\s*[:©]|©)\s*"),
        credited=re.compile(rf"(?:[(\[|–—-]|[.!?…])\s*(?:{credit}\s*:|©)[^()]{{1,80}}\)?$"),
        consent=tuple(gather("consent")),
        rights=re.compile(_any_of(gather("rights"))),
        agency=re.compile(rf"\b(?:{_any_of(gather('agencies'))})\b"),
    )


def _any_of(words: Iterable[str]) -> str:
    """A regex for any of *words*, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
