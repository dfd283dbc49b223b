"""Sentence bounds: a golden table per language, offsets, and properties on any text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.languages import SUPPORTED, get
from dragoman.segment.bounds import bounds

GOLDEN = Path(__file__).parent / "golden"
TABLES = {code: tomllib.loads((GOLDEN / f"{code}.toml").read_text("utf-8")) for code in SUPPORTED}
FLOOR = {"de": 40, "en": 40}
PIECES = st.sampled_from(
    ["Der", "the", "z. B.", "U.S.", "Dr.", "3.", "II.", ".", "!", "?", "…", "„", "“", "»", "«", '"',
     "'", "(", ")", "[", " ", "\u00a0", "\n", "-", "–", "1990", "J.", "т.", "д.", "e\u0301", "。",
     "😀"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join),
                  st.lists(PIECES, max_size=60).map("".join))  # fmt: skip


def cases(pile: str) -> Iterator[object]:
    for code, table in TABLES.items():
        for sentences in table.get(pile, []):
            yield pytest.param(code, sentences, id=f"{code}: {' '.join(sentences)}")


def split(text: str, code: str) -> list[str]:
    return [text[start:end] for start, end in bounds(text, get(code))]


@pytest.mark.parametrize(
    ("code", "sentences"), [*cases("first"), *cases("second"), *cases("regressions")]
)
def test_a_text_is_parted_as_a_reader_would(code: str, sentences: list[str]) -> None:
    assert split(" ".join(sentences), code) == sentences


@pytest.mark.xfail(reason="known to be parted wrongly")
@pytest.mark.parametrize(("code", "sentences"), list(cases("known_failures")))
def test_a_known_failure_still_fails(code: str, sentences: list[str]) -> None:
    assert split(" ".join(sentences), code) == sentences


@pytest.mark.parametrize("code", SUPPORTED)
def test_every_language_has_enough_cases(code: str) -> None:
    table = TABLES[code]
    texts = [" ".join(sentences) for pile in ("first", "second") for sentences in table[pile]]
    assert len(texts) >= FLOOR.get(code, 20)
    assert len(texts) == len(set(texts))


@given(TEXTS, st.sampled_from([*SUPPORTED, "xx"]))
@settings(deadline=None, max_examples=400)
def test_only_white_space_is_lost_and_order_is_kept(text: str, code: str) -> None:
    spans = bounds(text, get(code))
    at = 0
    for start, end in spans:
        assert text[at:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "unit",
    ["Das ist ein Satz. ", "Wort und noch ", '"Ja." (Das „', "a. ", ".", "(", "' ", "3. ", "Ja!"],
    ids=lambda unit: f"one paragraph of {unit!r}",
)
def test_a_paragraph_of_a_hundred_thousand_characters_is_no_trouble(unit: str) -> None:
    text = (unit * (100_000 // len(unit))).strip()
    spans = bounds(text, get("de"))
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("今日は晴れ。明日は雨。", ["今日は晴れ。", "明日は雨。"]),
        ("Plain text. More of it.", ["Plain text.", "More of it."]),
        ("", []),
        (" \n ", []),
        ("* * *", ["* * *"]),
        ("Prices rose.The rest fell.", ["Prices rose.", "The rest fell."]),
    ],
)
def test_a_language_without_data_is_parted_by_the_library_alone(
    text: str, sentences: list[str]
) -> None:
    code = "ja" if text.startswith("今") else "en" if "rose" in text else "xx"
    assert split(text, code) == sentences
