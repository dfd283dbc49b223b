"""What we know per language, as data (one TOML each), and its loader.

``get("de")`` reads ``de.toml`` once and gives a frozen ``Language``. A language without a file gets
the same type with empty lists, so that callers ask for words and never for language codes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from importlib import resources
from typing import Any

SUPPORTED = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")
"""The languages with a data file, as ISO 639-1 codes."""

ABBREVIATIONS = ("never_end", "before_number", "may_end", "often_end", "after_number")
"""The lists of abbreviations in ``[segment]``, by what a full stop there means."""


@dataclass(frozen=True, kw_only=True)
class Segmentation:
    """What tells a full stop that ends a sentence from one that does not.

    Abbreviations are written without inner white space ("z.B."), end with their full stop, and
    match with a capital first letter as well. ``never_end`` always wants a word after it;
    ``before_number`` is an abbreviation only before a figure; ``may_end`` ends a sentence if a
    typical sentence opener follows; ``often_end`` ends it unless the sentence has just begun;
    ``after_number`` does so after a figure ("1990 г.") and never elsewhere ("г. Москва").
    ``ordinal_dot`` and ``roman_dot`` tell whether "3." and "II." are ordinals here;
    ``ordinal_lead`` are words before such an ordinal, ``ordinal_nouns`` words after it.
    ``letter_nouns`` come before a letter that is a name, not an initial ("Plan B.").
    ``starters`` open sentences beside the function words, ``no_starters`` are function words that
    are names or verbs as well; ``plain_words`` are words that sentencex takes for abbreviations.
    ``compounds`` are abbreviations that end a longer word ("Königstr."). ``reporting`` are verbs
    that may follow a quote and a name. ``capital_nouns``: any noun may be capitalised.
    """

    never_end: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    may_end: frozenset[str] = frozenset()
    often_end: frozenset[str] = frozenset()
    after_number: frozenset[str] = frozenset()
    ordinal_dot: bool = False
    roman_dot: bool = False
    capital_nouns: bool = False
    ordinal_lead: frozenset[str] = frozenset()
    ordinal_nouns: frozenset[str] = frozenset()
    letter_nouns: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    no_starters: frozenset[str] = frozenset()
    plain_words: frozenset[str] = frozenset()
    compounds: tuple[str, ...] = ()
    reporting: frozenset[str] = frozenset()

    @cached_property
    def longest(self) -> int:
        """Return how many full stops the longest abbreviation has."""
        return max((entry.count(".") for entry in self.abbreviations), default=1)

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """Return the name of its list for every abbreviation; each stands in one list only."""
        return {entry: kind for kind in ABBREVIATIONS for entry in getattr(self, kind)}


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: ``code`` (ISO 639-1), English ``name``, ``script``, and its word lists.

    ``alphabet`` holds the small letters that its own words are written with, none if unknown.
    ``tables`` is the whole data file, for knowledge that has no accessor of its own.
    """

    code: str
    name: str
    script: str = ""
    alphabet: frozenset[str] = frozenset()
    segment: Segmentation = field(default_factory=Segmentation)
    tables: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        table = self.tables.get("words", {})
        return {kind: frozenset(entries) for kind, entries in table.items()}

    def words(self, kind: str) -> frozenset[str]:
        """Return the words of one kind, in lower case; empty if the language lists none.

        >>> "nicht" in get("de").words("function")
        True
        """
        return self._words.get(kind, frozenset())

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that are no abbreviations, whatever stands behind them; in lower case."""
        return self.words("function") | self.segment.plain_words

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that, capitalised after a full stop, mark a new sentence; in lower case."""
        return (self.words("function") | self.segment.starters) - self.segment.no_starters


def base(code: str) -> str:
    """Reduce a language tag to its primary language: ``pt-BR`` and ``PT_br`` to ``pt``."""
    return code.replace("_", "-").split("-")[0].lower()


def get(code: str) -> Language:
    """Return what is known of a language; an unknown one has empty lists.

    >>> get("de-AT").name
    'German'
    >>> get("xx").words("function")
    frozenset()
    """
    return _load(base(code))


@cache
def _load(code: str) -> Language:
    if code not in SUPPORTED:
        return Language(code=code, name=code)
    text = resources.files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return Language(
        code=code,
        name=tables["name"],
        script=tables["script"],
        alphabet=frozenset(tables["alphabet"]),
        segment=_segmentation(tables.get("segment", {})),
        tables=tables,
    )


def _segmentation(table: Mapping[str, Any]) -> Segmentation:
    known = {entry.name for entry in fields(Segmentation)}
    if unknown := set(table) - known:
        raise ValueError(f"unknown key in [segment]: {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, list) else value for key, value in table.items()
    }
    values["compounds"] = tuple(table.get("compounds", ()))
    return Segmentation(**values)
