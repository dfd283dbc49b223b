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


FIRST = [
    ("The Azerbaijani adviser Hikmet Hadschijew spoke.", "Hikmet Hajiyev"),
    ("The Armenian president Wahagn Chatschaturjan came.", "Vahagn Khachaturyan"),
    ("The Ukrainian ambassador Hryhorij Saltschenko came.", "Hryhorii Salchenko"),
    ("The Iranian president Massud Peseschkian came.", "Pezeshkian"),
    ("Russia's deputy prime minister Alexander Nowak came.", "Alexander Novak"),
    ("In Kyiv they met. His deputy Olga Stefanischina came.", "Olha Stefanishyna"),
]


@pytest.mark.parametrize(("text", "name"), FIRST, ids=[row[1] for row in FIRST])
def test_a_person_is_spelled_as_his_country_is(text: str, name: str) -> None:
    reader = Reader(article_of(None, [f"{part}." for part in text.rstrip(".").split(". ")]))
    sentence = reader.article.target.sentences[-1].text
    for left_over in reversed(reader.left_overs):
        start, end, suggestions = propose(reader, left_over)
        sentence = sentence[:start] + suggestions[0] + sentence[end:]
    assert name in sentence


AT_HOME = [
    "In Moscow, Dejan Gržetić spoke about Ukraine.",
    "In Cairo, Anna-Maria Radisch met the Iranian envoy.",
    "The Russian minister received Mirko Slomka.",
    "In Moscow, Josip Borak spoke about Ukraine.",
    "The Ukrainian pianist Vadym Cherednyk played.",
]


@pytest.mark.parametrize("text", AT_HOME)
def test_a_country_nearby_does_not_make_a_left_over(text: str) -> None:
    article = article_of([text.replace("Cherednyk", "Tscherednyk")], [text])
    assert [left for left in Reader(article).left_overs if left.company.value != "western"] == []
