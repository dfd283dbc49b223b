"""What a page shows of an article: rows of source and translation, with notes beside them.

Everything a template needs is worked out here; templates only lay it out. Text is escaped where
it becomes markup (``marks``) or by Jinja's autoescape.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.model import SEVERITIES
from dragoman.report.facts import (
    Locator,
    Place,
    Totals,
    line_column,
    safe_text,
    side_of,
)
from dragoman.report.marks import Stretch, marked_up
from dragoman.report.shades import DRIFT_STEPS, shade
from dragoman.report.suppression import suppression
from dragoman.standing import status

if TYPE_CHECKING:
    from markupsafe import Markup

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding as a page shows it."""

    number: int
    anchor: str
    code: str
    rule: str
    family: str
    severity: str
    status: str
    confidence: int
    message: str
    side: str
    line: int
    column: int
    words: str
    suggestions: Sequence[str]
    safe: bool
    evidence: Sequence[tuple[str, str]]
    suppressed: str | None
    snippet: str

    def record(self) -> Sequence[str]:
        """Return what a filter may ask of the finding, in lower case: see ``report.js``."""
        said = " ".join((self.message, self.words, *self.suggestions))
        kind = f"{self.status} fixable" if self.safe else self.status
        asked = (f"{self.code} {self.rule}", self.severity, self.family, kind, said)
        return (self.anchor, *(safe_text(text).lower() for text in asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A sentence on one side: its line in the file, its marked-up words, its role."""

    line: int
    html: Markup
    role: str


@dataclass(slots=True, kw_only=True)
class Row:
    """A bead: what stands side by side, how far it drifted, what was found in it."""

    anchor: str
    number: int
    source: Sequence[Cell]
    target: Sequence[Cell]
    drift: float | None
    reason: str | None
    notes: Sequence[Note]
    moved: bool = False

    @property
    def furniture(self) -> bool:
        """Tell that the row holds page furniture only."""
        cells = (*self.source, *self.target)
        return bool(cells) and all(cell.role == "boilerplate" for cell in cells)

    @property
    def role(self) -> str:
        """The role of the row's first sentence."""
        return next((cell.role for cell in (*self.target, *self.source)), "body")

    @property
    def shade(self) -> str:
        """The drift's step, 0 to 4, or "x" where it was not judged."""
        return shade(self.drift)

    @property
    def worst(self) -> str | None:
        """The severity of the row's worst note that counts."""
        return worst(self.notes)


@dataclass(slots=True, kw_only=True)
class ArticleView:
    """An article as a page shows it."""

    anchor: str
    id: str
    source: Json | None
    target: Json
    rows: Sequence[Row]
    loose: Sequence[Note]
    notes: Sequence[Note]
    totals: Totals
    scores: Json
    strip: Sequence[Bar]
    href: str = ""
    records: Sequence[Sequence[str]] = ()

    def shelve(self, href: str) -> None:
        """Let go of what only the article's own page, at *href*, shows: an index needs less."""
        self.records = [note.record() for note in self.notes]
        self.rows, self.loose, self.notes, self.href = (), (), (), href

    @property
    def codes(self) -> set[str]:
        """The codes of the rules that found something here."""
        return {note.code for note in self.notes}

    def index(self) -> Json:
        """Return what the page's script filters by: files, size and a record per finding."""
        files = [self.id, *(side["path"] for side in (self.source, self.target) if side)]
        return {
            "story": self.anchor,
            "href": self.href,
            "file": safe_text(" ".join(files).lower()),
            "rows": len(self.rows),
            "notes": self.records or [note.record() for note in self.notes],
        }

    @property
    def weight(self) -> tuple[Any, ...]:
        """Sort key: the worst article first."""
        levels = tuple(-self.totals.severities[level] for level in reversed(SEVERITIES))
        return (*levels, -(self.scores.get("drift_p95") or 0.0), self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bead in the drift strip, in thousandths of its length and height."""

    anchor: str
    x: float
    width: float
    height: int
    shade: str
    worst: str | None
    label: str


def worst(notes: Iterable[Note]) -> str | None:
    """Return the highest severity among the notes that count, or None."""
    levels = [SEVERITIES.index(note.severity) for note in notes if note.status == "open"]
    return SEVERITIES[max(levels)] if levels else None


class Names:
    """Hands out the anchors of a page; one that is taken gets a number."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def __call__(self, name: str) -> str:
        """Return *name*, or the next name like it that is free."""
        self._taken[name] += 1
        count = self._taken[name]
        return name if count == 1 else self(f"{name}_{count}")


def article_view(
    article: Json, *, names: Names, baseline: Collection[str] = frozenset()
) -> ArticleView:
    """Lay an article out; *baseline* holds the fingerprints known before."""
    layout = _Layout(article, baseline, names)
    rows = layout.rows()
    total = Totals()
    total.add(article, baseline)
    return ArticleView(
        anchor=layout.anchor,
        id=article["id"],
        source=article["source"],
        target=article["target"],
        rows=rows,
        loose=layout.loose,
        notes=layout.found,
        totals=total,
        scores=article["scores"],
        strip=strip(rows) if article["alignment"] else (),
    )


def anchor_of(identity: str) -> str:
    """Return the anchor of an article: short, stable between runs, safe in an address."""
    return "a-" + hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:8]


FULL = 0.6
"""Drift at which a bar of the strip has its full height; hardly any passage drifts further."""


def strip(rows: Sequence[Row]) -> list[Bar]:
    """Lay the rows end to end, each as wide as its text is long."""
    sizes = [max(sum(len(cell.html) for cell in row.target or row.source), 24) for row in rows]
    total, at, bars = sum(sizes) or 1, 0, []
    for row, size in zip(rows, sizes, strict=True):
        bars.append(
            Bar(
                anchor=row.anchor,
                x=round(1000 * at / total, 1),
                width=round(1000 * size / total, 1),
                height=3 if row.drift is None else min(max(round(40 * row.drift / FULL), 3), 40),
                shade=row.shade,
                worst=row.worst,
                label=_bar_label(row),
            )
        )
        at += size
    return bars


def _bar_label(row: Row) -> str:
    drift = "drift not judged" if row.drift is None else f"drift {row.drift:.2f}"
    return f"Passage {row.number}: {drift}" + (f", {row.worst} finding" if row.worst else "")


@dataclass
class _Layout:
    """Works out where each finding of an article stands."""

    article: Json
    baseline: Collection[str]
    names: Names
    anchor: str = field(init=False)
    found: list[Note] = field(default_factory=list)
    loose: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        article = self.article
        self.anchor = self.names(anchor_of(article["id"]))
        self.sentences: Mapping[str, Sequence[Json]] = article["sentences"]
        self.locate = {side: Locator(self.sentences[side]) for side in ("source", "target")}
        self.beads = list(_beads(article))
        self.row_of = {
            (side, index): number
            for number, bead in enumerate(self.beads)
            for side in ("source", "target")
            for index in bead[side]
        }
        self.stretches: dict[tuple[str, int], list[Stretch]] = defaultdict(list)
        self.notes: dict[int, list[Note]] = defaultdict(list)
        self._place_findings()

    def _place_findings(self) -> None:
        for number, finding in enumerate(self.article["findings"], start=1):
            note = self._note(finding, number)
            self.found.append(note)
            found = {side: find(finding[side]) for side, find in self.locate.items()}
            for side, places in found.items():
                for place in places:
                    stretch = Stretch(start=place.start, end=place.end, note=note)
                    self.stretches[side, place.sentence].append(stretch)
            row = self._row(finding, found)
            (self.loose if row is None else self.notes[row]).append(note)

    def _note(self, finding: Json, number: int) -> Note:
        line, column = line_column(finding)
        span = finding[side_of(finding)]
        return Note(
            number=number,
            anchor=self.names(_finding_anchor(finding)),
            code=finding["code"],
            rule=finding["rule"],
            family=finding["family"],
            severity=finding["severity"],
            status=status(finding, self.baseline),
            confidence=round(100 * finding["confidence"]),
            message=finding["message"],
            side=side_of(finding),
            line=line,
            column=column,
            words=span["text"] if span else "",
            suggestions=finding["suggestions"],
            safe=bool(finding.get("safe")),
            evidence=[(key, _evidence(value)) for key, value in finding["evidence"].items()],
            suppressed=finding.get("suppressed"),
            snippet=suppression(self.article, finding),
        )

    def _row(self, finding: Json, found: Mapping[str, tuple[Place, ...]]) -> int | None:
        for side in (side_of(finding), "source", "target"):
            for place in found[side]:
                return self.row_of[side, place.sentence]
        bead = finding.get("bead")
        number = -1 if bead is None else bead - self.article.get("first_bead", 0)
        return number if 0 <= number < len(self.article["alignment"]) else None

    def rows(self) -> list[Row]:
        """Return the rows in the order of the alignment."""
        return [self._make(number, bead) for number, bead in enumerate(self.beads)]

    def _make(self, number: int, bead: Json) -> Row:
        cells = {
            side: [self._cell(side, index, bead) for index in bead[side]]
            for side in ("source", "target")
        }
        return Row(
            anchor=f"{self.anchor}-{number + 1}",
            number=number + 1,
            source=cells["source"],
            target=cells["target"],
            drift=bead.get("drift"),
            reason=bead.get("drift_reason"),
            notes=self.notes[number],
            moved=bool(bead.get("moved")),
        )

    def _cell(self, side: str, index: int, bead: Json) -> Cell:
        sentence = self.sentences[side][index]
        end = 0 if side == "source" else 1
        links = [
            (pair[end][1], pair[end][2], number)
            for number, pair in enumerate(bead.get("words", ()))
            if pair[end][0] == index
        ]
        lone = self._lone(side, index, bead)
        html = marked_up(sentence["text"], self.stretches[side, index], links, lone)
        return Cell(line=sentence["line"], html=html, role=sentence["role"])

    def _lone(self, side: str, index: int, bead: Json) -> list[tuple[int, int]]:
        """Return the sentence's words without an answer, where the bead drifted visibly.

        Every sentence has some, since languages differ; they explain a drift, and are noise
        where there is none.
        """
        if (bead.get("drift") or 0.0) < DRIFT_STEPS[1]:
            return []
        return [
            (place.start, place.end)
            for span in bead.get(f"{side}_gaps", ())
            for place in self.locate[side](span)
            if place.sentence == index
        ]


def _beads(article: Json) -> Iterator[Json]:
    """Yield the alignment; sentences in no bead (no source, say) each as a row of their own."""
    yield from article["alignment"]
    for side in ("source", "target"):
        covered = {index for bead in article["alignment"] for index in bead[side]}
        for index in range(len(article["sentences"][side])):
            if index not in covered:
                yield {"source": [], "target": [], side: [index]}


def _finding_anchor(finding: Json) -> str:
    return "f-" + re.sub(r"[^\w-]", "", finding["fingerprint"], flags=re.ASCII)[:40]


def _evidence(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
