"""Character references of HTML and Markdown, decoded one by one so that each keeps its place."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from dragoman.read.clean import Cleaner

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")


def add_encoded(cleaner: Cleaner, text: str, start: int) -> None:
    """Add *text*, which stands at *start* in the original, with its references decoded.

    >>> cleaner = Cleaner()
    >>> add_encoded(cleaner, "AT&amp;T &nosuch; &#8222;", 0)
    >>> cleaner.finish()[0]
    'AT&T &nosuch; „'
    """
    at = 0
    for match in _REFERENCE.finditer(text):
        char, length = _decoded(match.group())
        if length:
            cleaner.add(text[at : match.start()], start + at)
            at = match.start() + length
            cleaner.piece(char, start + match.start(), start + at)
    cleaner.add(text[at:], start + at)


def _decoded(reference: str) -> tuple[str, int]:
    """Return what *reference* stands for and how much of it was used; 0 if it is none.

    Names may lack their semicolon where HTML always allowed it (``&copy 2022``, ``&ouml``).
    """
    if reference.startswith("&#"):
        char = unescape(reference)
        return (char, len(reference)) if char != reference else ("", 0)
    for end in range(len(reference), 2, -1):
        if reference[1:end] in html5:
            return html5[reference[1:end]], end
    return "", 0
