"""The same passage in two translations: the source sentences, what A and B made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dragoman.model import MQM_WEIGHTS
from dragoman.standing import counts

Json = Mapping[str, Any]
A, B = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Source sentences and both translations of them, as the run files hold sentences.

    ``lost`` are the findings that only A has, ``gained`` those that only B has. ``drift`` is (A,
    B), each the mean over the beads; None where it was not judged.
    """

    source: tuple[Json, ...]
    a: tuple[Json, ...]
    b: tuple[Json, ...]
    lost: tuple[Json, ...]
    gained: tuple[Json, ...]
    drift: tuple[float | None, float | None]

    @property
    def moved(self) -> float:
        """How much more B drifts than A, in [-1, 1]; 0 where either was not judged."""
        one, other = self.drift
        return 0.0 if one is None or other is None else other - one


class Weight(NamedTuple):
    """A passage in numbers: penalty points, words, sum of drift and judged beads of A and of B."""

    penalty_a: float
    penalty_b: float
    words_a: float
    words_b: float
    drift_a: float
    drift_b: float
    judged_a: float
    judged_b: float


def passages(one: Json, other: Json) -> Iterator[tuple[Passage, Weight]]:
    """Yield the passages of an article in both runs, in the order of the source.

    The runs may have cut the article differently; beads that share a source sentence are joined
    until both have the same. Added sentences are a passage of their own, without a source.
    """
    articles = (one, other)
    groups = _groups(articles)
    before, after = _found(articles, groups)
    for number, (source, beads) in enumerate(groups):
        mine, yours = before.get(number, []), after.get(number, [])
        drifts = [_drifts(article, beads[side]) for side, article in enumerate(articles)]
        texts = [_target(article, beads[side]) for side, article in enumerate(articles)]
        yield (
            Passage(
                source=tuple(one["sentences"]["source"][index] for index in source),
                a=texts[A],
                b=texts[B],
                lost=tuple(without(mine, yours)),
                gained=tuple(without(yours, mine)),
                drift=(_mean(drifts[A]), _mean(drifts[B])),
            ),
            Weight(
                *map(_penalty, (mine, yours)),
                *map(_words, texts),
                *map(sum, drifts),
                *map(len, drifts),
            ),
        )


Group = tuple[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]]
"""Source sentences, and the beads of A and of B that translate them, all as indices."""


def _groups(articles: tuple[Json, Json]) -> list[Group]:
    found: dict[int, tuple[set[int], tuple[list[int], list[int]]]] = {}
    home: dict[int, int] = {}  # source sentence -> group
    order: list[tuple[float, int]] = []
    for side, article in enumerate(articles):
        last = -1
        for bead, entry in enumerate(article["alignment"]):
            touched = sorted({home[index] for index in entry["source"] if index in home})
            number = touched[0] if touched else len(order)
            if not touched:
                found[number] = (set(), ([], []))
                order.append((min(entry["source"], default=last + 0.5), number))
            for more in touched[1:]:
                sources, beads = found.pop(more)
                found[number][0].update(sources)
                for into, extra in zip(found[number][1], beads, strict=True):
                    into.extend(extra)
            found[number][0].update(entry["source"])
            found[number][1][side].append(bead)
            home |= dict.fromkeys(found[number][0], number)
            last = max(entry["source"], default=last)
    return [
        (tuple(sorted(found[number][0])), (tuple(found[number][1][A]), tuple(found[number][1][B])))
        for _, number in sorted(order)
        if number in found
    ]


def _found(
    articles: tuple[Json, Json], groups: Sequence[Group]
) -> tuple[dict[int, list[Json]], dict[int, list[Json]]]:
    """Sort the findings that count by the passage they stand in."""
    sorted_: tuple[dict[int, list[Json]], dict[int, list[Json]]] = ({}, {})
    for side, article in enumerate(articles):
        home = {bead: number for number, group in enumerate(groups) for bead in group[1][side]}
        for finding in filter(counts, article["findings"]):
            bead = finding.get("bead")
            number = None if bead is None else home.get(bead - article.get("first_bead", 0))
            if number is not None:
                sorted_[side].setdefault(number, []).append(finding)
    return sorted_


def key(finding: Json) -> tuple[str, ...]:
    """Name what a finding is about, so that it is the same in two translations."""
    source = finding.get("source")
    if source:
        return finding["code"], "source", str(source["start"]), source["text"]
    return finding["code"], "target", "", finding["target"]["text"] if finding["target"] else ""


def without(findings: Iterable[Json], others: Iterable[Json]) -> Iterator[Json]:
    """Yield the findings that *others* have not."""
    left = Counter(key(one) for one in others)
    for finding in findings:
        if left[key(finding)]:
            left[key(finding)] -= 1
        else:
            yield finding


def _target(article: Json, beads: Sequence[int]) -> tuple[Json, ...]:
    indices = sorted(index for bead in beads for index in article["alignment"][bead]["target"])
    return tuple(article["sentences"]["target"][index] for index in indices)


def _drifts(article: Json, beads: Sequence[int]) -> list[float]:
    values = (article["alignment"][bead]["drift"] for bead in beads)
    return [value for value in values if value is not None]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _penalty(findings: Iterable[Json]) -> int:
    return sum(MQM_WEIGHTS[finding["severity"]] for finding in findings)


def _words(sentences: Iterable[Json]) -> int:
    return sum(len(one["text"].split()) for one in sentences)
