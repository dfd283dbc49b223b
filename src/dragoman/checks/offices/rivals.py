"""A post under the name of another: "Attorney General" for an Oberstaatsanwältin.

Both languages are read by the same table of posts. Where the source names one, the translation
none of its names, and word alignment ties the source word to the English name of another post that
the source does not have, the office changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.checks.grammar.english import forms
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.wording import as_written
from dragoman.checks.offices.posts import Post, modifiers, posts
from dragoman.checks.rule import Hit, Place
from dragoman.languages import base
from dragoman.model import Article, Sentence

SURE = 0.75
"""Confidence of a post under another's name: both are read, but word alignment errs at times."""


@dataclass(frozen=True, slots=True)
class _Said:
    post: Post
    place: Place


@cache
def _named() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """Match the English names of posts; tell which posts each may name."""
    vague = modifiers()["vague"].split()
    owners: dict[str, set[str]] = {}
    for post in posts():
        for name in post.names.lower().split(" | "):
            if name not in vague:
                owners.setdefault(name, set()).add(post.id)
                head, of, rest = name.partition(" of ")
                owners.setdefault(_many(head) + of + rest, set()).add(post.id)
    body = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)
    return pattern, {name: frozenset(ids) for name, ids in owners.items()}


def _many(name: str) -> str:
    words = name.split()
    return " ".join((*words[:-1], forms(words[-1])[1]))


def _said(source: Sequence[Sentence], lang: str) -> list[_Said]:
    found = []
    for sentence in source:
        for post in posts():
            words = post.said.get(lang)
            if words and (match := listed(words, exact=True).search(sentence.text)):
                found.append(_Said(post, (sentence.index, *match.span())))
    return found


def rivals(article: Article) -> Iterator[Hit]:
    """Yield posts of the source that the translation names as others."""
    lang = base(article.source_lang)
    for number, source, target in article.units():
        if number is None or not source or not _english(target):
            continue
        said = _said(source, lang)
        english = " ".join(sentence.text for sentence in target)
        known = frozenset(one.post.id for one in said)
        for one in said:
            if not any(
                listed(other.post.accepted).search(english)
                for other in said
                if _overlap(other.place, one.place)
            ):
                yield from _of(article, number, one, known)


def _english(target: Sequence[Sentence]) -> bool:
    pattern, _ = _named()
    return any(pattern.search(sentence.text) for sentence in target)


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _of(article: Article, bead: int, one: _Said, known: frozenset[str]) -> Iterator[Hit]:
    pattern, owners = _named()
    links = [link.target for link in article.word_links(bead) if _overlap(link.source, one.place)]
    for sentence in article.target_sentences(bead):
        for match in pattern.finditer(sentence.text):
            place = (sentence.index, *match.span())
            if owners[match.group().lower()] & known or not any(_overlap(x, place) for x in links):
                continue
            assert article.source is not None
            index, start, end = one.place
            said = article.source.sentences[index].text[start:end]
            right = one.post.names.split(" | ")[0]
            yield Hit(
                message=f"“{match.group()}” is another post than “{said}”",
                confidence=SURE,
                target=place,
                source=one.place,
                bead=bead,
                suggestions=(as_written(right, match.group()),),
                evidence={"post": one.post.id},
            )
