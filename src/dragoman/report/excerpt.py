"""One line of text cut to fit a terminal, with a line of marks under the words that matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.report.facts import Place, shown

LEAD = 0.3
"""Share of the spare columns given to what comes before the marked words: enough to place them,
and the eye reads on to the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A line of text, and the marks to print under it; ``line`` is 1-based, 0 for none."""

    line: int
    text: str
    marks: str = ""


def cells(text: str) -> int:
    """Return how many columns *text* takes: 2 for East Asian wide characters, 0 for combining.

    >>> cells("Kyiv"), cells("北京"), cells("e\\u0301")
    (4, 4, 1)
    """
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def excerpt(sentence: Mapping[str, Any], place: Place, room: int) -> Excerpt:
    """Cut *sentence* to *room* columns round *place* and mark it; an empty place marks nothing."""
    pieces = [shown(char) for char in sentence["text"]]
    widths = [0 if char == "" else cells(char) for char in pieces]
    first, last = _window(widths, place, room)
    head, tail = "…" if first else "", "…" if last < len(pieces) else ""
    before = cells(head) + sum(widths[first : place.start])
    inside = sum(widths[max(place.start, first) : min(place.end, last)])
    line = sentence["line"] + sentence["text"].count("\n", 0, place.start)
    marks = " " * before + "^" * inside if place.end > place.start else ""
    return Excerpt(line=line, text=head + "".join(pieces[first:last]) + tail, marks=marks)


def _window(widths: Sequence[int], place: Place, room: int) -> tuple[int, int]:
    """Choose the characters to show: the marked ones first, then their neighbours."""
    if sum(widths) <= room:
        return 0, len(widths)
    room -= 2  # an ellipsis on either side
    spare = max(room - sum(widths[place.start : place.end]), 0)
    first, used = place.start, 0
    while first and used + widths[first - 1] <= spare * LEAD:
        first -= 1
        used += widths[first]
    last, used = first, 0
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    while first and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    while last < len(widths) and widths[last] == 0:
        last += 1  # combining marks stay with their letter
    return first, last
