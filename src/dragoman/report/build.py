"""Turn a checked article into the object the run file holds, and read such objects.

The object is the contract of ``dragoman.run/1``. Offsets in it count code points of the user's own
file; offsets inside a sentence (word links) count code points of that sentence's ``text``.
"""

from __future__ import annotations

from typing import Any

from dragoman.model import (
    Article,
    ArticleReport,
    Bead,
    DriftScore,
    Finding,
    Scores,
    Sentence,
    Span,
    Text,
    WordLink,
)

SCHEMA = "dragoman.run/1"

Json = dict[str, Any]


def article_json(report: ArticleReport, *, words: bool = False) -> Json:
    """Return the run file's object for one checked article.

    Sentence indices point into the object's own lists. A piece of a bilingual file that does not
    begin it says so with ``first_bead``, since its findings count beads from the file's first
    row; ``pieces.joined`` makes one article of consecutive pieces. *words* adds the word links of
    every bead, which costs an encoder run where they are not cached.
    """
    article = report.article
    piece = {"first_bead": article.first_bead} if article.first_bead else {}
    return {
        "id": article.id,
        **piece,
        "source": _side(article.source) if article.source else None,
        "target": _side(article.target),
        "sentences": {
            "source": _sentences(article.source) if article.source else [],
            "target": _sentences(article.target),
        },
        "alignment": [_bead(article, number, words=words) for number in range(len(article.beads))],
        "findings": [finding_json(finding) for finding in report.findings],
        "scores": _scores(report.scores),
    }


def finding_json(finding: Finding) -> Json:
    """Return the run file's object for one finding."""
    entry: Json = {
        "code": finding.code,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "bead": finding.bead,
        "target": span_json(finding.target) if finding.target else None,
        "source": span_json(finding.source) if finding.source else None,
        "suggestions": list(finding.suggestions),
        "evidence": dict(finding.evidence),
        "fingerprint": finding.fingerprint,
    }
    if finding.safe:
        entry["safe"] = True
    if finding.suppressed is not None:
        entry["suppressed"] = finding.suppressed
    return entry


def span_json(span: Span) -> Json:
    """Return the run file's object for a place."""
    return {
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "column": span.column,
        "text": span.text,
    }


def _side(text: Text) -> Json:
    return {"path": text.document.path, "lang": text.lang}


def _sentences(text: Text) -> list[Json]:
    base = text.document.first_offset
    return [
        {
            "start": one.start + base,
            "end": one.end + base,
            "line": text.document.position(one.start)[0],
            "text": _words_of(text, one),
            "role": one.role,
        }
        for one in text.sentences
    ]


def _words_of(text: Text, one: Sentence) -> str:
    """Return the words as they stand in the file; in markup, the cleaned ones."""
    return one.text if text.document.markup else text.document.text[one.start : one.end]


def _bead(article: Article, number: int, *, words: bool) -> Json:
    bead: Bead = article.beads[number]
    drift = article.drift[number] if number < len(article.drift) else None
    entry: Json = {
        "source": list(bead.source),
        "target": list(bead.target),
        "similarity": _rounded(bead.similarity),
        "drift": _rounded(drift.value) if drift else None,
    }
    if drift is not None and drift.reason is not None:
        entry["drift_reason"] = drift.reason
    if drift is not None:
        entry |= _gaps(article, drift)
    if bead.moved:
        entry["moved"] = True
    if words and (links := article.word_links(number)):
        entry["words"] = [_link(article, link) for link in links]
    return entry


def _gaps(article: Article, drift: DriftScore) -> Json:
    """Return the words without an answer on the other side, as places in the file."""
    sides = (
        ("source_gaps", article.source, drift.source_gaps),
        ("target_gaps", article.target, drift.target_gaps),
    )
    return {
        key: [span_json(text.span(*gap)) for gap in gaps]
        for key, text, gaps in sides
        if text is not None and gaps
    }


def _link(article: Article, link: WordLink) -> list[list[int]]:
    assert article.source is not None, "word links need a source"
    return [_inside(article.source, link.source), _inside(article.target, link.target)]


def _inside(text: Text, place: tuple[int, int, int]) -> list[int]:
    """Translate a place in cleaned text into one in the sentence's text as the run file has it."""
    number, start, end = place
    if text.document.markup:
        return [number, start, end]
    sentence = text.sentences[number]
    first, last = sentence.origin.to_original(start, end)
    return [number, first - sentence.start, last - sentence.start]


def _scores(scores: Scores) -> Json:
    entry: Json = {
        "drift_mean": scores.drift_mean,
        "drift_p95": scores.drift_p95,
        "mqm_per_100_words": scores.mqm_per_100_words,
        "coverage": scores.coverage,
        "words": scores.words,
        "unjudged": dict(scores.unjudged),
    }
    if scores.reference:
        entry["reference"] = dict(scores.reference)
    return entry


def _rounded(value: float | None) -> float | None:
    """Round to four places: more is noise, and the last bits differ between machines."""
    return None if value is None else round(float(value), 4)
