"""Of whom a text says that he is of a country, and of whom it does not."""

from __future__ import annotations

import pytest

from dragoman.checks.names.nationality import asserted, at_home

SAID = [
    ("Ukrainian deputy prime minister Olga Koval spoke.", "uk"),
    ("Russia's deputy prime minister Olga Koval spoke.", "ru"),
    ("Moscow mayor Olga Koval spoke.", "ru"),
    ("The mayor of Tbilisi, Olga Koval, spoke.", "ka"),
    ("Olga Koval, the head of the Ukrainian presidential office, spoke.", "uk"),
    ("The pianist Olga Koval from Yerevan played.", "hy"),
    ("Olga Koval (Kazakhstan) won.", "az"),
]
UNSAID = [
    "Moscow correspondent Olga Koval reported.",
    "Ukraine expert Olga Koval warned.",
    "Olga Koval, the German ambassador to Ukraine, spoke.",
    "In Moscow, Olga Koval spoke.",
    "The German-Russian entrepreneur Olga Koval spoke.",
    "The Russian minister met Olga Koval.",
    "Of the Russian attack, Olga Koval spoke.",
    "Kremlin critic Olga Koval spoke.",
]


def _asked(text: str) -> str | None:
    start = text.index("Olga Koval")
    region = asserted(text, start, start + len("Olga Koval"))
    return region.language if region else None


@pytest.mark.parametrize(("text", "language"), SAID, ids=[row[0] for row in SAID])
def test_a_person_is_said_to_be_of_a_country(text: str, language: str) -> None:
    assert _asked(text) == language


@pytest.mark.parametrize("text", UNSAID)
def test_a_country_nearby_says_nothing_of_the_person(text: str) -> None:
    assert _asked(text) is None


def test_a_single_word_may_be_a_town() -> None:
    text = "A fragment of a Koval (Cairo) was found."
    assert asserted(text, text.index("Koval"), text.index(" (")) is None


HOME = [
    ("The Austrian author Olga Koval read.", "de"),
    ("Olga Koval, a German politician, spoke in Moscow.", "de"),
    ("The French novelist Olga Koval read.", "fr"),
    ("Dutch writer Olga Koval spoke.", "nl"),
]
NOT_HOME = [
    ("German Chancellor Olaf Scholz met Olga Koval.", "de"),
    ("The ambassador to Germany, Olga Koval, spoke.", "de"),
    ("The German-Russian entrepreneur Olga Koval spoke.", "de"),
    ("The French novelist Olga Koval read.", "de"),
    ("In Berlin, Olga Koval spoke.", "de"),
]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [(*row, True) for row in HOME] + [(*row, False) for row in NOT_HOME],
    ids=[" | ".join(row) for row in HOME + NOT_HOME],
)
def test_a_person_is_said_to_be_of_the_source_languages_country(
    text: str, language: str, *, said: bool
) -> None:
    start = text.index("Olga Koval")
    assert at_home(text, start, start + len("Olga Koval"), language) is said
