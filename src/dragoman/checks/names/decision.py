"""Decide on one name as a whole which of its words are left in the source's spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.checks.names.company import company
from dragoman.checks.names.gazetteer import towns
from dragoman.checks.names.given import Origin
from dragoman.checks.names.home import native_of
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.left import believable, wrong
from dragoman.checks.names.setting import Region
from dragoman.checks.names.spelling import spells
from dragoman.checks.names.whole import Whole
from dragoman.checks.names.words import Name, Word

BEFORE_TOWN = re.compile(
    r"\b(?:in|near|at|around|outside|towards?|to|into|reached|left|between|bomb\w*|shell\w*"
    r"|(?:attacks?|strikes?|advance|march) on"
    r"|(?:city|town|village|port|region|district|outskirts|bridge|mayor|governor) of)"
    r"(?: \w+(?:,| and| or))* (?:the )?$",
    re.IGNORECASE,
)
"""What stands before a town, one or more others perhaps between: "in Mykolaiv and Rivne"."""

AFTER_TOWN = re.compile(r" (?:region|oblast|district|airport|port|province|nuclear|power plant)\b")


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


def left_overs(whole: Whole) -> Iterator[LeftOver]:
    """Yield the runs of words that are left, with the evidence for each."""
    letters = whole.table.alphabet
    if any(not letters.issuperset(word.key.replace("’", "")) for word in whole.name.words):
        # Nobody transcribes half a name: Dejan Gržetić is written as at home.
        return
    if _at_home(whole):
        return
    judged = whole.judged
    for start, end in _runs(wrong(whole)):
        if not believable(whole, start, end):
            continue
        part = whole.name.words[start:end]
        beside = [at for at in (start - 1, end) if 0 <= at < len(judged)]
        yield LeftOver(
            name=whole.name,
            words=part,
            judgements=tuple(judged[start:end]),
            company=company(whole, start, end),
            mixed=any(_englished(whole, whole.name.words[at], judged[at]) for at in beside),
            copied=all(whole.register.copied(word, whole.source) for word in part),
            region=whole.setting.region,
            town=_town(whole, start, end),
        )


def _at_home(whole: Whole) -> bool:
    """Tell whether the whole name is of a people of Latin script, and nothing said against it.

    Whatever the text is about: Radoslaw Sikorski speaks of Russia more often than not.
    """
    row = whole.name.words[whole.setting.titles :]
    if len(row) < 2 or whole.setting.asserted:
        return False
    return native_of(row[0].key, row[-1].key, whole.language) is not None


def _englished(whole: Whole, word: Word, judgement: Judgement) -> bool:
    """Tell whether a word was turned into English: it is spelled as the source does not."""
    if judgement.status is not Status.ENGLISH or not judgement.eastern:
        return False
    if whole.source:
        return not whole.register.copied(word, whole.source)
    options = whole.table.options
    return not any(spells(options, o, judgement.word) for o in judgement.originals)


def _town(whole: Whole, start: int, end: int) -> bool:
    """Tell whether a left-over is a town: one is listed, and it stands where towns stand."""
    words = whole.name.words
    if end - start > 1 or towns().isdisjoint(whole.judged[start].originals):
        return False
    text = whole.register.article.target.sentences[whole.name.sentence].text
    if not start and AFTER_TOWN.match(text[words[end - 1].end :]):
        return True
    # "In Saporischschja" at the head of a sentence is one run of capitals.
    before = BEFORE_TOWN.search(text[: words[start].start])
    return before is not None and end == len(words)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None
