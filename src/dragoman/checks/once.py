"""What several rules ask of one article, computed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dragoman.model import Article

Found = TypeVar("Found")


def once(compute: Callable[[Article], Found]) -> Callable[[Article], Found]:
    """Keep what *compute* returns of an article with it, like a cached property of the article.

    A cache beside the articles would have to hash all they hold, and keep them alive.
    """
    name = f"_once_{compute.__module__}.{compute.__qualname__}"

    def kept(article: Article) -> Found:
        known = vars(article)
        if name not in known:
            known[name] = compute(article)
        found: Found = known[name]
        return found

    kept.__doc__ = compute.__doc__
    return kept
