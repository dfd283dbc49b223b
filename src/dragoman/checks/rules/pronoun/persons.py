"""Who a sentence speaks of: names and nouns for persons, with their sex where it shows."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.offices.grammar import places
from dragoman.checks.offices.words import tokens
from dragoman.checks.rule import data
from dragoman.languages import get

Sex = Literal["f", "m", "?"]

_NAME = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?:\s(?:(?:von|van|der|de|di|da|del|la|le|dos|al|bin|zu|den|ter)\s)*"
    r"[^\W\d_a-zß-öø-ÿ][\w’'-]*\.?)*"
)
"""Words with a capital in a row, and the particles of names between them."""

_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or persons named in one sentence: half-open span, sex, and what names them.

    A ``weak`` one is a given name alone, which may be a town's as well.
    """

    start: int
    end: int
    sex: Sex
    plural: bool = False
    noun: bool = False
    weak: bool = False


@cache
def sexes() -> Mapping[str, Sex]:
    """Return the given names, in lower case, that only women ("f") or only men ("m") have."""
    packed = resources.files(__package__).joinpath("sexes.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[0] != "#")
    return {name: "f" if sex == "f" else "m" for sex, name in rows}


@cache
def _english(key: str) -> re.Pattern[str]:
    words = data(__name__)["english"][key]
    if key in ("feminine", "masculine"):
        pairs = data(f"{__package__}.kin_of_other_sex")["pair"]
        words = " | ".join([words, *(pair[key] for pair in pairs)])
    return listed(words)


@cache
def _plurals() -> re.Pattern[str]:
    words = data(__name__)["english"]
    several = [
        f"{word.strip()[:-1]}ies" if word.strip().endswith("y") else f"{word.strip()}s"
        for key in ("feminine", "masculine", "neutral")
        for word in words[key].split("|")
    ]
    return listed(" | ".join([words["plural_only"], *several]))


@cache
def _known(key: str) -> frozenset[str]:
    return frozenset(word.strip() for word in data(__name__)["english"][key].split("|"))


def given_sex(word: str) -> Sex:
    """Return the sex that a given name has, "?" if it has none or both.

    >>> given_sex("Hanna"), given_sex("Oleh"), given_sex("Kim")
    ('f', 'm', '?')
    """
    if word in _known("titles"):
        return "?"
    name = word.lower()
    return sexes().get(name) or sexes().get(name.partition("-")[0]) or "?"


def surnames(texts: Iterator[str] | list[str]) -> dict[str, Sex]:
    """Return the last words of the full names in *texts*, with the sex that their first words tell.

    >>> surnames(["Hanna Wölfert met Jens Trautwein."])
    {'wölfert': 'f', 'trautwein': 'm'}
    """
    found: dict[str, Sex] = {}
    for text in texts:
        for match in _NAME.finditer(text):
            words = _bare(match.group())
            sex: Sex = next((s for word in words[:-1] if (s := given_sex(word)) != "?"), "?")
            if len(words) < 2 or set(words) & _known("things"):
                continue
            last = words[-1].lower()
            before: Sex = found.get(last, "?")
            if before == "?" or sex != "?":
                found[last] = sex if before in ("?", sex) else "?"
    return found


def english(text: str, known: Mapping[str, Sex]) -> list[Mention]:
    """Return the persons that an English sentence names, in order; pronouns are not among them.

    *known* are the surnames of the article with their sexes.
    """
    found = list(_names(text, known))
    taken = [(mention.start, mention.end) for mention in found]
    kinds: tuple[tuple[str, Sex], ...] = (("feminine", "f"), ("masculine", "m"), ("neutral", "?"))
    for match in _plurals().finditer(text):
        found.append(Mention(*match.span(), "?", plural=True, noun=True))
    for key, sex in kinds:
        for match in _english(key).finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found.append(Mention(*match.span(), sex, noun=True))
    return sorted(_merged(text, found), key=lambda mention: mention.start)


def _merged(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Give a post before or behind a name the sex of the name: "Director Hanna Orłowska"."""
    names = [mention for mention in found if not mention.noun and mention.sex != "?"]
    for mention in found:
        if mention.noun and mention.sex == "?" and not mention.plural:
            beside = next(
                (n for n in names if re.fullmatch(r"\s", text[mention.end : n.start])
                 or re.fullmatch(r",\s(?:the\s|an?\s)?(?:[\w-]+\s){0,3}",
                                 text[n.end : mention.start])),
                None,
            )  # fmt: skip
            if beside is not None:
                mention = replace(mention, sex=beside.sex)
        yield mention


def _names(text: str, known: Mapping[str, Sex]) -> Iterator[Mention]:
    nowhere = _nowhere(text)
    for match in _NAME.finditer(text):
        words = _bare(match.group())
        start, end = match.span()
        while words and words[0].lower() in get("en").words("function"):  # "In Basel", "The Gate"
            start += len(words[0]) + 1
            words = words[1:]
        if not words:
            continue
        sex = _sex(words, known)
        place = any(at <= start and end <= stop + 2 for at, stop in nowhere)
        if sex is not None and not place:
            yield Mention(start, end, sex)
        elif len(words) == 1 and not place and given_sex(words[0]) != "?":
            yield Mention(start, end, given_sex(words[0]), weak=True)
        elif not any(at <= start < stop for at, stop in nowhere) and _perhaps(text, start, words):
            yield Mention(start, end, "?")


def _bare(run: str) -> list[str]:
    return [_POSSESSIVE.sub("", word).rstrip(".") for word in run.split()]


def _sex(words: list[str], known: Mapping[str, Sex]) -> Sex | None:
    """Return the sex of somebody with this name, None if it may be no person's."""
    if words[0] in _known("honorific_f"):
        return "f"
    if words[0] in _known("honorific_m"):
        return "m"
    sex = next((s for word in words[:-1] if (s := given_sex(word)) != "?"), None)
    if sex is not None:
        return sex
    return next((known[word.lower()] for word in words if word.lower() in known), None)


def _perhaps(text: str, start: int, words: list[str]) -> bool:
    """Tell whether words with capitals may be the full name of a person whose sex nobody tells.

    A surname alone is known from where the person came first, or from the post before it.
    """
    before = text[:start].split()
    if any(word in _known("things") for word in words):
        return False
    if before and before[-1].lower() in _known("place_before"):
        return False
    if len(words) == 1:
        return bool(before) and _english("neutral").fullmatch(before[-1]) is not None
    return not all(word.isupper() for word in words)


def _nowhere(text: str) -> list[tuple[int, int]]:
    """Return the spans of countries and of adjectives made of them."""
    words = tokens(text)
    found = []
    for at in range(len(words)):
        match = places("en").longest(words, at)
        if match is not None:
            found.append((words[at].start, words[match.end - 1].end))
    return found


def source_names(text: str, known: Mapping[str, Sex]) -> Iterator[tuple[str, Sex]]:
    """Yield those whom a source sentence names in full or by a known surname, with their sex."""
    for match in _NAME.finditer(text):
        words = _bare(match.group())
        for at, word in enumerate(words):
            if known.get(word.lower(), "?") != "?":
                yield word, known[word.lower()]
            elif at < len(words) - 1 and (sex := given_sex(word)) != "?":
                yield word, sex


def told(lang: str, word: str, before: str) -> Sex:
    """Return the sex that a source noun for one person tells by its form or its article."""
    own = data(__name__).get(lang, {})
    hers, his = (listed(own.get(key, "")).search(before) for key in ("her", "his"))
    if re.fullmatch(own.get("nouns", "(?!)"), word):
        return "f" if hers else "?"
    if re.fullmatch(own.get("feminine", "(?!)"), word):
        return "f"
    if own.get("articles_tell"):
        return "f" if hers else "m" if his else "?"
    return "m" if re.fullmatch(own.get("masculine", "(?!)"), word) else "?"


def indefinite(text: str, mention: Mention) -> bool:
    """Tell whether a mention is "everyone" or the like, whom no later sentence speaks of."""
    return text[mention.start : mention.end].lower() in _known("indefinite")


def body(text: str) -> str | None:
    """Return the company, party or the like with which an English sentence begins.

    >>> body("The company lost 37 million euros."), body("The company's boss was ill.")
    ('company', None)
    """
    match = re.match(r"(?:The|This|Its|Their)\s(?:[\w-]+\s){0,2}?(\w+)\s(?![A-Z])", text)
    if match is None or _english("bodies").fullmatch(match.group(1)) is None:
        return None
    return match.group(1)
