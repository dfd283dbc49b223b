"""Transcriptions respelled in English, and taken back to originals no list has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks.names.letters import Letters, letters, likeliest, runs_of
from dragoman.checks.names.respell import WIDTH, respelled

REGULAR = [
    ("dschumblatt", "de", "jumblatt"),
    ("peseschkian", "de", "pezeshkian"),
    ("wahagn", "de", "vahagn"),
    ("alichan", "de", "alikhan"),
    ("noursoultan", "fr", "nursultan"),
    ("pasjinian", "nl", "pashinian"),
    ("paszinian", "pl", "pashinian"),
]


@pytest.mark.parametrize(("word", "language", "first"), REGULAR, ids=[row[0] for row in REGULAR])
def test_the_regular_respelling_comes_first(word: str, language: str, first: str) -> None:
    assert respelled(word, language)[0] == first


def test_an_arabic_w_stays() -> None:
    assert respelled("dschawad", "de")[0] == "javad"
    assert respelled("dschawad", "de", "w")[0] == "jawad"


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüß", max_size=24))
@settings(max_examples=150, deadline=None)
def test_every_word_has_respellings_and_not_too_many(word: str) -> None:
    assert 1 <= len(respelled(word, "de")) <= WIDTH


BACK = [
    ("buniatischwili", "de", "буниатишвили"),
    ("gharibaschwili", "de", "гарибашвили"),
    ("papikjan", "de", "папикян"),
    ("oustinov", "fr", "устинов"),
]


@pytest.mark.parametrize(("word", "language", "original"), BACK, ids=[row[0] for row in BACK])
def test_the_letters_that_go_together_decide(word: str, language: str, original: str) -> None:
    assert likeliest(word, language) == original


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_what_may_follow_adds_up_to_less_than_all(word: str) -> None:
    model = letters()
    after = [model.cost("^^^" + word + letter, len(word) + 3) for letter in "абвгдежзик$"]
    assert sum(2.718281828**-cost for cost in after) <= 1.0001


def test_a_model_prefers_what_it_has_seen() -> None:
    model = Letters.of((run, 1) for run in runs_of("шойгу"))
    assert model.cost("^^^шо", 4) < model.cost("^^^жо", 4)
