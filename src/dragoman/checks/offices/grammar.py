"""The words around titles: places, ranks and titles themselves, in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from babel import localedata

from dragoman.checks.offices.table import (
    LANGUAGES,
    SHORT,
    SLOTS,
    Title,
    read,
    rows,
    short_titles,
)
from dragoman.checks.offices.words import Trie


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A place named: its code, and whether by an adjective."""

    code: str
    adjective: bool


@cache
def place_rows() -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the header and the rows of places.tsv: kind, code, one column per language."""
    text = resources.files(__package__).joinpath("data", "places.tsv").read_text("utf-8")
    lines = [tuple(line.split("\t")) for line in text.splitlines() if line[0] != "#"]
    return lines[0], tuple(lines[1:])


@cache
def places(lang: str) -> Trie[PlaceWord]:
    """Return the words of one language that name a country, state or body."""
    header, table = place_rows()
    column = header.index(lang)
    grammar = language(lang)
    trie: Trie[PlaceWord] = Trie(grammar.endings)
    stem = "" if lang == "en" else "~"
    names = localedata.load(lang)["territories"]
    for kind, code, *words in table:
        for word in filter(None, words[column - 2].split("/")):
            adjective = kind == "adjective" or (kind == "state" and word[0].islower())
            suffix = stem if kind == "adjective" else ""
            trie.add(word + suffix, PlaceWord(code, adjective))
        if kind == "adjective" and code in names:
            trie.add(names[code], PlaceWord(code, adjective=False))
            for form in _inflected(names[code], grammar.name_endings):
                trie.add(form, PlaceWord(code, adjective=False))
    return trie


def _inflected(name: str, endings: str) -> Iterator[str]:
    """Make a stem of a one-word name, so that its cases are found (Польша, Польши)."""
    if " " not in name and len(name) > 3 and endings:
        yield (name[:-1] if name[-1] in endings else name) + "~"


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """How titles stand in one source language; see titles/<lang>.toml."""

    lang: str
    titles: Trie[Title]
    endings: tuple[str, ...]
    feminine_endings: frozenset[str] = frozenset()
    plural_endings: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    adjective: tuple[str, ...] = ()
    glued: Mapping[str, str] = field(default_factory=dict)
    ranks: Trie[str] = field(default_factory=Trie)
    adjective_after: bool = False
    genitive_after: bool = True
    feminine_words: frozenset[str] = frozenset()
    feminine_articles: frozenset[str] = frozenset()
    name_endings: str = ""


@cache
def language(lang: str) -> Grammar:
    """Return the grammar of titles of *lang*; empty for English and unknown languages."""
    if lang not in LANGUAGES:
        return Grammar(lang=lang, titles=Trie(), endings=("",))
    table = read(f"titles/{lang}.toml")
    endings = tuple(table["endings"])
    ranks: Trie[str] = Trie(endings)
    for word, rank in table["ranks"].items():
        ranks.add(word, rank)
    return Grammar(
        lang=lang,
        titles=_titles(lang, table, endings),
        endings=endings,
        feminine_endings=frozenset(table.get("feminine", ())),
        plural_endings=frozenset(table.get("plural", ())),
        articles=frozenset(word.lower() for word in table["articles"]),
        stop=frozenset(table.get("stop", ())),
        adjective=tuple(table.get("adjective", ())),
        glued=table.get("glued", {}),
        ranks=ranks,
        adjective_after=table.get("adjective_after", False),
        genitive_after=table.get("genitive_after", True),
        feminine_words=frozenset(table.get("feminine_words", ())),
        feminine_articles=frozenset(table.get("feminine_articles", ())),
        name_endings=table.get("name_endings", ""),
    )


@cache
def english_words() -> Grammar:
    """Return the words that stand around an English title."""
    table = read("roles.toml")["english"]
    ranks: Trie[str] = Trie()
    for word, rank in table["ranks"].items():
        ranks.add(word, rank)
    return Grammar(
        lang="en",
        titles=Trie(),
        endings=("",),
        articles=frozenset(table["of"]),
        ranks=ranks,
        genitive_after=False,
    )


def _titles(lang: str, table: Mapping[str, Any], endings: tuple[str, ...]) -> Trie[Title]:
    trie: Trie[Title] = Trie(endings)
    compounds = [c for names in table["portfolio"].values() for c in names.get("c", ())]
    for role, names in table["portfolio"].items():
        for shape, patterns in table["shapes"].items():
            for pattern, slot in product(patterns, SLOTS):
                if f"{{{slot}}}" in pattern:
                    for name in names.get(slot, ()):
                        phrase = pattern.replace(f"{{{slot}}}", name)
                        trie.add(phrase, Title(role, shape == "ministry"))
    for role, phrases in table["title"].items():
        for phrase in phrases:
            for compound in compounds if "{c}" in phrase else [""]:
                trie.add(phrase.replace("{c}", compound), Title(role))
    for row in rows():
        for phrase in row.titles.get(lang, ()):
            trie.add(phrase, Title(row.role, place=row.place))
    for phrase, role in short_titles(lang).items():
        trie.add(phrase, Title(SHORT + role))
    return trie


@cache
def bodies() -> frozenset[str]:
    """Return the codes of international bodies."""
    return frozenset(code for kind, code, *_ in place_rows()[1] if kind == "body")


@cache
def countries() -> Mapping[str, str]:
    """Return the English adjective of every country, by its code."""
    return {
        code: english.split("/")[0]
        for kind, code, english, *_ in place_rows()[1]
        if kind == "adjective"
    }


@cache
def place_name(code: str) -> str:
    """Return the English name of a place."""
    territories = localedata.load("en")["territories"]
    names = {entry: english.split("/")[0] for kind, entry, english, *_ in place_rows()[1]
             if kind != "adjective"}  # fmt: skip
    return str(territories.get(code) or names.get(code, code))
