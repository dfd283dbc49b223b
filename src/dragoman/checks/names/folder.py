"""Find names that the articles of one run spell in different ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import judge
from dragoman.checks.names.gazetteer import given_names
from dragoman.checks.names.judgement import Judgement, Status
from dragoman.checks.names.spelling import readable
from dragoman.checks.names.spellings import TWO_NAMES
from dragoman.checks.names.words import words
from dragoman.checks.rule import data

PLACES = "dragoman.checks.rules.place.exonym_left_in_source_language"

SHOWN = 3
"""How many places of a spelling are kept: enough to look it up, and memory stays constant."""


@dataclass(kw_only=True)
class Use:
    """One spelling: in how many ``articles``, and the first ``places`` as ``path:line``."""

    articles: int = 0
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Differing:
    """A name that articles of one run spell differently.

    ``kind`` is ``name`` or ``place``; ``meant`` the spelling to keep: an English one, then the one
    most articles have; ``spellings`` all of them, the one to keep first.
    """

    kind: str
    meant: str
    spellings: Mapping[str, Use]

    def __str__(self) -> str:
        """Say it in one line.

        >>> uses = {"Kyiv": Use(articles=1, places=["a.txt:3"]), "Kiev": Use(articles=1)}
        >>> print(Differing(kind="place", meant="Kyiv", spellings=uses))
        place Kyiv: Kyiv in 1 article (a.txt:3); Kiev in 1 article
        """
        return f"{self.kind} {self.meant}: " + "; ".join(
            f"{spelling} in {use.articles} article{'s' if use.articles > 1 else ''}"
            + (f" ({', '.join(use.places)})" if use.places else "")
            for spelling, use in self.spellings.items()
        )

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for a run file."""
        return asdict(self)


@dataclass(kw_only=True)
class _Seen(Use):
    judgement: Judgement | None = None
    first: int = 0
    """Which article had it first (0-based)."""


def across(articles: Iterable[Mapping[str, Any]]) -> list[Differing]:
    """Return the names that differ between *articles* of a run file (``dragoman.run/1``), sorted.

    Each article is looked at once and may be dropped then; what is kept is a line for each
    spelling. Two spellings within one article alone are INC001's. Given names are left out:
    different people bear them.
    """
    seen: dict[str, _Seen] = {}
    for number, article in enumerate(articles):
        for spelling, (judgement, line) in _spellings(article).items():
            use = seen.setdefault(spelling, _Seen(judgement=judgement, first=number))
            use.articles += 1
            if len(use.places) < SHOWN:
                use.places.append(f"{article['target']['path']}:{line}")
    groups = (("place", _places(seen)), ("name", _names(seen)))
    found = [
        _differing(kind, group, seen)
        for kind, some in groups
        for group in some
        if not _in_one_article([seen[spelling] for spelling in group])
    ]
    return sorted(found, key=lambda one: (one.kind, one.meant))


def _spellings(article: Mapping[str, Any]) -> dict[str, tuple[Judgement | None, int]]:
    """Map each spelling of a known name in the article to what it is and its first line."""
    language = article["source"]["lang"] if article.get("source") else article.get("from", "")
    language = language or "de"
    known = _variants()
    found: dict[str, tuple[Judgement | None, int]] = {}
    for sentence in article["sentences"]["target"]:
        for word in words(sentence["text"]):
            if word.text in found or not word.capital:
                continue
            if word.text in known:
                found[word.text] = None, sentence["line"]
            elif readable(language) and (judgement := _eastern(word.text, language)):
                found[word.text] = judgement, sentence["line"]
    return found


@cache
def _variants() -> Mapping[str, tuple[str, ...]]:
    """Map each spelling of house style to all spellings of its place, the suggested one first."""
    rows = data(PLACES)["style"]["variants"]
    return {name: tuple(row) for row in rows for name in row}


def _eastern(text: str, language: str) -> Judgement | None:
    """Judge a word that may be a surname or a town written in Cyrillic at home."""
    judgement = judge(text.lower(), language)
    if judgement.status not in (Status.LEFT, Status.ENGLISH) or not judgement.eastern:
        return None
    eastern, western = given_names()
    if not eastern.isdisjoint(judgement.originals) or text.lower() in western:
        return None
    return judgement if text[1:].islower() else None


def _in_one_article(uses: Sequence[_Seen]) -> bool:
    return all(use.articles == 1 for use in uses) and len({use.first for use in uses}) == 1


def _places(seen: Mapping[str, _Seen]) -> Iterator[list[str]]:
    for row in dict.fromkeys(_variants().values()):
        here = [name for name in row if name in seen]
        if len(here) > 1:
            here.sort(key=lambda name: -seen[name].articles)
            yield here


def _names(seen: Mapping[str, _Seen]) -> Iterator[list[str]]:
    """Put together what shares an original; a left-over joins one English spelling at most."""
    groups: list[list[str]] = []
    by_original: dict[str, list[str]] = {}
    names = [name for name, use in seen.items() if use.judgement is not None]
    for name in sorted(names, key=lambda n: (_left(seen[n]), -seen[n].articles, n)):
        judgement = seen[name].judgement
        originals = judgement.originals if judgement else ()
        group = next((by_original[o] for o in originals if o in by_original), None)
        if group is None:
            groups.append(group := [])
        group.append(name)
        for original in originals:
            by_original.setdefault(original, group)
    for group in groups:
        if len(group) > 1 and not all(zipf(name.lower()) >= TWO_NAMES for name in group):
            yield group


def _left(use: _Seen) -> bool:
    return use.judgement is not None and use.judgement.status is Status.LEFT


def _differing(kind: str, spellings: Sequence[str], seen: Mapping[str, _Seen]) -> Differing:
    return Differing(
        kind=kind,
        meant=spellings[0],
        spellings={s: Use(articles=seen[s].articles, places=seen[s].places) for s in spellings},
    )
