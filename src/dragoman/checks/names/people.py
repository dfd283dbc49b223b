"""Find names in a text and decide on the whole name, not on one word of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import (
    Judgement,
    Status,
    Tier,
    judge,
    read,
    semitic_left_over,
    suspect,
)
from dragoman.checks.names.gazetteer import given_names, semitic, slavic_given_names, towns
from dragoman.checks.names.gazetteer import names as names_list
from dragoman.checks.names.setting import Cue, Region, by_given_name, cues, foremost, nearest
from dragoman.checks.names.spelling import conventions, english, fold, spells, transcription
from dragoman.model import Article, Sentence

WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’'ʼ]s?$")
KEPT = "_names_reader"
COMMON = 3.5
"""A given name this current in English (Zipf) may be one of its own: Jane, not Andrej (2.2)."""
BEFORE_TOWN = re.compile(
    r"\b(?:in|near|at|around|outside|towards?|to|into|reached|left|between"
    r"|(?:city|town|village|port|region|district|outskirts|bridge|mayor) of)"
    r"(?: \w+(?:,| and| or))* (?:the )?$"
)
"""What stands before a town, one or more others perhaps between: "in Mykolaiv and Rivne"."""
AFTER_TOWN = re.compile(r" (?:region|oblast|district|airport|port|province)\b")
HALF = 75
"""From this likeness on (rapidfuzz ratio, 0-100) a word may be a source word half turned into
English: one group of letters in a surname changed (Mtsch-, Mch-), as engines do."""
SHOUTED = 5
"""Up to this many letters a word all in capitals is an acronym, not a name."""


class Origin(StrEnum):
    """Where a given name points to."""

    EASTERN = "eastern"
    WESTERN = "western"
    EITHER = "either"
    UNKNOWN = "unknown"
    NEAR = "near"
    """No given name tells, but the text speaks of a country with such names (``setting.py``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a sentence: half-open offsets, its text without a possessive 's."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """It is written like a name: capital first, and not a short acronym."""
        return self.text[0].isupper() and not (self.text.isupper() and len(self.text) <= SHOUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Capitalised words in a row, in one sentence (0-based index into the text's sentences)."""

    sentence: int
    words: tuple[Word, ...]


def words(text: str) -> list[Word]:
    """Split *text* into words, a possessive 's cut off.

    >>> [word.text for word in words("Selensky’s wife")]
    ['Selensky', 'wife']
    """
    found = []
    for match in WORD.finditer(text):
        bare = POSSESSIVE.sub("", match.group())
        found.append(Word(start=match.start(), end=match.start() + len(bare), text=bare))
    return found


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fitting(source: str, target: str) -> bool:
    """Tell whether *target* is *source* as English may write it: case, accents, umlauts, endings.

    >>> fitting("Müllers", "Mueller")
    True
    """
    one, other = source.lower(), target.lower()
    keys = {fold(one), fold(one.translate(UMLAUTS)), one}
    others = {fold(other), fold(other.translate(UMLAUTS)), other}
    return any(key == o or key == o + "s" or key + "s" == o for key in keys for o in others)


def stem(original: str) -> str:
    """Cut the ending off a Cyrillic name, which Russian and Ukrainian decline.

    >>> stem("путин"), stem("захарова")
    ('путин', 'захаров')
    """
    return original.rstrip("аеийіоуыьюяї") if len(original) > SHORT_STEM else original


SHORT_STEM = 4
"""Names of up to four letters keep their ending: too little would be left."""


def romanised(word: str) -> str:
    """Spell a Cyrillic *word* in English, capitals kept; a Latin one stays as it is.

    >>> romanised("Мельник")
    'Melnyk'
    """
    return "".join(_romanised(part) for part in re.split(r"([\s-])", word))


def _romanised(word: str) -> str:
    table = next(iter(sorted(conventions(word.lower()), key=lambda c: c.language != "uk")), None)
    return table.spell(word.lower()).capitalize() if table is not None and word.strip() else word


def spelled(word: str) -> str:
    """Return a pattern for *word* as English may write it: itself, or romanised if Cyrillic."""
    forms = {word}
    for table in conventions(word.lower()):
        forms.add(table.spell(word.lower()).capitalize())
        forms.update(
            form.capitalize() for form in read(word.lower(), word.lower(), english()).forms
        )
    return "|".join(re.escape(form) for form in sorted(forms))


def names(sentence: Sentence) -> Iterator[Name]:
    """Yield the runs of capitalised words, only single spaces or hyphens between them."""
    run: list[Word] = []
    for word in words(sentence.text):
        joined = bool(run) and sentence.text[run[-1].end : word.start] in (" ", "-")
        if run and not (joined and word.capital):
            yield Name(sentence=sentence.index, words=tuple(run))
            run = []
        if word.capital and word.text:
            run.append(word)
    if run:
        yield Name(sentence=sentence.index, words=tuple(run))


def origin(word: str, language: str) -> Origin:
    """Tell whether a lower-case given name is Eastern (Cyrillic), Western, either or neither."""
    eastern, western = given_names()
    judgement = judge(word, language)
    east = any(original in eastern for original in judgement.originals)
    if judgement.status is Status.NATIVE and word in western:
        return Origin.EITHER if east else Origin.WESTERN
    slavic = word in slavic_given_names() and not transcription(language).slavic
    rare = word not in western or slavic
    if east and rare:
        return Origin.EASTERN
    if east:
        return Origin.EITHER
    return Origin.WESTERN if word in western else Origin.UNKNOWN


def at_home(word: str, language: str) -> bool:
    """Tell whether a lower-case given name is common in languages of Latin script, or Polish."""
    _, western = given_names()
    rare = word in slavic_given_names() and not transcription(language).slavic
    return word in western and not rare


def is_given(word: str) -> bool:
    """Tell whether a lower-case *word*, in Cyrillic or Latin letters, is a known given name."""
    eastern, western = given_names()
    return word in western or word in eastern


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


class Reader:
    """Reads an article's names once, so that a surname is judged with the given name it has."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.language = article.source_lang
        self.table = transcription(article.source_lang)
        self.by_sentence = [tuple(names(sentence)) for sentence in article.target.sentences]
        self.company: dict[str, set[Origin]] = defaultdict(set)
        for found in self.by_sentence:
            for name in found:
                self._note(name)

    @classmethod
    def of(cls, article: Article) -> Reader:
        """Return the article's reader, made once; like a cached property of the article."""
        kept: Reader | None = vars(article).get(KEPT)
        if kept is None:
            kept = vars(article)[KEPT] = cls(article)
        return kept

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

    def genitive(self, word: Word) -> bool:
        """Tell whether the word carries a German genitive s."""
        return self._stem(word) != word.key

    def _note(self, name: Name) -> None:
        for first, second in zip(name.words, name.words[1:], strict=False):
            self.company[self._stem(second)].add(origin(first.key, self.language))

    def _stem(self, word: Word) -> str:
        """The word in lower case, a German genitive s cut off where only that gives a name."""
        key = word.key
        if self.table.genitive and key.endswith(self.table.genitive) and not zipf(key):
            whole, stem = (judge(part, self.language) for part in (key, key[:-1]))
            worse = whole.status is Status.UNKNOWN or whole.tier in (Tier.WEAK, Tier.LIKELY)
            if worse and stem.status is Status.LEFT and stem.tier is not whole.tier:
                return key[:-1]
        return key

    def judge(self, word: Word) -> Judgement:
        """Judge one word of the translation."""
        return judge(self._stem(word), self.language)

    @cached_property
    def left_overs(self) -> tuple[LeftOver, ...]:
        """The left-overs of the article, in reading order."""
        return tuple(self._left_overs())

    def _left_overs(self) -> Iterator[LeftOver]:
        for sentence, found in zip(self.article.target.sentences, self.by_sentence, strict=True):
            source = self._source_words(sentence)
            for name in found:
                yield from self._in_name(name, source)

    def _source_words(self, sentence: Sentence) -> frozenset[str]:
        bead = self.article.bead_of_target.get(sentence.index)
        if bead is None:
            return frozenset()
        return frozenset(
            word.key
            for other in self.article.source_sentences(bead)
            for word in words(other.text)
        )  # fmt: skip

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

    def in_source(self, word: Word, sentence: int) -> tuple[int, int, int] | None:
        """Return where the source has the same word as *word* of target sentence *sentence*."""
        bead = self.article.bead_of_target.get(sentence)
        if bead is None:
            return None
        stems = tuple(stem(original) for original in self.judge(word).originals) or ("\0",)
        for other in self.article.source_sentences(bead):
            for there in words(other.text):
                same = there.key in (word.key, f"{self._stem(word)}s", self._stem(word))
                if same or there.key.startswith(stems):
                    return other.index, there.start, there.end
        return None

    def _in_name(self, name: Name, source: frozenset[str]) -> Iterator[LeftOver]:
        region = self.region(name)
        judged = [self._judge_in(word, region) for word in name.words]
        for at, word in enumerate(name.words):
            if judged[at].status is Status.LEFT and not self._copied(word, source):
                judged[at] = self._whole_in_source(word, source) or judged[at]
        for at, given in enumerate(name.words[:-1]):
            judged[at + 1] = self._beside(judged[at + 1], given, before=judged[at])
        wrong = [
            j.status is Status.LEFT and not self._kept(name, i) and not self._own(name, i)
            for i, j in enumerate(judged)
        ]
        for at, following in enumerate(wrong[1:]):
            # Andrej is a Slovene as he is, but not before a surname left in transcription.
            wrong[at] |= following and _could_be_given(judged[at], before=judged[at + 1])
            wrong[at] |= self._given_abroad(judged[at], region)
        for at, (first, second) in enumerate(pairwise(judged)):
            wrong[at + 1] |= self._surname_after(first, second)
        for start, end in _runs(wrong):
            if not self._believable(name, judged, start, end):
                continue
            part = name.words[start:end]
            beside = [at for at in (start - 1, end) if 0 <= at < len(judged)]
            yield LeftOver(
                name=name,
                words=part,
                judgements=tuple(judged[start:end]),
                company=self._company(name, judged, (start, end)),
                mixed=any(self._englished(name.words[at], judged[at], source) for at in beside),
                copied=all(self._copied(word, source) for word in part),
                region=region,
                town=self._town(name, judged, (start, end)),
            )

    def _town(self, name: Name, judged: Sequence[Judgement], part: tuple[int, int]) -> bool:
        """Tell whether a left-over is a town: one is listed, and it stands where towns stand."""
        start, end = part
        originals = judged[start].originals
        if start or end - start > 1 or towns().isdisjoint(originals):
            return False
        text = self.article.target.sentences[name.sentence].text
        if AFTER_TOWN.match(text[name.words[end - 1].end :]):
            return True
        before = BEFORE_TOWN.search(text[: name.words[0].start])
        return before is not None and end == len(name.words)

    def region(self, name: Name) -> Region | None:
        """Return where a name is from: by its given name, its sentence, or the whole article."""
        return self._region_here(name) or foremost(self._mentions)

    def _region_here(self, name: Name) -> Region | None:
        given = (by_given_name(word.key) for word in name.words[:-1])
        found = next((region for region in given if region), None)
        here = self._cues[name.sentence]
        return found or nearest(here, name.words[0].start, name.words[-1].end)

    @cached_property
    def _cues(self) -> tuple[tuple[Cue, ...], ...]:
        return tuple(cues(sentence.text) for sentence in self.article.target.sentences)

    @cached_property
    def _mentions(self) -> Counter[str]:
        return Counter(language for found in self._cues for _, _, language in found)

    def _judge_in(self, word: Word, region: Region | None) -> Judgement:
        """Judge a word where the text speaks of *region*: there, Arabic names may be expected."""
        judgement = self.judge(word)
        if region is None or region.cyrillic or judgement.status is Status.LEFT:
            return judgement
        return semitic_left_over(self._stem(word), self.table, near=True) or judgement

    def _whole_in_source(self, word: Word, source: frozenset[str]) -> Judgement | None:
        """Judge by the source a word half turned into English: Mchedlischwili."""
        alike = process.extractOne(word.key, source, scorer=fuzz.ratio, score_cutoff=HALF)
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

    def _given_abroad(self, judgement: Judgement, region: Region | None) -> bool:
        """Tell whether a Slavic given name in a text about the East is spelled as at home."""
        eastern, _ = given_names()
        return (
            region is not None
            and region.cyrillic
            and judgement.status is Status.NATIVE
            and bool(judgement.forms)
            and zipf(judgement.word) < COMMON
            and judgement.word in slavic_given_names()
            and not eastern.isdisjoint(judgement.originals)
            and any(sign.search(judgement.word) for sign in (self.table.foreign, self.table.soft))
        )

    def _englished(self, word: Word, judgement: Judgement, source: frozenset[str]) -> bool:
        """Tell whether a word was turned into English: it is spelled as the source does not."""
        if judgement.status is not Status.ENGLISH or not judgement.eastern:
            return False
        if source:
            return not self._copied(word, source)
        options = self.table.options
        return not any(spells(options, o, judgement.word) for o in judgement.originals)

    def _copied(self, word: Word, source: frozenset[str]) -> bool:
        key = self._stem(word)
        if not source.isdisjoint((key, f"{key}s", word.key)):
            return True
        stems = tuple(stem(original) for original in judge(key, self.language).originals)
        return bool(stems) and any(other.startswith(stems) for other in source)

    def _kept(self, name: Name, at: int) -> bool:
        keep = exceptions()
        pair = [word.key for word in name.words[max(0, at - 1) : at + 2]]
        return (
            self._stem(name.words[at]) in keep
            or " ".join(pair[:2]) in keep
            or " ".join(pair[-2:]) in keep
        )

    def _own(self, name: Name, at: int) -> bool:
        """Tell whether a word is a given name of the source language, itself a Slavic one."""
        given = at + 1 < len(name.words) and name.words[at].key in given_names()[1]
        return self.table.slavic and given

    def _believable(self, name: Name, judged: Sequence[Judgement], start: int, end: int) -> bool:
        """A given name Latin-script languages have too is left only beside an Eastern surname."""
        key = name.words[start].key
        if end - start > 1 or origin(key, self.language) is Origin.UNKNOWN:
            return True
        if not any(sign.search(key) for sign in (self.table.foreign, self.table.soft)):
            return False
        if any(j.eastern and j.status in (Status.ENGLISH, Status.LEFT) for j in judged[end:]):
            return True
        if end < len(judged) and self._given_abroad(judged[start], self.region(name)):
            return True
        _, western = given_names()
        return key not in western

    def _company(self, name: Name, judged: Sequence[Judgement], part: tuple[int, int]) -> Origin:
        """Where the given names point to that stand with this name, or else the text around it."""
        start, end = part
        given = self._given_company(name, judged, start)
        here = self._region_here(name)
        region = here or foremost(self._mentions)
        if region is None or given is Origin.EASTERN:
            return given
        if all(self._of(region, judgement) for judgement in judged[start:end]):
            return given if given is Origin.WESTERN and region.cyrillic else Origin.NEAR
        if here is not None and not here.cyrillic:
            # An Afghan Amirjan is no Armenian.
            return Origin.WESTERN
        return given

    def _of(self, region: Region, judgement: Judgement) -> bool:
        """Tell whether a left-over may be a name of *region*."""
        if not region.cyrillic:
            return any(semitic().latin(form) for form in judgement.forms)
        listed = any(names_list().has(original) for original in judgement.originals)
        foreign = self.table.foreign.search(judgement.word)
        return judgement.eastern or bool(listed and foreign)

    def _given_company(self, name: Name, judged: Sequence[Judgement], start: int) -> Origin:
        """Where the given names point to that stand with this name, here or elsewhere."""
        met = set(self.company.get(self._stem(name.words[start]), ()))
        given = start + 1 < len(name.words)
        if given and at_home(name.words[start].key, self.language):
            # Ewa, Dawid: the surname behind is no evidence for the given name, nor this for that.
            return Origin.EITHER
        if given and origin(name.words[start].key, self.language) is Origin.EASTERN:
            met.add(Origin.EASTERN)
        if any(
            j.eastern and j.status in (Status.ENGLISH, Status.LEFT) for j in judged[start + 1 :]
        ):
            met.add(Origin.EASTERN)
        for kind in (Origin.EASTERN, Origin.EITHER, Origin.WESTERN):
            if kind in met:
                sure = judged[start].eastern and self.table.surely.search(judged[start].word)
                return Origin.EITHER if kind is Origin.WESTERN and sure else kind
        return Origin.UNKNOWN


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
