"""One name as a whole: what is known of each word in the light of the others and of the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from dragoman.checks.names.abroad import abroad
from dragoman.checks.names.engine import judge, semitic_left_over, suspect
from dragoman.checks.names.gazetteer import given_names, semitic
from dragoman.checks.names.gazetteer import names as names_list
from dragoman.checks.names.given import Origin, origin
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.reading import EASTERN
from dragoman.checks.names.register import Register, Setting
from dragoman.checks.names.setting import Region, by_surname
from dragoman.checks.names.spelling import respellings, strain
from dragoman.checks.names.western import western
from dragoman.checks.names.words import Name, Word

HALF = 75
"""From this likeness on (rapidfuzz ratio, 0-100) a word may be a source word half turned into
English: one group of letters in a surname changed (Mtsch-, Mch-), as engines do."""


class Whole:
    """One name with its judgements, in the setting its article gives it.

    *source* are the words of the source sentences that answer the name's, lower case.
    """

    def __init__(self, register: Register, name: Name, source: frozenset[str]) -> None:
        self.register = register
        self.name = name
        self.source = source
        self.table = register.table
        self.language = register.language

    @cached_property
    def setting(self) -> Setting:
        """Where the name is from."""
        return self.register.setting(self.name)

    @cached_property
    def judged(self) -> list[Judgement]:
        """What is known of each word, in the light of the others."""
        judged = [self._alone(word) for word in self.name.words]
        for at, given in enumerate(self.name.words[:-1]):
            judged[at + 1] = self._beside(judged[at + 1], given, before=judged[at])
        if not respellings(self.language):
            return self._western(judged)
        region = self.setting.region or by_surname(judged[-1].originals)
        if region is None:
            return judged
        skip = self.setting.titles
        titles, words = judged[:skip], self.name.words[skip:]
        judged = [
            abroad(judgement, region, self.language, asserted=self._asserted(word))
            for judgement, word in zip(judged[skip:], words, strict=True)
        ]
        if len(judged) > 1 and any(self._surely_of(region, word) for word in judged):
            # What is left of a name of the region settles what its other words are.
            judged = [
                abroad(
                    judgement, region, self.language, asserted=copied, beside=at + 1 < len(words)
                )
                for at, judgement in enumerate(judged)
                for copied in [not self.source or self.register.copied(words[at], self.source)]
            ]
        return titles + judged

    def _western(self, judged: Sequence[Judgement]) -> list[Judgement]:
        """Look for Western names that came through the Cyrillic letters of the source."""
        keys = [word.key for word in self.name.words]
        found = [western(key, self.language, self.source) for key in keys]
        if any(found):
            found = [western(key, self.language, self.source, near=True) for key in keys]
        return [new or old for new, old in zip(found, judged, strict=True)]

    def _asserted(self, word: Word) -> bool:
        """Tell whether the text says where the name is from, and the word may still be left."""
        return self.setting.asserted and (
            not self.source or self.register.copied(word, self.source)
        )

    def _surely_of(self, region: Region, judgement: Judgement) -> bool:
        return (
            judgement.status is Status.LEFT
            and judgement.tier in (Tier.CURRENT, Tier.FOREIGN, Tier.LISTED, Tier.COMPUTED)
            and self.of(region, judgement)
        )

    def _alone(self, word: Word) -> Judgement:
        """Judge a word where the text speaks of a region: there, Arabic names may be expected."""
        judgement = self.register.judge(word)
        region = self.setting.region
        if region is not None and not region.cyrillic and judgement.status is not Status.LEFT:
            near = semitic_left_over(self.register.stem(word), self.table, near=True)
            judgement = near or judgement
        if judgement.status is Status.LEFT and not self.register.copied(word, self.source):
            return self._whole_in_source(word) or judgement
        return judgement

    def _whole_in_source(self, word: Word) -> Judgement | None:
        """Judge by the source a word half turned into English: Mchedlischwili."""
        alike = process.extractOne(word.key, self.source, scorer=fuzz.ratio, score_cutoff=HALF)
        found = judge(alike[0], self.language) if alike else None
        return found if found and found.status is Status.LEFT and found.eastern else None

    def _beside(self, judgement: Judgement, given: Word, *, before: Judgement) -> Judgement:
        """Guess the original of an unknown surname behind an Eastern given name that was left."""
        left = before.status is Status.LEFT and given.key not in given_names()[1]
        if not left or judgement.status is not Status.UNKNOWN:
            return judgement
        if origin(given.key, self.language) is not Origin.EASTERN:
            return judgement
        return suspect(judgement.word, self.language) or judgement

    # --------------------------------------------------------------- what a word may be

    @cached_property
    def of_the_east(self) -> bool:
        """The text says that the person is of a country whose names are in Cyrillic."""
        region = self.setting.region
        return self.setting.asserted and region is not None and region.cyrillic

    def of(self, region: Region, judgement: Judgement) -> bool:
        """Tell whether a left-over may be a name of *region*."""
        if judgement.region == region.language:
            return True
        if not region.cyrillic:
            return any(semitic().latin(form) for form in judgement.forms)
        listed = any(names_list().has(original) for original in judgement.originals)
        foreign = self.table.foreign.search(judgement.word)
        telling = self.table.telling.search(judgement.word)
        return judgement.eastern or bool((listed and foreign) or telling)

    def listed(self, start: int, end: int) -> bool:
        """Tell whether the left words have listed originals, not only likely ones."""
        return all(
            any(names_list().has(original) for original in judgement.originals)
            for judgement in self.judged[start:end]
        )

    def looks_eastern(self, judgement: Judgement) -> bool:
        """Tell whether a word's letters or its original's ending are those of an Eastern name.

        A guessed original counts only if the word spells it regularly: Majdan is no Майдян.
        """
        ending = any(
            EASTERN.search(original)
            and (
                names_list().has(original)
                or not strain(self.table.options, original, judgement.word)
            )
            for original in judgement.originals
        )
        return ending or bool(self.table.telling.search(judgement.word))
