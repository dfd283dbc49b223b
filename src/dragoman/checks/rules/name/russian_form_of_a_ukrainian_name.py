"""A Ukrainian under the Russian form of the given name.

What it flags
-------------
A Ukrainian whose given name the translation has in its Russian form: "Vladimir Zelensky" for
Володимир Зеленський or Wolodymyr Selenskyj, "Dmitry Kuleba" for Дмитро Кулеба. From Ukrainian also
a surname spelled from its Russian form ("Lisovoy" for Лісовий), and "Igor" for Ігор. A source in
Latin letters must spell the Ukrainian form itself; from Ukrainian and Russian sources, which give
all names in their own form, the text must say that the person is Ukrainian.

Why it matters
--------------
Ukraine spells its people from the Ukrainian form, and so do AP, Reuters and the BBC; the Russian
form makes a statement that the source did not make, or takes the person for another.

Flagged
-------
"Ukrainian President Vladimir Zelensky" for "Президент України Володимир Зеленський" → Volodymyr

Accepted
--------
"Vladimir Putin" for "Володимир Путін"; "Olga Koval", "Igor Koval" from other languages than
Ukrainian: current for both.

Where it goes wrong
-------------------
A Ukrainian who goes by the Russian form. From a Russian source the finding is minor, as the house
style may be to follow the source.

Languages
---------
German, French, Dutch, Spanish, Italian, Polish, Portuguese, Russian and Ukrainian sources.

Settings
--------
None.

Source
------
Pairs of given names: the table beside the rule; spellings: ``checks/names/english``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.checks.names.engine import english_originals, judge
from dragoman.checks.names.people import Reader
from dragoman.checks.names.setting import cues
from dragoman.checks.names.spelling import convention
from dragoman.checks.names.words import Name, Word, fitting, stem, words
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article, Sentence

UKRAINIAN, RUSSIAN = "uk", "ru"


@rule(
    code="NAM006",
    family="name",
    severity="major",
    languages=("de", "fr", "nl", "es", "it", "pl", "pt", "ru", "uk"),
)
def russian_form_of_a_ukrainian_name(article: Article, context: Context) -> Iterator[Hit]:
    """Flag Russian forms of given names of Ukrainians."""
    reader = Reader.of(article)
    for found in reader.by_sentence:
        for name in found:
            for given in name.words[:-1]:
                pair = _pair(given.key)
                sure = _sure(reader, name, given, *pair) if pair else None
                if pair and sure:
                    yield _hit(reader, name, given, pair[0], sure)
        if reader.language == UKRAINIAN:
            for name in found:
                yield from _surnames(reader, name)


def _surnames(reader: Reader, name: Name) -> Iterator[Hit]:
    """Yield surnames of a Ukrainian source that are spelled from their Russian form (Lisovoy)."""
    uk, ru = convention(UKRAINIAN), convention(RUSSIAN)
    sentence = reader.article.target.sentences[name.sentence]
    for given, surname in pairwise(name.words):
        for first, second in _pairs(reader, sentence):
            if not _fits(first.key, given.key):
                continue
            forms = (form for form in _in_russian(second.key) if ru.accepts(form, surname.key))
            russian = next(forms, None)
            if russian and not uk.accepts(second.key, surname.key):
                share = _ukrainian(reader, name, given)
                sure = float(data(__name__)["confidence"]["surname"]) * share
                if sure:
                    yield _hit(reader, name, surname, second.key, sure)


def _fits(given: str, word: str) -> bool:
    """Tell whether *word* is the Ukrainian given name, in Ukrainian or Russian form."""
    twins = {**data(__name__)["given"], **data(__name__)["with_g"]}
    uk, ru = convention(UKRAINIAN), convention(RUSSIAN)
    return uk.accepts(given, word) or ru.accepts(twins.get(given, given), _plain(word))


def _in_russian(surname: str) -> Iterator[str]:
    """Yield what Russian may make of a Ukrainian surname: лісовий → лисовой, лисовый.

    >>> "лисовой" in set(_in_russian("лісовий")), "олейник" in set(_in_russian("олійник"))
    (True, True)
    """
    endings = ("ый", "ой", "ий") if surname.endswith("ий") else ("",)
    body = surname.removesuffix("ий")
    for old, new in (("", ""), ("ій", "ей"), ("і", "е"), ("і", "о")):
        for y in ("и", "ы"):
            stem = body.replace(old, new) if old else body
            plain = stem.replace("и", y).translate(LETTERS)
            yield from (plain + ending for ending in endings)


LETTERS = str.maketrans("іїєґ", "ииег")
"""Ukrainian letters and the ones Russian has for them."""


def _pair(word: str) -> tuple[str, str] | None:
    """Return the Ukrainian and the Russian original of a word that fits the Russian one alone."""
    uk, ru = convention(UKRAINIAN), convention(RUSSIAN)
    for ukrainian, russian in data(__name__)["given"].items():
        if ru.accepts(russian, _plain(word)) and not uk.accepts(ukrainian, word):
            return ukrainian, russian
    for ukrainian, russian in data(__name__)["with_g"].items() if "g" in word else ():
        if ru.accepts(russian, word) or uk.accepts(ukrainian, word):
            return ukrainian, russian
    return None


def _plain(word: str) -> str:
    """Undo English habits no table has: x for ks (Alexander → aleksandr)."""
    return {"alexander": "aleksandr", "peter": "petr"}.get(word, word)


def _sure(reader: Reader, name: Name, given: Word, ukrainian: str, russian: str) -> float | None:
    """Say how sure it is that the person is Ukrainian and the source has the name; None if not."""
    table = data(__name__)["confidence"]
    sentence = reader.article.target.sentences[name.sentence]
    there = reader.source_words(sentence)
    if ukrainian in data(__name__)["with_g"] and reader.language != UKRAINIAN:
        return None
    if reader.language in (UKRAINIAN, RUSSIAN):
        original = ukrainian if reader.language == UKRAINIAN else russian
        if not any(word.startswith(stem(original)) for word in there):
            return None
        key = "ukrainian_source" if reader.language == UKRAINIAN else "russian_source"
        key = "with_g" if ukrainian in data(__name__)["with_g"] else key
        return float(table[key]) * _ukrainian(reader, name, given) or None
    surname = name.words[name.words.index(given) + 1]
    said = any(_spelled(reader, pair, ukrainian, surname) for pair in _pairs(reader, sentence))
    return float(table["spelled"]) if said else None


def _pairs(reader: Reader, target: Sentence) -> Iterator[tuple[Word, Word]]:
    """Yield every two neighbouring words of the source sentences that answer *target*."""
    bead = reader.article.bead_of_target.get(target.index)
    for other in reader.article.source_sentences(bead) if bead is not None else ():
        yield from pairwise(words(other.text))


def _spelled(reader: Reader, pair: tuple[Word, Word], ukrainian: str, surname: Word) -> bool:
    """Tell whether the source's *pair* is that Ukrainian given name before the same surname."""
    given, other = pair
    same = fitting(other.text, surname.text)
    same = same or surname.key in judge(reader.stem(other), reader.language).forms
    return same and ukrainian in judge(given.key, reader.language).originals


def _ukrainian(reader: Reader, name: Name, given: Word) -> float:
    """Say how sure it is that the text makes the person a Ukrainian, as a share of certainty.

    It says so, or the surname stands for Ukraine, or a Ukrainian text speaks of nothing else here.
    """
    setting = reader.setting(name)
    surname = name.words[name.words.index(given) + 1]
    if any(found == UKRAINIAN for *_, found in cues(surname.key, leaders=True)):
        return 1.0
    if setting.region is not None and setting.region.language != UKRAINIAN:
        return 0.0
    if setting.region is None and reader.language != UKRAINIAN:
        return 0.0
    sentence = reader.article.target.sentences[name.sentence].text
    others = any(found != UKRAINIAN for *_, found in cues(sentence))
    eastern = bool(english_originals(surname.key)) or ENDING.search(surname.key) is not None
    if setting.asserted:
        return 1.0
    if reader.language != UKRAINIAN or not eastern or others:
        return 0.0
    return AROUND if setting.region is not None else UNSAID


ENDING = re.compile(
    "(?:[nl][iy]k|enko|[cs]huk|y[ui]k|[aoe]v|[sz]k[iy]y?|sky[iy]|[aeo]v[ay]|oy|yi|yy)$"
)
"""Endings of Ukrainian surnames in English letters, taken from a Russian form or not."""

AROUND = 0.8
"""What a text about Ukraine says of a name in it: from Ukrainian, eight people in ten are. By
judgement."""

UNSAID = 0.75
"""What a Ukrainian text that names no country says of a name in it. By judgement."""


def _hit(reader: Reader, name: Name, given: Word, ukrainian: str, sure: float) -> Hit:
    better = convention(UKRAINIAN).spell(ukrainian).capitalize()
    return Hit(
        message=f"“{given.text}” is the Russian form of a Ukrainian name; Ukraine writes {better}",
        confidence=sure,
        bead=reader.article.bead_of_target.get(name.sentence),
        target=(name.sentence, given.start, given.end),
        source=_in_source(reader, name.sentence, ukrainian),
        suggestions=(better,),
        severity="minor" if reader.language == RUSSIAN else None,
        evidence={"ukrainian": ukrainian, "source": reader.language},
    )


def _in_source(reader: Reader, sentence: int, ukrainian: str) -> tuple[int, int, int] | None:
    bead = reader.article.bead_of_target.get(sentence)
    for other in reader.article.source_sentences(bead) if bead is not None else ():
        for word in words(other.text):
            found = word.key.startswith(stem(ukrainian))
            if found or ukrainian in judge(word.key, reader.language).originals:
                return other.index, word.start, word.end
    return None
