"""Find the things an article spells in more than one way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import Levenshtein

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import english_originals
from dragoman.checks.names.gazetteer import given_names
from dragoman.checks.names.judgement import Judgement, Status
from dragoman.checks.names.register import Register
from dragoman.checks.names.words import Name, Word, words
from dragoman.model import Article, Sentence

Place = tuple[int, int, int]
"""(sentence index, start, end) in the cleaned text of the translation."""


@dataclass(kw_only=True)
class Thing:
    """A person, place or body and the ways the translation spells it.

    ``english`` are the spellings that are English; ``source`` is the source's one spelling, if the
    thing was found through it; ``better`` is the English spelling where the translation has none.
    """

    kind: str
    spellings: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    english: set[str] = field(default_factory=set)
    source: str | None = None
    better: str | None = None

    @property
    def meant(self) -> str:
        """The spelling to keep: an English one, then the most frequent, then the first."""
        return min(
            self.spellings,
            key=lambda s: (s not in self.english, -len(self.spellings[s]), self.spellings[s][0]),
        )


# ------------------------------------------------------------------- names written in Cyrillic


def eastern(reader: Register) -> Iterator[Thing]:
    """Yield names of Cyrillic originals that have several spellings."""
    found: dict[str, _Spelled] = {}
    for names in reader.by_sentence:
        for name in names:
            for at, word in enumerate(name.words):
                _collect(found, reader, name, at, word)
    for group in _groups(list(found.values())):
        thing = Thing(kind="name")
        for spelled in group:
            thing.spellings[spelled.text] = spelled.places
            if spelled.status is Status.ENGLISH:
                thing.english.add(spelled.text)
        if not thing.english:
            thing.better = _better(group)
        given = any(" " in original for spelled in group for original in spelled.originals)
        if given or not all(zipf(text.lower()) >= TWO_NAMES for text in thing.spellings):
            yield thing


TWO_NAMES = 3.0
"""Two spellings that are both this current in English (Zipf) are two names (Marina, Maryna)."""


@dataclass(kw_only=True)
class _Spelled:
    text: str
    status: Status
    originals: frozenset[str]
    places: list[Place]
    form: str | None = None


def _collect(found: dict[str, _Spelled], reader: Register, name: Name, at: int, word: Word) -> None:
    judgement = reader.judge(word)
    originals = _originals(judgement)
    if not originals or word.text.isupper():
        return
    key = word.text if not reader.genitive(word) else word.text[:-1]
    if not originals.isdisjoint(given_names()[0]):
        # Two people may share a given name and spell it in two ways: it goes with its surname.
        if at + 1 == len(name.words):
            return
        after = reader.judge(name.words[at + 1])
        surname = min(_originals(after), default=name.words[at + 1].key)
        originals = frozenset(f"{original} {surname}" for original in originals)
    place = (name.sentence, word.start, word.start + len(key))
    index = f"{key}/{min(originals)}" if " " in min(originals) else key
    spelled = found.setdefault(
        index,
        _Spelled(
            text=key,
            status=judgement.status,
            originals=originals,
            places=[],
            form=next(iter(judgement.forms), None),
        ),
    )
    spelled.places.append(place)


def _better(group: Sequence[_Spelled]) -> str | None:
    """Return the likeliest English spelling of a group that is all left-overs."""
    form = next((spelled.form for spelled in group if spelled.form), None)
    return form.capitalize() if form else None


def _originals(judgement: Judgement) -> frozenset[str]:
    if judgement.status in (Status.LEFT, Status.ENGLISH) and judgement.eastern:
        return frozenset(judgement.originals)
    if judgement.status is Status.UNKNOWN:
        return frozenset(english_originals(judgement.word))
    return frozenset()


def _groups(all_spelled: Sequence[_Spelled]) -> Iterator[list[_Spelled]]:
    """Put together what shares an original; a left-over joins one English spelling at most."""
    groups: list[list[_Spelled]] = []
    order = sorted(all_spelled, key=lambda s: s.status is Status.LEFT)
    for spelled in order:
        fitting = [g for g in groups if any(s.originals & spelled.originals for s in g)]
        if fitting:
            fitting[0].append(spelled)
        else:
            groups.append([spelled])
    for group in groups:
        if len({spelled.text for spelled in group}) > 1:
            yield group


# --------------------------------------------------------------------- listed places and bodies


def listed(
    article: Article,
    kind: str,
    tables: Iterable[tuple[Sequence[str], frozenset[str]]],
    *,
    left: Collection[tuple[int, int]],
) -> Iterator[Thing]:
    """Yield things of *tables* that have several of their spellings in the translation.

    Each row is (all spellings, those of them that are English). A spelling that is not English
    counts only at the (sentence, start) places *left*: elsewhere it is part of a name that stays.
    """
    text = "\n".join(sentence.text for sentence in article.target.sentences)
    for spellings, english in tables:
        here = [s for s in spellings if s in text]
        thing = Thing(kind=kind)
        for spelling in here:
            for sentence in article.target.sentences:
                for match in _whole(spelling).finditer(sentence.text):
                    if _in_a_title(sentence.text, *match.span()):
                        continue
                    if spelling in english or (sentence.index, match.start()) in left:
                        thing.spellings[spelling].append((sentence.index, *match.span()))
        thing.english = {s for s in thing.spellings if s in english}
        if len(thing.spellings) > 1:
            yield thing


TITLE = re.compile(r"[\"“„«‘*_]([^\"”“»’*_]{1,60})[\"”“»’*_]|[A-Z]\w+ of [A-Z]\w+")
"""A few words in quotes or emphasis, or "Gate of Kiev": a title or name that keeps its spelling.
Sixty letters are some ten words; longer quotations are speech."""


def _in_a_title(text: str, start: int, end: int) -> bool:
    return any(m.start() < start and end <= m.end() for m in TITLE.finditer(text))


@cache
def _whole(spelling: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])")


# ------------------------------------------------------- one spelling in the source, two in English


LIKE = 2
"""How many letters two spellings of a name may differ in; one in words of up to seven letters."""

LONG = 7


def copied(reader: Register) -> Iterator[Thing]:
    """Yield names the source spells in one way, the translation now so, now with other letters."""
    article = reader.article
    counts = _source_names(article)
    by_word: dict[str, Thing] = {}
    for number, sources, targets in article.units():
        if number is None:
            return
        by_text = {word.text: word for sentence in sources for word in words(sentence.text)}
        here = by_text.keys()
        row = [(sentence, word) for sentence in targets for word in words(sentence.text)]
        present = {word.text for _, word in row}
        for name in here & counts.keys():
            if reader.judge(by_text[name]).status is Status.LEFT:
                # The source's spelling is no model: the left-over is found, and mended, as such.
                continue
            thing = by_word.setdefault(name, Thing(kind="name", source=name, english={name}))
            if name in present:
                _add(thing, name, row)
                continue
            for variant in {w.text for _, w in row if _variant(name, w.text, here)}:
                _add(thing, variant, row)
    yield from (thing for thing in by_word.values() if len(thing.spellings) > 1)


def _source_names(article: Article) -> Mapping[str, int]:
    """Count capitalised source words that recur, long and rare enough to be names."""
    counts: Counter[str] = Counter()
    for sentence in article.source.sentences if article.source else ():
        counts.update({w.text for w in words(sentence.text)[1:] if w.capital and len(w.text) > 4})
    return {name: n for name, n in counts.items() if n > 1 and zipf(name.lower()) < TWO_NAMES}


def _add(thing: Thing, spelling: str, row: Sequence[tuple[Sentence, Word]]) -> None:
    for sentence, word in row:
        if word.text == spelling:
            thing.spellings[spelling].append((sentence.index, word.start, word.end))


def _variant(name: str, word: str, source: Collection[str]) -> bool:
    """Tell whether *word* is *name* with other letters inside, no inflection and no other word."""
    if not word[0].isupper() or word in source or zipf(word.lower()) >= TWO_NAMES:
        return False
    if word.startswith(name) or name.startswith(word) or word[0] != name[0]:
        return False
    if word[-1] != name[-1] and word[:-1] == name[:-1]:
        return False
    far = Levenshtein.distance(name, word, score_cutoff=LIKE)
    return 0 < far <= (LIKE if len(name) > LONG else 1)
