"""Words that became their opposite: what is known, what faces what, what counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.analysis import Analysis
from dragoman.checks.quantities.antonyms import facing, meanings, opposites
from dragoman.checks.rules.negation import RULES
from dragoman.checks.run import check
from dragoman.engine import Engine
from dragoman.languages import SUPPORTED
from tests.checks.harness import article_of

SOURCES = sorted(set(SUPPORTED) - {"en"})


def test_opposites_are_mutual_and_none_is_its_own() -> None:
    table = opposites()
    assert all(form in table[other] for form, others in table.items() for other in others)
    assert not any(form in others for form, others in table.items())


@pytest.mark.parametrize("lang", SOURCES)
def test_what_is_learned_is_in_lower_case_and_belongs_to_a_pair(lang: str) -> None:
    known = meanings(lang)
    assert len(known) > 200
    assert all(word.islower() or not word.isascii() for word in known)
    assert {form for forms in known.values() for form in forms} <= set(opposites())


def test_an_unknown_language_knows_nothing() -> None:
    assert meanings("sv") == {}


FACING = [
    ("de", "Die Preise stiegen.", "Prices fell.", [("fell", "rose")]),
    ("de", "Die Preise stiegen.", "Prices rose.", []),
    ("de", "Die Preise stiegen.", "Prices rose and fell.", []),
    ("de", "Er kam nach dem Spiel.", "He came before the match.", [("before", "after")]),
    ("fr", "Il est arrivé après le match.", "He came before the match.", [("before", "after")]),
]


@pytest.mark.parametrize(("lang", "source", "target", "found"), FACING, ids=lambda v: str(v))
def test_a_word_faces_what_is_put_by_its_opposite(
    lang: str, source: str, target: str, found: list[tuple[str, str]]
) -> None:
    article = article_of([source], [target], source_lang=lang)
    sides = article.source_sentences(0), article.target_sentences(0)
    assert [(one.word, one.opposite) for one in facing(*sides, lang)] == found


JUDGED = [
    ("de", "Die Regierung lehnte den Antrag nach der Sitzung ab.",
     "The government rejected the motion before the session.", ["before"]),
    ("de", "Die Regierung lehnte den Antrag nach der Sitzung ab.",
     "The government rejected the motion after the session.", []),
    ("de", "Die Zahl der Toten ist höher als im Vorjahr.",
     "The number of deaths is lower than in the previous year.", ["lower"]),
    ("de", "Die Zahl der Toten ist nicht höher als im Vorjahr.",
     "The number of deaths is lower than in the previous year.", []),
    ("de", "Ein Sieg ist nach Ansicht der Trainerin unwahrscheinlich.",
     "A win is likely, in the view of the coach.", ["likely"]),
    ("de", "Ein Sieg ist nach Ansicht der Trainerin unwahrscheinlich.",
     "A win is hardly likely, in the view of the coach.", []),
    ("fr", "Le maire juge cette décision illégale.",
     "The mayor considers this decision legal.", ["legal"]),
    ("fr", "Le maire juge cette décision illégale.",
     "The mayor considers this decision unlawful.", []),
    ("es", "El paro es más alto después de la crisis.",
     "Unemployment is higher before the crisis.", ["before"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(cache=False)


@pytest.mark.parametrize(("lang", "source", "target", "words"), JUDGED, ids=lambda v: str(v))
def test_a_linked_opposite_counts_where_the_encoder_agrees(
    engine: Engine, lang: str, source: str, target: str, words: list[str]
) -> None:
    article = article_of([source], [target], source_lang=lang)
    assert article.source
    known = Analysis(engine, article.source, article.target, aligned=True)
    article = replace(article, links=known.links, likeness=known.likeness)
    found = [one for one in check(article, RULES) if one.code == "ANT001" and not one.advisory]
    assert [one.target.text for one in found if one.target] == words
