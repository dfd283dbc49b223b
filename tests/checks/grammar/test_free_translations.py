"""Tables of senses against whole sentences: good translations are left alone, bad ones found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dragoman.checks.grammar.friends import hits, senses
from tests.checks.harness import article_of

HERE = Path(__file__).parent
KINDS = ("", "posts")


def lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def found(lang: str, source: str, target: str) -> Sequence[str]:
    """Return the English words that the tables of *lang* find in a pair of sentences."""
    article = article_of([source], [target], source_lang=lang)
    return [
        article.target.sentences[index].text[start:end]
        for kind in KINDS
        for hit in hits(article, senses(lang, 0.8, kind), "{wrong} {said}")
        if hit.target is not None
        for index, start, end in [hit.target]
    ]


@pytest.mark.parametrize(
    ("lang", "source", "target"), lines("free_translations.tsv"), ids=lambda value: value[:40]
)
def test_a_free_and_correct_translation_is_left_alone(lang: str, source: str, target: str) -> None:
    assert found(lang, source, target) == []


@pytest.mark.parametrize(
    ("lang", "source", "target", "wrong"), lines("wrong_senses.tsv"), ids=lambda value: value[:40]
)
def test_a_word_in_the_wrong_sense_is_found(
    lang: str, source: str, target: str, wrong: str
) -> None:
    assert any(wrong in words for words in found(lang, source, target))
