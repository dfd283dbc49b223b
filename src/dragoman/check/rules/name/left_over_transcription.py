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

from dragoman.check.names.people import Reader
from dragoman.check.names.report import confidence, hit
from dragoman.check.rule import Context, Hit, data, rule
from dragoman.model import Article

LANGUAGES = ("de", "fr", "nl", "es", "it", "pl", "pt", "ru", "uk")


@rule(code="NAM001", family="name", severity="major", needs_source=False, languages=LANGUAGES)
def left_over_transcription(article: Article, context: Context) -> Iterator[Hit]:
    """Flag names that are still transcribed as in the source language."""
    reader = Reader.of(article)
    for found in reader.left_overs:
        if not found.mixed:
            yield hit(
                reader,
                found,
                message="“{words}” is spelled as in the source language; English writes {better}",
                confidence=confidence(found, data(__name__)),
            )
