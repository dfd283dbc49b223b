"""What the readers hand to ``roles``: a block that does not yet know what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model import TextMap

Hint = Literal["", "heading", "caption", "furniture", "link"]
"""What the markup says of a block. ``link``: all of its words are links (menus, teasers)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A cleaned block; ``close`` tells that no blank line parts it from the one before."""

    text: str
    origin: TextMap
    hint: Hint = ""
    close: bool = False
