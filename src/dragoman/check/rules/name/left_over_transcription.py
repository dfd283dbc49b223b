"""A name still spelled as the source language transcribes it.

What it flags
-------------
A name whose spelling is the source language's way of writing a foreign script: "Schoigu",
"Rjabkow", "Mykolajiw", "Sergej". The word is taken back to the originals it may stand for
(Шойгу), and these are spelled as English spells them (Shoigu).

Why it matters
--------------
An English reader cannot look the person up, and takes two spellings for two people.

Flagged
-------
"Schoigu arrived in Minsk on Tuesday." → Shoigu

Accepted
--------
"Peter Tschentscher is the mayor of Hamburg." A German keeps his name.

Where it goes wrong
-------------------
A German of Slavic descent keeps a spelling that looks like a transcription; without the given name
beside it ("Wischnewski said") nothing tells it from one.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese sources.

Settings
--------
None.

Source
------
Romanisation tables: see ``check/names/english``; transcriptions: ``check/names/transcription``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.check.names.people import LeftOver, Reader
from dragoman.check.names.report import propose
from dragoman.check.rule import Context, Hit, data, rule
from dragoman.model import Article

LANGUAGES = ("de", "fr", "nl", "es", "it", "pl", "pt", "ru", "uk")


@rule(code="NAM001", family="name", severity="major", needs_source=False, languages=LANGUAGES)
def left_over_transcription(article: Article, context: Context) -> Iterator[Hit]:
    """Flag names that are still transcribed as in the source language."""
    reader = Reader(article)
    for found in reader.left_overs():
        start, end, suggestions = propose(reader, found)
        words = article.target.sentences[found.name.sentence].text[start:end]
        yield Hit(
            message=f"“{words}” is spelled as in the source language; "
            f"English writes {suggestions[0]}",
            confidence=confidence(found),
            target=(found.name.sentence, start, end),
            suggestions=suggestions,
            evidence={
                "originals": [judgement.originals[0] for judgement in found.judgements],
                "tier": str(found.tier),
                "in_source": found.copied,
            },
        )


def confidence(found: LeftOver) -> float:
    """Return the measured precision of findings with the same evidence, in [0, 1]."""
    table = data(__name__)["copied" if found.copied else "seen"]
    return float(table[found.tier][found.company])
