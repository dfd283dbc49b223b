"""What words say around a value, and of a time without one: "more than", "by", "ago", "early May".

Two sentences may hold the same figures and say other things: "um 5 auf 20" and "by 20 to 5", "vor
drei Jahren" and "three years later", "Anfang Mai" and "late May". Each such *aspect* has a few
values that exclude each other; the words for them stand in ``data/framing``, a file a language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.checks.once import once
from dragoman.checks.quantities.compare import Seen, compare
from dragoman.checks.quantities.lexicon import KNOWN, get
from dragoman.checks.quantities.units import dimension
from dragoman.checks.rule import Hit, Place
from dragoman.model import Article, Sentence

CHANGES = re.compile(
    r"\b(?:r[io]se[ns]?|rising|fell|fall(?:s|en|ing)?|gr[eo]w(?:n|s|ing)?|increas\w+|decreas\w+|drop\w*"
    r"|declin\w+|climb\w*|jump\w*|surg\w+|cut\w*|reduc\w+|rais\w+|lower\w*|went|go (?:up|down)"
    r"|shr[aiu]nk\w*|slump\w*|plung\w+|soar\w*|ris(?:e|es|en)|slid\w*|sank|sunk|up|down|add\w+|chang\w+"
    r"|extend\w*|expand\w*|shorten\w*|improv\w+|slip\w*|tumbl\w+|advanc\w+|swell\w*|gain\w*|lost)\b",
    re.IGNORECASE,
)
"""English words of change: only with one of them is "by" or "to" before a figure its measure."""

LANGUAGES = tuple(lang for lang in KNOWN if lang != "en")
"""Source languages with a table."""

_SINGLE = re.compile(r"\b(?:an?|one) (?:hundred|thousand|million|billion)", re.IGNORECASE)

MONEY = r"(?:[€$£¥₽₴]\s?)?$"
"""A sign of money may stand between the words and the figure."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How one language frames: patterns by (aspect, value)."""

    before: Mapping[tuple[str, str], re.Pattern[str]]
    after: Mapping[tuple[str, str], re.Pattern[str]]
    inside: Mapping[tuple[str, str], re.Pattern[str]]
    marks: Mapping[tuple[str, str], re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two values of one *aspect* that exclude each other, with their places."""

    aspect: str
    bead: int
    source: Place
    target: Place
    confidence: float


@cache
def _file(name: str) -> Mapping[str, Any]:
    folder = resources.files(__package__).joinpath("data", "framing")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def contradictions() -> Mapping[str, Mapping[frozenset[str], float]]:
    """Return, by aspect, the confidence of each pair of values that exclude each other."""
    return {
        aspect: {frozenset(pair.split()): sure for pair, sure in pairs.items()}
        for aspect, pairs in _file("contradictions").items()
    }


@cache
def framing(lang: str) -> Framing:
    """Load how *lang* (ISO 639-1) frames values; without a file it frames none."""
    if lang not in KNOWN:
        return Framing({}, {}, {}, {})
    table = _file(lang)
    shapes = {
        "before": rf"(?<![\w-])(?:{{}})\s*{MONEY}",
        "after": r"\s*(?:{})(?!\w)",
        "inside": "(?:{})",
        "marks": r"(?<!\w)(?:{})(?!\w)",
    }
    period = _period(lang, table)
    compiled = {
        part: {
            _aspect(name): re.compile(
                shape.format(body.replace("{P}", period)), re.IGNORECASE | re.UNICODE
            )
            for name, body in table.get(part, {}).items()
        }
        for part, shape in shapes.items()
    }
    return Framing(**compiled)


def _aspect(name: str) -> tuple[str, str]:
    aspect, value = name.split()
    return aspect, value


def _period(lang: str, table: Mapping[str, Any]) -> str:
    """Match the name of a time that has a beginning and an end: a month, a year, "the week"."""
    months = (
        re.escape(form)
        for form, entries in get(lang).words.items()
        if len(form) > 2 and any(entry.role == "month" for entry in entries)
    )
    names = "|".join(sorted(months, key=len, reverse=True))
    before = "|".join(sorted(table["month_of"], key=len, reverse=True))
    years = r"(?:1[5-9]|20)\d\d(?:er|s|-х|х)?|\d0(?:er|s)"
    return rf"(?:{before})(?:{names}|{years}|{table['periods']})"


def clashes(article: Article, aspects: Collection[str]) -> Iterator[Clash]:
    """Yield where source and translation frame a value, or a time, in ways that exclude each other.

    *aspects* are those of ``contradictions.toml`` that are asked for.
    """
    yield from (clash for clash in _clashes(article) if clash.aspect in aspects)


@once
def _clashes(article: Article) -> tuple[Clash, ...]:
    """Find the clashes of all aspects, of which several rules take theirs."""
    if article.target.lang != "en":
        return ()
    return (*_around(article), *_alone(article))


def framed(article: Article, aspects: Collection[str]) -> Iterator[Hit]:
    """Yield the clashes as a rule's hits."""
    assert article.source is not None
    for clash in clashes(article, aspects):
        said, put = (
            text.sentences[place[0]].text[slice(*place[1:])]
            for text, place in ((article.source, clash.source), (article.target, clash.target))
        )
        yield Hit(
            message=f"the source says “{said}”, the translation “{put}”",
            confidence=clash.confidence,
            bead=clash.bead,
            source=clash.source,
            target=clash.target,
            evidence={"aspect": clash.aspect},
        )


def _around(article: Article) -> Iterator[Clash]:
    """Compare what stands around values that both sides name."""
    ours, theirs = framing(article.source_lang), framing(article.target.lang)
    assert article.source is not None
    routes: dict[int, list[Clash]] = {}
    for bead, source, target in compare(article).agreed:
        text = article.target.sentences[target.sentence].text
        if many := _one_of_many(article, source, target):
            yield Clash(aspect="many", bead=bead, confidence=many, source=_at(source),
                        target=_at(target))  # fmt: skip
            continue
        first = _frames(article.source.sentences[source.sentence].text, source, ours)
        second = _frames(text, target, theirs)
        if lost := _bound_lost(article, source, target):
            left_out = contradictions()["lost"][frozenset("*")]
            yield Clash(
                aspect="bound", bead=bead, confidence=left_out, source=lost, target=_at(target)
            )
        for aspect in first.keys() & second.keys():
            (one, span), (other, place) = first[aspect], second[aspect]
            sure = contradictions().get(aspect, {}).get(frozenset((one, other)))
            if sure is None or source.quantity.value != target.quantity.value:
                continue  # a bound of a converted value is another one
            if aspect == "change" and not _changes(text, target):
                continue
            clash = Clash(
                aspect=aspect, bead=bead, confidence=sure,
                source=(source.sentence, *span), target=(target.sentence, *place),
            )  # fmt: skip
            if aspect == "route":
                routes.setdefault(bead, []).append(clash)
            else:
                yield clash
    for both in routes.values():
        if len(both) > 1:  # one end alone may be read wrongly; both are swapped
            yield from both[:1]


def _at(seen: Seen) -> Place:
    return seen.sentence, seen.quantity.start, seen.quantity.end


def _one_of_many(article: Article, source: Seen, target: Seen) -> float:
    """Return how sure it is that "Hunderttausende" became "a hundred thousand", else 0."""
    one, other = source.quantity, target.quantity
    if one.kind != "vague" or other.kind != "number" or not other.scale:
        return 0.0
    assert article.source is not None
    text = article.source.sentences[source.sentence].text
    last = text[one.start : one.end].split()[-1].lower()
    if all(entry.role != "vague" for entry in get(article.source_lang).look(last)):
        return 0.0
    before = text[: one.start].split()
    if any(p.search(text, 0, one.start) for p in framing(article.source_lang).before.values()):
        return 0.0  # "до тысячи" is one thousand, though it looks like several
    words = article.target.sentences[target.sentence].text[: other.end]
    counted = bool(before) and before[-1].lower() in get(article.source_lang).articles
    single = _SINGLE.search(words, max(other.start - 4, 0)) is not None
    return contradictions()["many"][frozenset("*")] if single and not counted else 0.0


NEAR = (60, 40)
"""Code points before and after an English figure in which a bound may be said otherwise."""


@cache
def _strong(lang: str) -> re.Pattern[str]:
    """Match the words for a bound that no translation may drop, right before a figure."""
    return re.compile(rf"(?<![\w-])(?:{_file(lang)['strong']})\s*{MONEY}", re.IGNORECASE)


@cache
def _hedges() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_file('en')['hedges']})\b|\+", re.IGNORECASE)


def _bound_lost(article: Article, source: Seen, target: Seen) -> Place | None:
    """Return where the source says "more than" of a figure that the translation gives as exact.

    In good translation this happened once in 32 cases, and that was an error.
    """
    if source.quantity.kind != "number" or source.quantity.code:
        return None
    assert article.source is not None
    text = article.source.sentences[source.sentence].text
    quantity = source.quantity
    start = quantity.around[0] if quantity.around != (0, 0) else quantity.start
    said = _strong(article.source_lang).search(text, 0, start)
    figure = target.quantity
    near = article.target.sentences[target.sentence].text[
        max(figure.start - NEAR[0], 0) : figure.end + NEAR[1]
    ]
    if said is None or _hedges().search(near):
        return None
    return source.sentence, said.start(), max(quantity.end, quantity.around[1])


def _changes(text: str, seen: Seen) -> bool:
    return CHANGES.search(text) is not None and seen.quantity.kind == "number"


def _frames(text: str, seen: Seen, known: Framing) -> dict[str, tuple[str, tuple[int, int]]]:
    """Return, by aspect, the value of the longest words around a quantity, and their place."""
    quantity = seen.quantity
    if quantity.kind != "number" or quantity.code:
        return {}
    start, end = quantity.around if quantity.around != (0, 0) else (quantity.start, quantity.end)
    found: dict[str, tuple[int, str, tuple[int, int]]] = {}
    for (aspect, value), pattern in known.before.items():
        if match := pattern.search(text, 0, start):
            _longest(found, aspect, value, (match.start(), end))
    for (aspect, value), pattern in known.after.items():
        if match := pattern.match(text, end):
            _longest(found, aspect, value, (start, match.end()))
    for (aspect, value), pattern in known.inside.items():
        if pattern.search(text, start, end):
            found[aspect] = (end - start, value, (start, end))
    if dimension(quantity.unit) != "duration":
        found.pop("now", None)
    return {aspect: (value, place) for aspect, (_, value, place) in found.items()}


def _longest(
    found: dict[str, tuple[int, str, tuple[int, int]]],
    aspect: str,
    value: str,
    place: tuple[int, int],
) -> None:
    length = place[1] - place[0]
    if aspect not in found or found[aspect][0] < length:
        found[aspect] = (length, value, place)


def _alone(article: Article) -> Iterator[Clash]:
    """Compare the words for times and factors that stand without a figure."""
    sides = [
        (_marks(source, article.source_lang), _marks(target, article.target.lang))
        for _, source, target in article.units()
    ]
    for bead, (source, target) in enumerate(sides):
        for aspect in source.keys() & target.keys():
            near = [sides[at] for at in (bead - 1, bead + 1) if 0 <= at < len(sides)]
            sure = _excluded(aspect, source[aspect], target[aspect])
            if sure is None or any(
                set(source[aspect]) & set(theirs.get(aspect, {}))
                or set(target[aspect]) & set(ours.get(aspect, {}))
                for ours, theirs in near
            ):
                continue
            yield Clash(
                aspect=aspect, bead=bead, confidence=sure,
                source=next(iter(source[aspect].values())),
                target=next(iter(target[aspect].values())),
            )  # fmt: skip


Marks = Mapping[str, Mapping[str, Place]]
"""By aspect and value, where its first words stand."""


def _marks(sentences: Sequence[Sentence], lang: str) -> Marks:
    found: dict[str, dict[str, Place]] = {}
    for sentence in sentences:
        for (aspect, value), pattern in framing(lang).marks.items():
            for match in pattern.finditer(sentence.text):
                place = (sentence.index, *match.span())
                for said in _values(lang, value, match):
                    found.setdefault(aspect, {}).setdefault(said, place)
    return found


def _values(lang: str, value: str, match: re.Match[str]) -> Iterator[str]:
    """Yield the value of a mark; "*" stands for the ordinal in it."""
    if value != "*":
        yield value
        return
    for word in filter(None, match.groups()):
        digits = word.rstrip("abcdefghijklmnopqrstuvwxyzªºаеийоуяіь")
        if digits.isdigit():
            yield digits
        yield from (str(int(e.value)) for e in get(lang).look(word.lower()) if e.role == "ord")


def _excluded(aspect: str, source: Collection[str], target: Collection[str]) -> float | None:
    """Return the confidence that no value of one side goes with any of the other."""
    pairs = contradictions().get(aspect, {})
    sure = [
        0.0 if one == other else pairs.get(frozenset((one, other)), pairs.get(frozenset("*"), 0.0))
        for one in source
        for other in target
    ]
    return min(sure) if all(sure) else None
