"""Find who does what to whom, and where the translation has it the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dragoman.checks.grammar.clauses import cut
from dragoman.checks.grammar.wording import Word
from dragoman.checks.roles import english
from dragoman.checks.roles.pair import Pair
from dragoman.checks.roles.phrases import Phrase, phrase
from dragoman.checks.roles.swap import Swap
from dragoman.checks.roles.tables import Table
from dragoman.languages import get

_Answers = Mapping[int, list[tuple[int, float]]]
"""The source words of each English word, by number, and how firmly they are linked."""

FIRM, VERB = 0.4, 0.35
"""Least cosines of the links that count: of nouns, and of verbs, which are put more freely. Set by
hand and low; with them nothing false is found in 18,587 good or mostly good translations (WMT 2021,
DEMETR). Raising them costs finds: some links of true pairs are as low as .3."""


def swaps(pair: Pair, own: Table) -> Iterator[Swap]:
    """Yield what is swapped between one source sentence and one of English."""
    source, ours, theirs = pair.source, pair.ours, pair.theirs
    answers = _answers(pair)
    for verb, linked in answers.items():
        found = None
        for link, score in linked:
            at = _full_verb(source, ours, link, own)
            if score < VERB or not _verb(ours[at], pair.lang, theirs[verb]):
                continue
            found = found or english.clause(pair.target, theirs, verb)
            if found is None:
                break
            both = _both(source, ours, found, answers, own)
            if both is None:
                continue
            sure = _judged(source, ours, at, both, own)
            if sure and not _experience(sure, theirs[verb].lower):
                yield _swap(source, ours, theirs, (at, verb), both, found, sure)


def _answers(pair: Pair) -> _Answers:
    """Return the source words of each English word, by number, with their scores."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for here, there, score in pair.linked:
        found[there].append((here, score))
    return dict(found)


def _full_verb(source: str, ours: Sequence[Word], at: int, own: Table) -> int:
    """Return the participle that goes with an auxiliary of the passive, else the word itself."""
    if own.passive.fullmatch(ours[at].lower) is None:
        return at
    for number in range(at + 1, len(ours)):
        if cut(source, ours, number):
            break
        if not ours[number].capital and own.participle.fullmatch(ours[number].lower):
            return number
    return at


def _verb(word: Word, lang: str, other: Word) -> bool:
    """Tell whether a source word may be a full verb; one that was kept as it is, is none."""
    if not word.lower.isalpha() or word.capital or word.lower == other.lower:
        return False
    return word.lower not in get(lang).words("function")


def _both(
    source: str, ours: Sequence[Word], found: english.Clause, answers: _Answers, own: Table
) -> tuple[Phrase, Phrase] | None:
    """Return the source phrases of the English doer and sufferer; nouns in a row may be both."""
    for row in (True, False):
        doer, sufferer = (
            _phrase(source, ours, places, answers, own, row=row)
            for places in (found.doer, found.sufferer)
        )
        if doer is None or sufferer is None:
            return None
        if doer.last < sufferer.first or sufferer.last < doer.first:
            return doer, sufferer
    return None


def _phrase(
    source: str, ours: Sequence[Word], places: Sequence[int], answers: _Answers, own: Table, *,
    row: bool,
) -> Phrase | None:  # fmt: skip
    """Return the source phrase that an English noun phrase answers, from its head on."""
    for place in places:
        best = max(answers.get(place, ()), key=lambda one: one[1], default=None)
        if best is None or best[1] < FIRM:
            continue
        found = phrase(source, ours, best[0], own, row=row)
        if found is not None:
            return found
    return None


def _judged(
    source: str, ours: Sequence[Word], verb: int, pair: tuple[Phrase, Phrase], own: Table
) -> str:
    """Tell by what the English doer and sufferer are the other way round in the source, or ""."""
    doer, sufferer = pair
    first = min(doer.first, sufferer.first, verb)
    last = max(doer.last, sufferer.last, verb)
    if any(one.first <= verb <= one.last for one in pair):
        return ""
    pronouns = [one.first for one in pair if one.pronoun]
    inside = [ours[at].lower for at in range(first, last + 1) if at not in pronouns]
    if any(cut(source, ours, at) for at in range(first + 1, last + 1)):
        return ""
    silent = own.silent - own.reflexive if set(doer.cases) <= set("AD") else own.silent
    if own.stops.intersection(inside) or silent.intersection(inside):
        return ""
    if own.measures.fullmatch(ours[doer.last].lower) or own.measures.fullmatch(
        ours[sufferer.last].lower
    ):
        return ""
    passive = any(own.passive.fullmatch(word) for word in inside) and own.participle.fullmatch(
        ours[verb].lower
    )
    if passive:
        by = sufferer.governed in own.agents and doer.bare and "N" in doer.cases
        return "passive" if by and not sufferer.pronoun else ""
    if own.determiners and not all(
        one.pronoun or not one.named or ours[one.last].capital for one in pair
    ):
        return ""
    if doer.governed in own.patients and sufferer.bare and _object(source, ours, verb, doer):
        return "marked"
    if not doer.bare or not sufferer.bare:
        return ""
    if doer.never_subject and "N" in sufferer.cases:
        return "case"
    if sufferer.only_subject and not doer.only_subject and not sufferer.pronoun:
        return "subject"
    if own.fixed_order and sufferer.last < verb < doer.first:
        return "order"
    return ""


def _object(source: str, ours: Sequence[Word], verb: int, one: Phrase) -> bool:
    """Tell an object with its preposition from an attribute ("il Teatro alla Scala")."""
    at = one.first - 1
    return at - 1 == verb or cut(source, ours, at)


def _experience(sure: str, verb: str) -> bool:
    """Tell whether the English verb has another subject by its nature."""
    return sure != "passive" and verb in english.experience()


def _swap(
    source: str, ours: Sequence[Word], theirs: Sequence[Word], verbs: tuple[int, int],
    pair: tuple[Phrase, Phrase], found: english.Clause, sure: str,
) -> Swap:  # fmt: skip
    doer, sufferer = pair
    numbers = (*found.doer, *found.sufferer, verbs[1])
    said = [min(doer.first, sufferer.first, verbs[0]), max(doer.last, sufferer.last, verbs[0])]
    suffers = source[ours[doer.first].start : ours[doer.last].end]
    does = source[ours[sufferer.first].start : ours[sufferer.last].end]
    return Swap(
        source=(ours[said[0]].start, ours[said[1]].end),
        target=(theirs[min(numbers)].start, theirs[max(numbers)].end),
        sure=sure,
        message=f"who does it and who suffers it are swapped: in the source “{does}” does it"
        f" to “{suffers}”",
    )
