"""The table of offices is in order: sourced, normalised, unambiguous, large enough."""

from __future__ import annotations

import unicodedata
from importlib import resources

import pytest

import dragoman.checks.offices
from dragoman.checks.offices.grammar import bodies, language, place_name, places
from dragoman.checks.offices.holders import place_of
from dragoman.checks.offices.table import LANGUAGES, Row, plural, rows, rows_for
from dragoman.checks.offices.words import tokens

FILES = [
    path
    for folder in ("data", "data/offices", "data/titles")
    for path in resources.files(dragoman.checks.offices).joinpath(folder).iterdir()
    if path.name.endswith((".toml", ".tsv"))
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_data_file_tells_origin_licence_and_date_and_is_composed(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text("utf-8")
    head = text[:900]
    assert text.startswith("#")
    assert "Licence: MIT" in head
    assert "Date: " in head
    assert unicodedata.is_normalized("NFC", text)


def test_there_are_250_rows_over_25_places_and_the_three_bodies() -> None:
    assert len(rows()) >= 250
    assert len({row.place.split("-")[0] for row in rows()}) >= 25
    assert {"EU", "UN", "NATO"} <= {row.place for row in rows()} & bodies()


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.place} {row.role}")
def test_a_row_has_a_source_and_a_right_form_that_is_not_wrong(row: Row) -> None:
    assert row.source
    assert row.forms
    right = set(row.forms) | set(row.also) | set(row.ministry)
    assert not right & {*row.wrong, *row.rank, *row.literal, *row.soft}


def test_no_two_rows_speak_of_one_office_at_one_time() -> None:
    seen: dict[tuple[str, str], Row] = {}
    for row in rows():
        office = row.place, row.role
        assert office not in seen or {row.since, row.until} != {None}, office
        seen[office] = row


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_names_a_foreign_and_an_interior_minister(lang: str) -> None:
    phrases = {
        "de": "Außenministerin", "fr": "ministre des Affaires étrangères",
        "es": "ministra de Asuntos Exteriores", "it": "ministra degli Esteri",
        "nl": "minister van Buitenlandse Zaken", "pl": "ministrem spraw zagranicznych",
        "pt": "ministro dos Negócios Estrangeiros", "ru": "министра иностранных дел",
        "uk": "міністром закордонних справ",
    }  # fmt: skip
    match = language(lang).titles.longest(tokens(phrases[lang]), 0)
    assert match is not None
    assert "foreign" in {title.role for title in match.values}


@pytest.mark.parametrize(
    ("lang", "word", "code"),
    [
        ("de", "britischen", "GB"),
        ("de", "Bayerns", "DE-BY"),
        ("fr", "américaines", "US"),
        ("es", "británica", "GB"),
        ("it", "statunitense", "US"),
        ("nl", "Amerikaanse", "US"),
        ("pl", "brytyjskiego", "GB"),
        ("pt", "britânicos", "GB"),
        ("ru", "Польши", "PL"),
        ("uk", "американським", "US"),
        ("en", "Mexican", "MX"),
    ],
)
def test_a_country_is_known_in_its_inflected_form(lang: str, word: str, code: str) -> None:
    match = places(lang).longest(tokens(word), 0)
    assert match is not None
    assert code in {value.code for value in match.values}


def test_a_state_takes_the_rows_of_its_group() -> None:
    assert rows_for("head_of_government", "DE-BY") == rows_for("head_of_government", "DE-HE")
    assert rows_for("head_of_government", "DE-BE") != rows_for("head_of_government", "DE-HE")
    assert rows_for("head_of_government", "GB-SCT")[0].forms[0] == "First Minister"


def test_a_holder_is_known_by_an_uncommon_surname_and_by_the_year() -> None:
    assert place_of(("blinken",), "foreign") == "US"
    assert place_of(("johnson",), "foreign") is None
    assert place_of(("boris", "johnson"), "foreign") == "GB"
    assert place_of(("boris", "johnson"), "foreign", frozenset({2020})) is None
    assert place_of(("markus", "söder"), "head_of_government") == "DE-BY"


@pytest.mark.parametrize(
    ("one", "many"),
    [("Secretary of State", "Secretaries of State"), ("Minister-President", "Minister-Presidents")],
)
def test_the_head_of_a_title_takes_the_plural(one: str, many: str) -> None:
    assert plural(one) == many


def test_places_have_english_names() -> None:
    assert place_name("US") == "United States"
    assert place_name("DE-BY") == "Bavaria"
    assert place_name("NATO") == "NATO"
