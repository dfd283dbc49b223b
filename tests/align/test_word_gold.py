"""Word alignment against links set by hand: alignment error rate (Och and Ney 2003)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import encoder, score
from dragoman.align.words import word_links
from dragoman.languages import words

GOLD = Path(__file__).with_name("words.tsv")
Links = set[tuple[int, int]]


def rows() -> list[list[str]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), ""][:4] for line in lines if not line.startswith("#")]


def spans(text: str) -> list[tuple[int, int]]:
    return [tuple(span) for span in words.tokens(text)]


def place(name: str, text: str) -> int:
    """Return the number of the word *name* in *text*; ``name#2`` is its second occurrence."""
    word, _, nth = name.partition("#")
    found = [n for n, (start, end) in enumerate(spans(text)) if text[start:end] == word]
    assert len(found) >= int(nth or 1), f"{name!r} is no word of {text!r}"
    return found[int(nth or 1) - 1]


def links(field: str, source: str, target: str) -> Links:
    pairs = (link.split("=") for link in field.split())
    return {(place(one, source), place(other, target)) for one, other in pairs}


def found(source: str, target: str, engine: encoder.Encoder) -> Links:
    left, right = engine.encode([source, target])
    means = [score.centres(lang, side, None, model_revision=engine.revision).tokens
             for lang, side in (("de", "source"), ("en", "target"))]  # fmt: skip
    numbers = [{span: n for n, span in enumerate(spans(text))} for text in (source, target)]
    return {
        (numbers[0][link.source[1:]], numbers[1][link.target[1:]])
        for link in word_links(
            [(0, source, left)], [(0, target, right)], centres=(means[0], means[1])
        )
    }


@pytest.fixture(scope="module")
def error_rate() -> float:
    engine = encoder.load(threads=1)
    hits = possible_hits = given = wanted = 0
    for source, target, sure_field, possible_field in rows():
        sure = links(sure_field, source, target)
        possible = sure | links(possible_field, source, target)
        linked = found(source, target, engine)
        hits, possible_hits = hits + len(linked & sure), possible_hits + len(linked & possible)
        given, wanted = given + len(linked), wanted + len(sure)
    print(f"AER {1 - (hits + possible_hits) / (given + wanted):.4f}", given, wanted,
          f"P {possible_hits / given:.3f} R {hits / wanted:.3f}")  # fmt: skip
    return 1 - (hits + possible_hits) / (given + wanted)


def test_german_words_find_their_english_ones(error_rate: float) -> None:
    assert error_rate <= 0.15


def test_the_gold_names_words_of_its_sentences() -> None:
    assert len(rows()) == 40
    for source, target, sure, possible in rows():
        assert links(sure, source, target)
        assert not links(sure, source, target) & links(possible, source, target)
