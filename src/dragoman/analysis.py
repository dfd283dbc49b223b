"""Align two texts and score their beads: the stages that need vectors, fed by the engine.

Vectors are computed here and handed in, so that ``align`` and ``score`` never see a model.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dragoman import align, score
from dragoman.align.words import word_links
from dragoman.engine import Engine
from dragoman.languages import words
from dragoman.model import Bead, DriftScore, Sentence, Side, Text, WordLink
from dragoman.score.reference import Segment
from dragoman.signature import digest
from dragoman.vectors import Encoding, Vectors, one_blas_thread

Which = Literal[0, 1]
Sides = Sequence[Sequence[Sentence]]
"""Sentences of the source, and of the target."""

Linked = tuple[score.Passage, score.Passage, tuple[WordLink, ...]]
"""Two encoded passages and the links between their words."""

PORTION = 64
"""Pairs of passages encoded at once: enough to keep all cores busy, and some 8 MB of vectors, so
that those of a long article are never all in memory."""


class Analysis:
    """The beads of one article, the drift of each, and the words that answer each other.

    *aligned* texts come from a bilingual file, one block per row and side: there a bead is a row.
    """

    def __init__(self, engine: Engine, source: Text, target: Text, *, aligned: bool) -> None:
        self._engine = engine
        self._texts = (source, target)
        self.beads = _rows(source, target) if aligned else self._align()

    @cached_property
    def drift(self) -> tuple[DriftScore, ...]:
        """The drift of each bead, in their order."""
        return tuple(self._drift(bead) for bead in self.beads)

    def links(self, bead: int) -> tuple[WordLink, ...]:
        """Return the word alignment of a bead, by its index."""
        known = self._judged.get(self.beads[bead])
        rows = known["links"] if known else []
        return tuple(
            WordLink(
                source=self._place(self.beads[bead].source, one),
                target=self._place(self.beads[bead].target, other),
                score=cosine,
            )
            for one, other, cosine in rows
        )

    def likeness(self, source: str, target: str) -> float:
        """Return the centred cosine of two passages, one in each language, in [-1, 1]."""
        vectors = self._engine.vectors([source, target])
        centred = vectors - np.array([one.sentence for one in self._centres], np.float32)
        left, right = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        return float(left @ right)

    # ------------------------------------------------------------------------------ alignment

    def _align(self) -> tuple[Bead, ...]:
        return align.align(self._side(0), self._side(1), embed=self._embed, answers=self._answers)

    def _side(self, which: Which) -> align.Side:
        text = self._texts[which]
        sentences = [sentence.text for sentence in text.sentences]
        return align.Side(
            vectors=self._engine.vectors(sentences),
            tokens=self._engine.token_counts(sentences),
            lengths=np.array([len(one) for one in sentences], np.int32),
            furniture=np.array([one.role == "boilerplate" for one in text.sentences], bool),
            prior=score.sentence_mean(text.lang, self._engine.encoder.revision),
            starts=_starts(text),
        )

    def _embed(self, left: list[align.Run], right: list[align.Run]) -> tuple[Vectors, Vectors]:
        source, target = (
            self._engine.vectors(
                [
                    " ".join(one.text for one in text.sentences[first : first + size])
                    for first, size in runs
                ],
                wordless=True,
            )
            for text, runs in zip(self._texts, (left, right), strict=True)
        )
        return source, target

    def _answers(self, pairs: Sequence[align.Pair]) -> list[align.Shares]:
        """Tell how far the words of each pair's sentences answer each other, as remembered."""
        sides = [
            tuple(
                text.sentences[at : at + size]
                for text, (at, size) in zip(self._texts, pair, strict=True)
            )
            for pair in pairs
        ]
        return self._remember("answers/1", sides, _shares)

    # ---------------------------------------------------------------------------------- drift

    def _drift(self, bead: Bead) -> DriftScore:
        known = self._judged.get(bead)
        if known is None:
            return DriftScore(value=None, reason=self._unjudged(bead))
        return DriftScore(
            value=known["value"],
            reason=known["reason"],
            source_gaps=tuple(self._place(bead.source, gap) for gap in known["source_gaps"]),
            target_gaps=tuple(self._place(bead.target, gap) for gap in known["target_gaps"]),
        )

    def _unjudged(self, bead: Bead) -> str:
        members = [*self._sentences(bead.source, 0), *self._sentences(bead.target, 1)]
        if all(one.role == "boilerplate" for one in members):
            return "furniture"
        return "addition" if not bead.source else "omission" if not bead.target else "furniture"

    @cached_property
    def _judged(self) -> dict[Bead, dict[str, Any]]:
        """What is known of each bead that can be judged, from the cache or computed now."""
        beads = [
            bead
            for bead in self.beads
            if bead.source
            and bead.target
            and not all(one.role == "boilerplate" for one in self._sentences(bead.target, 1))
        ]
        sides = [self._both(bead) for bead in beads]
        values = self._remember(f"bead/{score.signature()}", sides, self._judge)
        return dict(zip(beads, values, strict=True))

    def _judge(self, linked: Linked) -> dict[str, Any]:
        source, target, links = linked
        drift = score.judge(source, target, links, centres=self._centres)
        return {
            "value": drift.value,
            "reason": drift.reason,
            "source_gaps": drift.source_gaps,
            "target_gaps": drift.target_gaps,
            "links": [(link.source, link.target, link.score) for link in links],
        }

    # ---------------------------------------------------------------------------------- words

    def _remember(
        self, kind: str, sides: Sequence[Sides], compute: Callable[[Linked], Any]
    ) -> list[Any]:
        """Return what *compute* makes of each pair of passages, known by their words alone."""
        keys = [json.dumps([[one.text for one in side] for side in pair]) for pair in sides]
        return self._engine.remember(
            f"{kind}/{self._context}",
            keys,
            lambda missing: self._computed(compute, [sides[i] for i in missing]),
        )

    def _computed(self, compute: Callable[[Linked], Any], sides: Sequence[Sides]) -> list[Any]:
        """Return what *compute* makes of each pair, pairs spread over the engine's threads.

        Each pair is computed by itself, so the values are the same on any number of cores.
        """
        # One pool per call: threads kept between calls would be lost in a forked process.
        with one_blas_thread(), ThreadPoolExecutor(self._engine.threads) as pool:
            return [
                value for portion in self._linked(sides) for value in pool.map(compute, portion)
            ]

    def _linked(self, sides: Sequence[Sides]) -> Iterator[list[Linked]]:
        """Encode pairs of passages and link their words; yield them a portion at a time.

        Sentences are numbered from the passage's first, so that a passage that moves in the text
        keeps what is remembered of it.
        """
        left, right = self._centres
        for at in range(0, len(sides), PORTION):
            portion = sides[at : at + PORTION]
            texts = [one.text for pair in portion for side in pair for one in side]
            encodings = dict(zip(texts, self._engine.encodings(texts), strict=True))
            linked: list[Linked] = []
            for pair in portion:
                source, target = (
                    score.Passage(
                        lang=text.lang,
                        sentences=tuple(
                            (number, one.text, encodings[one.text])
                            for number, one in enumerate(side)
                        ),
                    )
                    for text, side in zip(self._texts, pair, strict=True)
                )
                links = word_links(
                    source.sentences, target.sentences, centres=(left.tokens, right.tokens)
                )
                linked.append((source, target, links))
            yield linked

    @cached_property
    def _context(self) -> str:
        """Name what centres token vectors: the languages, or the texts where no mean is stored."""
        langs = "-".join(text.lang for text in self._texts)
        means = [
            score.sentence_mean(text.lang, self._engine.encoder.revision) for text in self._texts
        ]
        stored = [mean.tobytes().hex() for mean in means if mean is not None]
        whole = [] if len(stored) == len(means) else [text.document.text for text in self._texts]
        return f"{langs}/{digest([stored, whole])}"

    @cached_property
    def _centres(self) -> tuple[score.Centres, score.Centres]:
        revision = self._engine.encoder.revision
        left, right = (
            score.centres(
                text.lang,
                side,
                None
                if score.sentence_mean(text.lang, revision) is not None
                else self._engine.stream([one.text for one in text.sentences]),
                model_revision=revision,
            )
            for text, side in zip(self._texts, Side, strict=True)
        )
        return left, right

    # --------------------------------------------------------------------------------- places

    def _sentences(self, indices: Sequence[int], which: Which) -> list[Sentence]:
        return [self._texts[which].sentences[index] for index in indices]

    def _both(self, bead: Bead) -> tuple[list[Sentence], list[Sentence]]:
        return self._sentences(bead.source, 0), self._sentences(bead.target, 1)

    def _place(self, members: Sequence[int], inner: Sequence[int]) -> tuple[int, int, int]:
        number, start, end = inner
        return members[number], start, end


def reference_segments(
    engine: Engine, target: Text, reference: Text, *, aligned: bool
) -> list[Segment]:
    """Align a translation with a human one and return what answers what.

    Furniture and sentences that one side lacks are left out of the scores; how many that are
    shows in the segments' own target indices.
    """
    beads = (
        _rows(target, reference)
        if aligned
        else Analysis(engine, target, reference, aligned=False).beads
    )
    return [
        Segment(
            target=bead.source,
            reference=bead.target,
            hypothesis=" ".join(target.sentences[index].text for index in bead.source),
            answer=" ".join(reference.sentences[index].text for index in bead.target),
        )
        for bead in beads
        if bead.source and bead.target
    ]


def _starts(text: Text) -> NDArray[np.bool_] | None:
    """Tell which sentences begin a block; lines that were kept tell nothing of paragraphs."""
    if all(block.whole for block in text.document.blocks):
        return None
    blocks = np.array([one.block for one in text.sentences])
    return np.asarray(np.diff(blocks, prepend=-1) != 0)


def _shares(linked: Linked) -> align.Shares:
    source, target, links = linked
    return _answered(source.sentences, links, 0), _answered(target.sentences, links, 1)


def _answered(
    sentences: Sequence[tuple[int, str, Encoding]], links: Sequence[WordLink], which: Which
) -> list[float]:
    """Return the summed cosines of each sentence's links on one side, divided by its words."""
    sums = [0.0] * len(sentences)
    for link in links:
        sums[(link.source, link.target)[which][0]] += link.score
    return [
        round(total / max(len(words.tokens(text)), 1), 4)
        for total, (_, text, _) in zip(sums, sentences, strict=True)
    ]


def _rows(source: Text, target: Text) -> tuple[Bead, ...]:
    """Make a bead of each row: block *i* of either side, which may be empty."""
    sides: list[dict[int, list[int]]] = [{}, {}]
    for held, text in zip(sides, (source, target), strict=True):
        for sentence in text.sentences:
            held.setdefault(sentence.block, []).append(sentence.index)
    count = max(len(source.document.blocks), len(target.document.blocks))
    return tuple(
        Bead(source=tuple(sides[0].get(row, ())), target=tuple(sides[1].get(row, ())))
        for row in range(count)
    )
