"""A surname translated as if it were a word.

What it flags
-------------
A surname that is also a word, put into English: "Strack Carpenter" for Strack-Zimmermann, "Olaf
Mayor" for Olaf Scholz. What stands before it in the name (a given name, the first half) must be
copied and followed by the translation, and the surname itself must be missing.

Why it matters
--------------
The person is lost, and the sentence speaks of somebody or something else.

Flagged
-------
"Marie-Agnes Strack Carpenter chairs the committee." → Strack-Zimmermann

Accepted
--------
"King Charles" for "König Charles" is a title; "the shepherd" for "der Schäfer" is a word.

Where it goes wrong
-------------------
A surname alone, with no given name before it, is not judged: "Fischer sagte" may be a fisherman.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese, Russian and Ukrainian sources.

Settings
--------
None.

Source
------
Frequent surnames of each language with their dictionary meaning: ``name_translated_as_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dragoman.checks.names.given import is_given
from dragoman.checks.names.romanise import romanised, spelled
from dragoman.checks.names.words import Word, fitting, words
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence

Table = Mapping[str, Sequence[str]]

SURE = 0.93
"""One finding in 73,144 sentence pairs of four engines ("Franziska Chancellor"), and it was right;
none in 1,606 professional ones. Too few to say more."""


@rule(
    code="NAM002",
    family="name",
    severity="major",
    languages=("de", "fr", "nl", "es", "it", "pl", "pt", "ru", "uk"),
)
def name_translated_as_words(article: Article, context: Context) -> Iterator[Hit]:
    """Flag surnames that were translated as words."""
    table: Table = data(__name__)[article.source_lang]
    for number, sources, targets in article.units():
        for source in sources:
            for before, surname in _surnames(source, table):
                for target in targets:
                    wrong = _translated(before, table[surname.key], target)
                    if wrong is not None and not _kept(surname, targets):
                        yield _hit(number, (source, surname), (target, wrong))


def _surnames(sentence: Sentence, table: Table) -> Iterator[tuple[Word, Word]]:
    """Yield (word before, surname) where a listed surname follows a given name or a hyphen."""
    row = words(sentence.text)
    for at, (before, first) in enumerate(pairwise(row)):
        between = sentence.text[before.end : first.start]
        if not (between == "-" or (between == " " and is_given(before.key))):
            continue
        for last in reversed(row[at + 1 : at + 3]):
            text = sentence.text[first.start : last.end]
            if first.capital and text.lower() in table:
                yield before, Word(start=first.start, end=last.end, text=text)
                break


def _kept(surname: Word, targets: Sequence[Sentence]) -> bool:
    if " " in surname.text:
        return any(surname.text.lower() in target.text.lower() for target in targets)
    return any(fitting(surname.text, word.text) for t in targets for word in words(t.text))


def _translated(before: Word, meanings: Sequence[str], target: Sentence) -> tuple[int, int] | None:
    """Find the copied word before and right after it a meaning of the surname in *target*."""
    choice = "|".join(re.escape(meaning) for meaning in meanings)
    name = spelled(before.text)
    match = re.search(rf"\b(?:{name})[ -](?P<wrong>(?i:{choice}))\b", target.text)
    return match.span("wrong") if match and match["wrong"][0].isupper() else None


def _hit(
    bead: int | None, source: tuple[Sentence, Word], target: tuple[Sentence, tuple[int, int]]
) -> Hit:
    (there, surname), (here, (start, end)) = source, target
    return Hit(
        message=f"“{here.text[start:end]}” is the surname {surname.text}, translated as a word",
        confidence=SURE,
        bead=bead,
        target=(here.index, start, end),
        source=(there.index, surname.start, surname.end),
        suggestions=(romanised(surname.text),),
        evidence={"meaning_of": surname.text},
    )
