"""Names of peoples beside the East are known as their own."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from dragoman.checks.names.gazetteer import lines
from dragoman.checks.names.home import bare, may_be_native, native_of, peoples

OWN = [
    ("Radosław Sikorski", "de", "pl"),
    ("Wladyslaw Kamysz", "de", "pl"),
    ("Jaroslaw Kaczynski", "fr", "pl"),
    ("Jakub Kumoch", "de", "pl"),
    ("Jiřina Dvořáková", "de", "cs"),
    ("Bostjan Kocjancic", "de", "sl"),
    ("Karlo Matijas", "nl", "hr"),
    ("Antanas Nagys", "de", "lt"),
    ("Julijs Apinis", "de", "lv"),
    ("Jelena Fedotov", "de", "et"),
    ("Ljudmila Kaljurand", "de", "et"),
    ("Jelena Fedotowa", "de", None),
    ("Juri Luschkow", "de", None),
    ("Jelena Masjuk", "de", None),
    ("Stanislaw Sacharow", "de", None),
    ("Wladislaw Tretjak", "de", None),
    ("Ales Bjaljazki", "de", None),
    ("Kamila Walijewa", "de", None),
    ("Henrich Mchitarjan", "de", None),
    ("Wiktor Juschtschenko", "de", None),
    ("Michaił Chodorkowski", "pl", None),
    ("Ulrike Müller", "de", None),
]


@pytest.mark.parametrize(("name", "language", "people"), OWN, ids=[name for name, *_ in OWN])
def test_a_name_is_of_its_people_or_of_none(name: str, language: str, people: str | None) -> None:
    given, surname = name.lower().split()
    found = native_of(given, surname, language)
    assert (found and found.language) == people


@pytest.mark.parametrize("name", [name for name, _, people in OWN if people])
def test_accents_change_nothing(name: str) -> None:
    given, surname = name.lower().split()
    plain = native_of(bare(given), bare(surname), "de")
    assert plain == native_of(given, surname, "de") is not None


@pytest.mark.parametrize("surname", ["naujokas", "wujek", "gronskis"])
def test_a_surname_alone_may_be_a_neighbours(surname: str) -> None:
    assert may_be_native(surname)


@pytest.mark.parametrize("surname", ["schoigu", "netschajew", "gudkow", "mchitarjan"])
def test_a_transcription_is_no_neighbours_surname(surname: str) -> None:
    assert not may_be_native(surname)


def test_given_names_are_sorted_bare_and_of_known_peoples() -> None:
    rows = [line.split("\t") for line in lines("peoples.txt.gz")]
    assert [name for name, _ in rows] == sorted({name for name, _ in rows})
    for name, languages in rows:
        assert name == bare(name).lower()
        assert {language.rstrip("+") for language in languages.split()} <= set(peoples())


def test_the_table_of_peoples_opens_with_origin_licence_and_date() -> None:
    path = resources.files("dragoman.checks.names").joinpath("peoples.toml")
    text = path.read_text(encoding="utf-8")
    assert all(re.search(rf"^# {field}: ", text, re.M) for field in ("source", "licence", "date"))
