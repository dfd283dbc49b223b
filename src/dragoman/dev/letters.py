"""Build and measure the letter model of names: ``python -m dragoman.dev.letters [--write]``.

Prints how often the model takes a regular transcription of a listed name back to an original of the
same English spelling; the names measured are left out of training. ``--write`` writes
``checks/names/letters.txt.gz`` from all of them.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.checks.names.gazetteer import lines
from dragoman.checks.names.letters import Letters, runs_of, search
from dragoman.checks.names.reading import EASTERN
from dragoman.checks.names.spelling import (
    LONGEST_LETTERS,
    Transcription,
    conventions,
    transcription,
)
from dragoman.dev.names import write

LANGUAGES = ("de", "fr", "nl", "es", "it", "pl", "pt")
LEFT_OUT = 40
"""One name in so many is measured, not trained on: about 3,000."""
STEM = 4
LEAST = 2
"""Runs met once are left out: half of the file, and no right answer lost."""
HEADER = """\
# Runs of four letters in names in Cyrillic of Eastern Slavic, Bulgarian, Armenian and Georgian
# endings: run TAB how often; ^ begins a name, $ ends it.
# origin: the originals in names.txt.gz (Wikidata by way of rigour, CC0) and words.txt.gz (wordfreq)
# licence: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/ (this file alone)
# derived: python -m dragoman.dev.letters --write
"""


def originals() -> Iterator[str]:
    """Yield the listed originals that end like names of the languages concerned."""
    for line in (*lines("names.txt.gz"), *lines("words.txt.gz")):
        original = line.partition("\t")[0]
        if len(original) > 3 and EASTERN.search(original):
            yield original


def counted(words: Iterable[str]) -> Counter[str]:
    """Count the runs of four letters in *words*, rare ones left out."""
    counts = Counter(run for word in words for run in runs_of(word))
    return Counter({run: number for run, number in counts.items() if number >= LEAST})


def left_out(word: str) -> bool:
    """Tell whether a name is measured, by a hash of its stem: Petrov goes with Petrova."""
    return hashlib.sha256(word[:STEM].encode()).digest()[0] % LEFT_OUT == 0


def transcribed(original: str, table: Transcription) -> str | None:
    """Transcribe an original the regular way: the first spelling of the longest letters."""
    at, out = 0, []
    while at < len(original):
        sizes = range(LONGEST_LETTERS, 0, -1)
        piece = next((p for n in sizes if (p := original[at : at + n]) in table.options), None)
        if piece is None:
            return None
        out.append(table.options[piece][0])
        at += len(piece)
    return "".join(out)


def english(original: str) -> str:
    """Spell an original by the convention of the first language that has its letters."""
    return next((table.spell(original) for table in conventions(original)), original)


def measure() -> None:
    """Print the shares of right answers, by language."""
    words = list(originals())
    model = Letters.of(counted(word for word in words if not left_out(word)).items())
    for language in LANGUAGES:
        table = transcription(language)
        rows = [(w, t) for w in words if left_out(w) and (t := transcribed(w, table))]
        right = sum(english(search(latin, table, model)) == english(w) for w, latin in rows)
        print(f"{language}: {right}/{len(rows)} {right / len(rows):.3f}")


if __name__ == "__main__":
    measure()
    if "--write" in sys.argv:
        write("letters.txt.gz", HEADER, (f"{r}\t{n}" for r, n in counted(originals()).items()))
