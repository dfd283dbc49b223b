"""The clause of a denial, and the clauses that answer it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.checks.quantities.clauses import answering, bounds
from dragoman.checks.quantities.denials import contested, read
from dragoman.model import WordLink
from tests.checks.harness import article_of

SOURCE = "Am Montag schneite es, der Zug nach Wien fuhr nicht, sagte die Bahn."
TARGET = "It snowed on Monday, the train to Vienna ran, the railway said."


def _links(pairs: list[tuple[str, str]]) -> tuple[WordLink, ...]:
    return tuple(
        WordLink(
            source=(0, SOURCE.index(one), SOURCE.index(one) + len(one)),
            target=(0, TARGET.index(other), TARGET.index(other) + len(other)),
            score=0.5,
        )
        for one, other in pairs
    )


CUTS = [
    ("all words of the clause are linked into one clause",
     [("Zug", "train"), ("Wien", "Vienna"), ("fuhr", "ran"), ("Montag", "Monday")],
     "the train to Vienna ran"),
    ("a stray link of five does not count",
     [("der", "the"), ("Zug", "train"), ("nach", "to"), ("Wien", "Vienna"), ("fuhr", "said")],
     "the train to Vienna ran"),
    ("the words are linked into two clauses", [("Zug", "train"), ("fuhr", "said")],
     "the train to Vienna ran the railway said"),
    ("nothing is linked", [], "It snowed on Monday the train to Vienna ran the railway said"),
]  # fmt: skip


@pytest.mark.parametrize(("links", "answer"), [row[1:] for row in CUTS], ids=[r[0] for r in CUTS])
def test_the_answer_is_cut_out_by_links(links: list[tuple[str, str]], answer: str) -> None:
    article = replace(article_of([SOURCE], [TARGET]), links=lambda bead: _links(links))
    sides = read(article.source_sentences(0), "de"), read(article.target_sentences(0), "en")
    (one,) = contested(*sides)[0]
    found = answering(article, 0, one, source=True)
    assert found.passages == ("der Zug nach Wien fuhr nicht", "der Zug nach Wien fuhr", answer)


def test_how_much_of_either_side_is_linked() -> None:
    links = _links([("Zug", "train"), ("fuhr", "ran")])
    article = replace(article_of([SOURCE], [TARGET]), links=lambda bead: links)
    sides = read(article.source_sentences(0), "de"), read(article.target_sentences(0), "en")
    found = answering(article, 0, contested(*sides)[0][0], source=True)
    assert (found.cover, found.share) == (2 / 5, 1 / 2)  # "train" of "train" and "Vienna"


def test_a_short_clause_takes_in_its_neighbours() -> None:
    article = article_of(["Heute, nein, kommt er wohl."], ["Today he will come."])
    sides = read(article.source_sentences(0), "de"), read(article.target_sentences(0), "en")
    here, turned, _ = answering(article, 0, contested(*sides)[0][0], source=True).passages
    assert (here, turned) == ("Heute, nein, kommt er wohl", "Heute, ja, kommt er wohl")


@given(st.text("ab ,.;", max_size=40), st.data())
def test_bounds_hold_the_word_and_no_mark_beside_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = bounds(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert not set(text[first:start] + text[end:last]) & set(",.;")
