"""A word or phrase said twice in a row, or a loop inside a sentence.

What it flags
-------------
"The the", "of the states of the states", and a phrase of eight and more words that comes back in
the same sentence, where the source repeats nothing.

Why it matters
--------------
It is the mark of an engine that lost its place; the longer the loop, the more is missing behind it.

Flagged
-------
    de: Er sprach mit den betroffenen Ländern.
    en: He spoke to the states concerned states concerned.

Accepted
--------
    de: Das ist sehr, sehr gut.
    en: That is very, very good.

Where it goes wrong
-------------------
"He had had enough" and the like are listed and accepted. A name that doubles ("Bora Bora") is
accepted if the source has it; without a source, if it is capitalised.

Languages
---------
All; needs no source.

Settings
--------
None.

Source
------
Raunak et al., "The Curious Case of Hallucinations in Neural Machine Translation" (2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.checks.grammar.wording import Word, words
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence

SURE, LOOP = 0.9, 0.85

LONGEST = 12
"""Words of the longest phrase that is looked for right behind itself."""

FAR = 8
"""Words from which a phrase that comes back later in the sentence is a loop. On the odd lines of
WMT21 one reference says six words again where the source does not, none says seven."""

COMMA = 5
"""Words from which a phrase is a copy even behind a comma: a synonym may come out the same."""

PAIRING = frozenset({"after", "and", "by", "for", "to", "upon"})
"""Words that pair one word with itself: "again and again and", "day by day by"."""

Found = tuple[int, int, int]
"""First word of a repetition, the word behind it, and the words of the phrase."""


@rule(code="DUP002", family="duplicate", severity="minor", needs_source=False)
def repeated_phrase(article: Article, context: Context) -> Iterator[Hit]:
    """Flag words and phrases that follow themselves, and loops."""
    doubled = frozenset(data(__name__)["doubled"])
    for bead, source, target in article.units():
        for sentence in target:
            if sentence.role == "boilerplate":
                continue
            spoken = words(sentence.text)
            run = _in_a_row(sentence.text, spoken, doubled)
            if run is not None:
                if not _excused(spoken, run, source):
                    yield _hit(bead, sentence, run, looped=False)
            elif (loop := _loop(spoken)) is not None and not _returns(source):
                yield _hit(bead, sentence, loop, looped=True)


def _excused(spoken: Sequence[Word], run: Found, source: Sequence[Sentence]) -> bool:
    """Tell whether the source, a name or a missing stop between headings explains a repetition."""
    start, _, length = run
    if not source:
        return length < 3 and start > 0 and spoken[start].capital
    # German "die die" is grammar, and rare enough to let all pass with it.
    if any(_in_a_row(piece.text, words(piece.text), frozenset()) for piece in source):
        return True
    if spoken[start].capital and any(_twice(piece.text) for piece in source):
        return True
    return spoken[start + length].capital and not spoken[start].capital


def _twice(text: str) -> bool:
    """Tell whether a source says a capitalised word of four letters and more twice."""
    names = [word.lower for word in words(text) if word.capital and len(word.text) > 3]
    return len(set(names)) < len(names)


def _hit(bead: int | None, sentence: Sentence, found: Found, *, looped: bool) -> Hit:
    spoken = words(sentence.text)
    start, end, length = found
    phrase = sentence.text[spoken[start].start : spoken[start + length - 1].end]
    return Hit(
        message=f"“{phrase}” comes back in a loop" if looped else f"“{phrase}” is said twice",
        confidence=LOOP if looped else SURE,
        target=(sentence.index, spoken[start].start, spoken[end - 1].end),
        bead=bead,
        severity="major" if looped or length > LONGEST / 2 else "minor",
        suggestions=() if looped else (phrase,),
        safe=not looped and bead is not None and length < 3,
    )


def _in_a_row(text: str, spoken: Sequence[Word], doubled: frozenset[str]) -> Found | None:
    """Return the first phrase that stands right behind itself, with all its copies."""
    lower = [word.lower for word in spoken]
    for length in range(1, min(LONGEST, len(lower) // 2) + 1):
        for at in range(len(lower) - 2 * length + 1):
            if lower[at] != lower[at + length]:
                continue
            phrase = lower[at : at + length]
            if phrase != lower[at + length : at + 2 * length]:
                continue
            if length == 1 and (phrase[0] in doubled or not _prose(phrase[0])):
                continue
            if length == 2 and set(phrase) & PAIRING:
                continue
            between = text[spoken[at + length - 1].end : spoken[at + length].start].strip()
            if between and (length < COMMA or between not in ",;"):
                continue
            end = at + 2 * length
            while lower[end : end + length] == phrase:
                end += length
            return at, end, length
    return None


def _prose(word: str) -> bool:
    """Tell a word, or a year, from the figures of a table or a result."""
    return not word.isdigit() or len(word) == len("2026")


def _loop(spoken: Sequence[Word]) -> Found | None:
    """Return the second place of a long phrase that comes back later."""
    lower = [word.lower for word in spoken]
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(lower) - FAR + 1):
        phrase = tuple(lower[at : at + FAR])
        if seen.setdefault(phrase, at) <= at - FAR:
            length = FAR
            before = seen[phrase]
            while at + length < len(lower) and lower[before + length] == lower[at + length]:
                length += 1
            return at, at + length, length
    return None


def _returns(source: Sequence[Sentence]) -> bool:
    """Tell whether a source says three words again."""
    for sentence in source:
        lower = [word.lower for word in words(sentence.text)]
        triples = [tuple(lower[at : at + 3]) for at in range(len(lower) - 2)]
        if len(set(triples)) < len(triples):
            return True
    return False
