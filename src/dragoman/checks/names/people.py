"""Read an article's names once, and decide on the whole name, not on one word of it."""

from __future__ import annotations

from functools import cached_property

from dragoman.checks.names.decision import LeftOver, left_overs
from dragoman.checks.names.register import Register
from dragoman.checks.names.whole import Whole
from dragoman.model import Article

KEPT = "_names_reader"


class Reader(Register):
    """An article's names with what is left of the source's spelling in them."""

    @classmethod
    def of(cls, article: Article) -> Reader:
        """Return the article's reader, made once; like a cached property of the article."""
        kept: Reader | None = vars(article).get(KEPT)
        if kept is None:
            kept = vars(article)[KEPT] = cls(article)
        return kept

    @cached_property
    def left_overs(self) -> tuple[LeftOver, ...]:
        """The left-overs of the article, in reading order."""
        return tuple(
            left_over
            for sentence, found in zip(self.article.target.sentences, self.by_sentence, strict=True)
            for name in found
            for left_over in left_overs(Whole(self, name, self.source_words(sentence)))
        )
