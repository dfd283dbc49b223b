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
from functools import cache

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

UNLINKED = 0.45
"""Confidence at most where word alignment ties the English word to another source word."""


@dataclass(frozen=True, slots=True)
class Friend:
    """One entry of the table, compiled."""

    said: re.Pattern[str]
    wrong: re.Pattern[str]
    right: re.Pattern[str]
    also: re.Pattern[str]
    sense: re.Pattern[str] | None
    better: str | None
    sure: float
    minor: bool
    small: bool
    verb: bool
    never: bool


def hits(
    article: Article, module: str, message: str, accepted: Sequence[str] = (), sure: float = SURE
) -> Iterator[Hit]:
    """Yield what the table beside *module* finds; *message* has ``{wrong}`` and ``{said}``."""
    table = friends(module, base(article.source_lang), sure)
    for bead, source, target in article.units():
        if bead is None or not source:
            continue
        english = " ".join(sentence.text for sentence in target)
        for sentence in target:
            for word in words(sentence.text):
                for friend in table.get(_key(word), ()):
                    if word.lower not in accepted:
                        sides = (source, sentence)
                        hit = _judge(article, bead, sides, word, friend, english, message)
                        if hit is not None:
                            yield hit


@cache
def friends(module: str, lang: str, sure: float) -> Mapping[str, tuple[Friend, ...]]:
    """Return the rows of a table for one language by the first word of each English word."""
    index: dict[str, list[Friend]] = {}
    for row in data(module).get(lang, ()):
        friend = Friend(
            said=listed(row["said"], exact=True),
            wrong=listed(row["wrong"]),
            right=listed(row["right"]),
            also=listed(row["also"], exact=True) if "also" in row else NEVER,
            sense=listed(row["with"], exact=True) if "with" in row else None,
            better=first(row["right"]),
            sure=row.get("sure", sure),
            minor=row.get("minor", False),
            small=row.get("small", False),
            verb=row.get("verb", False),
            never=row.get("never", False),
        )
        for key in {entry.split()[0] for entry in row["wrong"].split(" | ")}:
            index.setdefault(key, []).append(friend)
    return {key: tuple(entries) for key, entries in index.items()}


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
    if found is None or (word.capital and (friend.small or word.start > 2)):
        return None
    said = next(((s, m) for s in source for m in [friend.said.search(s.text)] if m), None)
    if said is None or (not friend.never and friend.right.search(english)):
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
    return Hit(
        message=message.format(wrong=found.group(), said=match.group()),
        confidence=min(friend.sure, UNLINKED) if elsewhere else friend.sure,
        target=(sentence.index, *found.span()),
        source=(piece.index, *match.span()),
        bead=bead,
        suggestions=(better,) if better else (),
        severity="minor" if friend.minor else "major",
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
    elif friend.verb:
        better += next((end for end in ("ed", "ing", "s") if wrong.endswith(end)), "")
    elif wrong.endswith("s") and not wrong.endswith(("ss", "us")):
        countable = better.isalpha() and not better.endswith(("s", "y", "sh", "ch", "e"))
        better += "s" * countable
    return better[0].upper() + better[1:] if wrong[0].isupper() else better
