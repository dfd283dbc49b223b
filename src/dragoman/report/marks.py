"""Mark words in a sentence: findings as ``<mark>``, aligned and unanswered words as ``<span>``.

Findings may overlap each other and the words, so the sentence is cut wherever any of them begins
or ends, and each piece carries all that holds of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Protocol

from dragoman.model import SEVERITIES
from dragoman.report.facts import safe_text

if TYPE_CHECKING:
    from markupsafe import Markup

Link = tuple[int, int, int]
"""Start and end of a word in the sentence's text, and the number of its link in the bead."""


class Marked(Protocol):
    """What a mark has to know of its finding."""

    @property
    def number(self) -> int:
        """Running number in the article, printed behind the words."""

    @property
    def anchor(self) -> str:
        """Where the finding's note stands."""

    @property
    def severity(self) -> str:
        """One of ``SEVERITIES``; chooses colour and line."""

    @property
    def status(self) -> str:
        """ "open" or why the finding does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words a finding is about: half-open offsets in the sentence's text."""

    start: int
    end: int
    note: Marked


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    notes: tuple[Marked, ...]
    links: tuple[int, ...]
    lone: bool


def marked_up(
    text: str,
    stretches: Sequence[Stretch],
    links: Sequence[Link] = (),
    lone: Sequence[tuple[int, int]] = (),
    *,
    numbered: bool = True,
) -> Markup:
    """Return *text* as HTML with its findings, linked words and words without an answer marked.

    *numbered* findings have their number behind them, which leads to their note.
    """
    from markupsafe import Markup, escape

    html = []
    pieces = _pieces(text, stretches, links, lone)
    for notes, group in groupby(pieces, key=lambda piece: piece.notes):
        run = list(group)
        inner = "".join(_words(str(escape(safe_text(text[p.start : p.end]))), p) for p in run)
        html.append(_mark(inner, notes) if notes else inner)
        if numbered:
            html += (_reference(one.note) for one in stretches if one.end == run[-1].end)
    return Markup("".join(html))


def _pieces(
    text: str,
    stretches: Sequence[Stretch],
    links: Sequence[Link],
    lone: Sequence[tuple[int, int]],
) -> Iterator[_Piece]:
    cuts = {0, len(text)}
    cuts.update(at for one in stretches for at in (one.start, one.end))
    cuts.update(at for start, end, _ in links for at in (start, end))
    cuts.update(at for gap in lone for at in gap)
    bounds = sorted(at for at in cuts if 0 <= at <= len(text))
    for start, end in pairwise(bounds):
        yield _Piece(
            start,
            end,
            tuple(one.note for one in stretches if one.start <= start and end <= one.end),
            tuple(number for first, last, number in links if first <= start and end <= last),
            any(first <= start and end <= last for first, last in lone),
        )


def _words(html: str, piece: _Piece) -> str:
    if piece.links:
        return f'<span class="w" data-w="{" ".join(map(str, piece.links))}">{html}</span>'
    if piece.lone and not piece.notes:
        return f'<span class="lone">{html}</span>'
    return html


def _mark(html: str, notes: Sequence[Marked]) -> str:
    top = max(notes, key=lambda note: (note.status == "open", _level(note)))
    faint = "" if top.status == "open" else " faint"
    numbers = " ".join(str(note.number) for note in notes)
    return f'<mark class="{top.severity}{faint}" data-f="{numbers}">{html}</mark>'


def _level(note: Marked) -> int:
    return [str(level) for level in SEVERITIES].index(note.severity)


def _reference(note: Marked) -> str:
    return f'<a class="ref {note.severity}" href="#{note.anchor}">{note.number}</a>'
