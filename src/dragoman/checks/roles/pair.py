"""A source sentence beside one of its translation, as the readers of roles see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.checks.grammar.wording import Word, words
from dragoman.model import WordLink


@dataclass(frozen=True)
class Pair:
    """Two sentences and the links between their words; words are known by their numbers.

    ``lang`` is the source language.
    """

    source: str
    target: str
    lang: str
    links: Sequence[WordLink]

    @cached_property
    def ours(self) -> Sequence[Word]:
        """The words of the source sentence."""
        return words(self.source)

    @cached_property
    def theirs(self) -> Sequence[Word]:
        """The words of the English one."""
        return words(self.target)

    @cached_property
    def linked(self) -> Sequence[tuple[int, int, float]]:
        """The links as (source word, English word, cosine)."""
        left = {word.start: number for number, word in enumerate(self.ours)}
        right = {word.start: number for number, word in enumerate(self.theirs)}
        return [(left[link.source[1]], right[link.target[1]], link.score) for link in self.links]

    def answers(self, least: float) -> Mapping[int, int]:
        """Return the source word of each English one by its firmest link of *least* and more."""
        firmest = sorted(self.linked, key=lambda link: link[2])
        return {there: here for here, there, score in firmest if score >= least}
