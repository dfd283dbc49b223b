"""What is known of one language's cases, voices and prepositions, as data: ``data/<code>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.checks.grammar.patterns import NEVER
from dragoman.languages import base

LISTS = (
    "prepositions", "stops", "silent", "agents", "patients", "indefinite", "owners", "reflexive",
    "comparing", "amounts",
)  # fmt: skip
PATTERNS = (
    "adjective", "oblique", "nominative", "feminine", "masculine", "measures", "passive",
    "participle", "role", "role_unless",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One language. Cases are letters: N, A, D, G for those that a form may have.

    ``determiners`` and ``pronouns`` map a word to its cases, ``relatives`` a relative pronoun.
    ``elided`` maps what stands before an apostrophe to its preposition, or to "" for an article.
    ``adjective`` matches what may stand before a noun, ``oblique`` what is surely no nominative and
    ``nominative`` what is nothing else, ``feminine`` and ``masculine`` the nouns whose "der" is
    none and surely one. ``measures`` are nouns of time and amount, which stand bare and do nothing.
    ``passive`` matches the auxiliaries of the passive, ``participle`` the verbs it goes with,
    ``agents`` are the prepositions of its doer, ``patients`` those of an object ("a" in Spanish).
    ``stops`` join or open clauses; beside ``silent`` words nothing is judged (reflexives, "let"),
    but ``reflexive`` ones may stand beside an object in the accusative ("den Titel sicherte sich").
    In languages of ``fixed_order`` what stands bare before the verb does it, and what stands bare
    behind it suffers it. ``role`` marks a role ("als", "as"), unless ``role_unless`` stands before
    it; ``indefinite`` are the words that may stand between the two. ``contrary`` gives the English
    prepositions that say the contrary of one of the source, ``owners`` the words that may follow
    what is owned, ``comparing`` those of comparisons ("als", "than"),
    ``amounts`` nouns of counted things.
    """

    determiners: Mapping[str, str]
    pronouns: Mapping[str, str]
    relatives: Mapping[str, str]
    elided: Mapping[str, str]
    contrary: Mapping[str, frozenset[str]]
    prepositions: frozenset[str]
    stops: frozenset[str]
    silent: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    indefinite: frozenset[str]
    owners: frozenset[str]
    reflexive: frozenset[str]
    comparing: frozenset[str]
    amounts: frozenset[str]
    adjective: re.Pattern[str]
    oblique: re.Pattern[str]
    nominative: re.Pattern[str]
    feminine: re.Pattern[str]
    masculine: re.Pattern[str]
    measures: re.Pattern[str]
    passive: re.Pattern[str]
    participle: re.Pattern[str]
    role: re.Pattern[str]
    role_unless: re.Pattern[str]
    capital_nouns: bool
    fixed_order: bool


@cache
def table(lang: str) -> Table | None:
    """Return the table of a language, None if there is none."""
    place = resources.files(__package__).joinpath(f"data/{base(lang)}.toml")
    if not place.is_file():
        return None
    own = tomllib.loads(place.read_text(encoding="utf-8"))
    fields: dict[str, Any] = {key: frozenset(own.get(key, "").split()) for key in LISTS}
    fields |= {
        key: re.compile(own[key], re.IGNORECASE) if key in own else NEVER for key in PATTERNS
    }
    fields |= {key: _cases(own.get(key, {})) for key in ("determiners", "pronouns", "relatives")}
    fields["elided"] = own.get("elided", {})
    fields["contrary"] = {
        preposition: frozenset(english.split())
        for english, mine in own.get("contrary", {}).items()
        for preposition in mine.split()
    }
    fields |= {key: own.get(key, False) for key in ("capital_nouns", "fixed_order")}
    return Table(**fields)


def _cases(groups: Mapping[str, str]) -> Mapping[str, str]:
    """Turn lists of words by their cases into the cases of each word."""
    return {word: cases for cases, words in groups.items() for word in words.split()}
