"""Posts and how they are held: the tables are sound, every rendering is met, every name is left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib import resources

import pytest

import dragoman.checks.offices
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.offices.posts import HOLDER, Post, modifiers, posts
from dragoman.checks.offices.table import LANGUAGES
from dragoman.checks.rules.title.post_taken_apart import post_taken_apart
from tests.checks.harness import article_of, run_rule

DATA = resources.files(dragoman.checks.offices).joinpath("data")
FILES = {file.name: file.read_text("utf-8") for file in DATA.joinpath("posts").iterdir()}
FILES["modifiers.toml"] = DATA.joinpath("modifiers.toml").read_text("utf-8")


def word(entry: str) -> str:
    """Write out one entry of a list of source words."""
    return entry.replace("*", "Amts" if entry[1:2].isalpha() else "").replace("~", "")


def cases() -> Iterator[tuple[Post, str]]:
    for post in posts():
        for lang in post.said:
            yield post, lang


CASES = [pytest.param(post, lang, id=f"{post.id} from {lang}") for post, lang in cases()]
APART = [case for case in CASES if case.values[0].literal]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_table_says_where_it_comes_from_and_is_composed(name: str) -> None:
    head = FILES[name].split("[[")[0]
    assert all(mark in head for mark in ("Origin", "Licence", "Date"))
    assert unicodedata.is_normalized("NFC", FILES[name])


def test_posts_are_many_in_every_language_and_each_stands_once() -> None:
    ids = [post.id for post in posts()]
    assert len(ids) == len(set(ids)) >= 90
    for lang in LANGUAGES:
        assert sum(lang in post.said for post in posts()) >= 50, lang
        assert len(modifiers()[lang]) >= 5, lang


@pytest.mark.parametrize(("post", "lang"), APART)
def test_a_rendering_of_the_parts_is_found(post: Post, lang: str) -> None:
    said = word(post.said[lang].split(" | ")[0])
    with_sense = post.sense.split(" | ")[:1] if post.sense else []
    sense = next((w for w in post.sense.split(" | ")), "").replace("*", "")
    for rendering in list(post.renderings())[:3]:
        article = article_of(
            [f"{said} {sense}".strip() + "."], [f"Then the {rendering.replace('~', '')} spoke."],
            source_lang=lang,
        )  # fmt: skip
        if post.also and listed(post.also, exact=True).search(said):
            continue
        assert run_rule(post_taken_apart, article), (said, rendering, with_sense)


@pytest.mark.parametrize(("post", "lang"), CASES)
def test_a_name_of_the_post_is_left(post: Post, lang: str) -> None:
    for entry in post.said[lang].split(" | "):
        for name in post.names.split(" | "):
            article = article_of([f"{word(entry)}."], [f"The {name} spoke."], source_lang=lang)
            assert not run_rule(post_taken_apart, article), (entry, name)


MODIFIERS = [
    pytest.param(row, lang, id=f"{row['said'].split(' | ')[0]} in {lang}")
    for lang in LANGUAGES
    for row in modifiers()[lang]
]


@pytest.mark.parametrize(("row", "lang"), MODIFIERS)
def test_a_modifier_is_found_before_any_post_and_its_right_word_left(
    row: dict[str, str], lang: str
) -> None:
    said = word(row["said"].split(" | ")[0])
    if "{post}" in row["wrong"]:
        wrong = next(entry for entry in row["wrong"].split(" | ") if HOLDER in entry)
        article = article_of(
            [f"{said}."], [f"Then the {wrong.replace(HOLDER, 'mayors')} spoke."], source_lang=lang
        )
        assert run_rule(post_taken_apart, article), wrong
    right = row["right"].split(" | ")[0].replace("*", "")
    article = article_of([f"{said}."], [f"Then the {right} mayor spoke."], source_lang=lang)
    assert not run_rule(post_taken_apart, article), right
