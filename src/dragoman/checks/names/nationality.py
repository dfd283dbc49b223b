"""Tell of whom a text says that he is of a country: "Ukraine's deputy prime minister X"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from dragoman.checks.names.setting import Cue, Region, cues, regions
from dragoman.checks.rule import data

PHRASE = r"(?:[^\W\d_][\w’'-]*,? ){0,6}"
"""Up to six words of a noun phrase: "deputy prime minister for European integration"."""

NOT_WITHIN = re.compile(
    r"\b(?:to|in|into|on|with|at|from|against|and|or|but|by|via|over|about|between|versus|near"
    r"|where|says?|said|told|met|meets?|is|was|were|are|has|had|have|which|that|who|after|before|when"
    r"|critics?|supporters?|neighbou?rs?|foes?|enemy|enemies|rivals?|opponents?"
    r"|ally|allies|of (?=$))(?:\b|$)"
)
"""What ends a noun phrase, so that its country is not the person's: "the ambassador to Russia"."""

OFFICE = re.compile(
    r"(?:spokes\w+|speaker|chief|leader|mayor|president|ministers?|deputy|lawmaker|governor|boss"
    r"|official|negotiator|envoy|general|commander|officer|patriarch|politician|director|head"
    r"|adviser|oligarch|dissident)\b",
    re.IGNORECASE,
)
"""Who, behind a bare country or capital, is of it: "Moscow mayor", not "Moscow correspondent"."""

THING = (
    r"(?:corvette|ship|vessel|tanker|cruiser|frigate|submarine|rocket|satellite|probe|missile|plant"
    r"|factory|works|company|group|firm|bank|newspaper|paper|daily|magazine|agency|broadcaster"
    r"|channel|club|team|party|movement|organi[sz]ation|village|town|settlement|station|port)"
)
"""What a name may belong to that is no person's: "the corvette Awos", "the Majak (Urals) plant"."""

A_THING_BEFORE = re.compile(rf"\b{THING} (?:of )?$", re.IGNORECASE)
A_THING_BEHIND = re.compile(rf"(?: \([^)]*\))?(?: [a-z]+){{0,2}} {THING}\b")

ADJECTIVE = re.compile(
    r"(?:[^aeiou]i|iet|[aeo]n|ish|ench|utch|swiss|ek|kh|z|ese|b)$", re.IGNORECASE
)
"""Endings of adjectives of peoples among the stems: Iraqi, Soviet, Russian, Greek, French, Arab."""

OF_OFFICE = re.compile(rf"{OFFICE.pattern} of (?:the )?$", re.IGNORECASE)
"""The mayor of Tbilisi, X."""

NOUNS = frozenset(
    ("iran", "sudan", "azerbaijan", "dagestan", "tatarstan", "pakistan", "afghanistan", "lebanon")
)
"""Countries that end like an adjective."""


def asserted(text: str, start: int, end: int) -> Region | None:
    """Return the region that *text* says the person named at [start, end) is of.

    A single word may be anything (a stela, a dish): it must stand behind an office, or be the name
    of a thing by the words beside it.

    >>> text = "The Russian envoy Olga Koval met Michael Roth, the German ambassador to Ukraine."
    >>> asserted(text, 18, 28).language, asserted(text, 33, 45)
    ('ru', None)
    """
    language = _said(text, start, end, cues(text))
    return regions()[language] if language else None


def is_thing(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside [start, end) make it the name of a ship, a paper, a plant …

    >>> is_thing("The corvette Awos sank.", 13, 17), is_thing("Awos sank.", 0, 4)
    (True, False)
    """
    return bool(A_THING_BEFORE.search(text[:start]) or A_THING_BEHIND.match(text[end:]))


def at_home(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether *text* says that the person is of a country where *language* is spoken.

    >>> at_home("The Austrian author Olga Koval read.", 20, 30, "de")
    True
    """
    pattern = _home(language)
    if pattern is None:
        return False
    found = tuple((*match.span(), language) for match in pattern.finditer(text))
    return _said(text, start, end, found) is not None or _settled(text, start, end, language)


SETTLED = (
    r"(?:settled|emigrated|immigrated|resettled|naturali[sz]ed|grew up|raised"
    r"|teach(?:es|ing)|taught|based)\b"
)
"""What somebody does who has made his home elsewhere."""

CAME = r"(?:came|moved|fled) (?:\w+ )?(?=from|as|to [^.;]*\bfrom)"
CALLING = re.compile(
    r"\b(?:author|writer|poet|novelist|historian|philosopher|journalist|publicist|pianist|violinist"
    r"|composer|conductor|singer|artist|painter|scholar|scientist|professor|physicist|doctor"
    r"|comedian|actor|actress|student|entrepreneur) $"
)
"""Who comes to Germany from Ukraine to stay, by what he is called; a minister comes for talks."""

LIVES = "(?:lives?|lived|living)\\b"
"""An exile does as well, whom English knows by its own spelling: he lives in Berlin and the text
speaks of the Kremlin. So this counts only where the sentence is not about the East."""


def _settled(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether *text* has the person settle where *language* is spoken, or in a party there.

    >>> text = "The historian Dmitrij Belkin came to Germany from Ukraine."
    >>> _settled(text, 14, 28, "de"), _settled("Sergej Lawrow came to Germany.", 0, 13, "de")
    (True, False)
    """
    clause = re.split(r"[.;:!?](?:\s|$)", text[end:], maxsplit=1)[0]
    home = _home(language)
    verbs = [SETTLED, *([] if cues(text) else [LIVES])]
    verbs += [CAME] if CALLING.search(text[:start]) else []
    settled = re.search(rf"\b(?:{'|'.join(verbs)})", clause)
    if settled is not None and home is not None:
        # The country or town comes after the verb, and no other person in between.
        rest = re.split(r"\b(?:who|whose|where)\b", clause[settled.start() :], maxsplit=1)[0]
        if any(_in(rest, match.start()) for match in home.finditer(rest)):
            return True
    party = _parties(language)
    return bool(party) and bool(
        re.match(rf" \((?:{party})\b", text[end:])
        or re.search(rf"\b(?:{party})(?:[ -][a-z][\w-]*){{1,3}} $", text[:start])
    )


def _in(text: str, at: int) -> bool:
    return re.search(r"\b(?:in|to|near|at|outside|of) (?:the )?$", text[:at]) is not None


@cache
def _parties(language: str) -> str:
    """Return a pattern for the acronyms of bodies at home, parties and stations among them."""
    stays = data(ACRONYMS)["stays"].get(language, ())
    return "|".join(map(re.escape, stays))


ACRONYMS = "dragoman.checks.rules.institution.foreign_acronym_left"


@cache
def _home(language: str) -> re.Pattern[str] | None:
    text = resources.files(__package__).joinpath("homes.toml").read_text(encoding="utf-8")
    stems = tomllib.loads(text).get(language)
    return re.compile(rf"\b(?:{'|'.join(stems)})\w*", re.IGNORECASE) if stems else None


def _said(text: str, start: int, end: int, found: Sequence[Cue]) -> str | None:
    """Return the language of the cue that makes one noun phrase with the name, if any does."""
    single = " " not in text[start:end] and not is_thing(text, start, end)
    for cue in reversed([cue for cue in found if cue[1] <= start]):
        between = text[cue[1] : start]
        if (not single or OFFICE.search(between)) and _before(text, cue, between):
            return cue[2]
    behind = next((cue for cue in found if cue[0] >= end), None)
    if behind is not None and not single and _behind(text[end : behind[0]]):
        return behind[2]
    return None


def _before(text: str, cue: Cue, between: str) -> bool:
    """Tell whether the words *between* a cue and the name make one noun phrase of them."""
    if text[cue[0] - 1 : cue[0]] == "-" or between[:1] == "-":
        # A German-Russian entrepreneur spells himself as he likes.
        return False
    if between == ", " and OF_OFFICE.search(text[: cue[0]]):
        return True
    possessive = re.match(r"[’']s? ", between)
    words = between[possessive.end() if possessive else 1 :]
    if not re.fullmatch(PHRASE, words) or NOT_WITHIN.search(words):
        return False
    if "," in words:
        office = OFFICE.search(words) or OF_OFFICE.search(text[: cue[0]])
        if not (words.endswith(", ") and office):
            return False
    word = text[cue[0] : cue[1]].lower()
    adjective = bool(ADJECTIVE.search(word)) and word not in NOUNS
    return bool(possessive) or adjective or bool(OFFICE.search(words))


def _behind(between: str) -> bool:
    """Tell whether the words *between* a name and a cue say that the person is of it."""
    if re.fullmatch(r" (?:of|from) (?:the )?| \( ?", between):
        return True
    return bool(re.fullmatch(r", " + PHRASE, between)) and not NOT_WITHIN.search(between[2:])
