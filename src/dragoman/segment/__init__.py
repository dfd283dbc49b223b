"""Stage 2, segment: documents to sentences."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.languages import get
from dragoman.model import Block, Document, Sentence, Text
from dragoman.segment.bounds import bounds

__all__ = ["segment"]


def segment(document: Document, lang: str) -> Text:
    """Split every block of *document*, written in *lang*, into sentences.

    Blocks marked ``whole`` stay one sentence; blank blocks give none. Each sentence's ``text`` is
    a slice of its block's cleaned text, ``start``/``end`` point into ``document.text``.
    """
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        for start, end in _spans(block, lang):
            origin = block.origin.slice(start, end)
            first, last = origin.to_original(0, end - start)
            sentences.append(
                Sentence(
                    index=len(sentences),
                    start=first,
                    end=last,
                    line=document.position(first)[0],
                    text=block.text[start:end],
                    role=block.role,
                    block=number,
                    origin=origin,
                )
            )
    return Text(document=document, lang=lang, sentences=tuple(sentences))


def _spans(block: Block, lang: str) -> Iterator[tuple[int, int]]:
    if not block.whole:
        yield from bounds(block.text, get(lang))
    elif block.text.strip():
        yield 0, len(block.text)
