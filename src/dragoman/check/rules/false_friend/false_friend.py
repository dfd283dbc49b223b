"""A word taken for the English word it looks like: "actual" for "aktuell", "chef" for "Chef".

What it flags
-------------
An English word that stands for its false friend: the source word is in the aligned sentence, none
of the words that render it is in the translation, and no other word of the source explains the
English one.

Why it matters
--------------
The sentence stays fluent and says something else: a Konzern becomes a worry, a pension a rent, an
embarazada is ashamed instead of pregnant.

Flagged
-------
    de: Der Chef der Behörde trat zurück.
    en: The chef of the agency resigned.
    →   head

Accepted
--------
    de: Der Koch ist der Chef im Restaurant.
    en: The chef is the boss in the restaurant.

Where it goes wrong
-------------------
A right word anywhere in the sentence silences the entry, so two false friends of one kind in a
sentence may be missed. Entries whose English word is right in some contexts carry a lower
confidence; those that need a sense ("Prozess" in court) look for words of it nearby.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
``accept`` (default none): English words to accept as they are, in lower case.

Source
------
The table in ``false_friend.toml``, written for dragoman.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.check.grammar.patterns import NEVER, first, listed
from dragoman.check.grammar.wording import Word, words
from dragoman.check.rule import Context, Hit, data, rule
from dragoman.languages import base
from dragoman.model import Article, Sentence

SURE = 0.85
"""Confidence of an entry that names none: on 3,212 professional translations no such entry fired
wrongly, and of those seen in engine output about nine in ten were errors."""

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


@rule(
    code="FAL001",
    family="false-friend",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
    settings={"accept": ()},
)
def false_friend(article: Article, context: Context) -> Iterator[Hit]:
    """Flag English words that only look like the source word they stand for."""
    table = friends(base(article.source_lang))
    accepted = frozenset(context.settings.get("accept", ()))
    for bead, source, target in article.units():
        if bead is None or not source:
            continue
        english = " ".join(sentence.text for sentence in target)
        for sentence in target:
            for word in words(sentence.text):
                for friend in table.get(_key(word), ()):
                    hit = _judge(article, bead, (source, sentence), word, friend, english)
                    if hit is not None and word.lower not in accepted:
                        yield hit


@cache
def friends(lang: str) -> Mapping[str, tuple[Friend, ...]]:
    """Return the entries of a language by the first word of each English word they warn of."""
    index: dict[str, list[Friend]] = {}
    for row in data(__name__).get(lang, ()):
        friend = Friend(
            said=listed(row["said"], exact=True),
            wrong=listed(row["wrong"]),
            right=listed(row["right"]),
            also=listed(row["also"], exact=True) if "also" in row else NEVER,
            sense=listed(row["with"], exact=True) if "with" in row else None,
            better=first(row["right"]),
            sure=row.get("sure", SURE),
            minor=row.get("minor", False),
            small=row.get("small", False),
            verb=row.get("verb", False),
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
) -> Hit | None:
    """Return the finding that *word* of the target sentence makes, if it makes one."""
    source, sentence = sides
    found = friend.wrong.match(sentence.text, word.start)
    if found is None or (word.capital and (friend.small or word.start > 2)):
        return None
    said = next(((s, m) for s in source for m in [friend.said.search(s.text)] if m), None)
    if said is None or friend.right.search(english):
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
        message=f"“{found.group()}” is a false friend of “{match.group()}”",
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
    for near in range(max(bead - 1, 0), min(bead + 2, len(article.beads))):
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
