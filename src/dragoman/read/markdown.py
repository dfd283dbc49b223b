"""Markdown: blocks by markdown-it (CommonMark and tables), places by our own inline reader.

markdown-it tells which lines make a block, but not where its words stand. Each line of a block's
content is the tail of a line of the file (what precedes it is indentation, quote and list marks),
so its place is exact; the inline reader then walks that content and drops the markup.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dragoman.read.clean import clean
from dragoman.read.drafts import Draft, Hint
from dragoman.read.html import Page
from dragoman.read.ignores import Directive
from dragoman.read.mdinline import Content, Inline

_EOL = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_TITLE = re.compile(
    r"(?:^|(?<=[\r\n]))title[ \t]*[:=][ \t]*([\"']?)(\S[^\r\n]*?)\1[ \t]*(?=[\r\n])"
)


def read_markdown(text: str) -> tuple[list[Draft], list[Directive]]:
    """Return the blocks of a Markdown text and the inline suppressions in it.

    Front matter is left out but for its title; so are code blocks and link destinations.
    """
    skip = _front_matter(text)
    reader = _Reader(text, skip)
    reader.read()
    title = _TITLE.search(text, 0, skip)
    if title:
        words, origin = clean(title.group(2), title.start(2))
        if all(draft.text != words for draft in reader.drafts[:2]):
            reader.drafts.insert(0, Draft(text=words, origin=origin, hint="heading"))
    return reader.drafts, reader.directives


def _front_matter(text: str) -> int:
    """Return the length of the front matter (YAML or TOML between fences), 0 if there is none."""
    fence = _FENCE.match(text)
    if fence is None:
        return 0
    close = re.compile(rf"(?<=[\r\n]){re.escape(fence.group(1))}[ \t]*(?=[\r\n]|\Z)")
    end = close.search(text, fence.end())
    return end.end() if end else 0


class _Reader:
    """Walk the block tokens of one text."""

    def __init__(self, text: str, skip: int) -> None:
        self.drafts: list[Draft] = []
        self.directives: list[Directive] = []
        self._text = text
        self._skip = skip
        ends = [match.span() for match in _EOL.finditer(text, skip)]
        self._starts = [skip, *(end for _, end in ends)]
        self._stops = [*(start for start, _ in ends), len(text)]
        self._below_picture = False

    def read(self) -> None:
        """Collect the blocks."""
        # Inline parsing is ours; without it markdown-it is three times as fast.
        parser = MarkdownIt("commonmark").enable("table").disable("inline")
        env: dict[str, Any] = {}
        hint: Hint = ""
        cell: int | None = None
        references: frozenset[str] = frozenset()
        for token in parser.parse(self._text[self._skip :], env):
            references = references or frozenset(env.get("references", ()))
            if token.type == "heading_open":
                hint = "heading"
            elif token.type in ("paragraph_open", "table_open"):
                hint, cell = "", None
            elif token.type == "tr_open" and token.map:
                cell = self._starts[token.map[0]]
            elif token.type == "html_block" and token.map:
                self._html(*token.map)
            elif token.type == "inline" and token.map and token.content:
                content = self._content(token, cell)
                if cell is not None:
                    cell = content.origin[-1] + len(content.text)
                self._inline(Inline(content, references).read(), hint)

    def _html(self, first: int, last: int) -> None:
        page = Page(self._text)
        page.read(self._starts[first], self._stops[min(last, len(self._stops)) - 1])
        self.drafts += page.drafts
        self.directives += page.directives

    def _content(self, token: Token, cell: int | None) -> Content:
        """Find each line of the block's content in the file; a table cell after the one before."""
        lines = [line.strip() for line in token.content.split("\n")]
        first = token.map[0] if token.map else 0
        at, origin, offset = [], [], 0
        for number, line in enumerate(lines):
            here = min(first + number, len(self._starts) - 1)
            low, high = self._starts[here], self._stops[here]
            if cell is not None:
                if self._text.find(line, max(low, cell), high) < 0:
                    lines[number] = line = line.replace("|", r"\|")
                found = self._text.find(line, max(low, cell), high)
            else:
                found = self._text.rfind(line, low, high)
            at.append(offset)
            origin.append(max(found, low))
            offset += len(line) + 1
        return Content("\n".join(lines), tuple(at), tuple(origin))

    def _inline(self, inline: Inline, hint: Hint) -> None:
        self.directives += inline.directives
        words, origin = inline.words.finish()
        if not hint and inline.linked:
            hint = "link"
        if not hint and (inline.leads or (self._below_picture and inline.emphasised)):
            hint = "caption"
        self.drafts += inline.pictures
        if words:
            self.drafts.append(Draft(text=words, origin=origin, hint=hint))
        self._below_picture = bool(inline.pictures) and not words
