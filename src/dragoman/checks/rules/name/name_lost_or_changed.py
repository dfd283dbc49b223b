"""A person of the source under another name in the translation, or under none.

What it flags
-------------
A person the source names in full (a known given name and a surname) whose surname the translation
has nowhere: changed, where the copied given name stands before another surname ("Angela Markel" for
Angela Merkel), lost, where the given name stands alone ("Angela resigned"). A given name that
became another before a copied surname ("Jurgen" for Jürg), and any name that came out with letters
changed ("Festling" for Festerling). And a person whom only the translation names, with nobody like
him anywhere in the source.

Why it matters
--------------
The translation says something of somebody else, or no longer says of whom.

Flagged
-------
"Chancellor Angela Markel resigned." for "Bundeskanzlerin Angela Merkel …" → Merkel

Accepted
--------
"she resigned" later on, "Mueller" for Müller, "Pope Francis" for "Papst Franziskus".

Where it goes wrong
-------------------
A surname changed into an English word is not seen: in tests these were translations
("Kathedrale"), not errors. Of 11 findings in 73,144 sentences of four engines 9 were right; wrong
were Iohannis for the German Johannis and a Carden-Loyd that became Patrols. Nobody was added in
them. An added John or James is not seen, as these given names are too common to tell from words.

Languages
---------
German, French, Spanish, Italian, Dutch, Portuguese sources: those that do not inflect names.

Settings
--------
None.

Source
------
Given names: ``checks/names/given.txt.gz``; spellings: the names engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from dragoman import languages
from dragoman.checks.names.altered import altered
from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import judge
from dragoman.checks.names.given import is_given
from dragoman.checks.names.judgement import Status, Tier
from dragoman.checks.names.people import Reader
from dragoman.checks.names.respell import respelled
from dragoman.checks.names.spelling import fold, latin_transcription, spells, transcription
from dragoman.checks.names.words import Word, fitting, words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article, Sentence

ALTERED, ANOTHER_GIVEN = 0.8, 0.7
"""Confidence of a word with other letters, and of a given name that became another. Of 73 of the
first kind in 73,144 sentences of four engines and 1,606 of translators 67 were garbled by our
reading (Festerling, Festling; wrong: Latin, chemistry, a land for its people), places among them;
of the second there was one, and it was right."""

CHANGED, REPLACED, ADDED, LOST, LOST_NOUN = 0.8, 0.75, 0.6, 0.6, 0.1
"""Confidence by kind. Of 10 changed names in 73,144 sentences of four engines and 1,606 of
translators 8 were right, and of 2 replaced by quite another both (Nils Stettin became Nils
Szczecin), taken as three of four. Of 18 lost ones none was right: all were German nouns. So where
nouns are capitalised a lost name only informs. Nobody was added to these sentences, and none found:
that kind's figure is by judgement."""

FOREIGN = 2.5
"""A word this current in English (Zipf) is perhaps no surname, but a translation (Patrols 3.3)."""

A_WORD_TOO = 4.6
"""A given name this current in English (Zipf) may be a word (German 5.0, West 5.2, Young 5.4)."""

RESPELLED = 90
"""From this likeness on (rapidfuzz ratio) a word is a surname by another English convention."""

LIKE = 60
"""From this likeness on (rapidfuzz ratio of folded words, 0-100) a word may be the name."""

SHORTEST = 4
"""Given names and surnames this long at least: shorter ones are particles too (Al Qaida)."""

A_WORD = 3.6
"""A surname this current in English (Zipf) may have been translated, or be none (Frank, Martin)."""


@rule(
    code="NAM003",
    family="name",
    severity="major",
    languages=("de", "fr", "es", "it", "nl", "pt"),
)
def name_lost_or_changed(article: Article, context: Context) -> Iterator[Hit]:
    """Flag persons whose surname changed or is gone."""
    everywhere = [word for s in article.target.sentences for word in words(s.text)]
    for number, sources, targets in article.units():
        seen: set[tuple[int, int]] = set()
        for source in sources if targets else ():
            for given, surname in _persons(source, article.source_lang):
                if any(_same(surname, word, article.source_lang) for word in everywhere):
                    continue
                changed = _changed(given, surname, targets, sources)
                if changed is not None:
                    seen.add((changed[0].index, changed[1].start))
                    yield _hit(number, (source, surname), changed, article.source_lang)
                elif _alone(given, targets) and not any(_like(surname, w) for w in everywhere):
                    nouns = languages.get(article.source_lang).segment.capital_nouns
                    sure = LOST_NOUN if nouns else LOST
                    yield _lost(number, source, (given, surname), sure)
        if sources and targets:
            yield from _added(article, number, targets)
            yield from _altered(article, number, sources, targets, but=seen)


def _altered(
    article: Article,
    bead: int | None,
    sources: Sequence[Sentence],
    targets: Sequence[Sentence],
    *,
    but: set[tuple[int, int]],
) -> Iterator[Hit]:
    """Yield names with other letters, and given names that became others."""
    said = Reader.of(article).said
    for found in altered(sources, targets, article.source_lang, said=said):
        if not found.town and (found.target.index, found.other.start) not in but:
            yield Hit(
                message=f"the source has {found.word.text}, the translation {found.other.text}",
                confidence=ANOTHER_GIVEN if found.given else ALTERED,
                bead=bead,
                target=(found.target.index, found.other.start, found.other.end),
                source=(found.source.index, found.word.start, found.word.end),
                suggestions=(found.word.text,),
                evidence={"kind": "given name" if found.given else "altered"},
            )


def _persons(sentence: Sentence, language: str) -> Iterator[tuple[Word, Word]]:
    """Yield (given name, surname): two capitalised words in a row, the first a known given name."""
    row = words(sentence.text)
    for at, (given, surname) in enumerate(pairwise(row)):
        alone = at + 2 >= len(row) or not _joined(sentence, surname, row[at + 2])
        if (
            alone
            and _joined(sentence, given, surname)
            and is_given(given.key)
            and not is_given(surname.key)
            and given.text.istitle()
            and surname.text.istitle()
            and min(len(given.text), len(surname.text)) >= SHORTEST
            and zipf(surname.key) < A_WORD
            and surname.key not in _function_words(language)
        ):
            yield given, surname


@cache
def _function_words(language: str) -> frozenset[str]:
    return languages.get(language).words("function")


def _joined(sentence: Sentence, one: Word, other: Word) -> bool:
    between = sentence.text[one.end : other.start]
    return between == "-" or (between == " " and other.text[0].isupper())


def _same(surname: Word, word: Word, language: str) -> bool:
    """Tell whether *word* is the surname, copied or turned into English."""
    one, other = surname.text.replace("’", "'"), word.text.replace("’", "'")
    if fitting(one, other) or fitting(one.rstrip("s"), other):
        return True
    genitive = transcription(language).genitive
    keys = {surname.key, surname.key.removesuffix(genitive)}
    if any(_english(key, word.key, language) for key in keys):
        return True
    latin = latin_transcription(language)
    return latin is not None and any(spells(latin.options, word.key, key) for key in keys)


def _english(surname: str, word: str, language: str) -> bool:
    """Tell whether *word* is an English spelling of *surname*, both in lower case."""
    judgement = judge(surname, language)
    if judgement.status is not Status.UNKNOWN and word in judgement.forms:
        return True
    made = respelled(surname, language)[:1]
    return made != (surname,) and any(fuzz.ratio(form, word) >= RESPELLED for form in made)


def _like(surname: Word, word: Word) -> bool:
    return word.text[0].isupper() and fuzz.ratio(fold(surname.key), fold(word.key)) >= LIKE


def _changed(
    given: Word, surname: Word, targets: Sequence[Sentence], sources: Sequence[Sentence]
) -> tuple[Sentence, Word] | None:
    """Find a surname the source has not, right after the copied given name."""
    known = {word.key for sentence in sources for word in words(sentence.text)}
    for target in targets:
        for one, other in pairwise(words(target.text)):
            new = other.key not in known and zipf(other.key) < A_WORD
            if one.text == given.text and new and _joined(target, one, other):
                certain = _like(surname, other) or zipf(other.key) < FOREIGN
                return (target, other) if certain else None
    return None


def _added(article: Article, bead: int | None, targets: Sequence[Sentence]) -> Iterator[Hit]:
    """Yield people the translation names and the whole source does not, nor anybody like them."""
    assert article.source is not None
    said = [word for s in article.source.sentences for word in words(s.text) if word.capital]
    for target in targets:
        for given, surname in _persons(target, "en"):
            known = max(zipf(surname.key) - FOREIGN, zipf(given.key) - A_WORD_TOO) >= 0 or any(
                _like(word, other) or _same(word, other, article.source_lang)
                for word in said
                for other in (given, surname)
            )
            if not known:
                yield Hit(
                    message=f"the source names no {given.text} {surname.text}",
                    confidence=ADDED,
                    bead=bead,
                    target=(target.index, given.start, surname.end),
                    evidence={"kind": "added"},
                )


def _alone(given: Word, targets: Sequence[Sentence]) -> bool:
    """Tell whether the copied given name stands alone: before a stop or a function word."""
    functions = _function_words("en")
    for target in targets:
        row = words(target.text)
        for at, word in enumerate(row):
            if word.text == given.text:
                after = row[at + 1] if at + 1 < len(row) else None
                return after is None or after.text in functions
    return False


def _hit(
    bead: int | None, source: tuple[Sentence, Word], target: tuple[Sentence, Word], language: str
) -> Hit:
    (there, surname), (here, other) = source, target
    return Hit(
        message=f"the source has {surname.text}, the translation {other.text}",
        confidence=CHANGED if _like(surname, other) else REPLACED,
        bead=bead,
        target=(here.index, other.start, other.end),
        source=(there.index, surname.start, surname.end),
        suggestions=(_in_english(surname, language),),
        evidence={"kind": "changed"},
    )


def _in_english(surname: Word, language: str) -> str:
    """Return the surname as English spells it: Tschurkin is Churkin."""
    judgement = judge(surname.key, language)
    sure = judgement.status is Status.LEFT and judgement.tier in (Tier.CURRENT, Tier.LISTED)
    return judgement.forms[0].capitalize() if sure else surname.text


def _lost(bead: int | None, source: Sentence, person: tuple[Word, Word], sure: float) -> Hit:
    given, surname = person
    return Hit(
        message=f"the surname of {given.text} {surname.text} is nowhere in the translation",
        confidence=sure,
        bead=bead,
        source=(source.index, surname.start, surname.end),
        evidence={"kind": "lost", "given_name": given.text},
    )
