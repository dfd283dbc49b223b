"""A text cut into figures, words and marks, and the few questions every reader asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.checks.quantities.lexicon import Lexicon

HYPHENS = "-\u2011"
JOINS = frozenset({"", " ", "-", "\u2011", "\u00a0", "\u202f", "\u2009"})
"""What may stand between the parts of one number."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: a ``figure``, a ``word``, or a single ``mark``."""

    start: int
    end: int
    text: str
    kind: str
    lower: str


class View:
    """One text as its readers see it; ``claimed`` are spans that are read already."""

    __slots__ = ("claimed", "lex", "text", "tokens")

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lex = lexicon
        self.claimed: list[tuple[int, int]] = []
        self.tokens = [
            Token(m.start(), m.end(), m.group(), m.lastgroup or "mark", _plain(m.group()))
            for m in lexicon.token.finditer(text)
        ]

    def is_claimed(self, token: Token) -> bool:
        """Tell whether a token is read already."""
        return any(token.start < end and start < token.end for start, end in self.claimed)

    def gap(self, at: int) -> str:
        """Return what stands between token *at* and the one before."""
        if not 0 < at < len(self.tokens):
            return ""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def past(self, at: int) -> int:
        """Skip a bare "of" ("deux millions d'euros", "3 de mayo")."""
        if at < len(self.tokens) and self.tokens[at].lower in self.lex.of:
            at += 1
            if at < len(self.tokens) and self.tokens[at].text in "'’":
                at += 1
        return at


def _plain(word: str) -> str:
    """Return a word in lower case with the one apostrophe the data use."""
    return word.lower().replace("’", "'").replace("ʼ", "'")
