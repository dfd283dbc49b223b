"""Turn a difference into a hit: the spans on both sides and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.check.quantities.compare import Seen
from dragoman.check.quantities.render import render
from dragoman.check.rule import Hit, Place
from dragoman.model import Article, Severity


def hit(
    article: Article, bead: int, sides: tuple[Seen | None, Seen | None], *,
    message: str, confidence: float, severity: Severity | None = None,
) -> Hit:  # fmt: skip
    """Point at the source's and the translation's value; suggest the source's, in English."""
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
        source=_place(source),
        target=_place(target),
        suggestions=_suggestions(article, source, target),
        evidence=evidence,
        severity=severity,
    )


def words(article: Article, seen: Seen, *, source: bool) -> str:
    """Return the words of a quantity as they stand in the sentence."""
    text = article.source if source else article.target
    assert text is not None
    return text.sentences[seen.sentence].text[seen.quantity.start : seen.quantity.end]


def _place(seen: Seen | None) -> Place | None:
    if seen is None:
        return None
    return seen.sentence, seen.quantity.start, seen.quantity.end


def _suggestions(article: Article, source: Seen | None, target: Seen | None) -> tuple[str, ...]:
    if article.target.lang != "en" or source is None or target is None:
        return ()
    old = words(article, target, source=False)
    new = render(source.quantity, target.quantity, old)
    return (new,) if new and new != old else ()
