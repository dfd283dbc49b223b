"""Turn a left-over into what is shown: the words concerned and what they should be."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from dragoman.checks.names.decision import LeftOver
from dragoman.checks.names.register import Register
from dragoman.checks.names.suggest import cased, companion, language_of, spellings, together
from dragoman.checks.rule import Hit


def confidence(found: LeftOver, table: Mapping[str, Any]) -> float:
    """Return the measured precision of findings with the same evidence, in [0, 1].

    *table* has ``copied`` (the source has the word too) and ``seen`` (it has not, or there is no
    source), each with a row for every tier and in it a figure for every company.
    """
    return float(table["copied" if found.copied else "seen"][found.tier][found.company])


def hit(reader: Register, found: LeftOver, *, message: str, confidence: float) -> Hit:
    """Make a hit; *message* is filled in with ``words``, ``name`` and ``better``."""
    start, end, suggestions = propose(reader, found)
    text = reader.article.target.sentences[found.name.sentence].text
    whole = text[found.name.words[0].start : found.name.words[-1].end]
    return Hit(
        message=message.format(words=text[start:end], name=whole, better=suggestions[0]),
        confidence=confidence,
        target=(found.name.sentence, start, end),
        source=reader.in_source(found.words[0], found.name.sentence),
        suggestions=suggestions,
        evidence={
            "originals": [judgement.originals[0] for judgement in found.judgements],
            "tier": str(found.tier),
            "given_name": str(found.company),
            "in_source": found.copied,
        },
    )


def propose(reader: Register, found: LeftOver) -> tuple[int, int, tuple[str, ...]]:
    """Return start and end of the words to replace, and what to replace them with.

    A given name is taken in where the person's language spells it otherwise (Olga → Olha).
    """
    sentence = reader.article.target.sentences[found.name.sentence]
    at = found.name.words.index(found.words[0])
    before = tuple(map(reader.judge, found.name.words[max(0, at - 1) : at]))
    language = language_of(
        (*before, *found.judgements),
        reader.table,
        region=found.region,
        elsewhere=reader.elsewhere,
    )
    apostrophe = "’" if "’" in reader.text or "'" not in reader.text else "'"
    columns: list[list[str]] = []
    for word, judgement in zip(found.words, found.judgements, strict=True):
        tail = f"{apostrophe}s" if reader.genitive(word) else ""
        forms = spellings(judgement, language=language, used=reader.used)
        columns.append([cased(form, word) + tail for form in forms])
    parts = list(found.words)
    if at:
        given = found.name.words[at - 1]
        respelled = reader.table.given.get(given.key) if found.judgements[0].eastern else None
        respelled = respelled or companion(reader.judge(given), language=language)
        if respelled is not None:
            parts.insert(0, given)
            columns.insert(0, [cased(respelled, given)])
    between = [sentence.text[one.end : other.start] for one, other in pairwise(parts)]
    return parts[0].start, parts[-1].end, together(columns, between)
