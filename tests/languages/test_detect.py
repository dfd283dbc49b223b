"""Language detection: prose is recognised, names and scraps are not guessed at."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.languages import SUPPORTED
from dragoman.languages.detect import UNKNOWN, detect

GOLDEN = Path(__file__).parents[1] / "segment" / "golden"


def articles() -> dict[str, str]:
    tables = {
        code: tomllib.loads((GOLDEN / f"{code}.toml").read_text("utf-8")) for code in SUPPORTED
    }
    return {code: " ".join(" ".join(c) for c in table["first"]) for code, table in tables.items()}


@pytest.mark.parametrize("code", SUPPORTED)
def test_an_article_is_recognised_among_all_languages(code: str) -> None:
    guess = detect(articles()[code])
    assert guess.lang == code
    assert guess.confidence > 0.9


@pytest.mark.parametrize(
    ("text", "among", "lang"),
    [
        ("Das ist ein Haus.", ["de", "en"], "de"),
        ("That is a house.", ["de", "en"], "en"),
        ("L’homme n’a pas vu d’arbre.", ["fr", "en"], "fr"),
        ("Вердикт суда", ["ru", "en"], "ru"),
        ("Minister tritt nach Streit um Haushalt zurück", ["de", "en"], "de"),
        ("Minister resigns after row over budget", ["de", "en"], "en"),
        ("Kommunikáció nélkül nincs megoldás erre a súlyos problémára.", None, "hu"),
        ("Це речення написане українською мовою.", ["ru", "uk"], "uk"),
        ("Das ist ein Haus.", ["de"], "de"),
        ("Das ist ein Haus und kein Stall.", ["en"], None),
        ("Das ist ein Haus und kein Stall.", ["de", "tlh"], "de"),
        ("US Deputy Foreign Minister Wendy Sherman", ["de", "en"], None),
        ("Annalena Baerbock, Antony Blinken", ["de", "en"], None),
        ("Berlin", ["de", "en"], None),
        ("12,5 % (2021: 11.000)", ["de", "en"], None),
        ("", None, None),
    ],
    ids=lambda value: repr(value),
)
def test_short_texts(text: str, among: list[str] | None, lang: str | None) -> None:
    assert detect(text, among).lang == lang


@given(st.text(max_size=200), st.sampled_from([None, ["de", "en"], ["ru", "uk"], ["fr"], []]))
@settings(deadline=None, max_examples=150)
def test_any_text_gets_a_candidate_or_none(text: str, among: list[str] | None) -> None:
    guess = detect(text, among)
    assert guess.lang is None or not among or guess.lang in among
    assert 0.0 <= guess.confidence <= 1.0
    assert (guess.lang is None) == (guess == UNKNOWN)


def test_the_answer_is_the_same_on_every_thread_and_in_any_order() -> None:
    texts = ["Kovac testet mit Monaco gegen Frankfurt", "Neue Wohnungen stehen leer", "Nul ne sait"]
    alone = [detect(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(detect, texts * 10)) == alone * 10
    assert [detect(text, ["en", "de"]) for text in texts] == [
        detect(text, ["de", "en"]) for text in texts
    ]


def test_clear_prose_does_not_load_langdetect() -> None:
    code = (
        "import sys; from dragoman.languages.detect import detect;"
        "assert detect('Das ist nicht der Mann, den wir in der Stadt gesehen haben.').lang == 'de';"
        "sys.exit('langdetect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
