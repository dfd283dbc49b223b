"""Read titles of office out of a sentence: the office, its place, its rank, its holder.

The place of an office comes from its own noun phrase: the compound ("US-Außenminister"), the
adjective or genitive before it, the genitive or "of …" behind it. A country named elsewhere in the
sentence says nothing ("Mexican Foreign Minister Ebrard said in Washington").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.checks.offices.grammar import Grammar, PlaceWord, english_words, language, places
from dragoman.checks.offices.table import PLURAL_ENDINGS, Sense, Title, capitalised, roles
from dragoman.checks.offices.words import Match, Token, Trie, spans, tokens
from dragoman.model import Sentence

How = Literal["phrase", "title", "glued", "person", "article", "none"]
"""How the place of an office is known, from the surest to not at all."""

SKIPS = 2
"""Plain adjectives allowed between country and title ("der britische konservative Minister")."""

NAME_WORDS = 4
"""Words a personal name may have ("Antonio de Oliveira Salazar" is the longest common kind)."""

PARTICLES = frozenset(
    ["von", "van", "der", "de", "di", "da", "del", "la", "le", "dos", "al", "bin", "ben", "zu"]
)
"""Lower-case words inside a personal name."""


OF = frozenset(["de", "da", "do", "di", "del"])
"""Particles that begin the name of a place behind a title, not one of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An office named in one sentence; offsets are into the sentence's cleaned text.

    ``start``/``end`` span country, rank and title; ``title`` is the span of the title alone.
    ``paired``: an "and" stands before it ("US and Russian foreign ministers"). ``order`` is where
    in the sentence it stands, in [0, 1].
    """

    sentence: int
    start: int
    end: int
    title: tuple[int, int]
    places: tuple[str, ...] = ()
    how: How = "none"
    ranks: frozenset[str] = frozenset()
    person: tuple[str, ...] = ()
    plural: bool = False
    paired: bool = False
    order: float = 0.0

    @property
    def surname(self) -> str:
        """The last word of the holder's name, in lower case; empty if no name stands there."""
        return self.person[-1] if self.person else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMention(Mention):
    """An office in the source, with what it may be."""

    titles: tuple[Title, ...]
    feminine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishMention(Mention):
    """An office in the translation, with what its words may stand for."""

    senses: tuple[Sense, ...]
    lower: bool = False

    @property
    def form(self) -> str:
        """The title's words, as they are compared."""
        return self.senses[0].key


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What surrounds a title: token range, place, ranks."""

    start: int
    end: int
    places: tuple[str, ...] = ()
    ranks: frozenset[str] = frozenset()


def _places(words: Sequence[Token], lang: str) -> dict[int, Match[PlaceWord]]:
    """Return the places named, by the token behind them; and by the token they start at (−1−i)."""
    found: dict[int, Match[PlaceWord]] = {}
    for match in spans(places(lang), words):
        if words[match.start].text[0].isupper() or match.values[0].adjective:
            found[match.end] = match
            found[-1 - match.start] = match
    return found


def places_in(sentence: Sentence, lang: str) -> tuple[str, ...]:
    """Return the codes of the places that a sentence names, each as often as it does."""
    named = _places(tokens(sentence.text), lang)
    return tuple(match.values[0].code for at, match in named.items() if at > 0)


def _codes(match: Match[PlaceWord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.code for value in match.values))


def _rank_before(words: Sequence[Token], at: int, ranks: Trie[str]) -> tuple[int, str] | None:
    """Return (start, rank) of the rank word that ends before token *at*."""
    for length in (1, 2, 3):
        if at - length < 0:
            return None
        match = ranks.longest(words, at - length)
        if match is not None and match.end == at:
            return at - length, match.values[0]
    return None


def _plain_adjective(token: Token, grammar: Grammar) -> bool:
    return (
        token.text.islower()
        and len(token.lower) > 4
        and token.lower not in grammar.stop
        and token.lower.endswith(grammar.adjective or ("\0",))
    )


def _left(
    words: Sequence[Token], at: int, named: dict[int, Match[PlaceWord]], grammar: Grammar
) -> _Phrase:
    """Read what stands before a title in its own noun phrase."""
    start, skips, ranks = at, 0, set[str]()
    codes: tuple[str, ...] = ()
    while at > 0:
        possessive = words[at - 1].lower in {"'s", "'"}
        if not codes and (match := named.get(at - 1 if possessive else at)):
            codes = _codes(match)
            start = at = match.start
        elif not possessive and (rank := _rank_before(words, at, grammar.ranks)):
            at = rank[0]
            ranks.add(rank[1])
            if rank[1] not in {"former", "acting", ""}:
                start = at
        elif not codes and skips < SKIPS and _plain_adjective(words[at - 1], grammar):
            at -= 1
            skips += 1
        else:
            break
    return _Phrase(start, at, codes, frozenset(ranks - {""}))


def _right(
    words: Sequence[Token], at: int, named: dict[int, Match[PlaceWord]], grammar: Grammar
) -> _Phrase | None:
    """Read a place behind a title: "of Bavaria", "der USA", "du Royaume-Uni", "britannique"."""
    articles = 0
    while at < len(words) and articles < 4:
        match = named.get(-1 - at)
        if match is not None:
            adjective = all(word.adjective for word in match.values)
            if adjective and not articles and not grammar.adjective_after:
                return None
            if not adjective and not articles and not grammar.genitive_after:
                return None
            if adjective and articles:  # "of the German state of Hesse", not "of the German league"
                return _right(words, match.end, named, grammar)
            return _Phrase(at, match.end, _codes(match))
        if words[at].lower not in grammar.articles:
            return None
        at += 1
        articles += 1
    return None


def _name_after(words: Sequence[Token], at: int, text: str) -> tuple[str, ...]:
    """Return the personal name that follows a title, in lower case."""
    found: list[str] = []
    first = at
    while at < len(words) and len(found) < NAME_WORDS:
        token = words[at]
        if not (token.text[0].isupper() and token.text.isalpha()) and token.lower not in PARTICLES:
            break
        if found and text[words[at - 1].end : token.start] not in {" ", "-", ". "}:
            break
        found.append(token.lower)
        at += 1
    while found and found[-1] in PARTICLES:
        found.pop()
    of = bool(found) and found[0] in OF and words[first].text.islower()
    return () if of else tuple(found)


def _name_apart(words: Sequence[Token], at: int, text: str) -> tuple[str, ...]:
    """Return the name in apposition behind a title: "the prime minister, Pedro Sánchez, …"."""
    if at >= len(words) or words[at].text != ",":
        return ()
    found = _name_after(words, at + 1, text)
    end = at + 1 + len(found)
    closed = end < len(words) and words[end].text in {",", ".", ";", ")"}
    return found if closed and len(found) > 1 else ()


def _name_before(
    words: Sequence[Token], at: int, named: dict[int, Match[PlaceWord]]
) -> tuple[str, ...]:
    """Return the name in apposition before a title: "Wendy Sherman, the …"."""
    while at > 0 and words[at - 1].lower in {"the", "der", "die", "le", "la", "el", "il", "o", "a"}:
        at -= 1
    if at - 1 in named:
        return ()
    if at < 2 or words[at - 1].text not in {",", "("}:
        return ()
    found: list[str] = []
    at -= 2
    while at >= 0 and len(found) < NAME_WORDS and words[at].text.isalpha():
        if not words[at].text[0].isupper() and words[at].lower not in PARTICLES:
            break
        found.insert(0, words[at].lower)
        at -= 1
    return tuple(found) if len(found) > 1 else ()


def read_english(sentence: Sentence) -> list[EnglishMention]:
    """Return the titles of office that stand in an English sentence."""
    words = tokens(sentence.text)
    found = list(spans(roles().phrases, words))
    if not found:
        return []
    grammar = english_words()
    named = _places(words, "en")
    mentions = []
    for match in found:
        if words[match.start].text.islower() and match.values[0].key in capitalised():
            continue  # "his first Minister" counts ministers
        left = _left(words, match.start, named, grammar)
        right = None if left.places else _right(words, match.end, named, grammar)
        end = right.end if right else match.end
        mentions.append(
            EnglishMention(
                sentence=sentence.index,
                start=words[left.start].start,
                end=words[end - 1].end,
                title=(words[match.start].start, words[match.end - 1].end),
                places=left.places or (right.places if right else ()),
                how="phrase" if left.places or right else "none",
                ranks=left.ranks,
                person=_name_after(words, end, sentence.text)
                or _name_before(words, left.end, named)
                or _name_apart(words, end, sentence.text),
                plural=bool(PLURAL_ENDINGS & set(match.endings)),
                paired=_paired(words, left.start, end),
                order=match.start / len(words),
                senses=match.values,
                lower=words[match.start].text[0].islower(),
            )
        )
    return mentions


def _paired(words: Sequence[Token], start: int, end: int) -> bool:
    before = words[start - 1].lower if start else ""
    after = words[end].lower if end < len(words) else ""
    return before in {"and", "or", "&"} or after in {"and", "or", "&", ","}


def _title_matches(
    words: Sequence[Token], lang: str, grammar: Grammar, skip: Sequence[bool]
) -> list[tuple[Match[Title], str]]:
    """Return the titles in *words* with the compound's prefix that was taken off ("vize")."""
    found: list[tuple[Match[Title], str]] = []
    at = 0
    while at < len(words):
        match, glued = grammar.titles.longest(words, at, skip=skip), ""
        rest = words[at].lower
        while match is None:
            prefix = next((p for p in grammar.glued if rest.startswith(p) and rest != p), None)
            if prefix is None:
                break
            rest = rest[len(prefix) :]
            glued += prefix + " "
            match = grammar.titles.longest(words, at, first=rest, skip=skip)
        if match is None:
            at += 1
            continue
        found.append((match, glued))
        at = match.end
    return found


def read_source(sentence: Sentence, lang: str) -> list[SourceMention]:
    """Return the titles of office that stand in a sentence of language *lang*."""
    grammar = language(lang)
    words = tokens(sentence.text)
    named = _places(words, lang)
    skip = _fillers(words, named, grammar)
    mentions = []
    for match, glued in _title_matches(words, lang, grammar, skip):
        left = _left(words, match.start, named, grammar)
        inside = next((named[at + 1] for at in match.gap if at + 1 in named), None)
        codes = left.places or (_codes(inside) if inside else ())
        right = None if codes else _right(words, match.end, named, grammar)
        end = right.end if right else match.end
        prefixes = {grammar.glued[prefix] for prefix in glued.split()}
        codes = codes or (right.places if right else ())
        own = next((title.place for title in match.values if title.place), None)
        mentions.append(
            SourceMention(
                sentence=sentence.index,
                start=words[left.start].start,
                end=words[end - 1].end,
                title=(words[match.start].start, words[match.end - 1].end),
                places=codes or ((own,) if own else ()),
                how="phrase"
                if codes
                else "title"
                if own
                else "glued"
                if "federal" in prefixes
                else "none",
                ranks=left.ranks | prefixes,
                person=_name_after(words, end, sentence.text)
                or _name_before(words, left.end, named)
                or _name_apart(words, end, sentence.text),
                plural=bool(grammar.plural_endings & set(match.endings)),
                order=match.start / len(words),
                titles=match.values,
                feminine=_feminine(words, match, grammar),
            )
        )
    return mentions


def _feminine(words: Sequence[Token], match: Match[Title], grammar: Grammar) -> bool:
    """Tell whether a title is that of a woman, by its ending, its form or its article."""
    before = words[match.start - 1].lower if match.start else ""
    return (
        bool(grammar.feminine_endings & set(match.endings))
        or words[match.start].lower in grammar.feminine_words
        or before in grammar.feminine_articles
    )


def _fillers(
    words: Sequence[Token], named: dict[int, Match[PlaceWord]], grammar: Grammar
) -> list[bool]:
    """Mark the tokens that may stand inside a title: adjectives of country and rank."""
    fill = [False] * len(words)
    if not grammar.adjective_after:
        return fill
    for end, match in named.items():
        if end > 0 and match.values[0].adjective:
            fill[match.start : end] = [True] * (end - match.start)
    for at in range(len(words)):
        if grammar.ranks.longest(words, at) is not None:
            fill[at] = True
    return fill
