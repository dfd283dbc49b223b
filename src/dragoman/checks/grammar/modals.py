"""Modal verbs and what answers them: near the English verb that answers theirs, not just anywhere.

A modal of the source governs a verb; word links tell the English verb that answers it. Around that
verb an answer to the modal is looked for: none, or one that says something else, is an error.
``modals.toml`` holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.english import bases, forms
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.wording import Word, words
from dragoman.checks.rule import data
from dragoman.languages import base
from dragoman.model import Article, Sentence, WordLink

FIRM = 0.38
"""Least cosine of the link between the verbs. From .45 down to it nothing false came to what is
found in 18,587 good or mostly good translations (WMT 2021, DEMETR)."""

MODALS = 0.4
"""The same of the modals themselves, which tell the clause where their verbs are put freely."""

BEHIND = 3
"""Words behind the English verb that may still answer the modal ("read it if necessary")."""

MONTH = re.compile(r"(?<=[\w,] )May\b")
"""The month, which answers nothing: "may" has a capital only at the head of a sentence."""

_HELPERS = re.compile(
    r"(?:am|is|are|was|were|be|been|being|has|have|had|do|does|did|not|also|already|now|still|\w+ly)"
)
_STATING = frozenset(["am", "is", "are", "was", "were", "has", "have", "had", "do", "does", "did"])
_CONTRACTED = (("won't", "will not"), ("can't", "can not"), ("shan't", "shall not"),
               ("n't", " not"), ("'ll", " will"), ("'d", " would"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Modal:
    """A modal with the verb it governs and the English verb that answers it.

    ``source`` is the span of modal and verb, ``verb`` that of the English verb with its helpers,
    ``window`` that of the English clause around it; ``clause`` is its text and ``there`` all of the
    bead's, contractions written out. ``finite`` tells that the English verb states something,
    ``infinitive`` that "to" stands before it, ``personal`` that the modal is of "I", "we" or "you",
    ``others`` the kinds of other modals in the sentence.
    """

    kind: str
    word: str
    source: tuple[int, int, int]
    verb: tuple[int, int, int]
    window: tuple[int, int, int]
    clause: str
    there: str
    finite: bool
    infinitive: bool
    personal: bool
    others: frozenset[str]


def modals(article: Article, bead: int) -> Iterator[Modal]:
    """Yield the modals of a bead whose verbs are linked."""
    own = _own(base(article.source_lang))
    if own is None:
        return
    targets = {sentence.index: sentence for sentence in article.target_sentences(bead)}
    there = expanded(" ".join(sentence.text for sentence in targets.values()))
    links: Sequence[WordLink] | None = None
    for sentence in article.source_sentences(bead):
        ours = words(sentence.text)
        kinds = [own.kinds.get(word.lower, "") if not (word.capital and n) else ""
                 for n, word in enumerate(ours)]  # fmt: skip
        for at in (number for number, kind in enumerate(kinds) if kind):
            verb = _governed(sentence.text, ours, at, own)
            if verb is None:
                continue
            links = article.word_links(bead) if links is None else links
            other = _answer(sentence.index, ours[verb], links, FIRM)
            beside = _answer(sentence.index, ours[at], links, MODALS) if other is None else None
            place = other or beside
            if place is None:
                continue
            found = _modal(sentence, ours, (at, verb), targets[place[0]], place, there, kinds, own)
            yield found if other else replace(found, finite=False)


@dataclass(frozen=True, slots=True)
class _Own:
    kinds: Mapping[str, str]
    infinitive: re.Pattern[str]
    participle: re.Pattern[str]
    helpers: frozenset[str]
    persons: frozenset[str]
    final: bool


@cache
def _own(lang: str) -> _Own | None:
    row: Mapping[str, Any] | None = data(__name__).get(lang)
    if row is None:
        return None
    kinds = {word: kind for kind in data(__name__)["class"] for word in row.get(kind, "").split()}
    helpers, persons = (frozenset(row.get(key, "").split()) for key in ("helpers", "persons"))
    infinitive = re.compile(row["infinitive"])
    participle = re.compile(row.get("participle", row["infinitive"]))
    return _Own(kinds, infinitive, participle, helpers, persons, row.get("final", False))


def kind(name: str) -> Mapping[str, Any]:
    """Return what is known of a class of modals."""
    row: Mapping[str, Any] = data(__name__)["class"][name]
    return row


def answered(modal: Modal) -> bool:
    """Tell whether any English word may answer the modal."""
    row = kind(modal.kind)
    if modal.infinitive and row.get("to", False):
        return True
    return bool(
        listed(row["near"]).search(modal.clause) or listed(row["anywhere"]).search(modal.there)
    )


def mistaken(article: Article, modal: Modal) -> tuple[int, int, int] | None:
    """Return the place of a word of another sense, if nothing right is in the English clause."""
    row = kind(modal.kind)
    if "wrong" not in row or modal.others or (modal.personal and row.get("impersonal", False)):
        return None
    if any(listed(row[key]).search(modal.clause) for key in ("near", "anywhere")):
        return None
    sentence, start, end = modal.window
    found = listed(row["wrong"]).search(article.target.sentences[sentence].text, start, end)
    return None if found is None else (sentence, *found.span())


def expanded(text: str) -> str:
    """Write English contractions out: "we'll" as "we will"; the month of May is left out.

    >>> expanded("We won't open in May.")
    'We will not open in .'
    """
    text = MONTH.sub("", text.replace("’", "'"))
    for short, long in _CONTRACTED:
        text = re.sub(rf"{short}\b", long, text, flags=re.IGNORECASE)
    return text


def _governed(text: str, ours: Sequence[Word], at: int, own: _Own) -> int | None:
    """Return the number of the verb that the modal at *at* governs."""
    end = at + 1
    while not cut(text, ours, end):
        end += 1
    if not own.final:
        return _behind(ours, at, end, own)
    verb = _last(ours, at + 1, end, own)
    if verb is not None or end > at + 1:
        return verb
    start = at
    while not cut(text, ours, start):
        start -= 1
    return _last(ours, start, at, own)


def _last(ours: Sequence[Word], start: int, end: int, own: _Own) -> int | None:
    """Return the verb that ends a clause, without its helpers ("verkauft worden sein")."""
    at = end - 1
    helped = False
    while at >= start and ours[at].lower in own.helpers:
        at, helped = at - 1, True
    if at < start or ours[at].capital or ours[at].lower in own.kinds:
        return None
    form = re.compile(r"\w+(?:t|d|en)") if helped else own.infinitive
    if form.fullmatch(ours[at].lower):
        return at
    infinitive = own.infinitive.fullmatch(ours[end - 1].lower)
    return end - 1 if infinitive and end - 1 >= start else None


def _behind(ours: Sequence[Word], at: int, end: int, own: _Own) -> int | None:
    """Return the infinitive within three words, or the participle behind its helper."""
    rumour = own.kinds[ours[at].lower] == "rumour"
    form = own.participle if rumour else own.infinitive
    for number in range(at + 1, min(at + 4, end)):
        if form.fullmatch(ours[number].lower) and not ours[number].capital:
            if ours[number].lower in own.helpers:
                return number + 1 if number + 1 < end else None
            return number
    return None


def _answer(
    sentence: int, verb: Word, links: Sequence[WordLink], least: float
) -> tuple[int, int, int] | None:
    """Return the English word most firmly linked to a verb."""
    mine = [link for link in links
            if link.source[:2] == (sentence, verb.start) and link.score >= least]  # fmt: skip
    return max(mine, key=lambda link: link.score).target if mine else None


def _modal(
    source: Sentence, ours: Sequence[Word], places: tuple[int, int], target: Sentence,
    other: tuple[int, int, int], there: str, kinds: Sequence[str],
    own: _Own,
) -> Modal:  # fmt: skip
    theirs = words(target.text)
    verb = next(number for number, word in enumerate(theirs) if word.start == other[1])
    first = verb
    while not cut(target.text, theirs, first):
        first -= 1
    last = verb
    while not cut(target.text, theirs, last + 1) and last < verb + BEHIND:
        last += 1
    helped = verb
    while helped > first and _HELPERS.fullmatch(theirs[helped - 1].lower):
        helped -= 1
    span = sorted((ours[places[0]].start, ours[places[0]].end, ours[places[1]].start,
                   ours[places[1]].end))  # fmt: skip
    return Modal(
        kind=kinds[places[0]],
        word=ours[places[0]].text,
        source=(source.index, span[0], span[-1]),
        verb=(target.index, theirs[helped].start, theirs[verb].end),
        window=(target.index, theirs[first].start, theirs[last].end),
        clause=expanded(target.text[theirs[first].start : theirs[last].end]),
        there=there,
        finite=_finite(theirs, helped, verb),
        infinitive=helped > first and theirs[helped - 1].lower == "to",
        personal=bool(own.persons & {word.lower for word in ours[max(places[0] - 1, 0) :][:3]}),
        others=frozenset(k for n, k in enumerate(kinds) if k and n != places[0]),
    )


def _finite(theirs: Sequence[Word], helped: int, verb: int) -> bool:
    """Tell whether an English verb states something: a past, a third person, or helpers of such."""
    helpers = {word.lower for word in theirs[helped:verb]}
    if helpers & _STATING:
        return True
    if helpers & {"be", "been", "being"}:
        return False
    before = theirs[helped - 1].lower if helped else ""
    if before in ("to", "and", "or", "a", "an", "the", "of", "by", "for", "in", "with"):
        return False
    word = theirs[verb].lower
    return any(word in forms(base)[1:4] for base in bases(word)[1:])
