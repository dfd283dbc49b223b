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

_FLAGS = re.IGNORECASE | re.VERBOSE
_BEGINS = r"(?<!\w)"
_BACK = re.compile(r"\\\d|\(\?P")
"""A group by its number or name, which would be another one in a longer pattern."""

NEVER_ENGLISH = 0.95
"""Confidence of rows whose ``wrong`` is no English in any context, so that no source is needed."""


@dataclass(frozen=True, slots=True)
class Construction:
    """One row; ``said`` and ``wrong`` are compiled when a translation first gives reason."""

    said: str
    wrong: str
    unless: re.Pattern[str]
    unless_english: re.Pattern[str]
    frame: re.Pattern[str] | None
    better: tuple[str, ...]
    message: str
    sure: float
    severity: Severity
    unquoted: bool

    def wrong_in(self, text: str) -> re.Match[str] | None:
        """Return the first place of *text* where the wrong construction stands."""
        return compiled(self.wrong).search(text)

    def said_in(self, text: str) -> re.Match[str] | None:
        """Return the first place of *text* where the source construction stands."""
        for match in compiled(self.said).finditer(text):
            if not (self.unquoted and in_quotation(text, match.start())):
                return match
        return None


@cache
def constructions(module: str, lang: str) -> tuple[Construction, ...]:
    """Return the rows of a rule's table for one source language."""
    return tuple(
        Construction(
            said=row["said"],
            wrong=row["wrong"],
            unless=compiled(row.get("unless")),
            unless_english=compiled(row.get("unless_english")),
            frame=compiled(row["frame"]) if "frame" in row else None,
            better=tuple(row.get("better", ())),
            message=row["message"],
            sure=row["sure"],
            severity=row.get("severity", "major"),
            unquoted=row.get("unquoted", False),
        )
        for row in data(module).get(lang, ())
    )


@cache
def compiled(pattern: str | None) -> re.Pattern[str]:
    """Compile a pattern of a row; without one, what is never found."""
    return NEVER if pattern is None else re.compile(_bounded(pattern), _FLAGS)


def _bounded(pattern: str) -> str:
    return pattern.replace("<<", rf"{_BEGINS}(?:").replace(">>", r")(?!\w)")


@cache
def screen(module: str, lang: str) -> re.Pattern[str] | None:
    """Return one pattern that stands wherever any row's ``wrong`` does; None if there is none.

    Most sentences have none of hundreds of rows, and one pattern with the word bound in front
    finds that out in a third of the time (262 rows: 0.21 ms a sentence against 0.72).
    """
    rows = [_bounded(row.wrong) for row in constructions(module, lang)]
    if not all(row.startswith(_BEGINS) for row in rows) or any(_BACK.search(row) for row in rows):
        return None
    return re.compile(_BEGINS + "(?:" + "|".join(row[len(_BEGINS) :] for row in rows) + ")", _FLAGS)


def hits(article: Article, module: str) -> Iterator[Hit]:
    """Yield what the table beside *module* finds in *article*, at most one hit a row and bead."""
    table = constructions(module, base(article.source_lang))
    if not table:
        return
    screened = screen(module, base(article.source_lang))
    for bead, source, target in article.units():
        if bead is None or not source or not target:
            continue
        if screened is not None and not any(screened.search(s.text) for s in target):
            continue
        german, english = _joined(source), _joined(target)
        for row in table:
            wrong = next(((s, m) for s in target for m in [row.wrong_in(s.text)] if m), None)
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
            match = row.wrong_in(sentence.text)
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
