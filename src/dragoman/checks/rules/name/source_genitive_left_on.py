"""A name that still carries the source language's genitive s.

What it flags
-------------
A name copied with the ending of a German or Dutch genitive: "Putins speech" for "Putin's speech".
The source must have the same form, and the name without the s must be known: it stands elsewhere in
the article, or English knows it far better.

Why it matters
--------------
The reader takes the s for a part of the name.

Flagged
-------
"Putins speech lasted two hours." → Putin's

Accepted
--------
"Microsoft's share price", "the Kennedys", "Peter Adams".

Where it goes wrong
-------------------
A family in the plural ("Obamas") is told from a genitive only by an article or a number before it.
A genitive whose noun does not follow in the source is missed.

Languages
---------
German and Dutch sources.

Settings
--------
None.

Source
------
English Zipf frequencies of wordfreq. In 73,144 sentences of four engines there are 5 findings, all
right (Luckes, Rakitics, Amons), in 1,606 sentences of professional translation none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from dragoman import languages
from dragoman.checks.names.current import zipf
from dragoman.checks.names.home import bare, native_of
from dragoman.checks.names.judgement import Status
from dragoman.checks.names.people import Reader
from dragoman.checks.names.words import Word, words
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence


@rule(code="NAM004", family="name", severity="minor", languages=("de", "nl"))
def source_genitive_left_on(article: Article, context: Context) -> Iterator[Hit]:
    """Flag names copied with the genitive s of the source."""
    reader = Reader.of(article)
    for _bead, sources, targets in article.units():
        copied = {word.text for sentence in sources for word in words(sentence.text)}
        owning = {
            word.text
            for sentence in sources
            for word in _before_a_noun_phrase(sentence, article.source_lang)
        }
        for sentence in targets:
            for word, given in _before_a_noun(sentence, copied):
                sure = _confidence(reader, word, given=given) if word.text in owning else 0.0
                if sure:
                    yield _hit(reader, sentence, word, sure)


def _before_a_noun_phrase(sentence: Sentence, language: str) -> Iterator[Word]:
    """Yield the words of a source sentence that may be the genitive of what follows.

    That is no function word: in "sprach Nagys am Montag" the name owns nothing. Where nouns have
    capitals it is one, behind adjectives perhaps: "Protos lacht" has a verb.
    """
    about = languages.get(language)
    functions, capitals = about.words("function"), about.segment.capital_nouns
    row = words(sentence.text)
    for at, (word, after) in enumerate(pairwise(row)):
        touching = sentence.text[word.end : after.start] == " " and after.key not in functions
        if touching and (not capitals or _leads_to_a_noun(row[at + 1 :])):
            yield word


def _leads_to_a_noun(row: Sequence[Word]) -> bool:
    """Tell whether a noun comes first, behind words with the endings of German adjectives."""
    noun = next((word for word in row if not ADJECTIVE.search(word.text)), None)
    return noun is not None and noun.text[0].isupper()


ADJECTIVE = re.compile(r"^[a-zäöüß]\w*e[nrsm]?$")


def _before_a_noun(sentence: Sentence, copied: Container[str]) -> Iterator[tuple[Word, str]]:
    """Yield the names in s that may stand in the genitive: a word follows that may be its noun.

    A noun that is *copied* as well makes a name of the two: Montreals Canadiens, Nedas Gagys.

    With each comes the capitalised word before it, in lower case, which may be a given name.
    """
    table = data(__name__)
    row = words(sentence.text)
    for at, word in enumerate(row[:-1]):
        before = row[at - 1] if at else None
        after = row[at + 1]
        if (
            word.capital
            and len(word.text) > SHORTEST
            and word.text.endswith("s")
            and sentence.text[word.start - 1 : word.start] != "-"
            and (before is None or before.key not in table["before_a_plural"])
            and after.text not in copied
            and after.key not in table["never_after_a_genitive"]
            and sentence.text[word.end : after.start] == " "
        ):
            yield word, before.key if before is not None and before.capital else ""


SHORTEST = 4
"""Names of up to three letters before the s are not judged (Lars, Hans, Ines)."""


def _confidence(reader: Reader, word: Word, *, given: str) -> float:
    """Say how sure it is that *word* is a name with a foreign s; 0 when it is not."""
    table = data(__name__)
    own, lead = zipf(word.key), zipf(word.key[:-1]) - zipf(word.key)
    if word.key.endswith("ss") or own >= table["a_word_of_its_own"] or reader.genitive(word):
        return 0.0
    if reader.judge(word).status is Status.LEFT:
        return 0.0
    if word.text[:-1] in reader.written and lead >= 0:
        return float(table["confidence"]["seen"])
    people = native_of(given, word.key, reader.language)
    if people is not None and people.surname.search(bare(word.key)):
        # Antanas Nagys, Emanuel Juras: names in s of peoples who have many.
        return 0.0
    needed = table["lead_after_a_given_name" if given else "lead"]
    return float(table["confidence"]["current"]) if lead >= needed else 0.0


def _hit(reader: Reader, sentence: Sentence, word: Word, sure: float) -> Hit:
    better = f"{word.text[:-1]}’s" if "’" in reader.text else f"{word.text[:-1]}'s"
    return Hit(
        message=f"“{word.text}” keeps the genitive s of the source; English writes {better}",
        confidence=sure,
        target=(sentence.index, word.start, word.end),
        source=reader.in_source(word, sentence.index),
        suggestions=(better, word.text[:-1]),
        evidence={"bare": word.text[:-1]},
        safe=sure >= SAFE,
    )


SAFE = 0.95
"""Confidence from which the suggestion may be applied unasked."""
