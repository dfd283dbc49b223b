"""The language files: sorted, unique, NFC, with origin and licence, and free of contradictions."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from dragoman.languages import ABBREVIATIONS, SUPPORTED, get

FILES = {
    code: (resources.files("dragoman.languages") / f"{code}.toml").read_text("utf-8")
    for code in SUPPORTED
}
TABLES: dict[str, dict[str, Any]] = {code: tomllib.loads(text) for code, text in FILES.items()}
LISTS = [
    pytest.param(entries, id=f"{code} [{table}] {key}")
    for code in SUPPORTED
    for table in ("segment", "words")
    for key, entries in TABLES[code][table].items()
    if isinstance(entries, list)
]


@pytest.mark.parametrize("code", SUPPORTED)
def test_a_file_tells_its_origin_licence_and_date(code: str) -> None:
    header = "\n".join(line for line in FILES[code].splitlines() if line.startswith("#"))
    assert all(word in header for word in ("Origin:", "Licence:", "Date:"))


def test_every_file_is_supported_and_every_language_has_a_file() -> None:
    files = resources.files("dragoman.languages").iterdir()
    assert sorted(f.name[:-5] for f in files if f.name.endswith(".toml")) == sorted(SUPPORTED)


@pytest.mark.parametrize("entries", LISTS)
def test_a_list_is_sorted_unique_and_composed(entries: list[Any]) -> None:
    words = [entry for entry in entries if isinstance(entry, str)]
    assert words == sorted(set(words))
    assert words == [unicodedata.normalize("NFC", word.strip()) for word in words]
    assert "" not in words


@pytest.mark.parametrize("code", SUPPORTED)
def test_an_abbreviation_ends_with_a_full_stop_and_stands_in_one_list(code: str) -> None:
    table = TABLES[code]["segment"]
    entries = [entry for kind in ABBREVIATIONS for entry in table.get(kind, [])]
    assert [entry for entry, count in Counter(entries).items() if count > 1] == []
    assert [entry for entry in entries if not entry.endswith(".") or " " in entry] == []


@pytest.mark.parametrize("code", SUPPORTED)
def test_there_are_sixty_function_words_in_small_letters(code: str) -> None:
    words = get(code).words("function")
    assert len(words) >= 60
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize("code", SUPPORTED)
def test_function_words_are_written_with_the_language_s_own_letters(code: str) -> None:
    language = get(code)
    letters = {char for word in language.words("function") for char in word if char.isalpha()}
    assert letters <= language.alphabet


def test_a_region_is_ignored_and_an_unknown_language_is_empty() -> None:
    assert get("pt-BR") is get("PT_br") is get("pt")
    unknown = get("tlh")
    assert (unknown.code, unknown.words("function"), unknown.openers) == ("tlh", set(), set())
    assert not unknown.segment.ordinal_dot
