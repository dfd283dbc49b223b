"""Words that stand for the wrong English word: the engine behind tables of false friends.

A row has, each a list as in ``patterns.listed``: ``said`` (source words), ``wrong`` (English words
that do not render them), ``right`` (words that do: one in the translation and all is well),
``also`` (source words that ``wrong`` renders well), ``with`` (source words of which one must stand
in the same or a near sentence, for the sense). ``sure`` is the confidence, ``minor`` the
severity, ``small`` wants ``wrong`` without a capital, ``verb`` gives the suggestion the verb's
ending, ``never`` says that ``wrong`` is no English at all, whatever else stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from dragoman.checks.grammar.patterns import NEVER, first, listed
from dragoman.checks.grammar.wording import Word, words
from dragoman.checks.rule import Hit, data
from dragoman.languages import base
from dragoman.model import Article, Sentence

SURE = 0.9
"""Confidence of an entry that names none. On the 1,606 WMT21 references seven fired, and all seven
had the false friend in them ("fraction", "branch", "tablet"); of 25 on the dev corpus none was
wrong; of 13 read in engine output two were, and their entries were mended or lowered."""

NEAR = 3
"""Beads before and after that may tell the sense: about a paragraph."""

SENSES = ("said", "wrong", "right", "also", "with", "sure")
"""The columns of ``senses/<lang>.tsv``; the last three may be missing."""

SINGLE = 0.6
"""Confidence at most of one word in a table of senses. Read in engine output, the rows that were
wrong were words with a second sense that is right after all; compounds taken apart seldom were."""

UNLINKED = 0.45
"""Confidence at most where word alignment ties the English word to another source word."""


@dataclass(frozen=True)
class Friend:
    """One entry of a table; its patterns are compiled when its English word is first met.

    ``sure`` is its confidence, at most ``single`` where one English word alone is wrong.
    """

    row: Mapping[str, Any]
    sure: float
    single: float = 1.0

    @cached_property
    def said(self) -> re.Pattern[str]:
        """The source words."""
        return listed(self.row["said"], exact=True)

    @cached_property
    def wrong(self) -> re.Pattern[str]:
        """English words that do not render them."""
        return listed(self.row["wrong"])

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What each of ``wrong`` begins with, up to a "*": looked for before it is compiled."""
        return tuple(entry.split("*")[0].lower() for entry in self.row["wrong"].split(" | "))

    @cached_property
    def right(self) -> re.Pattern[str]:
        """English words that do."""
        return listed(self.row["right"])

    @cached_property
    def also(self) -> re.Pattern[str]:
        """Source words that ``wrong`` renders well."""
        return listed(self.row["also"], exact=True) if self.row.get("also") else NEVER

    @cached_property
    def sense(self) -> re.Pattern[str] | None:
        """Source words that tell the sense."""
        return listed(self.row["with"], exact=True) if self.row.get("with") else None

    @property
    def better(self) -> str | None:
        """The English word to suggest."""
        return first(self.row["right"])

    def says(self, mark: str) -> bool:
        """Tell whether the row has the mark ``minor``, ``small``, ``verb`` or ``never``."""
        return bool(self.row.get(mark, False))


Table = Mapping[str, Sequence[Friend]]
"""The rows of a table by the first word of each of their wrong English words."""


def hits(
    article: Article, table: Table, message: str, accepted: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield what *table* finds; *message* has ``{wrong}`` and ``{said}``."""
    for bead, source, target in article.units():
        if bead is None or not source:
            continue
        english = " ".join(sentence.text for sentence in target)
        for sentence in target:
            lower = sentence.text.lower()
            for word in words(sentence.text):
                for friend in table.get(_key(word), ()):
                    if word.lower not in accepted and any(b in lower for b in friend.beginnings):
                        sides = (source, sentence)
                        hit = _judge(article, bead, sides, word, friend, english, message)
                        if hit is not None:
                            yield hit


def friends(module: str, lang: str, sure: float = SURE) -> Table:
    """Return the rows for one language of the TOML table beside *module*."""
    return _indexed(module, base(lang), sure)


@cache
def _indexed(module: str, lang: str, sure: float) -> Table:
    return _index(data(module).get(lang, ()), sure)


@cache
def senses(lang: str, sure: float, kind: str = "") -> Table:
    """Return the rows of ``senses/<lang>.tsv`` or, of one *kind* of words, ``senses/<kind>/…``.

    A language without such a file has none.
    """
    file = resources.files(__package__).joinpath("senses", kind, f"{base(lang)}.tsv")
    if not file.is_file():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return _index([dict(zip(SENSES, row, strict=False)) for row in rows[1:]], sure, SINGLE)


def _index(rows: Sequence[Mapping[str, Any]], sure: float, single: float = 1.0) -> Table:
    index: dict[str, list[Friend]] = {}
    for row in rows:
        friend = Friend(row=row, sure=float(row.get("sure") or sure), single=single)
        for key in {entry.split()[0] for entry in row["wrong"].split(" | ")}:
            index.setdefault(key, []).append(friend)
    return index


def _key(word: Word) -> str:
    return word.lower.removesuffix("'s")


def _judge(
    article: Article,
    bead: int,
    sides: tuple[Sequence[Sentence], Sentence],
    word: Word,
    friend: Friend,
    english: str,
    message: str,
) -> Hit | None:
    """Return the finding that *word* of the target sentence makes, if it makes one."""
    source, sentence = sides
    found = friend.wrong.match(sentence.text, word.start)
    if found is None or (word.capital and (friend.says("small") or word.start > 2)):
        return None
    said = next(((s, m) for s in source for m in [friend.said.search(s.text)] if m), None)
    # "upper mayor" holds the right "mayor", which says nothing; elsewhere it would.
    others = english.replace(found.group(), " ")
    if said is None or (not friend.says("never") and friend.right.search(others)):
        return None
    if any(friend.also.search(piece.text) for piece in source):
        return None
    if friend.sense is not None and not any(
        friend.sense.search(piece.text) for piece in _around(article, bead)
    ):
        return None
    piece, match = said
    linked = _linked(article, bead, (sentence.index, *found.span()))
    elsewhere = bool(linked) and (piece.index, match.start()) not in linked
    better = _inflected(friend, found.group())
    sure = friend.sure if " " in found.group() else min(friend.sure, friend.single)
    return Hit(
        message=message.format(wrong=found.group(), said=match.group()),
        confidence=min(sure, UNLINKED) if elsewhere else sure,
        target=(sentence.index, *found.span()),
        source=(piece.index, *match.span()),
        bead=bead,
        suggestions=(better,) if better else (),
        severity="minor" if friend.says("minor") else "major",
        evidence={"aligned": sorted(f"{a}:{b}" for a, b in linked)},
    )


def _around(article: Article, bead: int) -> Iterator[Sentence]:
    """Return the source sentences of a bead and of its neighbours."""
    for near in range(max(bead - NEAR, 0), min(bead + NEAR + 1, len(article.beads))):
        yield from article.source_sentences(near)


def _linked(article: Article, bead: int, place: tuple[int, int, int]) -> set[tuple[int, int]]:
    """Return (sentence, start) of the source words that word alignment ties to *place*."""
    index, start, end = place
    return {
        link.source[:2]
        for link in article.word_links(bead)
        if link.target[0] == index and link.target[1] < end and link.target[2] > start
    }


def _inflected(friend: Friend, wrong: str) -> str | None:
    """Give the suggestion the capital and the ending of the word it replaces."""
    better = friend.better
    if better is None:
        return None
    if wrong.endswith("ly") and better.isalpha() and not better.endswith("ly"):
        better = better[:-1] + "y" if better.endswith("le") else better + "ly"
    elif friend.says("verb"):
        better += next((end for end in ("ed", "ing", "s") if wrong.endswith(end)), "")
    elif wrong.endswith("s") and not wrong.endswith(("ss", "us")):
        countable = better.isalpha() and not better.endswith(("s", "y", "sh", "ch", "e"))
        better += "s" * countable
    return better[0].upper() + better[1:] if wrong[0].isupper() else better
