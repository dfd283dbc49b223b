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
their reasons in ``checks/names/exceptions.toml``.

Where it goes wrong
-------------------
A third list (``tests/benchmarks/names_third.tsv``) was run once, but half of its names turned out
to stand in the earlier lists, which were developed on. Of the 38 persons in no other list 36 were
found, 29 with the first suggestion right in every part, and 0 of 16 others were flagged; names
without any context are hard to spell right. Of the left-overs of four engines, which were
developed on, 68 of 83 occurrences are found: rare names in a sentence that speaks of no country
are missed (Naschi, Orechowo), and Iranian places (Qeschm). Of the 80 findings there 9 were wrong
(Anita Woda, a Nigerian Warwara, Saint Tychon). All 11 findings in 1,606 sentences of professional
translation were true left-overs (Netanjahu). Of 1,000 native names each of 14 countries none or 1
was flagged, of Polish ones 9, of Croatian ones 8.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese, Russian and Ukrainian sources. On short
lists (9 to 21 names) of the other Latin-script languages 87 of 89 were found.

Settings
--------
None.

Source
------
Conventions: ``checks/names/english``; transcriptions: ``checks/names/transcription``, each table
with its source. Figures: ``python -m tests.benchmarks.measure_names --faker``; those of engines by
reading their English of the WMT 2021 news task.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.names.people import Reader
from dragoman.checks.names.report import confidence, hit
from dragoman.checks.rule import Context, Hit, data, rule
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
