"""Tell page furniture from text, by the stock phrases of ``furniture.toml``.

A phrase counts only when it is the whole line, so that "Share" is furniture and "Share prices
fell" is not. All languages are tried at once: half-translated pages keep furniture of the other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Kind = Literal["image", "related", "page", "credit"]

LONGEST = 160
"""Longest furniture looked for, in characters; consent notices and imprints end before."""

_COUNTER = re.compile(r"\s*[(\[]?\d{1,4}[)\]]?$")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_TOKEN = re.compile(r"[^\W\d_]+")
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright\b)\W*(?:copyright\b)?\W*(?:(?:19|20)\d\d\b|\w+)")


@dataclass(frozen=True, slots=True)
class _Phrases:
    exact: Mapping[str, Kind]
    open: tuple[tuple[re.Pattern[str], Kind], ...]
    lead: re.Pattern[str]
    credit: re.Pattern[str]
    credited: re.Pattern[str]
    consent: tuple[str, ...]
    rights: tuple[str, ...]
    agency: re.Pattern[str]


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
    if kind := phrases.exact.get(key):
        # With a full stop a single word is a sentence ("Close."); longer phrases stay furniture.
        return None if folded.rstrip().endswith((".", "!", "?")) and " " not in key else kind
    if not _EDGES.sub("", folded):
        return "page"  # nothing but punctuation: a rule, an arrow, a bullet without its item
    for pattern, kind in phrases.open:
        if pattern.fullmatch(key):
            return kind
    if phrases.lead.match(folded) or _is_notice(folded, phrases):
        return "page"
    return "credit" if _is_credit(line, folded, phrases) else None


def has_credit(line: str) -> bool:
    """Tell whether a text ends in a picture credit, as captions do.

    >>> has_credit("Talks in Geneva (Photo: D. Balibouse/Reuters)"), has_credit("Said Reuters.")
    (True, False)
    """
    return _phrases().credited.search(line.casefold()) is not None


def _is_notice(folded: str, phrases: _Phrases) -> bool:
    """Consent and copyright notices: recognised by how they begin, or a right reserved."""
    if folded.startswith(phrases.consent) or _RIGHTS.match(folded):
        return True
    return any(right in folded for right in phrases.rights) and len(folded.split()) <= 15


def _is_credit(line: str, folded: str, phrases: _Phrases) -> bool:
    """An agency line ("cw/sti (dpa, AFP)") or a credit ("Photo: D. Balibouse/Reuters")."""
    credit = phrases.credit.match(folded)
    rest = folded[credit.end() :] if credit else folded
    without, agencies = phrases.agency.subn(" ", rest)
    words = _TOKEN.findall(without)
    if credit:
        # A name has two or three words; what is longer describes the picture, unless an agency
        # is named and the line is no sentence.
        return len(words) <= 3 or (bool(agencies) and len(words) <= 8 and not rest.endswith("."))
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
        return [phrase for table in tables for phrase in table.get(name, ())]

    kinds: tuple[Kind, ...] = ("image", "page", "related")  # the last wins: "source" is a page word
    exact = {phrase: kind for kind in kinds for phrase in gather(kind) if "*" not in phrase}
    open_ended = tuple(
        (re.compile(re.escape(phrase).replace(r"\*", r"\S+(?: \S+){0,3}")), kind)
        for kind in kinds
        for phrase in gather(kind)
        if "*" in phrase
    )
    credit = rf"(?:{_any_of(gather('credit'))})"
    return _Phrases(
        exact=exact,
        open=open_ended,
        lead=re.compile(rf"[^\w]*(?:{_any_of(gather('lead'))})\s*[:|»>]\s*\S"),
        credit=re.compile(rf"\W*(?:{credit}\s*[:©]|©)\s*"),
        credited=re.compile(rf"[(\[|–—-]\s*(?:{credit}\s*:|©)[^()]{{1,80}}\)?$"),
        consent=tuple(gather("consent")),
        rights=tuple(gather("rights")),
        agency=re.compile(rf"\b(?:{_any_of(gather('agencies'))})\b"),
    )


def _any_of(words: Iterable[str]) -> str:
    """A regex for any of *words*, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
