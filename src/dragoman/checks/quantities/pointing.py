"""Turn a difference into a hit: the spans on both sides and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.checks.quantities.compare import Seen
from dragoman.checks.quantities.render import in_unit, render
from dragoman.checks.rule import Hit, Place
from dragoman.model import Article, Severity


def hit(
    article: Article, bead: int, sides: tuple[Seen | None, Seen | None], *,
    message: str, confidence: float, severity: Severity | None = None, units: bool = False,
) -> Hit:  # fmt: skip
    """Point at the source's and the translation's value; suggest the source's, in English.

    With *units* the places reach over the units, and the unit is what is suggested.
    """
    source, target = sides
    evidence: Mapping[str, Any] = {
        name: seen.quantity.value
        for name, seen in (("source", source), ("target", target))
        if seen is not None
    }
    return Hit(
        message=message,
        confidence=confidence,
        bead=bead,
        source=_place(source, units=units),
        target=_place(target, units=units),
        suggestions=_suggestions(article, source, target, units=units),
        evidence=evidence,
        severity=severity,
    )


def words(article: Article, seen: Seen, *, source: bool, units: bool = False) -> str:
    """Return the words of a quantity as they stand in the sentence, with its unit if *units*."""
    text = article.source if source else article.target
    place = _place(seen, units=units)
    assert text is not None
    assert place is not None
    sentence, start, end = place
    return text.sentences[sentence].text[start:end]


def _place(seen: Seen | None, *, units: bool = False) -> Place | None:
    if seen is None:
        return None
    quantity = seen.quantity
    if units and quantity.around != (0, 0):
        return (seen.sentence, *quantity.around)
    return seen.sentence, quantity.start, quantity.end


def _suggestions(
    article: Article, source: Seen | None, target: Seen | None, *, units: bool
) -> tuple[str, ...]:
    if article.target.lang != "en" or source is None or target is None:
        return ()
    old = words(article, target, source=False)
    new = in_unit(old, source.quantity) if units else render(source.quantity, target.quantity, old)
    if new and source.quantity.below and not units:
        new = f"minus {new}"
    return (new,) if new and new != old else ()
