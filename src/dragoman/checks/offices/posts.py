"""Posts below those of governments: what English calls them, and their parts one by one.

A post is a row of ``data/posts``: its English names, its words in nine languages, and its parts as
slots of alternatives, from which the word-for-word renderings are composed. How somebody holds a
post ("stellvertretend", "par intérim") stands in ``data/modifiers.toml`` and goes with any of them.
Both become rows of the engine behind the tables of senses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import product
from typing import Any

from dragoman.checks.grammar.friends import Friend, Table
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.wording import as_written
from dragoman.checks.offices.table import LANGUAGES
from dragoman.languages import base

SURE = 0.85
"""Confidence of a post word for word; a right name of it anywhere in the bead has silenced it."""

SINGLE = 0.6
"""The same where one word alone is wrong, as in the tables of senses."""

HOLDER = "{post}"
"""In an entry of a modifier: any English noun of office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post: ``names`` and ``right`` are English, ``said`` its words by source language."""

    id: str
    names: str
    right: str
    literal: str
    said: Mapping[str, str]
    sense: str = ""
    also: str = ""

    @property
    def accepted(self) -> str:
        """Every English word for the post, the one to suggest first."""
        return " | ".join(filter(None, (self.names, self.right)))

    @property
    def inflected(self) -> str:
        """``accepted``, with the mark of the word that changes in the one to suggest."""
        first, bar, rest = self.accepted.partition(" | ")
        return (first if " of " in first else f"{first}~") + bar + rest

    def renderings(self) -> Iterator[str]:
        """Compose the word-for-word renderings, less what is right after all."""
        right = listed(self.accepted)
        for shape in filter(None, self.literal.split(" | ")):
            for words in product(*(slot.split("/") for slot in shape.split())):
                phrase = " ".join(words).replace("-", " ").replace("*", "").strip()
                if phrase and right.fullmatch(phrase) is None:
                    head, of, rest = phrase.partition(" of ")
                    yield f"{head}~{of}{rest}"


@cache
def posts() -> tuple[Post, ...]:
    """Return every post of the table, in the order of the files."""
    folder = resources.files(__package__).joinpath("data", "posts")
    found = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for row in tomllib.loads(file.read_text("utf-8"))["posts"]:
            found.append(_post(row))
    return tuple(found)


def _post(row: Mapping[str, Any]) -> Post:
    said = {lang: row[lang] for lang in LANGUAGES if lang in row}
    return Post(
        id=row["id"], names=row["names"], said=said, right=row.get("right", ""),
        literal=row.get("literal", ""), sense=row.get("with", ""), also=row.get("also", ""),
    )  # fmt: skip


@cache
def modifiers() -> Mapping[str, Any]:
    """Read the table of modifiers."""
    text = resources.files(__package__).joinpath("data", "modifiers.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _holder() -> str:
    """Match an English noun of office, in either number, with one word before it at most."""
    table = modifiers()
    nouns, between = ("|".join(table[name].split()) for name in ("nouns", "between"))
    return rf"(?P<post>(?:(?:{between})[\s-]+)?(?:{nouns})s?)"


@dataclass(frozen=True)
class Named(Friend):
    """A row of a post, whose source words are all names of it: the suggestion fits each."""

    def _speaks_of(self, said: str) -> bool:
        return True


@dataclass(frozen=True)
class Modifier(Friend):
    """A row whose wrong words stand before or behind any noun of office."""

    @cached_property
    def wrong(self) -> re.Pattern[str]:
        """The modifier, and the noun of office with it."""
        entries = []
        for entry in self.row["wrong"].split(" | "):
            words = (re.escape(word) if word != HOLDER else _holder() for word in entry.split())
            entries.append(r"\s+".join(words).replace(r"\*", r"\w*"))
        numbered = (entry.replace("<post>", f"<post{n}>") for n, entry in enumerate(entries))
        return re.compile(rf"(?<!\w)(?:{'|'.join(numbered)})(?!\w)", re.IGNORECASE)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The modifiers alone: one must be in the sentence before anything is compiled."""
        entries = self.row["wrong"].lower().split(" | ")
        return tuple(entry.replace(HOLDER, "").strip().rstrip("*") for entry in entries)

    def better(self, said: str, wrong: str) -> str | None:
        """Put the right modifier before the noun of office."""
        found = self.wrong.match(wrong)
        held = next((post for post in found.groups() if post), None) if found else None
        if held is None or found is None or found.group().lower().startswith(held.lower()):
            return None
        return as_written(f"{self.row['right'].split(' | ')[0].rstrip('*')} {held}", wrong)


@cache
def table(lang: str) -> Table:
    """Return the rows of posts and modifiers for one source language, as ``friends`` reads them."""
    code = base(lang)
    index: dict[str, list[Friend]] = {}
    for post in posts():
        if code in post.said and (wrong := " | ".join(dict.fromkeys(post.renderings()))):
            row = {"said": post.said[code], "wrong": wrong, "right": post.inflected,
                   "also": post.also, "with": post.sense}  # fmt: skip
            _enter(index, Named(row=row, sure=SURE, single=SINGLE, titled=True))
    for row in modifiers().get(code, ()):
        sure = float(row.get("sure", SURE))
        _enter(index, Modifier(row=row, sure=sure, single=SINGLE, titled=True))
    return index


def _enter(index: dict[str, list[Friend]], friend: Friend) -> None:
    firsts = {entry.split()[0] for entry in friend.row["wrong"].split(" | ")}
    if HOLDER in firsts:
        firsts = firsts - {HOLDER} | {
            form for noun in modifiers()["nouns"].split() for form in (noun, f"{noun}s")
        }
    for word in firsts:
        index.setdefault(word.lower(), []).append(friend)
