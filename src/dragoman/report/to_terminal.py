"""A run for the terminal: findings by article, the words underlined, a table, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.model import SEVERITIES, Report, Verdict
from dragoman.report.excerpt import Excerpt, cells, excerpt
from dragoman.report.facts import (
    Locator,
    Place,
    Totals,
    bead_of,
    line_column,
    path_of,
    plural,
    safe_text,
)
from dragoman.report.pieces import Sum, continues
from dragoman.standing import status

Json = Mapping[str, Any]

_STYLES = {
    "critical": "1;31", "major": "1;33", "minor": "36", "code": "1", "path": "1", "dim": "2",
    "title": "1;4", "mark": "1;31", "good": "1;32", "bad": "1;31", "suggestion": "32",
}  # fmt: skip

NARROW = 72
"""Columns below which the table leaves out what it can; 72 holds every column with short names."""

SHOWN_ARTICLES = 25
"""Rows of the table: what a screen holds; the worst come first and the rest is counted."""

SHOWN_SENTENCES = 3
"""Sentences per side in an excerpt; findings over more are about a passage, not about words."""

UNBOUND = 100
"""Columns of an excerpt where output goes to a file or a pipe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ink:
    """How to write: in colour or not, how wide, and what to leave out."""

    color: bool
    width: int | None
    quiet: bool
    advisory: bool
    baseline: Collection[str]

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color and text else text


def render(
    report: Report,
    *,
    color: bool = False,
    width: int | None = None,
    quiet: bool = False,
    advisory: bool = False,
    baseline: Collection[str] = frozenset(),
) -> Iterator[str]:
    """Yield the run as lines without line ends, reading the articles once.

    *width* is the terminal's columns, None for a file. *quiet* leaves one line per finding and
    the verdict of a failed gate. *advisory* shows the findings that only inform, dimmed.
    *baseline* holds the fingerprints known before, which are counted but not shown.
    """
    ink = _Ink(color=color, width=width, quiet=quiet, advisory=advisory, baseline=baseline)
    total, rows = Totals(), list[_Row]()
    headed: str | None = None
    for article in report.articles:
        if not (rows and continues(article, rows[-1].name)):
            rows.append(_Row(name=article["id"]))
            headed = None
        rows[-1].add(article, baseline)
        for line in _article(article, ink, headed=headed == article["id"]):
            headed = article["id"]
            yield line
    for row in rows:
        total += row.totals
    yield from _failures(report.failures, ink)
    if not quiet:
        yield from _table(rows, ink)
        yield from _footnotes(total, ink)
        yield from _spellings(report.summary, ink)
    yield from _verdict(report.verdict, total, ink)


# --------------------------------------------------------------------------------- findings


def _article(article: Json, ink: _Ink, *, headed: bool) -> Iterator[str]:
    kinds = ("open", "advisory") if ink.advisory else ("open",)
    found = [one for one in article["findings"] if status(one, ink.baseline) in kinds]
    if not found:
        return
    if not ink.quiet and not headed:
        yield from _heading(article, ink)
        yield ""
    find = {side: Locator(article["sentences"][side]) for side in ("source", "target")}
    for finding in found:
        yield from _header(article, finding, ink)
        if not ink.quiet:
            yield from _body(article, finding, find, ink)
            yield ""


def _heading(article: Json, ink: _Ink) -> Iterator[str]:
    files = [article[side]["path"] for side in ("source", "target") if article[side]]
    yield from _wrapped(
        [(safe_text(article["id"]), "title"), *_words(" → ".join(files), "dim")], ink
    )


def _header(article: Json, finding: Json, ink: _Ink) -> Iterator[str]:
    line, column = line_column(finding)
    words: list[tuple[str, str]] = [
        (f"{safe_text(path_of(article, finding))}:{line}:{column}", "path"),
        (safe_text(finding["code"]), "code"),
        (finding["severity"], finding["severity"]),
    ]
    if status(finding) == "advisory":
        words.append((f"(advisory, {finding['confidence']:.0%} sure)", "dim"))
    words += _words(finding["message"])
    yield from _wrapped(words, ink)


def _words(text: str, style: str = "") -> list[tuple[str, str]]:
    return [(word, style) for word in safe_text(text).split()]


def _wrapped(words: Sequence[tuple[str, str]], ink: _Ink) -> Iterator[str]:
    """Break styled words into lines of the terminal's width, continued two columns in."""
    line, used = "", 0
    for word, style in words:
        size = cells(word)
        if line and ink.width is not None and used + 1 + size > ink.width:
            yield line
            line, used = "  ", 1
        gap = "" if not line or line == "  " else " "
        line, used = line + gap + (ink(word, style) if style else word), used + 1 + size
    yield line


Find = Mapping[str, Locator]
"""Where a span stands, by side; made once per article, since a bilingual file has many."""


def _body(article: Json, finding: Json, find: Find, ink: _Ink) -> Iterator[str]:
    room = max((ink.width or UNBOUND) - 10, 16)
    shown = [
        (side, excerpt_)
        for side in ("source", "target")
        for excerpt_ in _excerpts(article, finding, find[side], side, room)
    ]
    gutter = max((len(_label(article, side, one)) for side, one in shown), default=3)
    for side, one in shown:
        yield f" {ink(_label(article, side, one).rjust(gutter) + ' │', 'dim')} {one.text}"
        if one.marks:
            style = "mark" if side == "target" or finding["target"] is None else "dim"
            yield f" {ink(' ' * gutter + ' │', 'dim')} {ink(one.marks, style)}"
    if finding["suggestions"]:
        offered = " or ".join(f"“{safe_text(one)}”" for one in finding["suggestions"])
        fix = " [fixable]" if finding.get("safe") else ""
        start = f" {' ' * gutter} = try: "
        yield ink(start[:-5], "dim") + "try: " + ink(offered, "suggestion") + ink(fix, "dim")


def _label(article: Json, side: str, one: Excerpt) -> str:
    lang = safe_text(article[side]["lang"])[:8]
    return f"{lang} {one.line}" if one.line else lang


def _excerpts(
    article: Json, finding: Json, find: Locator, side: str, room: int
) -> Iterator[Excerpt]:
    if article[side] is None:
        return
    sentences: Sequence[Json] = article["sentences"][side]
    marked = find(finding[side])
    bead = bead_of(article, finding)
    if not marked and bead is not None:
        marked = tuple(Place(index, 0, 0) for index in bead[side])
    for place in marked[:SHOWN_SENTENCES]:
        yield excerpt(sentences[place.sentence], place, room)
    if side == "target" and finding["target"] is None and not marked:
        text = "(nothing follows)"
        yield Excerpt(line=_line_before(article, finding), text=text, marks="^" * len(text))


def _line_before(article: Json, finding: Json) -> int:
    """Return the translation's last line before the bead of an omission, 0 if there is none."""
    until = finding["bead"] - article.get("first_bead", 0) if finding.get("bead") else 0
    for bead in reversed(article["alignment"][:until]):
        if bead["target"]:
            return int(article["sentences"]["target"][max(bead["target"])]["line"])
    return 0


# ---------------------------------------------------------------------------------- summary


@dataclass(slots=True, kw_only=True)
class _Row:
    """An article in the table; the pieces of a large file share one."""

    name: str
    totals: Totals = field(default_factory=Totals)
    sum: Sum = field(default_factory=Sum)

    def add(self, article: Json, baseline: Collection[str]) -> None:
        self.totals.add(article, baseline)
        self.totals.articles = 1
        self.sum.add(article)

    @property
    def counts(self) -> Mapping[str, int]:
        return self.totals.severities

    @property
    def scores(self) -> Json:
        return self.sum.scores()

    @property
    def weight(self) -> tuple[Any, ...]:
        levels = tuple(-self.counts[level] for level in reversed(SEVERITIES))
        return (*levels, -(self.scores.get("drift_p95") or 0.0), self.name)


_COLUMNS: Sequence[tuple[str, bool, Callable[[_Row], str]]] = (
    # heading, kept on narrow terminals, value
    ("critical", True, lambda row: _count(row.counts["critical"])),
    ("major", True, lambda row: _count(row.counts["major"])),
    ("minor", True, lambda row: _count(row.counts["minor"])),
    ("drift", False, lambda row: _number(row.scores.get("drift_mean"), ".2f")),
    ("p95", False, lambda row: _number(row.scores.get("drift_p95"), ".2f")),
    ("aligned", False, lambda row: _number(row.scores.get("coverage"), ".0%")),
    ("MQM/100w", False, lambda row: _number(row.scores.get("mqm_per_100_words"), ".1f")),
)


def _count(number: int) -> str:
    return str(number) if number else "·"


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _table(rows: Sequence[_Row], ink: _Ink) -> Iterator[str]:
    if not rows:
        return
    ranked = sorted(rows, key=lambda row: row.weight)[:SHOWN_ARTICLES]
    width = ink.width or UNBOUND
    columns = [one for one in _COLUMNS if one[1] or width >= NARROW]
    sizes = [len(heading) for heading, _, _ in columns]
    room = max(width - sum(sizes) - 2 * len(sizes), 8)
    names = [_fitted(safe_text(row.name), room) for row in ranked]
    first = max(cells("article"), *map(cells, names))
    head = "".join(f"  {heading}" for heading, _, _ in columns)
    yield ink("article" + " " * (first - 7) + head, "dim")
    for row, name in zip(ranked, names, strict=True):
        values = [value(row) for _, _, value in columns]
        padded = zip(columns, values, sizes, strict=True)
        cols = (_cell(ink, column[0], value, size) for column, value, size in padded)
        yield name + " " * (first - cells(name)) + "".join(cols)
    if len(rows) > len(ranked):
        yield ink(f"… and {plural(len(rows) - len(ranked), 'article')} more", "dim")
    yield ""


def _cell(ink: _Ink, heading: str, value: str, size: int) -> str:
    pad = "  " + " " * (size - len(value))
    if value in "·–":
        return pad + ink(value, "dim")
    return pad + (ink(value, heading) if heading in SEVERITIES else value)


def _fitted(name: str, room: int) -> str:
    """Shorten a name from the left, where paths repeat each other."""
    if cells(name) <= room:
        return name
    kept = name
    while cells(kept) > room - 1:
        kept = kept[1:]
    return "…" + kept


def _spellings(summary: Json, ink: _Ink) -> Iterator[str]:
    """Say, a line each, which names the articles of the run spell differently."""
    found = summary.get("spellings") or []
    if found:
        yield ink("Spelled differently in this run:", "bold")
        yield from (f"- {safe_text(one['text'])}" for one in found)
        yield ""


def _footnotes(total: Totals, ink: _Ink) -> Iterator[str]:
    lines = []
    if unjudged := sum(total.unjudged.values()):
        reasons = ", ".join(
            f"{why or 'no reason given'} ({n})" for why, n in total.unjudged.most_common()
        )
        lines.append(f"Drift could not be judged for {plural(unjudged, 'passage')}: {reasons}.")
    hidden = total.statuses
    if hidden["advisory"] and not ink.advisory:
        lines.append(f"{plural(hidden['advisory'], 'advisory finding')} not shown.")
    if hidden["suppressed"]:
        lines.append(f"{plural(hidden['suppressed'], 'finding')} suppressed.")
    if hidden["known"]:
        lines.append(f"{plural(hidden['known'], 'finding')} known from the baseline.")
    for line in lines:
        yield from _wrapped(_words(line, "dim"), ink)


def _failures(failures: Sequence[Mapping[str, str]], ink: _Ink) -> Iterator[str]:
    for failure in failures:
        # The message of an InputError names its file already; do not say it twice.
        message, path = failure["message"], failure["path"]
        line = message if message.startswith(path) else f"{path}: {message}"
        yield from _wrapped([("not", "bad"), ("checked", "bad"), *_words(line)], ink)
    if failures and not ink.quiet:
        yield ""


def _verdict(verdict: Verdict | None, total: Totals, ink: _Ink) -> Iterator[str]:
    found = sum(total.severities.values())
    what = f"{plural(found, 'finding')} in {plural(total.articles, 'article')}"
    if verdict is None:
        if not ink.quiet:
            yield f"{what}."
    elif verdict.passed:
        if not ink.quiet:
            yield f"{ink('Passed', 'good')}: {what}."
    else:
        yield f"{ink('Failed', 'bad')}: {what}." if not ink.quiet else ink("Failed:", "bad")
        for reason in verdict.reasons:
            yield from _wrapped([("-", "dim"), *_words(reason)], ink)
