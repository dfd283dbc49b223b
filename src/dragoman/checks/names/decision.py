"""Decide on one name as a whole which of its words are left in the source's spelling."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process

from dragoman.checks.names.abroad import abroad
from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import (
    EASTERN,
    Judgement,
    Status,
    Tier,
    judge,
    semitic_left_over,
    suspect,
)
from dragoman.checks.names.gazetteer import given_names, semitic, slavic_given_names, towns
from dragoman.checks.names.gazetteer import names as names_list
from dragoman.checks.names.given import Origin, at_home, origin
from dragoman.checks.names.home import may_be_native, native_of
from dragoman.checks.names.register import Register, Setting
from dragoman.checks.names.setting import Region, by_surname
from dragoman.checks.names.spelling import spells, strain
from dragoman.checks.names.words import Name, Word

COMMON = 3.5
"""A given name this current in English (Zipf) may be one of its own: Jane, not Andrej (2.2)."""
BEFORE_TOWN = re.compile(
    r"\b(?:in|near|at|around|outside|towards?|to|into|reached|left|between"
    r"|(?:city|town|village|port|region|district|outskirts|bridge|mayor) of)"
    r"(?: \w+(?:,| and| or))* (?:the )?$"
)
"""What stands before a town, one or more others perhaps between: "in Mykolaiv and Rivne"."""
AFTER_TOWN = re.compile(r" (?:region|oblast|district|airport|port|province)\b")
SHARED = re.compile("[sz]k[iy]$")
"""An ending of Poles and Czechs that every Russian adjective has too: it tells nothing."""
HALF = 75
"""From this likeness on (rapidfuzz ratio, 0-100) a word may be a source word half turned into
English: one group of letters in a surname changed (Mtsch-, Mch-), as engines do."""


@cache
def exceptions() -> Mapping[str, str]:
    """Load people and names that keep a spelling of their own: lower-case name → reason."""
    text = resources.files(__package__).joinpath("exceptions.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["keep"]
    return {row["name"].lower(): row["reason"] for row in rows}


@dataclass(frozen=True, kw_only=True)
class LeftOver:
    """A name, or part of one, still transcribed as in the source language.

    ``words`` are the words in a row that are wrong, ``judgements`` what is known of each;
    ``company`` tells where the given names point to that the name has here or elsewhere, ``mixed``
    that a word of the name beside these was turned into English, ``copied`` that the source has the
    very same words; ``region`` is where the text is about, as far as it says; ``town`` that it
    is a place, by the words around it.
    """

    name: Name
    words: tuple[Word, ...]
    judgements: tuple[Judgement, ...]
    company: Origin
    mixed: bool
    copied: bool
    region: Region | None = None
    town: bool = False

    @property
    def tier(self) -> Tier:
        """The best evidence among the words."""
        order = list(Tier)
        # A given name that many peoples have says nothing of the surname: Dawid Szyja.
        skip = len(self.words) > 1 and self.company is Origin.EITHER
        judgements = self.judgements[1:] if skip else self.judgements
        found = [judgement.tier for judgement in judgements if judgement.tier]
        return min(found, key=order.index, default=Tier.LIKELY)


class Decision:
    """One name with its judgements, in the setting its article gives it."""

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

    def _asserted(self, word: Word) -> bool:
        """Tell whether the text says where the name is from, and the word may still be left."""
        return self.setting.asserted and (
            not self.source or self.register.copied(word, self.source)
        )

    def _surely_of(self, region: Region, judgement: Judgement) -> bool:
        return (
            judgement.status is Status.LEFT
            and judgement.tier in (Tier.CURRENT, Tier.FOREIGN, Tier.LISTED, Tier.COMPUTED)
            and self._of(region, judgement)
        )

    def left_overs(self) -> Iterator[LeftOver]:
        """Yield the runs of words that are left, with the evidence for each."""
        letters = self.table.alphabet
        if any(not letters.issuperset(word.key.replace("’", "")) for word in self.name.words):
            # Nobody transcribes half a name: Dejan Gržetić is written as at home.
            return
        if self._at_home():
            return
        judged = self.judged
        for start, end in _runs(self._wrong()):
            if not self._believable(start, end):
                continue
            part = self.name.words[start:end]
            beside = [at for at in (start - 1, end) if 0 <= at < len(judged)]
            yield LeftOver(
                name=self.name,
                words=part,
                judgements=tuple(judged[start:end]),
                company=self._company(start, end),
                mixed=any(self._englished(self.name.words[at], judged[at]) for at in beside),
                copied=all(self.register.copied(word, self.source) for word in part),
                region=self.setting.region,
                town=self._town(start, end),
            )

    def _at_home(self) -> bool:
        """Tell whether the whole name is of a people of Latin script, and nothing said against it.

        Whatever the text is about: Radoslaw Sikorski speaks of Russia more often than not.
        """
        row = self.name.words[self.setting.titles :]
        if len(row) < 2 or self.setting.asserted:
            return False
        return native_of(row[0].key, row[-1].key, self.language) is not None

    # ------------------------------------------------------------------------- judging a word

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

    # ------------------------------------------------------------------------ what is left

    def _wrong(self) -> list[bool]:
        judged = self.judged
        wrong = [
            j.status is Status.LEFT and not self._kept(i) and not self._own(i)
            for i, j in enumerate(judged)
        ]
        for at, following in enumerate(wrong[1:]):
            # Andrej is a Slovene as he is, but not before a surname left in transcription.
            wrong[at] |= following and _could_be_given(judged[at], before=judged[at + 1])
            wrong[at] |= self._given_abroad(judged[at])
        for at, (first, second) in enumerate(pairwise(judged)):
            wrong[at + 1] |= self._surname_after(first, second)
        return wrong

    def _kept(self, at: int) -> bool:
        keep = exceptions()
        pair = [word.key for word in self.name.words[max(0, at - 1) : at + 2]]
        return (
            self.register.stem(self.name.words[at]) in keep
            or " ".join(pair[:2]) in keep
            or " ".join(pair[-2:]) in keep
        )

    def _own(self, at: int) -> bool:
        """Tell whether a word is a given name of the source language, itself a Slavic one."""
        given = at + 1 < len(self.name.words) and self.name.words[at].key in given_names()[1]
        return self.table.slavic and given and not self._of_the_east

    @cached_property
    def _of_the_east(self) -> bool:
        """The text says that the person is of a country whose names are in Cyrillic."""
        region = self.setting.region
        return self.setting.asserted and region is not None and region.cyrillic

    def _surname_after(self, given: Judgement, surname: Judgement) -> bool:
        """Tell whether a name English has too is here the surname of an Eastern given name."""
        native = surname.status is Status.NATIVE and surname.eastern and bool(surname.forms)
        _, western = given_names()
        return (
            native
            and zipf(surname.word) < COMMON
            and given.word not in western
            and origin(given.word, self.language) is Origin.EASTERN
        )

    def _given_abroad(self, judgement: Judgement) -> bool:
        """Tell whether a Slavic given name in a text about the East is spelled as at home."""
        eastern, _ = given_names()
        region = self.setting.region
        eastern_surname = self.judged[-1].eastern and self.judged[-1].status in (
            Status.ENGLISH,
            Status.LEFT,
        )
        return (
            region is not None
            and region.cyrillic
            and (self.setting.asserted or eastern_surname)
            and judgement.status is Status.NATIVE
            and bool(judgement.forms)
            and zipf(judgement.word) < COMMON
            and judgement.word in slavic_given_names()
            and not eastern.isdisjoint(judgement.originals)
            and any(sign.search(judgement.word) for sign in (self.table.foreign, self.table.soft))
        )

    def _believable(self, start: int, end: int) -> bool:
        """A given name Latin-script languages have too is left only beside an Eastern surname."""
        judged = self.judged
        key = self.name.words[start].key
        if end - start > 1 or origin(key, self.language) is Origin.UNKNOWN or self._of_the_east:
            return True
        if self.setting.asserted and end < len(judged):
            return True
        if not any(sign.search(key) for sign in (self.table.foreign, self.table.soft)):
            return False
        if any(j.eastern and j.status in (Status.ENGLISH, Status.LEFT) for j in judged[end:]):
            return True
        if end < len(judged) and self._given_abroad(judged[start]):
            return True
        _, western = given_names()
        return key not in western

    # ---------------------------------------------------------------------- the evidence

    def _englished(self, word: Word, judgement: Judgement) -> bool:
        """Tell whether a word was turned into English: it is spelled as the source does not."""
        if judgement.status is not Status.ENGLISH or not judgement.eastern:
            return False
        if self.source:
            return not self.register.copied(word, self.source)
        options = self.table.options
        return not any(spells(options, o, judgement.word) for o in judgement.originals)

    def _town(self, start: int, end: int) -> bool:
        """Tell whether a left-over is a town: one is listed, and it stands where towns stand."""
        words = self.name.words
        if start or end - start > 1 or towns().isdisjoint(self.judged[start].originals):
            return False
        text = self.register.article.target.sentences[self.name.sentence].text
        if AFTER_TOWN.match(text[words[end - 1].end :]):
            return True
        before = BEFORE_TOWN.search(text[: words[0].start])
        return before is not None and end == len(words)

    def _company(self, start: int, end: int) -> Origin:
        """Where the given names point to that stand with this name, or else the text around it."""
        judged = self.judged
        given = self._given_company(start)
        region = self.setting.region
        if region is None:
            return given
        ours = [self._of(region, judgement) for judgement in judged[start:end]]
        weak = all(judgement.tier is Tier.WEAK for judgement in judged[start:end])
        if self.table.slavic and weak and not self.setting.asserted:
            # Jabłoński: a Slavic language's own names are all like that.
            return given
        if self.setting.asserted and any(ours):
            return Origin.CITIZEN
        if given is Origin.EASTERN:
            return given
        if all(ours):
            # With a given name of elsewhere, or of nowhere we know, the text is no evidence.
            alone = start == 0 or not region.cyrillic or self._listed(start, end)
            alone |= given is Origin.EITHER and self._looks_eastern(judged[start])
            elsewhere = given is Origin.WESTERN and not self.setting.by_given
            if given is Origin.UNKNOWN and self._chance(start, end):
                return given
            return Origin.NEAR if alone and not elsewhere else given
        if self.setting.here and not region.cyrillic:
            # An Afghan Amirjan is no Armenian.
            return Origin.WESTERN
        return given

    def _chance(self, start: int, end: int) -> bool:
        """Tell whether a word alone is as good a name of a neighbour: Naujokas, Wujek, Gronskis."""
        weak = self.judged[start].tier in (Tier.WEAK, Tier.LIKELY)
        alone = len(self.name.words) == 1 and not self.setting.asserted
        key = self.name.words[start].key
        return weak and alone and not SHARED.search(key) and may_be_native(key)

    def _listed(self, start: int, end: int) -> bool:
        """Tell whether the left words have listed originals, not only likely ones."""
        return all(
            any(names_list().has(original) for original in judgement.originals)
            for judgement in self.judged[start:end]
        )

    def _of(self, region: Region, judgement: Judgement) -> bool:
        """Tell whether a left-over may be a name of *region*."""
        if judgement.region == region.language:
            return True
        if not region.cyrillic:
            return any(semitic().latin(form) for form in judgement.forms)
        listed = any(names_list().has(original) for original in judgement.originals)
        foreign = self.table.foreign.search(judgement.word)
        telling = self.table.telling.search(judgement.word)
        return judgement.eastern or bool((listed and foreign) or telling)

    def _given_company(self, start: int) -> Origin:
        """Where the given names point to that stand with this name, here or elsewhere."""
        judged, words = self.judged, self.name.words
        met = set(self.register.company.get(self.register.stem(words[start]), ()))
        given = start + 1 < len(words)
        if given and at_home(words[start].key, self.language):
            # Ewa, Dawid: the surname behind is no evidence for the given name, nor this for that.
            return Origin.EITHER
        if given and origin(words[start].key, self.language) is Origin.EASTERN:
            met.add(Origin.EASTERN)
        if any(
            j.eastern and j.status in (Status.ENGLISH, Status.LEFT) for j in judged[start + 1 :]
        ):
            met.add(Origin.EASTERN)
        for kind in (Origin.EASTERN, Origin.EITHER, Origin.WESTERN):
            if kind in met:
                sure = judged[start].eastern and self.table.surely.search(judged[start].word)
                if kind is Origin.EITHER and not self._looks_eastern(judged[start]):
                    # Anita Woda: nothing but the letters of the surname speaks for the East.
                    return Origin.WESTERN
                return Origin.EITHER if kind is Origin.WESTERN and sure else kind
        return Origin.UNKNOWN

    def _looks_eastern(self, judgement: Judgement) -> bool:
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


def _could_be_given(judgement: Judgement, *, before: Judgement) -> bool:
    """Tell whether a name English has too is here the given name of an Eastern surname."""
    eastern, _ = given_names()
    known = not eastern.isdisjoint(judgement.originals) and bool(judgement.forms)
    sure = (
        before.tier in (Tier.CURRENT, Tier.LISTED, Tier.COMPUTED) or zipf(judgement.word) < COMMON
    )
    return judgement.status is Status.NATIVE and known and before.eastern and sure


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None
