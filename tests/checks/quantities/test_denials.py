"""Which denials have no like on the other side, and how likely such a one is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.analysis import Analysis
from dragoman.checks.quantities import evidence
from dragoman.checks.quantities.denials import Contested, contested, read
from dragoman.engine import Engine
from dragoman.model import Article
from tests.checks.harness import article_of


def _contested(article: Article) -> tuple[list[Contested], list[Contested]]:
    source, target = article.source_sentences(0), article.target_sentences(0)
    return contested(read(source, article.source_lang), read(target, "en"))


ALIKE = [
    ("de", "Er kam nicht.", "He did not come."),
    ("de", "Die Ergebnisse werden erst am Freitag bekannt.",
     "The results will not be known until Friday."),
    ("de", "Erst danach wird entschieden.", "No decision will be taken until then."),
    ("de", "Es dauerte keine drei Tage.", "It took less than three days."),
    ("de", "Die Polizei schließt Brandstiftung nicht aus.", "Police do not rule out arson."),
    ("nl", "De politie sluit brandstichting niet uit.", "Police do not rule out arson."),
    ("de", "Das ist nicht nur teuer.", "That is not only expensive."),
    ("de", "Weder Anna noch Paul kam.", "Neither Anna nor Paul came."),
    ("fr", "Il n'a rien dit.", "He said nothing."),
    ("ru", "Никто никогда не был там.", "Nobody has ever been there."),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "source", "target"), ALIKE, ids=lambda value: str(value))
def test_like_answers_like(lang: str, source: str, target: str) -> None:
    assert _contested(article_of([source], [target], source_lang=lang)) == ([], [])


@pytest.mark.parametrize(
    ("source", "target", "bare"),
    [
        ("Er kam nicht.", "He failed to come.", False),
        ("Er kam nicht.", "He came.", True),
        ("Das ist nicht erträglich.", "That is unbearable.", False),
        ("Er kam nicht.", "Only he came.", True),
        ("Die Polizei schließt Brandstiftung nicht aus.", "Police rule out arson.", True),
    ],
    ids=lambda value: str(value),
)
def test_a_denial_without_its_like_is_contested(source: str, target: str, bare: bool) -> None:
    lost, added = _contested(article_of([source], [target]))
    assert [one.bare for one in lost] == [bare]
    assert added == []


def test_denials_of_a_side_know_one_another() -> None:
    source = "Er kam nicht und rief nie an."
    lost, _ = _contested(article_of([source], ["He came and called."]))
    assert [len(one.fellows) for one in lost] == [2, 2]
    article = replace(article_of([source], ["He came and called."]), likeness=lambda a, b: 0.5)
    assert evidence.passages(article, 0, lost[0], source=True)[1] == "Er kam und rief an."


def test_without_an_encoder_nothing_is_weighed() -> None:
    article = article_of(["Er kam nicht."], ["He came."])
    assert evidence.lost(article, 0, _contested(article)[0][0], source=True) is None


PAIRS = [
    ("de", "Der Minister hat den Bericht nicht veröffentlicht.",
     "The minister has published the report.", "The minister failed to publish the report."),
    ("fr", "Le conseil n'a pas approuvé le budget de la ville.",
     "The council approved the city budget.", "The council refused to approve the city budget."),
    ("es", "El testigo no pudo identificar al ladrón.",
     "The witness could identify the thief.", "The witness was unable to identify the thief."),
    ("it", "La banca non ha pagato gli interessi.",
     "The bank paid the interest.", "The bank failed to pay the interest."),
    ("pl", "Trener nie zna jeszcze składu drużyny.",
     "The coach already knows the team's line-up.",
     "The coach remains unaware of the team's line-up."),
    ("ru", "Суд не принял жалобу адвоката.",
     "The court accepted the lawyer's complaint.", "The court rejected the lawyer's complaint."),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(cache=False)


@pytest.mark.parametrize(("lang", "source", "wrong", "right"), PAIRS, ids=lambda value: str(value))
def test_a_lost_denial_is_told_from_one_in_other_words(
    engine: Engine, lang: str, source: str, wrong: str, right: str
) -> None:
    assert _chance(engine, lang, source, wrong) > 0.5 > _chance(engine, lang, source, right)


def _chance(engine: Engine, lang: str, source: str, target: str) -> float:
    article = article_of([source], [target], source_lang=lang)
    assert article.source
    known = Analysis(engine, article.source, article.target, aligned=True)
    article = replace(article, links=known.links, likeness=known.likeness)
    (one,) = _contested(article)[0]
    chance = evidence.lost(article, 0, one, source=True)
    assert chance is not None
    return chance
