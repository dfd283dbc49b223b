"""A name still spelled as the source language transcribes it.

What it flags
-------------
A name whose spelling is the source language's way of writing a foreign script: "Schoigu",
"Rjabkow", "Sergej", and one the source gives in Cyrillic spelled by no English
convention. The word is taken back to the originals it may stand for (Шойгу), and these are spelled
as English spells them (Shoigu). A given name is judged with its surname; a surname that could be a
German's own is flagged only beside an Eastern given name.

Why it matters
--------------
An English reader cannot look the person up, and takes two spellings for two people.

Flagged
-------
"Schoigu arrived in Minsk on Tuesday." → Shoigu

Accepted
--------
"Peter Tschentscher is the mayor of Hamburg." A German keeps his name, and so do those listed with
their reasons in ``check/names/exceptions.toml``.

Where it goes wrong
-------------------
On 109 persons written down before the second round of mending and run once after it
(``tests/benchmarks/names_third.tsv``, without any context) 86 of 90 were found, 75 with the first
suggestion right in every part, 10 of 10 towns, and 1 of 19 others was flagged (Berdimuhamedow, who
is written so in English too). Of the left-overs four engines make (85 occurrences) 70 are found:
rare names in a sentence that speaks of no country are missed (Naschi, Orechowo), and some Iranian
places (Qeschm). Of the 80 findings there 7 were wrong: bearers of Polish names (Anita Woda). All
findings in 1,606 sentences of professional translation were true left-overs (Netanjahu). Of 1,000
native names each of 14 countries none or 1 was flagged, of Polish ones 9, of Croatian ones 8.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese, Russian and Ukrainian sources. On short
lists (9 to 21 names) of the other Latin-script languages 87 of 89 were found.

Settings
--------
None.

Source
------
Conventions: ``check/names/english``; transcriptions: ``check/names/transcription``, each table with
its source. Figures: ``python -m tests.benchmarks.measure_names --faker``; those of engines by
reading their English of the WMT 2021 news task.
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
        if not found.mixed and not found.town:
            yield hit(
                reader,
                found,
                message="“{words}” is spelled as in the source language; English writes {better}",
                confidence=confidence(found, data(__name__)),
            )
