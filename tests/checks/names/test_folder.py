"""Across the articles of one run: one name, one spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.checks.names import across


def article(name: str, text: str, *, language: str = "de") -> dict[str, Any]:
    """Make an article of a run file with one sentence on line 3."""
    return {
        "id": name,
        "source": {"path": f"{name}.{language}.txt", "lang": language},
        "target": {"path": f"{name}.en.txt", "lang": "en"},
        "sentences": {"source": [], "target": [{"text": text, "line": 3}]},
    }


DIFFERING = [
    ("Zelensky came.", "Selensky went.", {"Zelensky": 1, "Selensky": 1}),
    ("Kyiv is calm.", "They left Kiev.", {"Kyiv": 1, "Kiev": 1}),
    ("Ryabkov declined.", "Rjabkow declined.", {"Ryabkov": 1, "Rjabkow": 1}),
]
SAME = [
    ("Zelensky came.", "Zelensky went."),
    ("Sergei Lavrov spoke.", "Sergey Brin listened."),
    ("Zelensky came.", "Olena Zelenska came."),
    ("Carolina Schmid won.", "Karolina Weber won."),
    ("The mayor of Berlin spoke.", "The mayor of Hamburg spoke."),
]


@pytest.mark.parametrize(
    ("one", "other", "spellings"), DIFFERING, ids=[row[0] for row in DIFFERING]
)
def test_two_spellings_in_two_articles_are_told(
    one: str, other: str, spellings: dict[str, int]
) -> None:
    (found,) = across([article("a", one), article("b", other)])
    assert {name: use.articles for name, use in found.spellings.items()} == spellings
    assert found.meant == next(iter(spellings))
    assert "a.en.txt:3" in str(found)


@pytest.mark.parametrize(("one", "other"), SAME, ids=[row[1] for row in SAME])
def test_what_is_the_same_or_two_people_is_not_told(one: str, other: str) -> None:
    assert across([article("a", one), article("b", other)]) == []


def test_two_source_languages_meet_in_one_original() -> None:
    (found,) = across([article("a", "Rjabkow left."), article("b", "Riabkov left.", language="fr")])
    assert len(found.spellings) == 2


def test_two_spellings_in_one_article_alone_are_not_told() -> None:
    assert across([article("a", "Zelensky came. Selensky went.")]) == []


def test_articles_may_be_a_stream() -> None:
    def stream() -> Iterator[dict[str, Any]]:
        for number in range(50):
            yield article(str(number), "Kyiv is calm." if number % 2 else "Kiev is calm.")

    (found,) = across(stream())
    assert sum(use.articles for use in found.spellings.values()) == 50
    assert all(len(use.places) <= 3 for use in found.spellings.values())
