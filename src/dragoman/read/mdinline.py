"""The inline markup of Markdown, with exact offsets.

Reads the content of one block: links keep their label, pictures give their description, emphasis,
tags and escapes go. Brackets and emphasis are paired as CommonMark 0.31 (section 6) pairs them,
but for its "multiple of three" rule, which only decides how much of ``***`` is bold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from dragoman.read.clean import Cleaner
from dragoman.read.drafts import Draft
from dragoman.read.entities import add_encoded
from dragoman.read.ignores import Directive, directive

_DESTINATION = r"(?:<[^<>\n]*+>|[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
_TARGET = re.compile(rf"\(\s*+{_DESTINATION}(?:\s++(?:\"(?P<a>[^\"]*+)\"|'(?P<b>[^']*+)'))?\s*+\)")
_REFERENCE = re.compile(r"\[([^\[\]]{0,999})\]")
_TOKEN = re.compile(
    r"""
      (?P<escape> \\[!-/:-@\[-`{-~] )
    | (?P<hard>   \\(?=\n) )
    | (?P<ticks>  `++ )
    | (?P<comment> <!--(?:-?>|(?:(?!-->).){0,2000}+-->) )
    | (?P<auto>   <(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*+|[\w.+-]{1,64}@[\w.-]{1,255})> )
    | (?P<tag>    </?[a-zA-Z][a-zA-Z0-9-]*+(?:\s[^<>]*+|/)?> )
    | (?P<open>   !?\[ )
    | (?P<close>  \] )
    | (?P<mark>   \*++ | _++ | ~~ )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a block, and where in the file each of its lines starts.

    ``at`` are the starts of the lines within ``text``, ``origin`` their places in the file.
    """

    text: str
    at: tuple[int, ...]
    origin: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return where the code point at *offset* of the content stands in the file."""
        line = bisect_right(self.at, offset) - 1
        return self.origin[line] + offset - self.at[line]


@dataclass(frozen=True, slots=True, order=True)
class _Cut:
    """``text[start:end]`` goes; of it ``text[keep:stop]`` stays, as it is."""

    start: int
    end: int
    keep: int = 0
    stop: int = 0
    gap: bool = False


@dataclass(slots=True)
class _Delimiter:
    start: int
    end: int


@dataclass(slots=True)
class Inline:
    """What the content of one block says, once ``read`` has run.

    ``pictures`` are the descriptions and titles of its images; ``leads`` tells that a picture
    stands alone on its first line; ``emphasised`` that all of it is; ``linked`` that all is link.
    """

    content: Content
    references: frozenset[str] = frozenset()
    words: Cleaner = field(default_factory=Cleaner)
    pictures: list[Draft] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    leads: bool = False
    emphasised: bool = False
    linked: bool = False
    _cuts: list[_Cut] = field(default_factory=list)
    _images: list[tuple[int, int, int, int]] = field(default_factory=list)
    _links: list[tuple[int, int]] = field(default_factory=list)
    _titles: list[tuple[int, int]] = field(default_factory=list)

    def read(self) -> Inline:
        """Find the markup, then collect the words without it."""
        self._scan()
        text = self.content.text
        # An image inside a link stands within it; of nested images the outer one counts.
        images: list[tuple[int, int, int, int]] = []
        for image in sorted(self._images):
            if not images or image[0] >= images[-1][1]:
                images.append(image)
        cuts = sorted(self._cuts)
        at = 0
        for start, end, low, high in images:
            self._emit(self.words, at, start, cuts)
            self._picture(low, high, cuts)
            at = end
        self._emit(self.words, at, len(text), cuts)
        for low, high in self._titles:
            self._picture(low, high, [])
        self.leads = bool(images) and images[0][0] == 0 and text[images[0][1] :][:1] in ("\n", "")
        edges = {cut.start for cut in cuts if cut.stop == cut.keep}
        self.emphasised = text[:1] in "*_" and 0 in edges and len(text) - 1 in edges
        self.linked = bool(self._links) and not any(map(str.isalnum, self._outside_links(cuts)))
        return self

    def _outside_links(self, cuts: list[_Cut]) -> str:
        rest, at = [], 0
        spans = sorted([*self._links, *((cut.start, cut.end) for cut in cuts if not cut.stop)])
        for start, end in spans:
            rest.append(self.content.text[at:start] if start > at else "")
            at = max(at, end)
        return "".join((*rest, self.content.text[at:]))

    # ------------------------------------------------------------------------------- finding

    def _scan(self) -> None:
        text = self.content.text
        brackets: list[tuple[int, int, bool]] = []
        marks: dict[str, list[_Delimiter]] = {"*": [], "_": [], "~": []}
        unclosed: set[int] = set()
        at = 0
        while match := _TOKEN.search(text, at):
            start, at = match.span()
            match match.lastgroup:
                case "escape":
                    self._cuts.append(_Cut(start, at, start + 1, at))
                case "hard":
                    self._cuts.append(_Cut(start, at))
                case "ticks":
                    at = self._code(start, at, unclosed)
                case "comment":
                    if found := directive(match.group()[:500], self.content.place(start)):
                        self.directives.append(found)
                    self._cuts.append(_Cut(start, at))
                case "auto":
                    self._cuts.append(_Cut(start, at, start + 1, at - 1))
                case "tag":
                    gap = match.group()[:3].lower() == "<br"
                    self._cuts.append(_Cut(start, at, gap=gap))
                case "open":
                    brackets.append((start, at, match.group() == "!["))
                case "close":
                    if brackets:
                        at = self._link(brackets.pop(), start, at)
                case "mark":
                    self._mark(start, at, marks)

    def _code(self, start: int, end: int, unclosed: set[int]) -> int:
        """Keep the content of a code span as it is; return where the text goes on."""
        text, length = self.content.text, end - start
        if length in unclosed:
            return end
        close = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(text, end)
        if close is None:
            unclosed.add(length)
            return end
        self._cuts.append(_Cut(start, close.end(), end, close.start()))
        return close.end()

    def _link(self, opened: tuple[int, int, bool], close: int, end: int) -> int:
        """Cut the markup of a link or image whose label ends at *close*; return the place after."""
        text = self.content.text
        start, label, image = opened
        target = _TARGET.match(text, end)
        stop = end
        if target:
            stop = target.end()
        else:
            following = _REFERENCE.match(text, end)
            name = following.group(1) if following else ""
            known = " ".join((name or text[label:close][:999]).upper().split())
            if known not in self.references:
                return end
            stop = following.end() if following else end
        if image:
            self._images.append((start, stop, label, close))
            title = target and (target.start("a") >= 0 or target.start("b") >= 0)
            if target and title:
                self._titles.append(target.span("a" if target.start("a") >= 0 else "b"))
        else:
            self._links.append((start, stop))
            self._cuts += (_Cut(start, label), _Cut(close, stop))
        return stop

    def _mark(self, start: int, end: int, marks: dict[str, list[_Delimiter]]) -> None:
        """Pair a run of emphasis marks with those open before it."""
        text = self.content.text
        char = text[start]
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        opens, closes = left, right
        if char == "_":
            opens = left and not (right and before.isalnum())
            closes = right and not (left and after.isalnum())
        run = _Delimiter(start, end)
        while closes and run.start < run.end and marks[char]:
            opener = marks[char][-1]
            size = min(2, run.end - run.start, opener.end - opener.start)
            self._cuts += (
                _Cut(opener.end - size, opener.end),
                _Cut(run.start, run.start + size),
            )
            opener.end -= size
            run.start += size
            for others in marks.values():  # what opened in between stays unpaired
                while others and others[-1].start > opener.start:
                    others.pop()
            if opener.start == opener.end:
                marks[char].pop()
        if opens and run.start < run.end:
            marks[char].append(run)

    # ------------------------------------------------------------------------------ emitting

    def _picture(self, low: int, high: int, cuts: list[_Cut]) -> None:
        cleaner = Cleaner()
        self._emit(cleaner, low, high, cuts)
        words, origin = cleaner.finish()
        if words:
            self.pictures.append(Draft(text=words, origin=origin, hint="caption"))

    def _emit(self, cleaner: Cleaner, low: int, high: int, cuts: list[_Cut]) -> None:
        """Add ``text[low:high]`` without what *cuts* (sorted) take away."""
        place = self.content.place
        at = low
        for cut in cuts[bisect_right(cuts, _Cut(low, -1)) :]:
            if cut.start >= high:
                break
            if cut.start < at:  # within a piece that went already
                continue
            self._add(cleaner, at, cut.start, encoded=True)
            if cut.stop > cut.keep:
                self._add(cleaner, cut.keep, cut.stop, encoded=False)
            if cut.gap:
                cleaner.space(place(cut.start), place(cut.end - 1) + 1)
            at = cut.end
        self._add(cleaner, at, high, encoded=True)

    def _add(self, cleaner: Cleaner, low: int, high: int, *, encoded: bool) -> None:
        text, place = self.content.text, self.content.place
        while low < high:
            end = text.find("\n", low, high)
            stop = high if end < 0 else end
            if stop > low:
                if encoded:
                    add_encoded(cleaner, text[low:stop], place(low))
                else:
                    cleaner.add(text[low:stop], place(low))
            if end >= 0:
                cleaner.space(place(end - 1) + 1 if end else place(0), place(end + 1))
            low = stop + 1
