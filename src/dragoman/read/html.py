"""HTML: every paragraph, heading, caption, list item and table cell, with exact offsets.

A block ends wherever a block-level tag starts or ends, so unclosed tags lose nothing. What no
reader sees (scripts, templates, hidden elements) is left out; menus and footers are kept and
hinted as furniture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from dragoman.read.clean import Cleaner
from dragoman.read.drafts import Draft, Hint
from dragoman.read.entities import add_encoded
from dragoman.read.htmltokens import RAW_TEXT, Token, tokens
from dragoman.read.ignores import Directive, directive


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCK = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend "
    "li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul"
)
VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements without an end tag (HTML Standard, section 13.1.2)."""

HEADINGS = _names("h1 h2 h3 h4 h5 h6")
CAPTIONS = _names("figcaption caption")
FURNITURE = _names("nav footer menu dialog button label")
FURNITURE_ROLES = _names("navigation contentinfo search menu menubar toolbar")
MENUS = _names("aside header")
"""Elements that hold menus beside text: only what is all link in them is furniture."""

UNSEEN = RAW_TEXT | _names("template svg math object canvas audio video select datalist")

CLOSES = {
    # A start tag that ends an open element of the first kind, unless one of the second is inside.
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr",), ("table",)),
}

_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


@dataclass(slots=True)
class _Open:
    """An open element and what it means for the text within."""

    name: str
    unseen: bool
    furniture: bool


class Page:
    """Collect the blocks of one stretch of HTML."""

    def __init__(self, text: str) -> None:
        self.drafts: list[Draft] = []
        self.directives: list[Directive] = []
        self._text = text
        self._block = Cleaner()
        self._pictures: list[Draft] = []
        self._stack: list[_Open] = []
        self._where: dict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []
        self._unseen = self._furniture = 0
        self._words_outside_links = False
        self._breaks = 0

    def read(self, start: int = 0, end: int | None = None) -> None:
        """Read ``text[start:end]``."""
        for token in tokens(self._text, start, end):
            match token.kind:
                case "text":
                    self._add(token)
                case "start":
                    self._open(token)
                case "end":
                    self._close(token)
                case "comment":
                    comment = self._text[token.start : min(token.end, token.start + 500)]
                    if found := directive(comment, token.start):
                        self.directives.append(found)
        self._flush()

    def _add(self, token: Token) -> None:
        if self._unseen:
            return
        raw = self._text[token.start : token.end]
        if not raw.isspace():
            self._breaks = 0
            if not self._where["a"] and any(map(str.isalnum, raw)):
                self._words_outside_links = True
        add_encoded(self._block, raw, token.start)

    # ------------------------------------------------------------------------------ elements

    def _open(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._break(token)
        elif name == "img":
            self._picture(token)
        if name in BLOCK:
            self._flush()
            self._imply_ends(name)
        if name in VOID or token.closed:
            return
        opened = _Open(name, self._is_unseen(token), self._is_furniture(token))
        self._where[name].append(len(self._stack))
        if name in BLOCK:
            self._blocks.append(len(self._stack))
        self._stack.append(opened)
        self._unseen += opened.unseen
        self._furniture += opened.furniture

    def _close(self, token: Token) -> None:
        name = token.name
        if name in BLOCK or name == "br":
            self._flush()
        open_at = self._where[name]
        if not open_at:
            return
        # The end of an inline element never closes a block around it that is still open.
        inline = name not in BLOCK and name not in UNSEEN
        if inline and self._blocks and self._blocks[-1] > open_at[-1]:
            return
        self._pop_to(open_at[-1])

    def _pop_to(self, depth: int) -> None:
        while len(self._stack) > depth:
            gone = self._stack.pop()
            self._where[gone.name].pop()
            if gone.name in BLOCK:
                self._blocks.pop()
            self._unseen -= gone.unseen
            self._furniture -= gone.furniture

    def _imply_ends(self, name: str) -> None:
        if self._blocks and self._stack[self._blocks[-1]].name == "p":
            self._pop_to(self._blocks[-1])
        kinds, walls = CLOSES.get(name, ((), ()))
        last = max((self._where[kind][-1] for kind in kinds if self._where[kind]), default=-1)
        wall = max((self._where[kind][-1] for kind in walls if self._where[kind]), default=-1)
        if last > wall:
            self._pop_to(last)

    def _value(self, token: Token, name: str) -> str:
        start, end = token.attributes.get(name, (0, 0))
        return self._text[start:end]

    def _is_unseen(self, token: Token) -> bool:
        if token.name in UNSEEN or "hidden" in token.attributes:
            return True
        return "style" in token.attributes and bool(
            _UNSEEN_STYLE.search(self._value(token, "style"))
        )

    def _is_furniture(self, token: Token) -> bool:
        return token.name in FURNITURE or self._value(token, "role").lower() in FURNITURE_ROLES

    # -------------------------------------------------------------------------------- blocks

    def _break(self, token: Token) -> None:
        """A line break is a word gap; two in a row part paragraphs."""
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        self._block.space(token.start, token.end)

    def _picture(self, token: Token) -> None:
        """Take the description of a picture as a block of its own, after the one it stands in."""
        start, end = token.attributes.get("alt", (0, 0))
        if end == start or self._unseen:
            return
        description = Cleaner()
        add_encoded(description, self._text[start:end], start)
        words, origin = description.finish()
        if words:
            menu = self._furniture or (self._where["a"] and self._in(MENUS))
            hint: Hint = "furniture" if menu else "caption"
            self._pictures.append(Draft(text=words, origin=origin, hint=hint))
        if not self._block:
            self._flush()

    def _flush(self) -> None:
        if self._block:
            words, origin = self._block.finish()
            self.drafts.append(Draft(text=words, origin=origin, hint=self._hint()))
        self._block = Cleaner()
        self.drafts += self._pictures
        self._pictures.clear()
        self._words_outside_links = False
        self._breaks = 0

    def _hint(self) -> Hint:
        if self._furniture:
            return "furniture"
        if self._in(CAPTIONS):
            return "caption"
        if self._blocks and self._stack[self._blocks[-1]].name in HEADINGS:
            return "heading"
        if self._words_outside_links:
            return ""
        return "furniture" if self._in(MENUS) else "link"

    def _in(self, names: frozenset[str]) -> bool:
        """Tell whether an element of one of *names* is open."""
        return any(self._where[name] for name in names)


def read_html(text: str) -> tuple[list[Draft], list[Directive]]:
    """Return the blocks of a page and the inline suppressions in it."""
    page = Page(text)
    page.read()
    return page.drafts, page.directives
