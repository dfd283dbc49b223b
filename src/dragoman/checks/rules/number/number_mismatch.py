"""A number of the source says another value in the translation.

What it flags
-------------
A figure, number word, ordinal or fraction of the source that has no answer in the translation,
while the translation has one there that the source does not know: "880.000" → "888,000", "sieben"
→ "nine", "1.234" → "1.234" (a thousand times less in English). Values are compared, not strings.

Why it matters
--------------
A wrong number is wrong with confidence: nothing else in the sentence gives it away.

Flagged
-------
- Das Gerät kostet 1.490 Euro. → The device costs 1,940 euros.
- Drei Menschen wurden verletzt. → Five people were injured.

Accepted
--------
- Das Gerät kostet 1.490 Euro. → The device costs €1,490.
- anderthalb Jahre → 18 months; ein Dutzend → twelve; 100 Kilometer → 60 miles

Where it goes wrong
-------------------
Numbers hidden in names ("die Sechzger"), arithmetic done by the translator ("the day after
next"), and numbers moved further than the neighbouring sentence.

Languages
---------
Source: de, en, es, fr, it, nl, pl, pt, ru, uk; target: English, or any of these.

Settings
--------
None.

Source
------
Unicode CLDR for number formats and names of months and days; text2num for number words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.quantities import Comparison, Difference, Quantity, Seen, compare
from dragoman.checks.quantities.lexicon import get
from dragoman.checks.quantities.numerals import english
from dragoman.checks.quantities.pointing import hit, words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.checks.rules.number.date_mismatch import is_date
from dragoman.checks.rules.number.scale_word_misread import is_misread
from dragoman.model import Article

PAIRED = 0.9
"""A changed number. On 1,606 pairs of professional translation the findings of this tier that stand
were real differences ("880.000" → "888,000"); ``tests/benchmarks/measure_numbers.py``."""

ALONE = 0.7
"""A figure without an answer: mostly a real omission or addition, now and then an unread form
(engine output looked at: two of three)."""

LISTED = 0.4
"""A lone 1, a result added, or a small figure at the edge of a sentence, which is as often a list's
or a page's."""

LEFT = 0.7
"""A decimal comma of the source in English, with one or two decimals. On 73,144 engine
translations 21 such findings; of the three looked at one was no number ("[1,1]", mended since)."""

YEAR_ADDED = 0.45
"""A year that only the translation has: writers add when a film was made or a find came to light.
Of three in articles by strangers none was an error."""

BOTH = 0.6
"""One side is "both", "a pair" or the like, or a weak word with the other's unit: "half a year"."""

HINTED = 0.4
"""One side is a word that need not be a number ("one", "second"), or counts something else, or the
rest of what the other says: advisory."""

WHOLE = 12
"""Smaller sums come about by chance: where a number changed at random (838 times) became
the rest of another, the wholes were 1, 9 and 11."""

_BEFORE = re.compile(r"\b(?:up|down) from\b|\bcompared (?:with|to)\b|\bfrom\s*$", re.IGNORECASE)
"""Before a figure that tells what the whole was: "seven, up from five" for "seven, two more"."""

_COMMA = re.compile(r"\d+,\d\d?")

_SCORE = re.compile(r"(?<![\d.,-])\d{1,2}[-–:]\d{1,2}(?![\d.,-])")
"""A result ("2-2"), which a writer may add to what the source only hints at ("der Endstand"), or
put in words ("two goals down")."""

_EDGE = {"first": re.compile(r"\b(?:beginning|start|early|first day)\b", re.IGNORECASE),
         "last": re.compile(r"\b(?:end|close|last day)\b", re.IGNORECASE)}  # fmt: skip
"""How English names the first and the last day of a month."""

LAST_DAYS = 28
"""From this day on, a month may be at its end."""


@rule(code="NUM001", family="number", severity="critical")
def number_mismatch(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each number that was changed, and one a bead for figures lost or added."""
    comparison = compare(article)
    for difference in comparison.differences:
        source, target = difference.source, difference.target
        if is_date(difference) or is_misread(difference) or source is None or target is None:
            continue
        yield hit(
            article, difference.bead, (source, target),
            confidence=_confidence(source.quantity, target.quantity)
            if not _is_the_rest(article, comparison, difference)
            else HINTED,
            message=f"the source says {english(source.quantity.value)}, "
            f"the translation {english(target.quantity.value)}",
        )  # fmt: skip
    for difference in _alone(comparison):
        source, target = difference.source, difference.target
        seen = source or target
        assert seen
        figure = (
            english(seen.quantity.full)
            if seen.quantity.kind != "year"
            else f"{seen.quantity.full:.0f}"
        )
        where = "the translation has no answer to" if source else "the source knows nothing of"
        yield hit(
            article, difference.bead, (source, target), severity="major",
            confidence=LISTED
            if _marks_a_list(article, seen, source=source is not None)
            else YEAR_ADDED
            if source is None and seen.quantity.kind == "year"
            else ALONE,
            message=f"{where} {figure}",
        )  # fmt: skip
    yield from _commas_left(article, comparison)


def _commas_left(article: Article, comparison: Comparison) -> Iterator[Hit]:
    """Yield a hit for each figure that kept the decimal comma of its source."""
    if (get(article.source_lang).decimal, get(article.target.lang).decimal) != (",", "."):
        return
    for bead, source, target in comparison.agreed:
        figure = words(article, target, source=False)
        if (
            _COMMA.fullmatch(figure)
            and figure == words(article, source, source=True)
            and not _in_a_list(article, target)
        ):
            yield Hit(
                message=f"“{figure}” kept its decimal comma",
                confidence=LEFT,
                bead=bead,
                severity="minor",
                source=(source.sentence, source.quantity.start, source.quantity.end),
                target=(target.sentence, target.quantity.start, target.quantity.end),
                suggestions=(figure.replace(",", "."),),
            )


def _in_a_list(article: Article, seen: Seen) -> bool:
    """Tell whether square or curly brackets close in on a figure: "[1,1]" is two."""
    text = article.target.sentences[seen.sentence].text
    around = text[max(seen.quantity.start - 1, 0) : seen.quantity.end + 1]
    return around[:1] in "[{" and around[-1:] in "]}"


def _is_the_rest(article: Article, comparison: Comparison, difference: Difference) -> bool:
    """Tell whether the two make up a whole that both sides name: nine of 15 filled, six open."""
    source, target = difference.source, difference.target
    assert source
    assert target
    one, other = source.quantity.full, target.quantity.full
    wholes = {
        whole.quantity.full for bead, whole, _ in comparison.agreed if bead == difference.bead
    }
    if _from(article, target):
        return bool(wholes & {one + other, other - one})
    return one + other >= WHOLE and one + other in wholes


def _from(article: Article, target: Seen) -> bool:
    """Tell whether a figure of the translation is what something was before."""
    text = article.target.sentences[target.sentence].text
    return _BEFORE.search(text[: target.quantity.start]) is not None


def _confidence(source: Quantity, target: Quantity) -> float:
    """Grade a pair by its weaker side; a figure is gone whatever stands in its place."""
    if _measures_alone(source, target) or _measures_alone(target, source):
        return HINTED
    if not (source.weak or target.weak):
        return PAIRED
    weak, strong = (source, target) if source.weak else (target, source)
    if strong.digits and not strong.code:
        return ALONE
    measured = weak.kind == "number" and weak.unit and weak.unit == strong.unit
    return BOTH if measured or (weak.kind == "number" and weak.value >= 2) else HINTED


def _measures_alone(one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure with a unit faces a bare word: "1.8 per mille" and "three times"."""
    return bool(one.unit and one.digits) and other.word and not (other.unit or other.scale)


def _alone(comparison: Comparison) -> Iterator[Difference]:
    """Yield the first figure lost and the first added of each bead; words are too often idiom."""
    told: set[tuple[int, bool]] = set()
    for difference in comparison.differences:
        seen = difference.source or difference.target
        key = (difference.bead, difference.source is None)
        if seen is None or (difference.source and difference.target) or key in told:
            continue
        quantity = seen.quantity
        if quantity.digits and not quantity.word and not quantity.code:
            told.add(key)
            yield difference


def _marks_a_list(article: Article, seen: Seen, *, source: bool) -> bool:
    """Tell whether a figure may be no statement: "1", a result, "3." at a sentence's edge."""
    quantity, text = seen.quantity, article.source if source else article.target
    assert text is not None
    sentence = text.sentences[seen.sentence].text
    leads = not re.search(r"\w", sentence[: quantity.start]) and (
        quantity.kind == "ordinal" or re.match(r"\s?[.)]", sentence[quantity.end :])
    )
    trails = not re.search(r"\w", sentence[quantity.end :])
    small = quantity.kind in ("number", "ordinal") and quantity.value < 200 and not quantity.unit
    in_a_score = any(
        match.start() <= quantity.start < match.end() for match in _SCORE.finditer(sentence)
    )
    if source and quantity.kind == "day" and _at_an_edge(article, seen):
        return True
    return quantity.value == 1 or in_a_score or bool(small and (leads or trails))


def _at_an_edge(article: Article, seen: Seen) -> bool:
    """Tell whether the translation says "the end of June" for the 30th."""
    day = seen.quantity.value
    edge = _EDGE["first"] if day == 1 else _EDGE["last"] if day >= LAST_DAYS else None
    bead = article.bead_of_source.get(seen.sentence)
    if edge is None or bead is None:
        return False
    return any(edge.search(sentence.text) for sentence in article.target_sentences(bead))
