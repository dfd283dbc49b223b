"""A name half turned into English and half left as it was.

What it flags
-------------
A person's name of which one part was turned into English and another is still spelled as the
source language transcribes it: "Vladimir Schirinowski", "Sergej Lavrov". The left part is marked.
A name left whole is NAM001's.

Why it matters
--------------
The reader finds the person under neither spelling, and sees that nobody read the text.

Flagged
-------
"Sergej Lavrov flew to Ankara." → Sergei

Accepted
--------
"Boris Nemtsov" (Boris is the same in both), "Volodymyr Zelenskiy" (two conventions, both English).

Where it goes wrong
-------------------
Without a source a given name that both languages spell alike ("Sergei" is also good German) does
not count as turned into English; the left surname is then NAM001's finding.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese, Russian and Ukrainian sources.

Settings
--------
None.

Source
------
As NAM001, with its confidence: the tables in ``checks/names``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.names.people import Reader
from dragoman.checks.names.report import confidence, hit
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article


@rule(
    code="NAM005",
    family="name",
    severity="major",
    needs_source=False,
    languages=("de", "fr", "nl", "es", "it", "pl", "pt", "ru", "uk"),
)
def transliteration_mixed(article: Article, context: Context) -> Iterator[Hit]:
    """Flag the part of a name that is left beside a part turned into English."""
    reader = Reader.of(article)
    for found in reader.left_overs:
        if found.mixed and not found.town:
            yield hit(
                reader,
                found,
                message="“{name}” is half turned into English: “{words}” should be {better}",
                confidence=confidence(found, data(SHARED)),
            )


SHARED = "dragoman.checks.rules.name.left_over_transcription"
"""The rule whose measured confidence holds here too: the evidence is the same."""
