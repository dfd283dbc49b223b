"""A term of the user's own termbase that the translation does not use, or one that it must not.

What it flags
-------------
A source term none of whose English terms is in the aligned sentence; a forbidden English term; a
name that must stay as it is and did not. Without a termbase the rule says nothing.

Why it matters
--------------
A house, a party or a product has one English name. Engines choose another one each time.

Flagged
-------
    de: Der Aufsichtsrat tagte gestern.
    en: The board of directors met yesterday.
    →   supervisory board

Accepted
--------
    de: Die Aufsichtsräte tagten gestern.
    en: The supervisory boards met yesterday.

Where it goes wrong
-------------------
Inflection is told by endings: irregular plurals and separable verbs need a row of their own. Where
English says "it" for a term that was named in the same sentence, one use is enough.

Languages
---------
All; inflection in German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian
and English.

Settings
--------
``files`` (default none): paths of TBX, CSV or TSV files, from the folder of the configuration. CSV
and TSV have the columns ``source``, ``target``, ``forbidden`` and ``do_not_translate``.

Source
------
ISO 30042:2019 (TBX); the user's termbase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.checks.grammar.stems import same_word, stems
from dragoman.checks.grammar.termbase import Term, read
from dragoman.checks.grammar.wording import Word, words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.config import files_of
from dragoman.languages import base
from dragoman.model import Article, Sentence

MISSING, BANNED = 0.9, 0.95
"""The user says what is right, so only the matching of forms can err."""


@dataclass(frozen=True, slots=True)
class Found:
    """A term found in a sentence: its row, and the span of its words."""

    term: Term
    start: int
    end: int


@rule(code="TRM001", family="term", severity="major", needs_source=False, settings={"files": ()})
def term_not_used(article: Article, context: Context) -> Iterator[Hit]:
    """Flag terms missing, forbidden or translated that should not be."""
    lang = base(article.source_lang)
    terms = tuple(term for path in files_of(context.settings) for term in read(path, lang))
    if not terms:
        return
    table = _index(terms, lang)
    everywhere = [term for term in terms if not term.source]
    for bead, source, target in article.units():
        banned: set[tuple[int, int]] = set()
        for piece in source:
            for found in find(piece.text, table, lang):
                for hit in _judge(bead, piece, target, found):
                    if hit.target is not None and hit.severity is None:
                        banned.add(hit.target[:2])
                    yield hit
        for term in everywhere:
            for hit in _forbidden(bead, None, target, term):
                if hit.target is not None and hit.target[:2] not in banned:
                    yield hit


@cache
def _index(terms: tuple[Term, ...], lang: str) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
    """Return the terms by every stem their first word may have, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term in terms:
        spoken = tuple(word.text for word in words(term.source))
        for stem in stems(spoken[0], lang) if spoken else ():
            index.setdefault(stem, []).append((spoken, term))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return index


def find(
    text: str, table: dict[str, list[tuple[tuple[str, ...], Term]]], lang: str
) -> Iterator[Found]:
    """Yield the terms of *text*, the longest at each place, none inside another."""
    spoken = words(text)
    at = 0
    while at < len(spoken):
        rows = [row for stem in stems(spoken[at].text, lang) for row in table.get(stem, ())]
        rows.sort(key=lambda row: -len(row[0]))
        for wanted, term in rows:
            if matches(spoken, at, wanted, lang):
                yield Found(term, spoken[at].start, spoken[at + len(wanted) - 1].end)
                at += len(wanted) - 1
                break
        at += 1


def matches(spoken: Sequence[Word], at: int, wanted: Sequence[str], lang: str) -> bool:
    """Tell whether the words from *at* are forms of *wanted*; a capital there is one here."""
    here = spoken[at : at + len(wanted)]
    return len(here) == len(wanted) and all(
        same_word(word.text, want, lang) and (word.capital or not want[0].isupper())
        for word, want in zip(here, wanted, strict=True)
    )


def places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of an English term in *text*, in any form and with any capitals."""
    spoken = words(text)
    parts = [word.lower for word in words(wanted)]
    for at in range(len(spoken) - len(parts) + 1) if parts else ():
        if matches(spoken, at, parts, "en"):
            yield spoken[at].start, spoken[at + len(parts) - 1].end


def _judge(
    bead: int | None, piece: Sentence, target: Sequence[Sentence], found: Found
) -> Iterator[Hit]:
    term, said = found.term, piece.text[found.start : found.end]
    place = (piece.index, found.start, found.end)
    banned = list(_forbidden(bead, place, target, term))
    yield from banned
    if banned or not target:
        return
    if term.kept:
        if not any(said in sentence.text or term.source in sentence.text for sentence in target):
            yield _missing(bead, place, (term.source,), f"“{said}” must stay as it is")
        return
    if term.targets and not any(
        True for wanted in term.targets for s in target for _ in places(s.text, wanted)
    ):
        yield _missing(
            bead, place, term.targets, f"“{said}” is “{term.targets[0]}” in the termbase"
        )


def _missing(
    bead: int | None, place: tuple[int, int, int], right: tuple[str, ...], message: str
) -> Hit:
    return Hit(
        message=message,
        confidence=MISSING,
        source=place,
        bead=bead,
        suggestions=right,
        evidence={"termbase": list(right)},
    )


def _forbidden(
    bead: int | None,
    place: tuple[int, int, int] | None,
    target: Sequence[Sentence],
    term: Term,
) -> Iterator[Hit]:
    """Yield the forbidden words, unless they are part of a right term there."""
    for sentence in target:
        allowed = [span for wanted in term.targets for span in places(sentence.text, wanted)]
        for wrong in term.forbidden:
            for start, end in places(sentence.text, wrong):
                if any(first <= start and end <= last for first, last in allowed):
                    continue
                words_ = sentence.text[start:end]
                yield Hit(
                    message=f"“{words_}” is forbidden by the termbase",
                    confidence=BANNED,
                    target=(sentence.index, start, end),
                    source=place,
                    bead=bead,
                    suggestions=term.targets,
                    safe=words_ == wrong and len(term.targets) == 1,
                    evidence={"termbase": list(term.targets)},
                )
