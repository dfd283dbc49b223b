"""Which findings are right: what was found held against what gold says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.dev.gold import GoldFinding, GoldPair, GoldSpan
from dragoman.model import ADVISORY_BELOW, Bead

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and whether it is right; None where gold calls it a matter of taste.

    ``corrected`` tells whether the first suggestion is one that gold accepts, None without one.
    """

    finding: Json
    right: bool | None
    corrected: bool | None = None

    @property
    def counts(self) -> bool:
        """Tell whether it is neither advisory nor a matter of taste."""
        return self.right is not None and self.finding["confidence"] >= ADVISORY_BELOW


@dataclass(frozen=True, slots=True)
class Matched:
    """One article: its findings, judged, and the gold findings, each met or missed.

    ``by`` tells, for each gold finding, which rules met it.
    """

    findings: tuple[Judged, ...]
    gold: tuple[tuple[GoldFinding, bool], ...]
    by: tuple[frozenset[str], ...]


def match(article: Json, pair: GoldPair) -> Matched:
    """Hold the findings of *article* against the gold of *pair*.

    A finding is right if a gold finding of its family (or of one in ``also``) overlaps its span on
    either side. Several findings may meet one gold finding; that is one artefact found.
    """
    met: dict[int, set[str]] = {}
    judged = []
    for finding in article["findings"]:
        hits = [number for number, gold in enumerate(pair.findings) if _meets(finding, gold)]
        if finding["confidence"] >= ADVISORY_BELOW:
            for number in hits:
                met.setdefault(number, set()).add(finding["code"])
        certain = [pair.findings[number] for number in hits if not pair.findings[number].optional]
        judged.append(
            Judged(
                finding,
                True if certain else None if hits else False,
                _corrected(finding, certain),
            )
        )
    asked = [number for number, entry in enumerate(pair.findings) if not entry.optional]
    return Matched(
        tuple(judged),
        tuple((pair.findings[number], number in met) for number in asked),
        tuple(frozenset(met.get(number, ())) for number in asked),
    )


def _meets(finding: Json, gold: GoldFinding) -> bool:
    if finding["family"] not in (gold.family, *gold.also):
        return False
    sides = ((finding.get("target"), gold.target), (finding.get("source"), gold.source))
    return any(_overlap(found, wanted) for found, wanted in sides)


def _overlap(found: Json | None, wanted: GoldSpan | None) -> bool:
    if not found or wanted is None:
        return False
    return bool(found["start"] < wanted.end and wanted.start < found["end"])


def _corrected(finding: Json, certain: Sequence[GoldFinding]) -> bool | None:
    """Tell whether the first suggestion, put in place, gives what gold accepts."""
    asked = [gold for gold in certain if gold.accept and gold.target]
    if not finding["suggestions"] or not finding.get("target") or not asked:
        return None
    return any(
        _plain(_with_suggestion(finding, gold.target)) in {_plain(text) for text in gold.accept}
        for gold in asked
        if gold.target
    )


def _with_suggestion(finding: Json, wanted: GoldSpan) -> str:
    """Return gold's words with the suggestion in the place of those found.

    The finding may cover a part of gold's words, or more than them: then what it has beyond them
    must stand in the suggestion too.
    """
    found, new = finding["target"], finding["suggestions"][0]
    before = wanted.text[: max(found["start"] - wanted.start, 0)]
    after = wanted.text[len(wanted.text) - max(wanted.end - found["end"], 0) :]
    left = found["text"][: max(wanted.start - found["start"], 0)]
    right = found["text"][len(found["text"]) - max(found["end"] - wanted.end, 0) :]
    return f"{before}{new.removeprefix(left).removesuffix(right)}{after}"


def _plain(text: str) -> str:
    """Take typographic and straight quotes for the same."""
    return " ".join(text.translate(str.maketrans("“”„‘’", '"""\'\'')).split())


def gold_beads(article: Json, pair: GoldPair) -> tuple[tuple[Bead, ...], tuple[Bead, ...]]:
    """Return gold's beads and the article's, both in gold's sentences.

    A sentence of the article stands for the gold sentences that it covers by more than half, so
    that wrong sentence bounds cost here what they cost a user.
    """
    sides = {}
    for side, gold in (("source", pair.source), ("target", pair.target)):
        sides[side] = [
            tuple(
                number
                for number, (start, end) in enumerate(gold.sentences)
                if 2 * (min(end, one["end"]) - max(start, one["start"])) > end - start
            )
            for one in article["sentences"][side]
        ]
    found = tuple(
        Bead(
            source=tuple(n for index in bead["source"] for n in sides["source"][index]),
            target=tuple(n for index in bead["target"] for n in sides["target"][index]),
        )
        for bead in article["alignment"]
    )
    return pair.alignment, found
