"""PLC002 on towns needs word links, and so the encoder, which the tables of cases do without."""

from __future__ import annotations

import pytest

from dragoman import Config, check_text


def found(lang: str, source: str, target: str) -> list[tuple[str, tuple[str, ...]]]:
    config = Config(source_lang=lang, target_lang="en", select=("PLC002",))
    findings = check_text(source, target, config=config).findings
    return [(one.target.text, one.suggestions) for one in findings if one.target is not None]


CHANGED = [
    ("nl", "De burgemeester van Boekarest was erbij.", "The mayor of Budapest was there.",
     [("Budapest", ("Bucharest",))]),
    ("de", "Der Zug nach Straßburg fiel aus.", "The train to Salzburg was cancelled.",
     [("Salzburg", ("Strasbourg",))]),
    ("fr", "Elle est née à Varsovie.", "She was born in Vienna.", [("Vienna", ("Warsaw",))]),
]  # fmt: skip

KEPT = [
    ("nl", "De burgemeester van Boekarest was erbij.", "The mayor of Bucharest was there."),
    ("de", "Er lebt in Mailand.", "He lives in the Milanese suburbs."),
    ("de", "Der Zug nach Straßburg fiel aus.", "The train to the Alsatian city was cancelled."),
    ("fr", "Elle est née à Varsovie.", "She was born in the Polish capital."),
]


@pytest.mark.parametrize(("lang", "source", "target", "finds"), CHANGED)
def test_another_town_is_found(
    lang: str, source: str, target: str, finds: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert found(lang, source, target) == finds


@pytest.mark.parametrize(("lang", "source", "target"), KEPT)
def test_a_town_in_other_words_is_left_alone(lang: str, source: str, target: str) -> None:
    assert found(lang, source, target) == []
