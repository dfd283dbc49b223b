"""Large bilingual files arrive in pieces: objects of one id, the later with ``first_bead``."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]


def continues(piece: Mapping[str, Any], identity: str | None) -> bool:
    """Tell whether *piece* goes on with the article called *identity*."""
    return bool(piece.get("first_bead")) and piece["id"] == identity


def joined(pieces: Iterable[Mapping[str, Any]]) -> Iterator[Json]:
    """Make one article of each run of pieces; other articles pass as they are."""
    whole: Json | None = None
    total = Sum()
    for piece in pieces:
        if whole is not None and continues(piece, whole["id"]):
            _append(whole, piece)
            total.add(piece)
            continue
        if whole is not None:
            yield _finished(whole, total)
        whole, total = _copied(piece), Sum()
        total.add(piece)
    if whole is not None:
        yield _finished(whole, total)


def _finished(whole: Json, total: Sum) -> Json:
    return {**whole, "scores": total.scores()} if total.pieces > 1 else whole


def _copied(piece: Mapping[str, Any]) -> Json:
    """Copy a piece so far that others can be appended to it."""
    lists = {key: list(piece[key]) for key in ("alignment", "findings")}
    sentences = {side: list(piece["sentences"][side]) for side in ("source", "target")}
    return {**piece, **lists, "sentences": sentences}


def _append(whole: Json, piece: Mapping[str, Any]) -> None:
    shift = {side: len(sentences) for side, sentences in whole["sentences"].items()}
    for side in shift:
        whole["sentences"][side] += piece["sentences"][side]
    whole["alignment"] += (_shifted(bead, shift) for bead in piece["alignment"])
    whole["findings"] += piece["findings"]


def _shifted(bead: Mapping[str, Any], shift: Mapping[str, int]) -> Json:
    moved = {**bead}
    for side, by in shift.items():
        moved[side] = [index + by for index in bead[side]]
    if "words" in bead:
        moved["words"] = [
            [[one[0] + shift["source"], *one[1:]], [other[0] + shift["target"], *other[1:]]]
            for one, other in bead["words"]
        ]
    return moved


def scores_by_id(articles: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the scores of each article by its id, those of pieces as of the whole."""
    found: dict[str, Mapping[str, Any]] = {}
    total, last = Sum(), None
    for article in articles:
        if not continues(article, last):
            total, last = Sum(), article["id"]
        total.add(article)
        found[article["id"]] = total.scores()
    return found


class Sum:
    """The scores of a whole, gathered from its pieces; eight bytes a bead are kept, for drift.

    Each figure is what the whole would have been given: drift over all beads, penalty points over
    all words of the translation, coverage over all words of the source outside furniture.
    """

    def __init__(self) -> None:
        self.pieces = 0
        self._last: Json = {}
        self._drift = array("d")
        self._words = 0
        self._penalty = 0.0
        self._covered = self._prose = 0.0
        self._unjudged: Counter[str] = Counter()

    def add(self, piece: Mapping[str, Any]) -> None:
        """Add one piece."""
        self.pieces += 1
        self._last = scores = dict(piece["scores"])
        words = scores.get("words") or 0
        self._drift.extend(
            bead["drift"] for bead in piece["alignment"] if bead["drift"] is not None
        )
        self._words += words
        self._penalty += (scores["mqm_per_100_words"] or 0.0) * words
        if scores["coverage"] is not None:
            prose = _prose_words(piece)
            self._prose += prose
            self._covered += scores["coverage"] * prose
        self._unjudged.update(scores.get("unjudged") or {})

    def scores(self) -> Json:
        """Return the scores of the whole; those of a single piece are its own."""
        if self.pieces == 1:
            return self._last
        drift = sorted(self._drift)
        return {
            **self._last,
            "drift_mean": round(sum(drift) / len(drift), 4) if drift else None,
            "drift_p95": round(_percentile(drift, 0.95), 4) if drift else None,
            "mqm_per_100_words": round(self._penalty / max(self._words, 1), 2),
            "coverage": round(self._covered / self._prose, 4) if self._prose else None,
            "words": self._words,
            "unjudged": dict(sorted(self._unjudged.items())),
        }


def _prose_words(piece: Mapping[str, Any]) -> int:
    sentences = piece["sentences"]["source"]
    return sum(len(one["text"].split()) for one in sentences if one["role"] != "boilerplate")


def _percentile(ordered: list[float], share: float) -> float:
    """Return a percentile, between two values in proportion (numpy's default)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
