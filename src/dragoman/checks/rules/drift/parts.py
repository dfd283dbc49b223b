"""What the rules about lost and added text share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dragoman.checks.rule import Hit, Place
from dragoman.languages import get, words
from dragoman.model import Article, Sentence, Side, Text

FEW_WORDS = 4
"""Sentences of fewer words are labels and agency lines more often than statements."""

NAMED = 4
"""A capitalised word from this length on is looked up in the neighbours as a name."""

GROWN = 1.6
"""A neighbour this many times longer than its answer may well hold what seems to be missing: of
1,232 professional German–English news sentences (WMT 2021, over 60 characters) none is that much
longer than its source, and one in 400 that much shorter."""


def length_ratio(article: Article, bead: int) -> float:
    """Return how long the translation of a bead is, as a share of its source's length."""
    sides = [_joined(_sentences(article, bead, side)) for side in Side]
    return len(sides[1]) / max(len(sides[0]), 1)


def content(text: str, lang: str) -> list[str]:
    """Return the words of *text* that carry meaning: three letters and more, no function words."""
    function = get(lang).words("function")
    found = [text[start:end] for start, end in words.tokens(text)]
    return [word for word in found if len(word) > 2 and word.casefold() not in function]


def large(article: Article, side: Side, gaps: Iterable[Place], least: int) -> list[Place]:
    """Return the gaps that hold at least *least* content words."""
    text = _text(article, side)
    return [
        (index, start, end)
        for index, start, end in gaps
        if len(content(text.sentences[index].text[start:end], text.lang)) >= least
    ]


def unlinked(article: Article, bead: int, side: Side) -> int:
    """Count the content words of *side* without a word link; 0 where there are no links at all.

    In a free rendering ("a due passi" → "just round the corner") words of both sides stay unlinked;
    beside a part that was really lost or added, the other side is linked almost completely.
    """
    links = article.word_links(bead)
    if not links:
        return 0
    text = _text(article, side)
    linked = {link.source if side is Side.SOURCE else link.target for link in links}
    return sum(
        bool(content(sentence.text[start:end], text.lang))
        for sentence in _sentences(article, bead, side)
        for start, end in words.tokens(sentence.text)
        if (sentence.index, start, end) not in linked
    )


def quote(article: Article, side: Side, place: Place) -> str:
    """Return the words at a place."""
    index, start, end = place
    return _text(article, side).sentences[index].text[start:end]


def certainty(article: Article, bead: int, side: Side) -> float:
    """Return how sure it is that the one-sided *bead* lacks an answer.

    Labels, headlines and captions are often left out by the page and not by the translator; a
    sentence that a neighbour seems to contain was merged and not lost; and one beside another that
    has no counterpart either may be its free rendering ("Nie obyło się bez niespodzianek." → "There
    were surprises along the way.").
    """
    sentences = _sentences(article, bead, side)
    if any(one.role in ("headline", "caption") for one in sentences):
        return 0.4
    count = sum(len(words.tokens(one.text)) for one in sentences)
    if count < FEW_WORDS or _contained(article, bead, side) or _replaced(article, bead, side):
        return 0.4
    return 0.85 if count >= 2 * FEW_WORDS else 0.7


COUNTERPART = {Side.SOURCE: "translation", Side.TARGET: "source"}
"""What a text of either side has its counterpart in, as messages name it."""


def sentences_alone(article: Article, side: Side) -> Iterator[Hit]:
    """Yield a hit for every sentence on *side* whose bead has nothing on the other."""
    other = Side.TARGET if side is Side.SOURCE else Side.SOURCE
    for number in range(len(article.beads)):
        if _sentences(article, number, other) or furniture(article, number, side):
            continue
        confidence = certainty(article, number, side)
        for sentence in _sentences(article, number, side):
            yield Hit(
                message=f"this sentence has no counterpart in the {COUNTERPART[side]}",
                confidence=confidence,
                bead=number,
                evidence={"words": len(sentence.text.split()), "role": sentence.role},
                **{side.value: (sentence.index, 0, len(sentence.text))},  # type: ignore[arg-type]
            )


REWORDED = 2
"""Content words left over on the other side from which on both sides are a free rendering."""


def parts_alone(
    article: Article, side: Side, *, fits: Callable[[float], bool], least: int, confidence: float
) -> Iterator[Hit]:
    """Yield a hit for every stretch of *least* content words on *side* without an answer.

    *fits* tells whether the length of the translation, as a share of the source's, allows for it.
    """
    other = Side.TARGET if side is Side.SOURCE else Side.SOURCE
    for number, (bead, drift) in enumerate(zip(article.beads, article.drift, strict=True)):
        gaps = {Side.SOURCE: drift.source_gaps, Side.TARGET: drift.target_gaps}
        if (
            not bead.source
            or not bead.target
            or furniture(article, number, Side.TARGET)
            or not fits(length_ratio(article, number))
            or large(article, other, gaps[other], REWORDED)
            or unlinked(article, number, other) >= REWORDED
        ):
            continue
        for place in large(article, side, gaps[side], least):
            yield Hit(
                message=f"“{quote(article, side, place)}” has no counterpart "
                f"in the {COUNTERPART[side]}",
                confidence=confidence,
                bead=number,
                evidence={"drift": drift.value},
                **{side.value: place},  # type: ignore[arg-type]
            )


def furniture(article: Article, bead: int, side: Side) -> bool:
    """Tell whether a bead's sentences on *side* all belong to the page."""
    return all(one.role == "boilerplate" for one in _sentences(article, bead, side))


def _contained(article: Article, bead: int, side: Side) -> bool:
    """Tell whether a neighbour on the other side holds this text's names or much more than it has.

    Names and figures survive translation, so those that stand in the neighbour's answer and not
    in the neighbour itself came from here.
    """
    other = Side.TARGET if side is Side.SOURCE else Side.SOURCE
    wanted = _marks(_sentences(article, bead, side))
    for near in (bead - 1, bead + 1):
        if not 0 <= near < len(article.beads):
            continue
        mine, theirs = _sentences(article, near, side), _sentences(article, near, other)
        if not mine or not theirs:
            continue
        moved = (wanted & _marks(theirs)) - _marks(mine)
        if len(moved) >= 2 and len(moved) >= len(wanted) / 2:
            return True
        if len(_joined(mine)) > 60 and len(_joined(theirs)) > GROWN * len(_joined(mine)):
            return True
    return False


def _replaced(article: Article, bead: int, side: Side) -> bool:
    """Tell whether a sentence alone on the other side, and about as long, stands in its place."""
    other = Side.TARGET if side is Side.SOURCE else Side.SOURCE
    length = len(_joined(_sentences(article, bead, side)))
    for near in (bead - 1, bead + 1):
        if 0 <= near < len(article.beads) and not _sentences(article, near, side):
            answer = len(_joined(_sentences(article, near, other)))
            if length < GROWN * answer and answer < GROWN * length:
                return True
    return False


def _marks(sentences: Sequence[Sentence]) -> set[str]:
    """Return what stays recognisable in another language: figures, and names by their beginning."""
    found: set[str] = set()
    for sentence in sentences:
        for number, (start, end) in enumerate(words.tokens(sentence.text)):
            word = sentence.text[start:end]
            if word[0].isdigit():
                found.add("".join(sign for sign in word if sign.isdigit()))
            elif number and word[0].isupper() and len(word) >= NAMED:
                found.add(word.casefold()[:NAMED])
    return found


def _joined(sentences: Sequence[Sentence]) -> str:
    return " ".join(one.text for one in sentences)


def _sentences(article: Article, bead: int, side: Side) -> tuple[Sentence, ...]:
    if side is Side.SOURCE:
        return article.source_sentences(bead)
    return article.target_sentences(bead)


def _text(article: Article, side: Side) -> Text:
    text = article.source if side is Side.SOURCE else article.target
    assert text is not None  # rules that ask for the source need one
    return text
