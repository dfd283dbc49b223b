"""Read a sentence for what it denies: negators, words with a denial in them, idle negators."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from dragoman.checks.grammar.patterns import listed

KNOWN = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")
"""Languages with a data file."""

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|[.,;:!?–—()]")

Strength = Literal["plain", "implied", "idle"]
"""``plain`` cues deny by grammar and want an answer; ``implied`` ones deny inside a word
("unable", "ohne Erfolg", "scheitern") and may answer; ``idle`` ones look like denial and are none
("not only", "nicht zuletzt", "isn't it?"): they may answer as well."""


SUBJECTS = frozenset({"nobody", "nothing", "never"})
"""Senses that begin a statement of their own after an "and" ("… and nobody came"); they are joined
only to a denial before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One denial: half-open offsets, strength, and a sense shared across languages.

    ``sense`` names what is denied or how ("not", "no", "never", "without", "fail", "only" …), so
    that like answers like first. ``joined`` cues follow an "and" or "or" ("no towel and no soap"),
    where the other language may deny once for both.
    """

    start: int
    end: int
    strength: Strength
    sense: str
    joined: bool = False


@dataclass(frozen=True, kw_only=True)
class Negators:
    """The negation data of one language, ready to look up."""

    exact: Mapping[str, tuple[Strength, str]]
    stems: Mapping[str, tuple[Strength, str]]
    stem_lengths: tuple[int, ...]
    patterns: tuple[tuple[Strength, str, re.Pattern[str]], ...]
    affixes: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    concord: int
    ending: str
    starting: str
    capital_nouns: bool
    joins: frozenset[str]
    affirmed: Mapping[str, str]
    universal: re.Pattern[str]

    def look(self, token: str, *, affixes: bool = True) -> tuple[Strength, str] | None:
        """Return strength and sense of a word in lower case, or None."""
        if token in self.exact:
            return self.exact[token]
        if (self.ending and token.endswith(self.ending)) or (
            self.starting and token.startswith(self.starting)
        ):
            return "plain", "not"
        for length in self.stem_lengths:
            found = self.stems.get(token[:length]) if len(token) >= length else None
            if found is not None:
                return found
        for affix, exempt in self.affixes if affixes else ():
            if affix.fullmatch(token) and not any(token.startswith(stem) for stem in exempt):
                return "implied", "affix"
        return None


@cache
def negators(code: str) -> Negators | None:
    """Load the negation data of a language; None where there are none."""
    if code not in KNOWN:
        return None
    place = resources.files(__package__).joinpath(f"data/negation/{code}.toml")
    table = tomllib.loads(place.read_text(encoding="utf-8"))
    exact: dict[str, tuple[Strength, str]] = {}
    stems: dict[str, tuple[Strength, str]] = {}
    strengths: tuple[Strength, ...] = ("plain", "implied")
    for strength in strengths:
        for sense, forms in table.get(strength, {}).items():
            for form in forms.split():
                if form.endswith("*"):
                    stems[form[:-1]] = (strength, sense)
                else:
                    exact[form] = (strength, sense)
    return Negators(
        exact=exact,
        stems=stems,
        stem_lengths=tuple(sorted({len(stem) for stem in stems}, reverse=True)),
        patterns=tuple(_patterns(table)),
        affixes=tuple(
            (re.compile(row["regex"]), frozenset(row.get("not", "").split()))
            for row in table.get("affix", ())
        ),
        concord=table.get("concord", 0),
        ending=table.get("ending", ""),
        starting=table.get("starting", ""),
        joins=frozenset(table.get("and", ())),
        affirmed=table.get("affirmed", {}),
        universal=listed(" | ".join(table["universal"].split())),
        capital_nouns=table.get("capital_nouns", False),
    )


def _patterns(table: Mapping[str, Any]) -> Iterator[tuple[Strength, str, re.Pattern[str]]]:
    for row in table.get("pattern", ()):
        yield row["strength"], row.get("sense", ""), re.compile(row["regex"], re.IGNORECASE)


@lru_cache(maxsize=4096)
def cues(text: str, lang: str) -> tuple[Cue, ...]:
    """Return the cues of *text* in reading order; *lang* is an ISO 639-1 code.

    >>> [(c.strength, c.sense) for c in cues("Das ist nicht nur teuer, sondern unnötig.", "de")]
    [('idle', 'not-only'), ('implied', 'instead'), ('implied', 'affix')]
    """
    known = negators(lang)
    if known is None:
        return ()
    patterned = list(_pattern_cues(text, known))
    claimed = [(cue.start, cue.end, cue.strength == "implied") for cue in patterned]
    found = [cue for cue in patterned if cue.sense != "hidden"]
    previous = ""
    for match in _TOKEN.finditer(text):
        framed = [row for row in claimed if match.start() < row[1] and row[0] < match.end()]
        if not all(_inside(match, row) for row in framed):
            continue
        word = match.group().lower().replace("’", "'").replace("ʼ", "'")
        named = match.group()[0].isupper() and match.start() and not known.capital_nouns
        meaning = known.look(word, affixes=not named)
        if meaning is not None and (meaning[0] == "plain" or not framed):
            strength, sense = meaning
            joined = previous in known.joins and (
                sense not in SUBJECTS
                or any(cue.strength == "plain" and cue.end <= match.start() for cue in found)
            )
            found.append(
                Cue(start=match.start(), end=match.end(), strength=strength, sense=sense,
                    joined=joined)
            )  # fmt: skip
            found += _rest_cue(match, word, known)
        previous = word
    found.sort(key=lambda cue: cue.start)
    return tuple(_in_concord(found, text, known) if known.concord else found)


def _inside(match: re.Match[str], claim: tuple[int, int, bool]) -> bool:
    """Tell whether a word stands between a verb and its particle ("schließt … nicht … aus")."""
    start, end, implied = claim
    return implied and start < match.start() and match.end() < end


def _rest_cue(match: re.Match[str], word: str, known: Negators) -> Iterator[Cue]:
    """Read what follows a negator that is written onto a word ("n'exclut")."""
    if known.starting and word.startswith(known.starting):
        meaning = known.look(word.removeprefix(known.starting), affixes=False)
        if meaning is not None and meaning[0] == "implied":
            start = match.start() + len(known.starting)
            yield Cue(start=start, end=match.end(), strength="implied", sense=meaning[1])


def _pattern_cues(text: str, known: Negators) -> Iterator[Cue]:
    claimed: list[tuple[int, int]] = []
    for strength, sense, pattern in known.patterns:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in claimed):
                continue
            claimed.append(match.span())
            yield Cue(start=match.start(), end=match.end(), strength=strength, sense=sense)


def _in_concord(found: list[Cue], text: str, known: Negators) -> Iterator[Cue]:
    """Join the negators that deny once together ("никто не", "ne … jamais", "no … nada").

    Two plain cues are one where few words, no "and" and no clause mark stand between them.
    """
    held: Cue | None = None
    for cue in found:
        if cue.strength != "plain":
            yield cue
            continue
        if held is not None:
            if _deny_once(held, cue, text, known):
                sense = cue.sense if held.sense == "not" else held.sense
                held = Cue(start=held.start, end=cue.end, strength="plain", sense=sense)
                continue
            yield held
        held = cue
    if held is not None:
        yield held


def _deny_once(one: Cue, other: Cue, text: str, known: Negators) -> bool:
    between = text[one.end : other.start]
    words = between.lower().split()
    if re.search(r"[.,;:!?–—()]", between) or len(words) > known.concord:
        return False
    if known.joins & set(words) or other.sense == "without":
        return False
    if text[one.start : one.end].lower() == text[other.start : other.end].lower():
        return False  # "нет бед и нет проблем" denies twice
    return not (one.sense == "without" and other.sense == "not")
