"""The curated tables of places, institutions and surnames are in order."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import resources

import pytest

from dragoman.checks.rule import data

PLACES = "dragoman.checks.rules.place.exonym_left_in_source_language"
ACRONYMS = "dragoman.checks.rules.institution.foreign_acronym_left"
LITERAL = "dragoman.checks.rules.institution.institution_rendered_literally"
BODIES = "dragoman.checks.rules.institution.transcribed_body_left"
SURNAMES = "dragoman.checks.rules.name.name_translated_as_words"
LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_sorted_and_never_map_to_themselves(language: str) -> None:
    table = data(PLACES)[language]
    assert list(table) == sorted(table)
    for name, english in table.items():
        assert english
        assert name not in english
        assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_acronyms_are_unique_have_a_source_and_do_not_stay(language: str) -> None:
    rows = data(ACRONYMS)[language]["rows"]
    acronyms = [acronym for row in rows for acronym in row["foreign"]]
    assert len(acronyms) == len(set(acronyms))
    assert set(acronyms).isdisjoint(data(ACRONYMS)["stays"][language])
    assert all(row["source"] and row["english"] for row in rows)


def test_there_are_three_hundred_rows_of_institutions() -> None:
    assert sum(len(data(ACRONYMS)[language]["rows"]) for language in LANGUAGES) >= 300


def test_bodies_are_sorted_have_a_source_and_never_map_to_themselves() -> None:
    rows = data(BODIES)["body"]
    english = [row["english"][0].lower() for row in rows]
    assert english == sorted(english)
    for row in rows:
        assert row["source"]
        foreign = [name for key, names in row.items() if len(key) == 2 for name in names]
        assert foreign
        assert set(foreign).isdisjoint(row["english"])
        assert all(unicodedata.is_normalized("NFC", name) for name in foreign)


@pytest.mark.parametrize("language", LANGUAGES)
def test_literal_renderings_are_wrong_and_patterns_compile(language: str) -> None:
    for row in data(LITERAL)[language]["rows"]:
        re.compile(row["name"])
        right = {name.lower() for name in row["english"]}
        assert right.isdisjoint(name.lower() for name in row["wrong"])
        assert row["source"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_surname_is_not_its_own_translation(language: str) -> None:
    for name, meanings in data(SURNAMES)[language].items():
        assert name == name.lower()
        assert name not in meanings or meanings != [name]


@pytest.mark.parametrize("module", [PLACES, ACRONYMS, LITERAL, BODIES, SURNAMES])
def test_a_table_opens_with_origin_licence_and_date(module: str) -> None:
    package, _, stem = module.rpartition(".")
    text = resources.files(package).joinpath(f"{stem}.toml").read_text(encoding="utf-8")
    tomllib.loads(text)
    for field in ("# source:", "# licence:", "# date:"):
        assert field in text
