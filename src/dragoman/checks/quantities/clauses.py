"""Cut out the clause of a denial, and the clauses on the other side that answer it.

A clause ends where a mark does; what answers it is told by the links of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.checks.quantities.affirm import affirm
from dragoman.checks.quantities.denials import Contested
from dragoman.checks.quantities.polarity import Cue
from dragoman.languages import words
from dragoman.model import Article, Sentence

MARKS = ' .,;:!?–—()"“”„«»'
MARK = re.compile(f"[{re.escape(MARKS.strip())}]")
"""What ends a clause, as far as marks tell."""

WEIGHTY = 4
"""Letters from which on a word is taken to carry meaning."""

FEW = 3
"""A clause of fewer words tells too little alone; the clauses beside it are taken in."""

ENOUGH = 0.25
"""A clause answers where at least so many of the links of the denial's clause lead. Set by
reasoning: with a half, long clauses split in two would answer in part; with a tenth, stray links
would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """``passages``: the denial's clause, the same without the denial, and what answers it.

    ``cover`` is the share of the clause's words that are linked, ``share`` that of the weighty
    words of what answers; both in [0, 1].
    """

    passages: tuple[str, str, str]
    cover: float
    share: float


def answering(article: Article, bead: int, one: Contested, *, source: bool) -> Answering:
    """Cut out a denial's clause and its answer; *source* tells on which side the denial stands."""
    mine, other = article.source_sentences(bead), article.target_sentences(bead)
    lang = article.source_lang
    if not source:
        mine, other, lang = other, mine, article.target.lang
    sentence = next(each for each in mine if each.index == one.denial.sentence)
    start, end = _wide(sentence.text, one.denial.cue)
    ours = [
        (sentence.index, *word)
        for word in beside_cue(sentence.text, one.denial.cue)
        if start <= word[0] and word[1] <= end
    ]
    links = [(link.source, link.target) for link in article.word_links(bead)]
    links = links if source else [(far, near) for near, far in links]
    linked = {near for near, _ in links}
    stretch = _stretch(other, {far for near, far in links if near in set(ours)})
    theirs = [
        (each.index, *word)
        for each, at, to in stretch
        for word in words.tokens(each.text)
        if word[1] - word[0] >= WEIGHTY and at <= word[0] < to
    ]
    cues = [each.cue for each in one.fellows if each.sentence == sentence.index]
    return Answering(
        passages=(
            sentence.text[start:end].strip(),
            _without(sentence.text[start:end], cues, start, lang).strip(),
            " ".join(each.text[at:to].strip(MARKS) for each, at, to in stretch),
        ),
        cover=sum(word in linked for word in ours) / max(len(ours), 1),
        share=sum(word in {far for _, far in links} for word in theirs) / max(len(theirs), 1),
    )


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of ``text[start:end]``, without the marks around it.

    >>> bounds("Er kam, aber sie nicht.", 17, 22)
    (7, 22)
    """
    return (
        max((mark.end() for mark in MARK.finditer(text, 0, start)), default=0),
        min((mark.start() for mark in MARK.finditer(text, end)), default=len(text)),
    )


def beside_cue(text: str, cue: Cue) -> list[tuple[int, int]]:
    """Return the words of *text* that are no part of a cue."""
    return [word for word in words.tokens(text) if word[1] <= cue.start or cue.end <= word[0]]


def _wide(text: str, cue: Cue) -> tuple[int, int]:
    """Return the clause of a cue, with the clauses beside it until it has some words."""
    start, end = bounds(text, cue.start, cue.end)
    beside = beside_cue(text, cue)
    while (start, end) != (0, len(text)):
        if sum(start <= word[0] and word[1] <= end for word in beside) >= FEW:
            break
        start, end = bounds(text, max(start - 1, 0), min(end + 1, len(text)))
    return start, end


_Piece = tuple[Sentence, int, int]


def _stretch(sentences: Sequence[Sentence], linked: set[tuple[int, int, int]]) -> list[_Piece]:
    """Return the clauses from the first to the last that answer; all of them if none does."""
    pieces = [piece for sentence in sentences for piece in _pieces(sentence)]
    counts = [
        sum(at[0] == each.index and start <= at[1] < end for at in linked)
        for each, start, end in pieces
    ]
    least = max(1, ENOUGH * len(linked))
    found = [number for number, count in enumerate(counts) if count >= least]
    return pieces[found[0] : found[-1] + 1] if found else pieces


def _pieces(sentence: Sentence) -> Iterator[_Piece]:
    start = 0
    for end in (*(mark.start() for mark in MARK.finditer(sentence.text)), len(sentence.text)):
        if sentence.text[start:end].strip(MARKS):
            yield sentence, start, end
        start = end


def _without(clause: str, cues: Sequence[Cue], start: int, lang: str) -> str:
    """Take the cues that stand in a clause out of it, from the last to the first."""
    for cue in reversed(cues):
        if start <= cue.start and cue.end <= start + len(clause):
            moved = replace(cue, start=cue.start - start, end=cue.end - start)
            clause = affirm(clause, moved, lang)
    return clause
