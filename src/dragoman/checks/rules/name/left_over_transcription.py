"""A name still spelled as the source language transcribes it.

What it flags
-------------
A name whose spelling is the source language's way of writing a foreign script: "Schoigu",
"Rjabkow", "Sergej", and one the source gives in Cyrillic spelled by no English convention. The word
is taken back to the originals it may stand for (Шойгу), and these are spelled as English spells
them (Shoigu). Where the text says of whose country a person is, the name is spelled as that
country's are (Hajiyev, Pezeshkian). A given name is judged with its surname; a surname that could
be a German's own is flagged only beside an Eastern given name.

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
The blind half of ``tests/benchmarks/names_context.tsv`` (people in a sentence that tells who they
are, run twice, before and after the round it was written for, its rows looked at only after that):
65 of 68 left-overs found, the first suggestion right in 56 of these 65, and 4 of 60 others flagged:
two Poles in sentences about Russia and Ukraine (Radoslaw Sikorski), and two spellings that the list
itself calls right (Karrubi); after whole names of neighbouring peoples were told (``home.py``) 2 of
60. What this costs: a Russian or Ukrainian who is named like a Pole (Stanislaw Belkowski) is found
only where the text says what he is. Rare names in a sentence that speaks of no country are missed
(Orechowo, Schischman). Of the left-overs of four engines in the half not developed on, 23 of 32
occurrences are found, and 34 of 38 findings there are right (wrong: Saint Tychon, a Dutch
Weijenborg). All 11 findings in 1,606 sentences of professional translation are true left-overs
(Netanjahu). Of 500 native names each of 23 countries, with their accents or without, at most 5 are
flagged in a sentence that speaks of Moscow and Ukraine, of Cairo and Iran or of nothing; only of
Estonian ones more (17), those with Russian names. A surname alone in such a sentence has less to
tell it: up to 61 Lithuanian (few surnames, drawn often), 25 Polish and 20 Slovene ones are flagged,
here or by NAM004.

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
with its source. Figures: ``python -m tests.benchmarks.measure_context --held`` and
``measure_names --faker``; those of engines by reading their English of the WMT 2021 news task.
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
