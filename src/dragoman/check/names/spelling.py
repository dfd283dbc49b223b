"""How a script is written in a language: tables, and matching a spelling against an original."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

Options = Mapping[str, tuple[str, ...]]
"""Letters of the original → the ways they may be spelled."""

LONGEST_LETTERS = 3
"""No table spells more than three letters of an original at once."""


@dataclass(frozen=True, kw_only=True)
class Transcription:
    """How one source language spells originals in another script.

    ``alphabet`` are the letters the language itself uses: a word with any other letter is quoted
    from elsewhere and is left alone. ``options`` maps letters of the original to spellings.
    """

    language: str
    alphabet: frozenset[str]
    options: Options

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
        """Tell whether *latin* is a conventional English spelling of *original* (lower case)."""
        return spells(self.accept, original, latin)


def spells(options: Options, original: str, latin: str) -> bool:
    """Tell whether *latin* can be spelled out of *original* letter by letter."""
    seen: set[tuple[int, int]] = set()

    def walk(i: int, j: int) -> bool:
        if i == len(original):
            return j == len(latin)
        if (i, j) in seen:
            return False
        seen.add((i, j))
        for size in range(min(LONGEST_LETTERS, len(original) - i), 0, -1):
            for spelling in options.get(original[i : i + size], ()):
                if latin.startswith(spelling, j) and walk(i + size, j + len(spelling)):
                    return True
        # A doubled letter of the original may be written once.
        return i > 0 and original[i] == original[i - 1] and walk(i + 1, j)

    return walk(0, 0)


def _load(folder: str, name: str) -> Mapping[str, object]:
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
    )


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
