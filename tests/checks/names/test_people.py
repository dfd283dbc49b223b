"""Names in running text: what is one name, and what the whole name decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks.names.people import Reader
from dragoman.checks.names.words import fitting, words
from tests.checks.harness import article_of

WHOLE = [
    ("Sergej Rjabkow declined.", ["Sergej Rjabkow"]),
    ("Wladimir Petersen declined.", []),
    ("Wladimir Klitschko boxed.", []),
    ("Peter Tschentscher governs.", []),
    ("SELENSKY IN PARIS", ["SELENSKY"]),
    ("Selenskys Rede", ["Selenskys"]),
]


@pytest.mark.parametrize(("text", "found"), WHOLE, ids=[text for text, _ in WHOLE])
def test_the_whole_name_decides(text: str, found: list[str]) -> None:
    reader = Reader(article_of(None, [text]))
    assert [" ".join(w.text for w in left.words) for left in reader.left_overs] == found


def test_a_reader_is_made_once_per_article() -> None:
    article = article_of(None, ["Selensky came."])
    assert Reader.of(article) is Reader.of(article)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_words_point_at_their_text(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text


@pytest.mark.parametrize(
    ("source", "target", "same"),
    [("Müller", "Mueller", True), ("Müllers", "Muller", True), ("Merkel", "Markel", False)],
)
def test_a_copied_name_fits(source: str, target: str, same: bool) -> None:
    assert fitting(source, target) is same
