"""The names engine on single words: what it takes back, what it leaves, how it spells."""

from __future__ import annotations

import gzip
import tomllib
import unicodedata
from importlib import resources

import pytest

from dragoman.checks.names import gazetteer
from dragoman.checks.names.engine import judge
from dragoman.checks.names.judgement import Status
from dragoman.checks.names.spelling import CYRILLIC, convention, spells, strain, transcription

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")
HOME = resources.files("dragoman.checks.names")

LEFT = [
    ("de", "schoigu", "shoigu"),
    ("de", "selensky", "zelensky"),
    ("de", "selenskyj", "zelensky"),
    ("de", "rjabkow", "ryabkov"),
    ("de", "tschurkin", "churkin"),
    ("de", "mykolajiw", "mykolaiv"),
    ("de", "riwne", "rivne"),
    ("de", "sergej", "sergei"),
    ("fr", "poutine", "putin"),
    ("nl", "loekasjenko", "lukashenko"),
    ("es", "jrushchov", "khrushchev"),
    ("pl", "ławrow", "lavrov"),
    ("pt", "gorbatchov", "gorbachev"),
    ("it", "krusciov", "khrushchev"),
]
KEPT = [
    ("de", "wagner"),
    ("de", "schmidt"),
    ("de", "kowalski"),
    ("de", "putin"),
    ("de", "zelenskyy"),
    ("de", "müller"),
    ("de", "kaczyński"),
    ("fr", "martin"),
    ("pl", "kowalski"),
]


@pytest.mark.parametrize(("language", "word", "english"), LEFT)
def test_a_left_over_is_found_and_spelled(language: str, word: str, english: str) -> None:
    judgement = judge(word, language)
    assert judgement.status is Status.LEFT
    assert judgement.forms[0] == english


@pytest.mark.parametrize(("language", "word"), KEPT)
def test_other_names_are_left_alone(language: str, word: str) -> None:
    assert judge(word, language).status is not Status.LEFT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_transcription_table_is_in_order(language: str) -> None:
    table = transcription(language)
    letters = [letter for letters in table.options for letter in letters]
    assert set("абвгдежзийклмнопрстуфхцчшщыьэюя") <= set(letters)
    for spellings in table.options.values():
        assert spellings
        assert len(set(spellings)) == len(spellings)
        assert all(unicodedata.is_normalized("NFC", spelling) for spelling in spellings)
        assert set("".join(spellings)) <= table.alphabet | {"'"}


@pytest.mark.parametrize("language", CYRILLIC)
def test_the_suggested_spelling_is_an_accepted_one(language: str) -> None:
    table = convention(language)
    for original in ("иванов", "петренко", "васильев", "борисова", "шевчук", "ковалев"):
        if table.writes(original):
            assert table.accepts(original, table.spell(original)), original


def test_spelling_costs_nothing_when_each_letter_has_its_first_one() -> None:
    options = transcription("de").options
    assert strain(options, "шойгу", "schoigu") == 0
    assert strain(options, "шойгу", "shoigu") is None
    assert spells(options, "зеленский", "selenskij")


@pytest.mark.parametrize("name", ["names", "towns", "words", "semitic", "given"])
def test_a_derived_table_names_its_origin_and_is_sorted(name: str) -> None:
    text = gzip.decompress(HOME.joinpath(f"{name}.txt.gz").read_bytes()).decode("utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    body = [line for line in text.splitlines() if not line.startswith("#")]
    assert any("origin" in line for line in head)
    assert any("derived" in line for line in head)
    assert body == sorted(set(body))


def test_the_gazetteer_finds_what_a_spelling_may_stand_for() -> None:
    found = set(gazetteer.names().undo("schoigu", transcription("de")))
    assert found == {"шойгу"}


def test_exceptions_have_reasons() -> None:
    rows = tomllib.loads(HOME.joinpath("exceptions.toml").read_text(encoding="utf-8"))["keep"]
    assert all(row["name"] and len(row["reason"]) > 10 for row in rows)
    assert len({row["name"].lower() for row in rows}) == len(rows)
