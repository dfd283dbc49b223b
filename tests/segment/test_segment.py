"""Documents to sentences: offsets, lines, roles, and blocks that stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Block, Document, TextMap
from dragoman.segment import segment


def document(*texts: str, whole: bool = False) -> Document:
    text = "\n\n".join(texts)
    blocks, at = [], 0
    for piece in texts:
        origin = TextMap.identity(at, len(piece))
        blocks.append(Block(text=piece, role="body", origin=origin, whole=whole))
        at += len(piece) + 2
    return Document(path="a.txt", text=text, blocks=tuple(blocks))


def test_sentences_point_into_the_document() -> None:
    doc = document("Erster Satz. Zweiter Satz.", "Dritter Satz.")
    sentences = segment(doc, "de").sentences
    assert [doc.text[s.start : s.end] for s in sentences] == [s.text for s in sentences]
    assert [(s.index, s.block, s.line) for s in sentences] == [(0, 0, 1), (1, 0, 1), (2, 1, 3)]


def test_a_sentence_of_a_cleaned_block_points_at_the_markup() -> None:
    origin = TextMap(
        clean=(0, 10, 11), original=(3, 13, 18), ends=(13, 18, 24), straight=(True, False, True)
    )
    doc = Document(
        path="a.html",
        text="<p>Ja. Mann &amp; Frau.</p>",
        blocks=(
            Block(text="Ja. Mann  & Frau.".replace("  ", " "), role="headline", origin=origin),
        ),
        markup=True,
    )
    text = segment(doc, "de")
    first, second = text.sentences
    assert (first.start, first.end, second.text) == (3, 6, "Mann & Frau.")
    assert second.role == "headline"
    assert doc.text[second.start : second.end].startswith("Mann &amp;")


def test_a_whole_block_is_one_sentence_and_a_blank_one_is_none() -> None:
    doc = document("One. Two.", "  ", whole=True)
    assert [s.text for s in segment(doc, "en").sentences] == ["One. Two."]


@pytest.mark.parametrize(
    ("start", "end"), [(0, 17), (0, 5), (4, 9), (5, 6), (6, 12), (3, 3), (11, 12)]
)
def test_a_slice_of_a_map_points_where_the_map_points(start: int, end: int) -> None:
    whole = TextMap(
        clean=(0, 5, 6), original=(2, 7, 12), ends=(7, 12, 23), straight=(True, False, True)
    )
    part = whole.slice(start, end)
    assert part.to_original(0, end - start) == whole.to_original(start, end)
    for at in range(start, end):
        assert part.to_original(at - start, at - start + 1) == whole.to_original(at, at + 1)


@given(st.lists(st.text(max_size=80), max_size=5))
def test_slicing_the_document_gives_every_sentence_back(texts: list[str]) -> None:
    doc = document(*texts)
    for sentence in segment(doc, "en").sentences:
        assert doc.text[sentence.start : sentence.end] == sentence.text
        assert doc.blocks[sentence.block].text.count(sentence.text) >= 1
        assert doc.position(sentence.start)[0] == sentence.line
