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

from collections.abc import Iterator

from dragoman.check.quantities import Difference, Quantity, Seen, compare
from dragoman.check.quantities.numerals import english
from dragoman.check.quantities.render import render
from dragoman.check.rule import Context, Hit, Place, rule
from dragoman.model import Article

DATES = frozenset({"year", "day", "month", "weekday", "time", "decade"})


@rule(code="NUM001", family="number", severity="critical")
def number_mismatch(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each number that was changed."""
    for difference in compare(article).differences:
        source, target = difference.source, difference.target
        if source is None or target is None:
            continue
        if {source.quantity.kind, target.quantity.kind} & DATES:
            continue
        yield Hit(
            message=f"the source says {english(source.quantity.value)}, "
            f"the translation {english(target.quantity.value)}",
            confidence=_confidence(difference),
            bead=difference.bead,
            source=_place(source.sentence, source.quantity),
            target=_place(target.sentence, target.quantity),
            suggestions=suggestions(article, source, target),
            evidence={"source": source.quantity.value, "target": target.quantity.value},
        )


def suggestions(article: Article, source: Seen, target: Seen) -> tuple[str, ...]:
    """Write the source's value in the dress of the target's words; English targets only."""
    if article.target.lang != "en":
        return ()
    sentence = article.target.sentences[target.sentence]
    words = sentence.text[target.quantity.start : target.quantity.end]
    text = render(source.quantity, target.quantity, words)
    return (text,) if text and text != words else ()


def _place(sentence: int, quantity: Quantity) -> Place:
    return sentence, quantity.start, quantity.end


def _confidence(difference: Difference) -> float:
    assert difference.source
    assert difference.target
    if difference.source.quantity.weak or difference.target.quantity.weak:
        return 0.4
    return 0.9
