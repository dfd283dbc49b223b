"""A name still spelled as the source language transcribes it.

What it flags
-------------
A name whose spelling is the source language's way of writing a foreign script: "Schoigu",
"Rjabkow", "Sergej", and one the source gives in Cyrillic spelled by no English convention. The word
is taken back to the originals it may stand for (Шойгу), and these are spelled as English spells
them (Shoigu). Where the text says of whose country a person is, the name is spelled as that
country's are (Hajiyev, Pezeshkian). A given name is judged with its surname; a surname that could
be a German's own is flagged only beside an Eastern given name. From Russian and Ukrainian sources
also a Western name that was spelled out of its Cyrillic form: "Dzhordzh" for George.

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
On a list written before the rules were last changed (``tests/benchmarks/names_fourth.tsv``: people
in a sentence that tells who they are, none of them in an older list or table) the first run found
98 of 104 left-overs, the first suggestion right in 93 of the 98, and flagged 9 of 52 others; the
four of these in the half looked at are traps, people who write themselves as in German or French
(Dmitrij Belkin, Vladimir Jankélévitch). Of the other half, never looked at, 53 of 55 are found now,
the first suggestion right in 50, and 4 of 26 others flagged. The blind half of an older such list
has 65 of 68, 58 and 2 of 60 (two of its names had been named by then). Whom a text calls a German
or an Austrian does not count where the source is German, nor who teaches, settled or grew up there,
came there to stay, or sits for a party of there; an immigrant of whom it says none of it does.

Of the left-overs of four engines' English, each sentence by itself, 86 of 98 occurrences are found
(43 of 51 in the half held back at first, whose misses are known by now): missed are words alone
that nothing says the country of (Schischman, Naschi). Of 86 findings on this English, NAM005's with
them, 79 are right (wrong: Saint Tychon, a Nigerian Warwara, a Dutch Weijenborg). All 11 findings in
1,606 sentences of professional translation are true left-overs, nine of them of one name
(Netanjahu). Of 500 native names each of 23 countries, with their accents or without, or the surname
alone, at most 5 are flagged in a sentence that speaks of Moscow and Ukraine, of Cairo and Iran or
of nothing, here or by another rule of names.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese, Russian and Ukrainian sources. On short
lists (9 to 21 names) of the other Latin-script languages 85 of 89 are found. Of 8,000 sentences
from Russian two had a Western name out of Cyrillic flagged, one rightly (Braudel).

Settings
--------
None.

Source
------
Conventions: ``checks/names/english``; transcriptions: ``checks/names/transcription``, each table
with its source. Figures: ``python -m tests.benchmarks.measure_context --fourth --held``,
``measure_names --faker`` and ``measure_leftovers``, its findings read one by one.
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
