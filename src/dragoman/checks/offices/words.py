"""Tokens, and a trie over tokens that knows inflected endings.

Hyphens are transparent: "US-Außenminister" is two tokens, the second ``joined`` to the first. A
stem (written "minister~") matches itself plus one of the language's endings. Words of capitals
alone ("US", "EE") match only as they are, so that "us" and "ee" stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

GAP = "@"
"""In a pattern: up to two words of the caller's choice may stand here, or none."""

GAP_WORDS = 2

_TOKEN = re.compile(
    r"(?-i:(?:[A-Z]{1,2}\.\s?){2,4})"  # U.S., U. S., U.S.A., EE.UU.
    r"|\b(?:[dlnstjmc]|qu|dell|all|dall|nell|sull)['’](?=\w)"  # French and Italian elision
    r"|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*"
    r"|['’]s?(?!\w)"
    r"|\d+|\S",
    re.IGNORECASE,
)
_HYPHENS = frozenset("-‐‑–")


class Token(NamedTuple):
    """A word or sign: ``lower`` for reading, ``joined`` if a hyphen ties it to the one before."""

    text: str
    lower: str
    start: int
    end: int
    joined: bool


def tokens(text: str) -> list[Token]:
    """Split *text* into tokens; hyphens inside words are dropped and remembered.

    >>> [(token.text, token.joined) for token in tokens("US-Außenminister")]
    [('US', False), ('Außenminister', True)]
    """
    found: list[Token] = []
    joined = False
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in _HYPHENS:
            joined = bool(found) and found[-1].end == match.start()
            continue
        word = word.rstrip() if len(word) > 1 else word
        end = match.start() + len(word)
        found.append(
            Token(
                text=_plain(word),
                lower=_plain(word.lower()),
                start=match.start(),
                end=end,
                joined=joined and found[-1].end == match.start() - 1,
            )
        )
        joined = False
    return found


def _plain(word: str) -> str:
    """Write one apostrophe, and abbreviations with inner stops as capitals alone."""
    if len(word) > 3 and word[-1] == "." and "." in word[1:3]:
        return word.replace(".", "").replace(" ", "")
    return word.replace("’", "'").replace("ʼ", "'")


@dataclass(slots=True)
class _Node(Generic[Value]):
    exact: dict[str, _Node[Value]] = field(default_factory=dict)
    stems: dict[str, _Node[Value]] = field(default_factory=dict)
    gap: bool = False
    values: list[Value] = field(default_factory=list)


_State = tuple[_Node[Value], int, tuple[int, ...], tuple[str, ...], str | None]
"""Where a walk stands: node, token, tokens skipped, endings met, what stands in for the word."""


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """Tokens ``start`` to ``end`` (half-open); ``gap`` are the skipped ones, ``endings`` those of
    the stems, in order.
    """

    start: int
    end: int
    values: tuple[Value, ...]
    gap: tuple[int, ...] = ()
    endings: tuple[str, ...] = ()


class Trie(Generic[Value]):
    """Sequences of words and what they mean.

    >>> trie = Trie[str](endings=("", "in"))
    >>> trie.add("außenminister~", "foreign")
    >>> trie.longest(tokens("die Außenministerin"), 1).values
    ('foreign',)
    """

    def __init__(self, endings: Sequence[str] = ("",), transparent: Sequence[str] = ()) -> None:
        """Make an empty trie; *transparent* words may stand inside a phrase unmentioned."""
        self._transparent = frozenset(transparent)
        self._root: _Node[Value] = _Node()
        self._endings = tuple(sorted(endings, key=len, reverse=True))

    def add(self, phrase: str, value: Value) -> None:
        """Add a phrase: words, stems ("~") and gaps ("@"), parted by white space or hyphens."""
        node = self._root
        for word in _parts(phrase):
            if word == GAP:
                node.gap = True
            elif word.endswith("~"):
                stem = word[:-1].lower()
                if (follower := node.stems.get(stem)) is None:
                    node.stems[stem] = follower = _Node()
                node = follower
            else:
                key = word if word.isupper() and len(word) < 6 else word.lower()
                if (follower := node.exact.get(key)) is None:
                    node.exact[key] = follower = _Node()
                node = follower
        if value not in node.values:
            node.values.append(value)

    def longest(
        self,
        words: Sequence[Token],
        at: int,
        *,
        first: str | None = None,
        skip: Sequence[bool] = (),
    ) -> Match[Value] | None:
        """Return the longest phrase that starts at token *at*, if any.

        *first* stands in for the first word (a compound without its prefix); *skip* marks the
        tokens that may fill a gap.
        """
        best: Match[Value] | None = None
        for end, node, gap, endings in self._walk(self._root, words, at, first, skip):
            if node.values and (best is None or end > best.end):
                best = Match(at, end, tuple(node.values), gap, endings)
        return best

    def _walk(
        self,
        node: _Node[Value],
        words: Sequence[Token],
        at: int,
        first: str | None,
        skip: Sequence[bool],
    ) -> Iterator[tuple[int, _Node[Value], tuple[int, ...], tuple[str, ...]]]:
        stack: list[_State[Value]] = [(node, at, (), (), first)]
        while stack:
            node, place, gap, endings, word = stack.pop()
            if place >= len(words):
                continue
            token = words[place]
            for follower, ending in self._step(node, token, word):
                ended = (*endings, ending) if ending else endings
                yield place + 1, follower, gap, ended
                if follower.exact or follower.stems:
                    stack.append((follower, place + 1, gap, ended, None))
            if place > at and token.lower in self._transparent:
                stack.append((node, place + 1, gap, endings, None))
            if node.gap and len(gap) < GAP_WORDS and place < len(skip) and skip[place]:
                stack.append((node, place + 1, (*gap, place), endings, None))

    def _step(
        self, node: _Node[Value], token: Token, word: str | None
    ) -> Iterator[tuple[_Node[Value], str]]:
        lower = word or token.lower
        exact = node.exact
        if exact:
            follower = exact.get(lower) or (exact.get(token.text) if word is None else None)
            if follower is not None:
                yield follower, ""
        stems = node.stems
        if stems:
            for ending in self._endings:
                if ending == "" or lower.endswith(ending):
                    stem = stems.get(lower[: len(lower) - len(ending)])
                    if stem is not None:
                        yield stem, ending


def _parts(phrase: str) -> Iterable[str]:
    if phrase.isascii() and phrase.replace(" ", "").replace("~", "").isalpha():
        return phrase.split()
    return _split(phrase)


def _split(phrase: str) -> Iterator[str]:
    for piece in re.split(r"[\s\-‐‑–]+", phrase.replace("’", "'").replace("ʼ", "'")):
        if match := re.match(r"(?i)((?:[dlnstjmc]|qu|dell|all|dall|nell|sull)')(?=\w)(.+)", piece):
            yield from match.groups()
        elif re.fullmatch(r"(?:[A-Z]{1,2}\.){2,4}", piece):
            yield piece.replace(".", "")
        elif piece.endswith("'s"):
            yield from (piece[:-2], "'s")
        elif piece.endswith("s'"):
            yield from (piece[:-1], "'")
        elif piece:
            yield piece


def spans(trie: Trie[Value], words: Sequence[Token]) -> Iterator[Match[Value]]:
    """Yield the longest phrases of *trie* in *words*, left to right, without overlap."""
    at = 0
    while at < len(words):
        match = trie.longest(words, at)
        if match is None:
            at += 1
        else:
            yield match
            at = match.end
