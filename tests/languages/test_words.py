"""Word tokens: what is one word, and where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages.words import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't won’t l’homme м'яч", ["don't", "won’t", "l’homme", "м'яч"]),
        ("Kyiv's mayor, the players' bus", ["Kyiv's", "mayor", "the", "players", "bus"]),
        ("'quoted' “said” „so“", ["quoted", "said", "so"]),
        ("Müller-Thurgau and COVID-19", ["Müller-Thurgau", "and", "COVID-19"]),
        ("E-Mail- und Postweg", ["E-Mail", "und", "Postweg"]),
        ("Genf - Bern – Basel—Chur", ["Genf", "Bern", "Basel", "Chur"]),
        ("the U.S. and U.S.-led forces", ["the", "U.S.", "and", "U.S.-led", "forces"]),
        ("Der Verein e.V. tagt.", ["Der", "Verein", "e.V.", "tagt"]),
        ("z. B. St. Gallen", ["z", "B", "St", "Gallen"]),
        ("3.5 and 1,000 and 1’000.50.", ["3.5", "and", "1,000", "and", "1’000.50"]),
        ("am 3. Mai um 22.30 Uhr", ["am", "3", "Mai", "um", "22.30", "Uhr"]),
        ("CamelCase a_b C++ 24/7", ["CamelCase", "a", "b", "C", "24", "7"]),
        ("Володимир Зеленський", ["Володимир", "Зеленський"]),
        ("Смі́ла e\u0301te\u0301", ["Смі́ла", "e\u0301te\u0301"]),
        ("", []),
        (" … — !", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_are_found(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == words


@given(st.text(max_size=300))
def test_every_letter_and_digit_stands_in_one_token(text: str) -> None:
    spans = tokens(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, char in enumerate(text) if char.isalnum()} <= covered
