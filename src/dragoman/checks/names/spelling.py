"""How a script is written in a language: tables, and matching a spelling against an original."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import resources
from typing import Any

NOTHING = re.compile(r"(?!)")
VOWELS = frozenset("aeiouyäöüàáâéèêëíìîïóòôúùû")

Options = Mapping[str, tuple[str, ...]]
"""Letters of the original → the ways they may be spelled."""

LONGEST_LETTERS = 3
"""No table spells more than three letters of an original at once."""


@dataclass(frozen=True, kw_only=True)
class Transcription:
    """How one source language spells originals in another script.

    ``alphabet`` are the letters the language itself uses: a word with any other letter is quoted
    from elsewhere and is left alone. ``options`` maps letters of the original to spellings;
    those in ``between_vowels`` stand nowhere else. ``telling`` matches what only transcriptions
    have, hardly ever the language's own names; ``surely`` what proves one even without
    a list of originals; ``foreign`` what English spells otherwise
    (``soft``: common in the language's own names all the same); ``uncertain`` what other people
    write as well; ``genitive`` is the ending of a genitive without an apostrophe; ``slavic`` tells
    that the language's own given names are Slavic, and so tell nothing;
    ``given`` are given names the language translates (Alexandre), and English forms of them;
    ``ukrainian`` what stands for Ukrainian letters alone.
    """

    language: str
    alphabet: frozenset[str]
    options: Options
    between_vowels: frozenset[str] = frozenset()
    telling: re.Pattern[str] = NOTHING
    surely: re.Pattern[str] = NOTHING
    foreign: re.Pattern[str] = NOTHING
    soft: re.Pattern[str] = NOTHING
    uncertain: re.Pattern[str] = NOTHING
    ukrainian: re.Pattern[str] = NOTHING
    genitive: str = ""
    slavic: bool = False
    given: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def undo(self) -> Options:
        """Spelling → the originals it may stand for, longest spelling first; no empty keys."""
        found: dict[str, list[str]] = {}
        for letters, spellings in self.options.items():
            for spelling in spellings:
                if spelling:
                    found.setdefault(spelling, []).append(letters)
        return {key: tuple(found[key]) for key in sorted(found, key=len, reverse=True)}

    @cached_property
    def longest(self) -> int:
        """How many letters the longest spelling has."""
        return max(map(len, self.undo))

    def fits(self, spelling: str, latin: str, at: int) -> bool:
        """Tell whether *spelling*, found in *latin* at *at*, may stand there."""
        if spelling not in self.between_vowels:
            return True
        around = latin[at - 1 : at], latin[at + len(spelling) : at + len(spelling) + 1]
        return all(letter and (letter in VOWELS or letter == "j") for letter in around)

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """Letters of the original that may go unwritten."""
        return tuple(letters for letters, spellings in self.options.items() if "" in spellings)


@dataclass(frozen=True, kw_only=True)
class Convention:
    """How English spells the names of one language.

    ``letters`` is the language's alphabet, ``main`` the spelling to suggest (``^`` begins and
    ``$`` ends a word), ``accept`` all spellings some convention allows.
    """

    language: str
    letters: frozenset[str]
    main: Mapping[str, str]
    accept: Options

    @property
    def only(self) -> frozenset[str]:
        """The letters that set the language apart (і, ї, є, ґ; ы, э, ъ, ё; …)."""
        return TELLING.get(self.language, frozenset())

    def writes(self, original: str) -> bool:
        """Tell whether *original* can be a word of this language, by its letters."""
        return self.letters.issuperset(original)

    def spell(self, original: str) -> str:
        """Spell a lower-case *original* the way that is suggested.

        >>> convention("ru").spell("рябков")
        'ryabkov'
        """
        text, at, out = f"^{original}$", 0, []
        while at < len(text):
            for size in range(min(LONGEST_LETTERS + 2, len(text) - at), 0, -1):
                piece = text[at : at + size]
                if piece in self.main:
                    out.append(self.main[piece])
                    # A closing "$" is only looked at; it must stay to end the next piece's word.
                    at += size
                    break
            else:
                if text[at] not in "^$":
                    out.append(text[at])
                at += 1
        return "".join(out)

    def accepts(self, original: str, latin: str) -> bool:
        """Tell whether *latin* is a conventional English spelling of *original* (lower case).

        Final -ий may be -i (Yuri), but not after -sk: Zelenski is Spanish, Polish or Dutch. Only
        Bulgarian and Belarusian surnames end so.
        """
        if latin.endswith("ski") and (self.language in NEVER_SKI or "ськ" in original):
            return False
        return spells(self.accept, original, latin)


def fold(word: str) -> str:
    """Take the accents off a word.

    >>> fold("vladímir")
    'vladimir'
    """
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if not unicodedata.combining(char))


def spells(options: Options, original: str, latin: str) -> bool:
    """Tell whether *latin* can be spelled out of *original* letter by letter."""
    return strain(options, original, latin) is not None


def strain(options: Options, original: str, latin: str) -> int | None:
    """Say how unusual *latin* is as a spelling of *original*: 0 if every letter has its first one.

    Each letter adds the place of its spelling in the table; None when it cannot be spelled so.
    """
    seen: dict[tuple[int, int], int | None] = {}

    def walk(i: int, j: int) -> int | None:
        if i == len(original):
            return 0 if j == len(latin) else None
        if (i, j) not in seen:
            seen[i, j] = min((cost for cost in ways(i, j) if cost is not None), default=None)
        return seen[i, j]

    def ways(i: int, j: int) -> Iterator[int | None]:
        for size in range(1, min(LONGEST_LETTERS, len(original) - i) + 1):
            for place, spelling in enumerate(options.get(original[i : i + size], ())):
                if latin.startswith(spelling, j):
                    rest = walk(i + size, j + len(spelling))
                    yield None if rest is None else rest + place
        if i and original[i] == original[i - 1]:
            # A doubled letter of the original may be written once.
            rest = walk(i + 1, j)
            yield None if rest is None else rest + 1

    return walk(0, 0)


def _load(folder: str, name: str) -> Mapping[str, Any]:
    path = resources.files(__package__).joinpath(folder, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _options(table: object) -> Options:
    assert isinstance(table, dict)
    return {key: tuple(value) for key, value in table.items()}


@cache
def transcription(language: str) -> Transcription:
    """Load how *language* (``de``, ``fr``, …) spells foreign scripts."""
    table = _load("transcription", language)
    return Transcription(
        language=language,
        alphabet=frozenset(str(table["alphabet"])),
        options=_options(table["cyrillic"]),
        genitive=str(table.get("genitive", "")),
        slavic=bool(table.get("slavic", False)),
        given=table.get("given", {}),
        **{
            key: re.compile(str(table[key]))
            for key in ("telling", "surely", "foreign", "soft", "uncertain", "ukrainian")
            if key in table
        },
        between_vowels=frozenset(table.get("between_vowels", ())),
    )


def readable(language: str) -> bool:
    """Tell whether there is a table of how *language* transcribes."""
    folder = resources.files(__package__).joinpath("transcription")
    return folder.joinpath(f"{language}.toml").is_file()


@cache
def latin_transcription(language: str) -> Transcription | None:
    """Load how *language* writes Arabic and Hebrew names, told by their English spelling."""
    table = _load("transcription", language)
    if "latin" not in table:
        return None
    return replace(transcription(language), options=_options(table["latin"]))


@cache
def respellings(language: str) -> Options:
    """Load how to respell *language*'s transcriptions in English: letters → choices, best first."""
    return _options(_load("transcription", language).get("respell", {}))


@cache
def established() -> Options:
    """Load the spellings English has settled on: original → spellings, best first."""
    return _options(_load("english", "established")["names"])


@cache
def convention(language: str) -> Convention:
    """Load how English spells names of *language* (``ru``, ``uk``, ``be``, ``bg``)."""
    table = _load("english", language)
    main = table["main"]
    assert isinstance(main, dict)
    return Convention(
        language=language,
        letters=frozenset(str(table["letters"])),
        main=main,
        accept=_options(table["accept"]),
    )


NEVER_SKI = frozenset({"ru", "uk"})
"""Languages whose -ский, -ський English never writes -ski."""

TELLING = {"ru": frozenset("ыэъё"), "uk": frozenset("іїєґ"), "be": frozenset("ў")}
"""Letters that tell Russian, Ukrainian and Belarusian from each other, well enough to rank by."""

CYRILLIC = ("ru", "uk", "be", "bg")
"""The languages whose names are spelled out of Cyrillic, in the order they are tried."""


def conventions(original: str) -> Iterator[Convention]:
    """Yield the conventions of all languages that can write *original*."""
    for language in CYRILLIC:
        table = convention(language)
        if table.writes(original):
            yield table


@cache
def english() -> Transcription:
    """Make one table of all English conventions, to take English spellings back by."""
    options: dict[str, dict[str, None]] = {}
    for language in CYRILLIC:
        for letters, spellings in convention(language).accept.items():
            options.setdefault(letters, {}).update(dict.fromkeys(spellings))
    return Transcription(
        language="en",
        alphabet=frozenset("abcdefghijklmnopqrstuvwxyz'"),
        options={letters: tuple(spellings) for letters, spellings in options.items()},
    )
