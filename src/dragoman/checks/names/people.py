"""Read an article's names once, and decide on the whole name, not on one word of it."""

from __future__ import annotations

from functools import cached_property

from dragoman.checks.names.decision import LeftOver, left_overs
from dragoman.checks.names.register import Register
from dragoman.checks.names.whole import Whole
from dragoman.checks.once import once
from dragoman.model import Article


class Reader(Register):
    """An article's names with what is left of the source's spelling in them."""

    @staticmethod
    def of(article: Article) -> Reader:
        """Return the article's reader, made once."""
        return _reader(article)

    @cached_property
    def left_overs(self) -> tuple[LeftOver, ...]:
        """The left-overs of the article, in reading order."""
        return tuple(
            left_over
            for sentence, found in zip(self.article.target.sentences, self.by_sentence, strict=True)
            for name in found
            for left_over in left_overs(Whole(self, name, self.source_words(sentence)))
        )


@once
def _reader(article: Article) -> Reader:
    return Reader(article)
