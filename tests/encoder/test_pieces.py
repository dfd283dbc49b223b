from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.encoder import export, weights
from dragoman.encoder.pieces import Tokenizer

PIECES = weights.read(weights.bundled_file()).pieces
OURS = Tokenizer(PIECES)
WORDS = PIECES.words()


@cache
def library() -> Any:
    """The ``tokenizers`` twin, an independent implementation of the same search."""
    tokenizer = export._tokenizer(PIECES)
    tokenizer.encode_special_tokens = True
    return tokenizer


def is_judged(char: str) -> bool:
    """Leave out what the two sides know from different Unicode versions, and half characters."""
    if unicodedata.category(char) in ("Cs", "Cn", "Co"):
        return False
    expected = unicodedata.normalize("NFKC", char)
    return char in PIECES.normal or expected == char


CHARS = st.characters(exclude_categories=("Cs", "Cn", "Co")).filter(is_judged)
TEXTS = st.text(CHARS, max_size=60) | st.text(
    st.sampled_from(
        "aeioußü̈é́ẹ̄ ▁<s>/.,0½ﬃ각각\u1100\u1161\u11a8\u200b\u00a0\u3000😀👩🏽\u200d～\x01"
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Präsident Selensky", ["Präsident", "Sel", "en", "sky"], id="words are cut"),
        pytest.param("pra\u0308gt", ["pra\u0308", "gt"], id="a decomposed umlaut is one character"),
        pytest.param("⅞", ["⅞", "⅞", "⅞"], id="one character that becomes three"),
        pytest.param("  a \t\n b\u00a0 ", ["a", "b"], id="white space belongs to no token"),
        pytest.param(
            "\U00013000", ["", "\U00013000"], id="an unknown sign stands outside the word mark"
        ),
        pytest.param("a\u200bb", ["a", "b"], id="a zero-width space separates words"),
        pytest.param("a\x07b", ["a\x07b"], id="a control character vanishes inside a word"),
        pytest.param("oﬃcial", ["oﬃcial"], id="a ligature inside a word"),
        pytest.param("\u1112\u1161\u11ab", ["\u1112\u1161\u11ab"], id="jamo are composed"),
        pytest.param("</s>", ["", "</", "s", ">"], id="a special mark in a text is plain text"),
        pytest.param("", [], id="nothing has no tokens"),
        pytest.param(" \n", [], id="white space has no tokens"),
    ],
)
def test_spans_slice_the_text_as_given(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in OURS.cut(text).spans] == pieces


def test_neighbouring_unknown_characters_are_one_token() -> None:
    tokens = OURS.cut("\U00013000\U00013001 \U00013002")
    assert [WORDS[piece] for piece in tokens.ids] == ["▁", "<unk>", "▁", "<unk>"]
    assert tokens.spans == [(0, 0), (0, 2), (3, 3), (3, 4)]


def test_each_character_of_the_normalisation_map_is_cut_as_the_library_cuts_it() -> None:
    texts = [f"a{char}b {char}" for char in PIECES.normal]
    twins = library().encode_batch(texts, add_special_tokens=False)
    assert [OURS.cut(text).ids for text in texts] == [twin.ids for twin in twins]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_cut_as_the_library_cuts_it(text: str) -> None:
    assert OURS.cut(text).ids == library().encode(text, add_special_tokens=False).ids


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_go_forward_and_cover_every_visible_character(text: str) -> None:
    tokens = OURS.cut(text)
    assert len(tokens.ids) == len(tokens.spans) == OURS.count(text)
    assert all(0 <= start <= end <= len(text) for start, end in tokens.spans)
    assert tokens.spans == sorted(tokens.spans)
    covered = {at for start, end in tokens.spans for at in range(start, end)}
    gone = {at for at, char in enumerate(text) if not PIECES.normal.get(char, char).strip()}
    assert set(range(len(text))) - gone <= covered


@given(st.text(CHARS, max_size=40))
def test_normal_forms_of_a_text_have_the_same_pieces(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert OURS.cut(composed).ids == OURS.cut(decomposed).ids


def test_words_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.encoder.pieces.REMEMBERED", 10)
    small = Tokenizer(PIECES)
    for number in range(100):
        small.count(f"word{number}")
    small.count("x" * 1000)
    assert len(small._known) <= 10
    assert all(len(word) <= 64 for word in small._known)


def test_a_word_without_spaces_of_any_length_is_cut() -> None:
    text = "日本" * 5000
    assert OURS.cut(text).spans[-1][1] == len(text) < sys.maxsize
