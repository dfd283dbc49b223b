"""The types that travel from stage to stage.

All are frozen, slotted and keyword-only. They hold *offsets into the user's own file*, in code
points of its decoded text (byte order mark removed, line ends untouched), so that a finding always
points at the place an editor can open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, get_args

Role = Literal["headline", "caption", "body", "boilerplate"]
Severity = Literal["minor", "major", "critical"]
Family = Literal[
    "name", "place", "institution", "title", "number", "date", "unit", "negation", "modality",
    "reported-speech", "false-friend", "untranslated", "pronoun", "drift", "omission", "addition",
    "duplicate", "inconsistency", "typography", "term",
]  # fmt: skip

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
FAMILIES: tuple[Family, ...] = get_args(Family)

MQM_WEIGHTS: Mapping[Severity, int] = {"minor": 1, "major": 5, "critical": 25}
"""Penalty points per finding, as in MQM-Core's default scoring model (themqm.org, 2022)."""


def penalty_per_100_words(severities: Iterable[Severity], words: int) -> float:
    """Return the MQM penalty points of findings per 100 words of the translation.

    >>> penalty_per_100_words(["major", "minor"], 200)
    3.0
    """
    return 100 * sum(MQM_WEIGHTS[severity] for severity in severities) / max(words, 1)


_LINE_END = re.compile(r"\r\n|\r|\n")

ADVISORY_BELOW = 0.5
"""Findings of lower confidence inform; they never fail a gate and never count in a score."""


class Side(StrEnum):
    """The two texts of a pair."""

    SOURCE = "source"
    TARGET = "target"


# ---------------------------------------------------------------------------------- the texts


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMap:
    """Where each piece of a cleaned text stands in the original.

    Cleaning drops markup, decodes entities, composes to NFC and folds white space, so a cleaned
    text and its original differ in length. The map is a list of runs: in a *straight* run both
    sides advance together; any other run is one indivisible piece (``&amp;`` ↔ ``&``).

    ``clean[i]`` and ``original[i]`` are the 0-based starts of run *i*; ``ends[i]`` is the end of
    that run in the original, ``straight[i]`` tells whether it can be cut anywhere.
    """

    clean: tuple[int, ...]
    original: tuple[int, ...]
    ends: tuple[int, ...]
    straight: tuple[bool, ...]

    @classmethod
    def identity(cls, start: int, length: int) -> TextMap:
        """Map a text of *length* code points that stands unchanged at *start*."""
        return cls(clean=(0,), original=(start,), ends=(start + length,), straight=(True,))

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Translate a half-open span of the cleaned text into one of the original.

        >>> TextMap.identity(10, 5).to_original(1, 3)
        (11, 13)
        """
        if end <= start:
            at = self._start_of(start)
            return at, at
        return self._start_of(start), self._end_of(end)

    def slice(self, start: int, end: int) -> TextMap:
        """Return the map of ``text[start:end]`` alone, its clean side starting at 0.

        >>> TextMap.identity(10, 5).slice(2, 4).to_original(0, 2)
        (12, 14)
        """
        if end <= start:
            return TextMap.identity(self._start_of(start), 0)
        first = max(bisect_right(self.clean, start) - 1, 0)
        last = max(bisect_right(self.clean, end - 1), first + 1)
        head, tail = self._start_of(start), self._end_of(end)
        return TextMap(
            clean=(0, *(at - start for at in self.clean[first + 1 : last])),
            original=(head, *self.original[first + 1 : last]),
            ends=(*self.ends[first : last - 1], tail),
            straight=self.straight[first:last],
        )

    def _start_of(self, offset: int) -> int:
        run = max(bisect_right(self.clean, offset) - 1, 0)
        if self.straight[run]:
            return min(self.original[run] + offset - self.clean[run], self.ends[run])
        return self.original[run]

    def _end_of(self, offset: int) -> int:
        run = max(bisect_right(self.clean, offset - 1) - 1, 0)
        if self.straight[run]:
            return min(self.original[run] + offset - self.clean[run], self.ends[run])
        return self.ends[run]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, caption or list item, cleaned: NFC, no markup, single spaces.

    ``whole`` blocks (rows of a bilingual file, ``--segment lines``) are one sentence as they are.
    """

    text: str
    role: Role
    origin: TextMap
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file as read: its decoded text and the blocks found in it.

    ``markup`` tells that the text holds tags, so that slices of it are not readable prose.
    ``ignores`` are inline suppressions: (offset from, offset to, rule code or ``""`` for all).
    ``first_line``, ``first_column`` (1-based) and ``first_offset`` (0-based) tell where in the file
    ``text`` starts, for rows of big files are read piece by piece.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    lang: str | None = None
    encoding: str = "utf-8"
    markup: bool = False
    ignores: tuple[tuple[int, int, str], ...] = ()
    first_line: int = 1
    first_offset: int = 0
    first_column: int = 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based (line, column) of a 0-based offset into ``text``."""
        line = bisect_right(self._line_starts, offset) - 1
        before = self.first_column if line == 0 else 1
        return line + self.first_line, offset - self._line_starts[line] + before


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: cleaned ``text`` for reading, offsets for pointing.

    ``start``/``end`` are half-open offsets into the document's text, ``line`` is 1-based,
    ``block`` is the index of the block it stands in, ``origin`` maps ``text`` to the document.
    """

    index: int
    start: int
    end: int
    line: int
    text: str
    role: Role
    block: int
    origin: TextMap = field(repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Text:
    """One side of an article, segmented."""

    document: Document
    lang: str
    sentences: tuple[Sentence, ...]

    def span(self, sentence: int, start: int, end: int) -> Span:
        """Point at ``sentences[sentence].text[start:end]`` in the user's own file."""
        piece = self.sentences[sentence]
        first, last = piece.origin.to_original(start, end)
        line, column = self.document.position(first)
        words = piece.text[start:end] if self.document.markup else self.document.text[first:last]
        base = self.document.first_offset
        return Span(start=first + base, end=last + base, line=line, column=column, text=words)

    def sentence_span(self, sentence: int) -> Span:
        """Point at a whole sentence."""
        return self.span(sentence, 0, len(self.sentences[sentence].text))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePair:
    """What ``read`` hands on: a translation, its source if there is one, perhaps a reference.

    A bilingual file arrives ``aligned``: block *i* of either side is row *i*, and it is not
    realigned. ``first_bead`` is the 0-based index of the
    first row when a large file is read piece by piece.
    """

    id: str
    source: Document | None
    target: Document
    reference: Document | None = None
    aligned: bool = False
    first_bead: int = 0


# ---------------------------------------------------------------------------------- alignment


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftScore:
    """How far the meaning moved: ``value`` in [0, 1], 0 = same meaning; lower is better.

    ``value`` is None where it could not be judged, and ``reason`` then says why.
    ``source_gaps``/``target_gaps`` are the words without an answer on the other side:
    (sentence index, start, end) in cleaned sentence text.
    """

    value: float | None
    reason: str | None = None
    source_gaps: tuple[tuple[int, int, int], ...] = ()
    target_gaps: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Sentences that translate each other, as 0-based indices; either side may be empty.

    ``similarity`` is the centred cosine in [-1, 1] (None for omissions and additions).
    ``moved`` marks a bead out of order: the aligner found these sentences elsewhere.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    similarity: float | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLink:
    """A source word and the target word that answers it.

    Each side is (sentence index, start, end) in cleaned sentence text; ``score`` is the centred
    cosine of their token vectors, in [-1, 1].
    """

    source: tuple[int, int, int]
    target: tuple[int, int, int]
    score: float


@dataclass(frozen=True, kw_only=True)
class Article:
    """An aligned article, as the rules see it.

    ``source`` is None when only the translation is at hand; then ``source_lang`` still tells from
    which language it was made, and ``beads`` is empty. ``word_links(bead)`` aligns the words of
    one bead on demand; it gives nothing without an encoder. ``likeness`` compares a passage in the
    source language with one in the target language: the cosine of their vectors, centred as for
    drift, in [-1, 1]; None without an encoder. ``streamed`` marks a piece of a bilingual file, of
    which a run keeps no more than it must.
    """

    id: str
    source: Text | None
    target: Text
    source_lang: str
    beads: tuple[Bead, ...] = ()
    drift: tuple[DriftScore, ...] = ()
    links: Callable[[int], tuple[WordLink, ...]] | None = field(default=None, repr=False)
    likeness: Callable[[str, str], float] | None = field(default=None, repr=False)
    first_bead: int = 0
    streamed: bool = False

    def word_links(self, bead: int) -> tuple[WordLink, ...]:
        """Align the words of bead *bead* (0-based index into ``beads``)."""
        return self.links(bead) if self.links is not None else ()

    @cached_property
    def bead_of_target(self) -> Mapping[int, int]:
        """Bead index by target sentence index."""
        return {t: number for number, bead in enumerate(self.beads) for t in bead.target}

    @cached_property
    def bead_of_source(self) -> Mapping[int, int]:
        """Bead index by source sentence index."""
        return {s: number for number, bead in enumerate(self.beads) for s in bead.source}

    def source_sentences(self, bead: int) -> tuple[Sentence, ...]:
        """Return the source sentences of a bead, in order."""
        if self.source is None:
            return ()
        return tuple(self.source.sentences[index] for index in self.beads[bead].source)

    def target_sentences(self, bead: int) -> tuple[Sentence, ...]:
        """Return the target sentences of a bead, in order."""
        return tuple(self.target.sentences[index] for index in self.beads[bead].target)

    def units(self) -> Iterator[tuple[int | None, tuple[Sentence, ...], tuple[Sentence, ...]]]:
        """Yield (bead index, source sentences, target sentences) for every bead.

        Without a source each target sentence is a unit of its own, with no bead and no source,
        so that a rule which needs no source reads the same either way.
        """
        if self.source is None:
            for sentence in self.target.sentences:
                yield None, (), (sentence,)
            return
        for number in range(len(self.beads)):
            yield number, self.source_sentences(number), self.target_sentences(number)


# ----------------------------------------------------------------------------------- findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in the user's own file: half-open offsets, 1-based line and column, the words."""

    start: int
    end: int
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One artefact: where, why, how sure, and what would be right.

    An omission has no ``target``, an addition no ``source``. ``confidence`` is in [0, 1] and
    calibrated; below ``ADVISORY_BELOW`` the finding is advisory. ``safe`` marks that the first
    suggestion may be applied without asking. ``evidence`` holds JSON-ready values.
    """

    code: str
    rule: str
    family: Family
    severity: Severity
    confidence: float
    message: str
    bead: int | None = None
    target: Span | None = None
    source: Span | None = None
    suggestions: tuple[str, ...] = ()
    safe: bool = False
    evidence: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    suppressed: str | None = None

    @property
    def advisory(self) -> bool:
        """Tell whether the finding only informs."""
        return self.confidence < ADVISORY_BELOW


# ------------------------------------------------------------------------------------ results


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The article in numbers; None where nothing could be judged.

    ``drift_mean``, ``drift_p95``: over judged beads, in [0, 1], lower is better.
    ``mqm_per_100_words``: MQM penalty points per 100 target words, lower is better.
    ``coverage``: share of source words outside furniture that are aligned, in [0, 1].
    ``unjudged``: how many beads drift could not be judged for, by reason.
    """

    drift_mean: float | None
    drift_p95: float | None
    mqm_per_100_words: float
    coverage: float | None
    words: int
    unjudged: Mapping[str, int] = field(default_factory=dict)
    reference: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReport:
    """One checked article."""

    article: Article
    findings: tuple[Finding, ...]
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be checked, and the one line that says why."""

    id: str
    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The gate's answer: ``exit_code`` 0 passed, 1 failed, 2 could not do all of the work."""

    passed: bool
    exit_code: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole run, in the shape of the run file.

    ``articles`` holds JSON-ready mappings, exactly as under ``articles`` in a run file (see
    ``schema dragoman.run/1``), so that a fresh run and a saved one are reported by the same code.
    """

    signature: str
    articles: Collection[Mapping[str, Any]]
    failures: Sequence[Mapping[str, str]] = ()
    verdict: Verdict | None = None
    summary: Mapping[str, Any] = field(default_factory=dict)
