"""Plain text: find the paragraphs, whether lines were wrapped or not.

A blank line always parts paragraphs. Between them there are two habits: editors that wrap a
paragraph at a column, and pages copied from a browser, where every line is a block (headline,
caption, "Enlarge image", a whole paragraph). A line that ends where the next word would still
have fitted was ended on purpose; that, with small letters at line starts, tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.read.clean import Cleaner
from dragoman.read.drafts import Draft

WRAP_COLUMN = 120
"""Widest line taken for a wrapped one: style guides wrap at 72 to 100, the widest common setting
of editors is 120. A paragraph that stands on one line is longer almost always."""

SLACK = 2
"""Columns by which a line may miss the wrap column: some tools count the trailing space."""

SENSE_LINE = 40
"""A line broken at a clause (semantic line breaks) is at least this long; an item of a list of
words is shorter."""

_LINE = re.compile(r"[^\r\n\x0c]*(?:\r\n|[\r\n\x0c]|\Z)")
_FINAL = re.compile(r"[.!?…:;][\"'”’»“‘«)\]]*$")
_ITEM = re.compile(r"(?:[-*•–—·▪►»>+]|\d{1,3}[.)])\s+\S")
_HYPHEN = re.compile(r"\w-$")
_SHORT_WORD = re.compile(r"[^\W\d_]{1,4}\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end and outer blanks; ``start`` is its offset in the text."""

    text: str
    start: int

    @property
    def small(self) -> bool:
        """Tell whether it starts with a small letter."""
        return self.text[:1].islower()

    @property
    def first_word(self) -> str:
        """The word that would have to fit on the line before."""
        return self.text.split(maxsplit=1)[0]


def lines_of(text: str) -> Iterator[Line]:
    """Yield every line of *text*; a blank one has empty text.

    >>> [line.text for line in lines_of("Genf\\r\\n\\r\\n  Kiew ")]
    ['Genf', '', 'Kiew']
    """
    for match in _LINE.finditer(text):
        raw = match.group()
        if raw:
            left = len(raw) - len(raw.lstrip())
            yield Line(raw.strip(), match.start() + left)


def read_plain(text: str, is_furniture: Callable[[str], bool]) -> Iterator[Draft]:
    """Yield the blocks of plain *text*; a line that *is_furniture* is always one of its own."""
    groups = list(_groups(text))
    widest = max((_width(group) for group in groups), default=0)
    file_is_wrapped = widest <= WRAP_COLUMN and any(_clearly_wrapped(group) for group in groups)
    for group in groups:
        wrapped = _clearly_wrapped(group)
        # Two capitalised lines alone tell nothing; in a file wrapped at this width they are one.
        likely = wrapped or (file_is_wrapped and _width(group) >= 0.8 * widest)
        width = _width(group)
        paragraph: list[Line] = []
        close = False
        for line in group:
            if paragraph and not (
                _goes_on(paragraph[-1], line, width, wrapped=wrapped, likely=likely)
                and not is_furniture(line.text)
                and not is_furniture(paragraph[-1].text)
            ):
                yield from _draft(paragraph, close)
                paragraph, close = [], True
            paragraph.append(line)
        yield from _draft(paragraph, close)


def read_lines(text: str) -> Iterator[Draft]:
    """Yield each line of *text* that is not blank as a block."""
    for line in lines_of(text):
        if line.text:
            yield from _draft([line], False)


def _groups(text: str) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines_of(text):
        if line.text:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _width(group: list[Line]) -> int:
    return max(len(line.text) for line in group)


def _full(line: Line, following: Line, width: int) -> bool:
    """Tell whether the next word would not have fitted on *line*."""
    return len(line.text) + 1 + len(following.first_word) > width - SLACK


def _runs_on(line: Line, following: Line) -> bool:
    """Tell whether the words themselves go on: a small letter, or a compound cut at its hyphen."""
    if _FINAL.search(line.text):
        return False
    return following.small or _HYPHEN.search(line.text) is not None


def _clearly_wrapped(group: list[Line]) -> bool:
    """Tell whether the words of some full line of *group* go on in the next."""
    width = _width(group)
    return SENSE_LINE <= width <= WRAP_COLUMN and any(
        _runs_on(line, following) and _full(line, following, width)
        for line, following in pairwise(group)
    )


def _goes_on(line: Line, following: Line, width: int, *, wrapped: bool, likely: bool) -> bool:
    """Tell whether *following* continues the paragraph of *line*."""
    if _ITEM.match(following.text):
        return False
    if not SENSE_LINE <= width <= WRAP_COLUMN or not _full(line, following, width):
        return _runs_on(line, following) and len(line.text) >= SENSE_LINE
    return wrapped or _runs_on(line, following) or (likely and not _FINAL.search(line.text))


def _draft(lines: list[Line], close: bool) -> Iterator[Draft]:
    """Yield the block of *lines*, unless nothing in them is visible."""
    cleaner = Cleaner()
    for number, line in enumerate(lines):
        if number and _gap_after(lines[number - 1], line):
            before = lines[number - 1]
            cleaner.space(before.start + len(before.text), line.start)
        cleaner.add(line.text, line.start)
    text, origin = cleaner.finish()
    if text:
        yield Draft(text=text, origin=origin, close=close)


def _gap_after(line: Line, following: Line) -> bool:
    """Tell whether a space parts the two lines once joined.

    Wrapping breaks compounds at their hyphen ("US-⏎Vizeaußenministerin"), but a hyphen before a
    short small word is a suspended one ("Nord-⏎und Südkorea").
    """
    if not _HYPHEN.search(line.text):
        return True
    return following.small and _SHORT_WORD.match(following.text) is not None
