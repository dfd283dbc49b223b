"""Towns whose names were taken for words: Изюм became Raisin, Toro Bull."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from dragoman.checks.names.current import zipf
from dragoman.checks.names.decision import BEFORE_TOWN
from dragoman.checks.names.gazetteer import lines, towns
from dragoman.checks.names.romanise import spelled
from dragoman.checks.names.spelling import fold
from dragoman.checks.names.words import Word, stem, words
from dragoman.checks.rule import data
from dragoman.model import Article, Sentence, WordLink

ALIKE = 60
"""From this likeness on (rapidfuzz ratio of folded words, 0-100) a word of the translation may be
the town's name, however it is written."""

A_WORD = 2.5
"""What a town was translated as is a word this current in English (Zipf): Raisin 3.2, Bull 4.5."""


@cache
def _towns(language: str) -> Mapping[str, str]:
    """Map the stems (lower case) of towns of *language*'s countries to their names."""
    if data(__name__)[language].get("cyrillic"):
        return {stem(town): town for town in sorted(towns())}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines("home_towns.txt.gz"):
        of, _, town = line.partition("\t")
        found[of][town.lower()] = town
    return found[language]


def translated(
    article: Article, bead: int | None, sources: Sequence[Sentence], targets: Sequence[Sentence]
) -> Iterator[tuple[Sentence, Word, tuple[int, int, int], str]]:
    """Yield (sentence, town, place of what it became, English name) by the word links."""
    language = article.source_lang
    if bead is None:
        return
    there = [word for sentence in sources for word in words(sentence.text) if word.capital]
    here = [word for sentence in targets for word in words(sentence.text)]
    for sentence in sources:
        for before, word in pairwise(words(sentence.text)):
            town = _town(before, word, language)
            if town is None or any(_alike(word, other) for other in here):
                continue
            for link in article.word_links(bead):
                if (link.source[0], link.source[1]) == (sentence.index, word.start):
                    other = _capital(article, link)
                    if other and not any(_alike(one, other) for one in there):
                        yield sentence, word, link.target, spelled(town.title()).split("|")[0]


def _town(before: Word, word: Word, language: str) -> str | None:
    """Return the town that *word* is, if it stands where towns stand."""
    row = data(__name__)[language]
    placed = before.key in row["words"] or before.text.startswith(tuple(row.get("nouns", ())))
    if not word.text.istitle() or not placed:
        return None
    return _towns(language).get(stem(word.key) if row.get("cyrillic") else word.key)


def _capital(article: Article, link: WordLink) -> Word | None:
    """Return the capitalised English word at a link's target, after a word of place."""
    sentence, start, end = link.target
    text = article.target.sentences[sentence].text
    word = Word(start=start, end=end, text=text[start:end])
    common = zipf(word.key) >= A_WORD
    placed = BEFORE_TOWN.search(text[:start])
    return word if word.text.istitle() and common and placed else None


def _alike(word: Word, other: Word) -> bool:
    """Tell whether *other* may be an English spelling of *word*, or of its adjective."""
    return any(
        fuzz.ratio(fold(form.lower()), fold(other.key)) >= ALIKE
        for form in spelled(word.text).split("|")
    )
