"""Where a text is about decides whose names they are and how they are spelled."""

from __future__ import annotations

import pytest

from dragoman.checks.names.people import Reader
from dragoman.checks.names.report import propose
from dragoman.checks.names.setting import around, by_given_name, cues, nearest, regions
from tests.checks.harness import article_of

NEAREST = [
    ("The Ukrainian minister Olga X flew to Moscow.", "uk"),
    ("In Moscow, the Ukrainian minister Olga X spoke.", "uk"),
    ("The minister Olga X of Belarus spoke.", "be"),
    ("The radar of Olga X was jammed.", None),
]


@pytest.mark.parametrize(("text", "language"), NEAREST, ids=[row[0] for row in NEAREST])
def test_the_nearest_country_counts(text: str, language: str | None) -> None:
    start = text.index("Olga")
    region = nearest(cues(text), start, start + len("Olga X"))
    assert (region.language if region else None) == language


def test_a_draw_between_countries_says_nothing() -> None:
    assert around([{"uk": 2, "ru": 2}], 0) is None
    assert around([{}], 0) is None


def test_a_given_name_belongs_to_one_region() -> None:
    assert len({name for r in regions().values() for name in r.given}) > 50
    found = by_given_name("mohammed")
    assert found is not None
    assert found.language == "ar"


SPELLED = [
    ("The Ukrainian minister Stefanischina spoke.", "Stefanishyna"),
    ("The Russian minister Stefanischina spoke.", "Stefanishina"),
    ("Of the Russian attack, Serhij Hajdaj spoke.", "Serhiy Haidai"),
    ("The Azerbaijani minister Dschafarow spoke.", "Jafarov"),
]


@pytest.mark.parametrize(("text", "first"), SPELLED, ids=[row[0] for row in SPELLED])
def test_the_country_decides_the_first_suggestion(text: str, first: str) -> None:
    reader = Reader(article_of(None, [text]))
    _, _, suggestions = propose(reader, reader.left_overs[0])
    assert suggestions[0] == first


def test_an_afghan_is_no_armenian() -> None:
    reader = Reader(article_of(None, ["The Afghan singer Amirjan composed it."]))
    assert [left.company.value for left in reader.left_overs] == ["western"]
