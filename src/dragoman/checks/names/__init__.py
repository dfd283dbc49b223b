"""The names engine: undo a transcription, find the original, spell it in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.checks.names.folder import Differing


def across(articles: Iterable[Mapping[str, Any]]) -> list[Differing]:
    """Return the names the articles of a run spell differently (see ``folder.across``)."""
    from dragoman.checks.names.folder import across as find

    return find(articles)
