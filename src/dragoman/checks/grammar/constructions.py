"""Constructions that engines render by the wrong one: a source pattern against an English one.

A row of a rule's table has regular expressions (case ignored, ``<<`` and ``>>`` for word bounds):

``said`` and ``wrong``: what must stand in the source and in the translation of the same bead;
``unless``: source words that make the English right; ``unless_english``: the same in English;
``frame``: source words of which one must stand in this bead or the one before;
``better``: templates of suggestions for the words of ``wrong`` (``\\1`` is its first group);
``unquoted``: in quotation marks ``said`` does not count, for there nobody reports;
``message``, ``sure`` (confidence) and ``severity`` speak for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.checks.grammar.patterns import NEVER
from dragoman.checks.grammar.wording import in_quotation
from dragoman.checks.rule import Hit, data
from dragoman.languages import base
from dragoman.model import Article, Sentence, Severity

NEVER_ENGLISH = 0.95
"""Confidence of rows whose ``wrong`` is no English in any context, so that no source is needed."""


@dataclass(frozen=True, slots=True)
class Construction:
    """One row, compiled."""

    said: re.Pattern[str]
    wrong: re.Pattern[str]
    unless: re.Pattern[str]
    unless_english: re.Pattern[str]
    frame: re.Pattern[str] | None
    better: tuple[str, ...]
    message: str
    sure: float
    severity: Severity
    unquoted: bool

    def said_in(self, text: str) -> re.Match[str] | None:
        """Return the first place of *text* where the source construction stands."""
        for match in self.said.finditer(text):
            if not (self.unquoted and in_quotation(text, match.start())):
                return match
        return None


@cache
def constructions(module: str, lang: str) -> tuple[Construction, ...]:
    """Return the rows of a rule's table for one source language."""
    return tuple(
        Construction(
            said=_compiled(row["said"]),
            wrong=_compiled(row["wrong"]),
            unless=_compiled(row.get("unless")),
            unless_english=_compiled(row.get("unless_english")),
            frame=_compiled(row["frame"]) if "frame" in row else None,
            better=tuple(row.get("better", ())),
            message=row["message"],
            sure=row["sure"],
            severity=row.get("severity", "major"),
            unquoted=row.get("unquoted", False),
        )
        for row in data(module).get(lang, ())
    )


def _compiled(pattern: str | None) -> re.Pattern[str]:
    if pattern is None:
        return NEVER
    bounded = pattern.replace("<<", r"(?<!\w)(?:").replace(">>", r")(?!\w)")
    return re.compile(bounded, re.IGNORECASE | re.VERBOSE)


def hits(article: Article, module: str) -> Iterator[Hit]:
    """Yield what the table beside *module* finds in *article*, at most one hit a row and bead."""
    table = constructions(module, base(article.source_lang))
    if not table:
        return
    for bead, source, target in article.units():
        if bead is None or not source or not target:
            continue
        german, english = _joined(source), _joined(target)
        for row in table:
            wrong = next(((s, m) for s in target for m in [row.wrong.search(s.text)] if m), None)
            if wrong is None or not row.said_in(german):
                continue
            if row.unless.search(german) or row.unless_english.search(english):
                continue
            if row.frame is not None and not row.frame.search(_before(article, bead) + german):
                continue
            yield _hit(bead, source, wrong, row)


def hits_alone(article: Article, module: str, confidence: float) -> Iterator[Hit]:
    """Yield what the surest rows find in a translation whose source is not at hand."""
    for row in constructions(module, base(article.source_lang)):
        if row.sure < NEVER_ENGLISH or row.frame is not None:
            continue
        for sentence in article.target.sentences:
            match = row.wrong.search(sentence.text)
            if match is not None and not row.unless_english.search(sentence.text):
                hit = _hit(None, (), (sentence, match), row)
                yield replace(hit, confidence=min(confidence, row.sure))


def _joined(sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _before(article: Article, bead: int) -> str:
    return _joined(article.source_sentences(bead - 1)) + " " if bead else ""


def _hit(
    bead: int | None,
    source: Sequence[Sentence],
    wrong: tuple[Sentence, re.Match[str]],
    row: Construction,
) -> Hit:
    sentence, match = wrong
    said = next(((s, m) for s in source for m in [row.said_in(s.text)] if m), None)
    return Hit(
        message=row.message.replace("{wrong}", match.group()),
        confidence=row.sure,
        target=(sentence.index, *match.span()),
        source=(said[0].index, *said[1].span()) if said else None,
        bead=bead,
        suggestions=tuple(_expanded(match, template) for template in row.better),
        severity=row.severity,
    )


def _expanded(match: re.Match[str], template: str) -> str:
    text = re.sub(r"\s+", " ", match.expand(template)).strip()
    return text[0].upper() + text[1:] if match.group()[0].isupper() else text
