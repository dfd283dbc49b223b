"""Letters of another script in English text, or two scripts in one word.

What it flags
-------------
Words in Cyrillic, Greek, Arabic, Hebrew or East Asian letters, and words that mix such letters with
Latin ones ("Sсholz" with a Cyrillic "с"), which look right and cannot be searched for.

Why it matters
--------------
An engine that copies a word in another script leaves a hole in the sentence; a look-alike letter
breaks search, spelling and speech.

Flagged
-------
    ru: По данным агентства, погибших нет.
    en: По данным the agency, there are no deaths.

Accepted
--------
    ru: Слово «мир» означает и мир, и вселенную.
    en: The word "мир" means both peace and world.

Where it goes wrong
-------------------
Words in quotation marks or brackets are taken for examples and accepted, as is a single letter
("σ", "the letter Я", "Ω"). A name given in its own script without brackets is flagged.

Languages
---------
All.

Settings
--------
None.

Source
------
Unicode Standard Annex 24 (scripts); Unicode Technical Standard 39 (mixed-script detection).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dragoman.checks.grammar.wording import quotations, words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article, Sentence

LEFT, MIXED = 0.9, 0.95

_OTHER = (
    "\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
)
_RUN = re.compile(rf"[^\W\d_]*[{_OTHER}][^\W\d_]*(?:[\s\-]+[^\W\d_]*[{_OTHER}][^\W\d_]*)*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERED = re.compile(r"[Α-Ωα-ωµ](?:[-‐]\w+|[a-zA-Z]{1,3})?|[-\w]*[-‐][Α-Ωα-ω]")


@rule(code="UNT003", family="untranslated", severity="major", needs_source=False)
def foreign_script(article: Article, context: Context) -> Iterator[Hit]:
    """Flag words in, or mixed with, letters of another script."""
    for sentence in article.target.sentences:
        if sentence.text.isascii() or sentence.role == "boilerplate":
            continue
        shelters = [
            *quotations(sentence.text),
            *(match.span() for match in _BRACKETS.finditer(sentence.text)),
        ]
        for match in _RUN.finditer(sentence.text):
            start, end = match.span()
            run = match.group()
            mixed = _mixed(run)
            if not mixed and any(first < start and end < last for first, last in shelters):
                continue
            if _LETTERED.fullmatch(run) or (len(run) == 1 and not _copied(article, sentence, run)):
                continue
            yield Hit(
                message="two scripts in one word" if mixed else "a word in another script was left",
                confidence=MIXED if mixed else LEFT,
                target=(sentence.index, start, end),
                suggestions=(mixed,) if mixed else (),
                safe=bool(mixed),
                severity="minor" if mixed else "critical" if len(run.split()) > 4 else "major",
            )


def _copied(article: Article, sentence: Sentence, letter: str) -> bool:
    """Tell whether a small letter is a word of the source ("и", "в"), not the name of a letter."""
    bead = article.bead_of_target.get(sentence.index)
    if bead is None or not letter.islower():
        return False
    return any(letter == w.text for s in article.source_sentences(bead) for w in words(s.text))


_LOOKS = str.maketrans(
    "АВЕКМНОРСТХаеорсухіјѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsdABEZHIKMNOPTYXo"
)


def _mixed(run: str) -> str | None:
    """Return *run* in Latin letters if they mix scripts only by look-alikes, else None."""
    latin = sum("LATIN" in unicodedata.name(char, "") for char in run)
    plain = run.translate(_LOOKS)
    if not latin or not all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in plain):
        return None
    return plain
