"""A holder's gender changed: "the Chancellor … he" for a Kanzlerin, "spokesman" for a Sprecherin.

What it flags
-------------
A pronoun of the wrong gender for an office whose source form tells the holder's ("Kanzlerin", "la
canciller", "ministra"), and nouns that English forms by gender ("spokesman" for "Sprecherin",
"chairman" for "die Vorsitzende", "Mr President" for "Frau Präsidentin").

Why it matters
--------------
Engines translate sentence by sentence and fall back on "he"; the reader meets a woman in one
sentence and a man in the next.

Flagged
-------
    es: La canciller dijo que viajará a París.
    en: The Chancellor said he would travel to Paris.
    →   she

Accepted
--------
    de: Die Kanzlerin lobte den Trainer, weil er Geduld habe.
    en: The Chancellor praised the coach because he was patient.

Where it goes wrong
-------------------
The rule speaks only where the source tells the gender and nobody else in the sentence could be
meant: a pronoun or person of the other gender on either side, or any noun in the singular between
title and pronoun, silences it. A neutral
"spokesperson" or "chair" is always accepted. A generic masculine for a woman reads as a man.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian. Dutch, Russian and
most Polish titles do not tell the gender, so there only the nouns speak.

Settings
--------
None.

Source
------
Words in ``gender_of_office.toml``; European Parliament, "Gender-neutral language" (2018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from dragoman.checks.grammar.pronouns import OTHER_SEX
from dragoman.checks.grammar.wording import as_written
from dragoman.checks.offices.grammar import places
from dragoman.checks.offices.matching import Pair, pairs
from dragoman.checks.offices.reading import SourceMention
from dragoman.checks.offices.table import LANGUAGES
from dragoman.checks.offices.words import Token, tokens
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence

PRONOUN = 0.75
"""Confidence of a pronoun: the source tells the gender and no one else is in sight."""

NOUN = 0.9
"""Confidence of a noun: both languages tell the gender in the noun itself."""

MASCULINE_NOUN = 0.6
"""The same for "spokeswoman" from a masculine noun, which may be meant generically."""


@rule(code="TTL004", family="title", severity="major", languages=LANGUAGES)
def gender_of_office(article: Article, context: Context) -> Iterator[Hit]:
    """Flag pronouns and nouns of the wrong gender for a holder whose gender the source tells."""
    table = data(__name__)
    yield from _pronouns(article, table)
    for bead, source, target in article.units():
        if source and target:
            yield from _nouns(article, table, bead, source, target)


def _pronouns(article: Article, table: Mapping[str, Any]) -> Iterator[Hit]:
    by_bead: dict[int, list[Pair]] = {}
    for pair in pairs(article):
        if pair.bead is not None and pair.source is not None:
            by_bead.setdefault(pair.bead, []).append(pair)
    for bead, found in by_bead.items():
        if len(found) != 1 or found[0].target is None or not found[0].source:
            continue
        if found[0].source.plural or found[0].target.plural or found[0].source.titles[0].ministry:
            continue
        if found[0].source.feminine:
            yield from _of_holder(article, table, bead, found[0])


def _of_holder(article: Article, table: Mapping[str, Any], bead: int, pair: Pair) -> Iterator[Hit]:
    """Look for "he" in the only sentence whose only person is a woman in office."""
    target, source = pair.target, pair.source
    assert target is not None
    assert source is not None
    men = frozenset(table["masculine"].get(article.source_lang, ()))
    spoken = [token.lower for s in article.source_sentences(bead) for token in tokens(s.text)]
    sentence = article.target.sentences[target.sentence]
    words = tokens(sentence.text)
    lowered = {token.lower for token in words}
    english = table["english"]
    either = frozenset(table["either"].get(article.source_lang, ()))
    if (men - either) & set(spoken) or lowered & set(english["feminine"]):
        return
    if _others(words, pair, english):
        return
    for token in words:
        if token.start < target.end:
            continue
        if token.lower in english["determiners"]:
            return  # the noun behind it could be the one meant
        if token.lower not in english["masculine"]:
            continue
        right = OTHER_SEX[token.lower]
        yield Hit(
            message=f"“{token.text}” for a woman: the source has “{_text(article, source)}”",
            confidence=PRONOUN,
            target=(target.sentence, token.start, token.end),
            source=(source.sentence, source.start, source.end),
            bead=bead,
            suggestions=(as_written(right, token.text),),
            evidence={"office": sentence.text[target.start : target.end], "source_gender": "f"},
        )
        return


def _text(article: Article, source: SourceMention) -> str:
    assert article.source is not None
    return article.source.sentences[source.sentence].text[source.start : source.end]


def _others(words: Sequence[Token], pair: Pair, english: Mapping[str, Any]) -> bool:
    """Tell whether somebody else is in the sentence whom a pronoun could mean."""
    target = pair.target
    assert target is not None
    trie = places("en")
    at = 0
    while at < len(words):
        token = words[at]
        named = trie.longest(words, at)
        inside = target.start <= token.start < target.end
        if named is not None:
            at = named.end
            continue
        name = token.text[0].isupper() and at > 0 and token.text.isalpha() and len(token.text) > 1
        quote = token.text in '"“”„«»'
        if not inside and (quote or token.lower in english["persons"]):
            return True
        if (
            name
            and not inside
            and token.lower not in target.person
            and token.text not in english["nobody"]
        ):
            return True
        at += 1
    return False


def _nouns(
    article: Article,
    table: Mapping[str, Any],
    bead: int | None,
    source: Sequence[Sentence],
    target: Sequence[Sentence],
) -> Iterator[Hit]:
    """Compare nouns that both languages form by gender."""
    spoken = " " + " ".join(token.lower for s in source for token in tokens(s.text)) + " "
    english = " ".join(sentence.text.lower() for sentence in target)
    for sentence in target:
        lower = sentence.text.lower()
        for entry in table["nouns"]:
            forms = entry.get(article.source_lang)
            if forms is None:
                continue
            for wrong, right in (("masculine", "feminine"), ("feminine", "masculine")):
                hit = next((w for w in entry[wrong] if _word(w).search(lower)), None)
                if hit is None or any(_word(w).search(english) for w in entry[right]):
                    continue
                if _said(forms[wrong], spoken) or not _said(forms[right], spoken):
                    continue
                found = _word(hit).search(lower)
                assert found is not None
                at = found.start()
                words = sentence.text[at : at + len(hit)]
                better = entry[right][0]
                yield Hit(
                    message=f"“{words}” changes the holder's gender: the source names a "
                    f"{'woman' if right == 'feminine' else 'man'}",
                    confidence=NOUN if right == "feminine" else MASCULINE_NOUN,
                    target=(sentence.index, at, at + len(hit)),
                    bead=bead,
                    suggestions=(as_written(better, words),),
                    evidence={"source_gender": right[0]},
                )


@cache
def _word(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")


def _said(forms: Sequence[str], spoken: str) -> bool:
    return any(f" {form.replace('-', ' ')} " in spoken for form in forms)
