"""An article's names as they stand: found once, looked up in the source, set in their country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import judge
from dragoman.checks.names.given import Origin, is_given, origin
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.nationality import OFFICE, THING, asserted, at_home, is_thing
from dragoman.checks.names.reading import EASTERN
from dragoman.checks.names.setting import (
    Cue,
    Region,
    around,
    by_given_name,
    by_surname,
    cues,
    nearest,
    regions,
)
from dragoman.checks.names.spelling import transcription
from dragoman.checks.names.suggest import MOST_WRITTEN
from dragoman.checks.names.words import Name, Word, names, stem, words
from dragoman.model import Article, Sentence

COMMON_WORD = 3.8
"""A capitalised word this current in English (Zipf) and no given name is part of a title: Deputy
4.2, Minister 4.9, Speaker 4.4; surnames this current need no help."""


A_TITLE = re.compile(rf"{OFFICE.pattern}|{THING}", re.IGNORECASE)

SURE = (Tier.CURRENT, Tier.LISTED, Tier.COMPUTED)
"""Tiers of names in Cyrillic that were right in more than nine of ten cases without any context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a name is from, as far as the text says.

    ``asserted``: the text says so of the person ("Ukrainian minister X"); ``here``: at least the
    name's own sentence, or its given name, speaks of the region; else it is what the sentences
    around are about. ``by_given``: its own given name
    is of the region. ``titles`` is how many words of the name are the person's titles.
    ``at_home``: the text says that the person is of a country of the source language. ``thing``: it
    is no person by the words beside it, but a ship, a paper, a plant …
    """

    region: Region | None = None
    asserted: bool = False
    here: bool = False
    by_given: bool = False
    titles: int = 0
    at_home: bool = False
    thing: bool = False


class Register:
    """The names of an article's translation, and what both texts tell of them."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.language = article.source_lang
        self.table = transcription(article.source_lang)
        self.by_sentence = [tuple(names(sentence)) for sentence in article.target.sentences]
        self.company: dict[str, set[Origin]] = defaultdict(set)
        for found in self.by_sentence:
            for name in found:
                for first, second in pairwise(name.words[self._titles(name) :]):
                    self.company[self.stem(second)].add(origin(first.key, self.language))

    @cached_property
    def text(self) -> str:
        """The whole translation, for context."""
        return self.article.target.document.text

    @cached_property
    def used(self) -> frozenset[str]:
        """Every capitalised word of the translation, lower case."""
        return frozenset(
            word.key for found in self.by_sentence for name in found for word in name.words
        )

    @cached_property
    def written(self) -> frozenset[str]:
        """Every word of both texts as it is written."""
        sides = [self.article.target, *([self.article.source] if self.article.source else [])]
        return frozenset(
            word.text
            for side in sides
            for sentence in side.sentences
            for word in words(sentence.text)
        )

    @cached_property
    def said(self) -> frozenset[str]:
        """Every word of the source, lower case."""
        sentences = self.article.source.sentences if self.article.source else ()
        return frozenset(word.key for sentence in sentences for word in words(sentence.text))

    # ------------------------------------------------------------------------------- one word

    def stem(self, word: Word) -> str:
        """Return the word in lower case, without a German genitive s where that gives a name."""
        key = word.key
        if self.table.genitive and key.endswith(self.table.genitive) and not zipf(key):
            whole, bare = (judge(part, self.language) for part in (key, key[:-1]))
            worse = whole.status is Status.UNKNOWN or whole.tier in (Tier.WEAK, Tier.LIKELY)
            if worse and bare.status is Status.LEFT and bare.tier is not whole.tier:
                return key[:-1]
        return key

    def genitive(self, word: Word) -> bool:
        """Tell whether the word carries a German genitive s."""
        return self.stem(word) != word.key

    def judge(self, word: Word) -> Judgement:
        """Judge one word of the translation by itself."""
        return judge(self.stem(word), self.language)

    # ------------------------------------------------------------------------------ the source

    def source_words(self, sentence: Sentence) -> frozenset[str]:
        """Return the words of the source sentences that answer *sentence*, in lower case."""
        bead = self.article.bead_of_target.get(sentence.index)
        if bead is None:
            return frozenset()
        return frozenset(
            word.key
            for other in self.article.source_sentences(bead)
            for word in words(other.text)
        )  # fmt: skip

    def copied(self, word: Word, source: frozenset[str]) -> bool:
        """Tell whether *source* has the word too, or the Cyrillic original it stands for."""
        key = self.stem(word)
        if not source.isdisjoint((key, f"{key}s", word.key)):
            return True
        stems = tuple(stem(original) for original in judge(key, self.language).originals)
        return bool(stems) and any(other.startswith(stems) for other in source)

    def in_source(self, word: Word, sentence: int) -> tuple[int, int, int] | None:
        """Return where the source has the same word as *word* of target sentence *sentence*."""
        bead = self.article.bead_of_target.get(sentence)
        if bead is None:
            return None
        stems = tuple(stem(original) for original in self.judge(word).originals) or ("\0",)
        for other in self.article.source_sentences(bead):
            for there in words(other.text):
                same = there.key in (word.key, f"{self.stem(word)}s", self.stem(word))
                if same or there.key.startswith(stems):
                    return other.index, there.start, there.end
        return None

    # ----------------------------------------------------------------------------- the setting

    def setting(self, name: Name) -> Setting:
        """Tell where a name is from: what is said of it, its sentence, the sentences around."""
        titles = self._titles(name)
        start, end = name.words[titles].start, name.words[-1].end
        text = self.article.target.sentences[name.sentence].text
        said = asserted(text, start, end)
        thing = is_thing(text, start, end)
        if said is not None:
            return Setting(region=said, asserted=True, here=True, titles=titles, thing=thing)
        given = (by_given_name(word.key) for word in name.words[:-1])
        named = next((region for region in given if region), None)
        here = named or nearest(self._cues[name.sentence], start, end)
        region = here or around(self._mentions, name.sentence) or self._neighbours(name)
        return Setting(
            region=region,
            here=here is not None,
            by_given=named is not None,
            titles=titles,
            at_home=at_home(text, start, end, self.language),
            thing=thing,
        )

    def _neighbours(self, name: Name) -> Region | None:
        """Return the region of another name of the sentence that surely is left (Wikulowo)."""
        for other in self.by_sentence[name.sentence]:
            for word in other.words if other is not name else ():
                judgement = self.judge(word)
                if (
                    judgement.status is Status.LEFT
                    and judgement.tier in SURE
                    and EASTERN.search(judgement.originals[0])
                ):
                    return by_surname(judgement.originals) or regions()[MOST_WRITTEN]
        return None

    @cached_property
    def elsewhere(self) -> bool:
        """The text speaks of a region whose names have an h of their own, and not of Ukraine."""
        spoken = {language for counts in self._mentions for language in counts}
        return "uk" not in spoken and any(regions()[language].respelled for language in spoken)

    @staticmethod
    def _titles(name: Name) -> int:
        """Count the words before the name itself: Belarusian Foreign Minister | Ivan Petrov."""
        for at, word in enumerate(name.words[:-1]):
            title = zipf(word.key) >= COMMON_WORD and not is_given(word.key)
            if not title and not A_TITLE.fullmatch(word.text) and not cues(word.text):
                return at
        return len(name.words) - 1

    @cached_property
    def _cues(self) -> tuple[tuple[Cue, ...], ...]:
        return tuple(cues(sentence.text) for sentence in self.article.target.sentences)

    @cached_property
    def _mentions(self) -> tuple[Mapping[str, int], ...]:
        """Count, sentence by sentence, what speaks of each region: countries and their leaders."""
        return tuple(
            Counter(
                language
                for _, _, language in (*found, *cues(sentence.text, leaders=True))
            )
            for found, sentence in zip(self._cues, self.article.target.sentences, strict=True)
        )  # fmt: skip
