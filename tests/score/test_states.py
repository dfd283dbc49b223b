"""The mean states: what they average, and where they count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dragoman import encoder, score
from dragoman.model import Side
from dragoman.score import model
from dragoman.score.features import cosines
from dragoman.score.judge import raw
from dragoman.score.states import means, states
from dragoman.vectors import Vectors

Both = tuple[score.Passage, score.Passage]
Centres = tuple[score.Centres, score.Centres]


def told(lang: str, source: str, target: str) -> tuple[Both, Centres]:
    engine = encoder.load(threads=1)
    left, right = (
        score.Passage(lang=code, sentences=((0, text, engine.encode([text])[0]),))
        for code, text in ((lang, source), ("en", target))
    )
    here, there = (
        score.centres(code, side, None, model_revision=engine.revision)
        for code, side in zip((lang, "en"), Side, strict=True)
    )
    return (left, right), (here, there)


def test_the_first_half_is_the_target_and_the_second_what_its_answers_change() -> None:
    source, target = np.array([[4.0, 0.0], [2.0, 2.0]]), np.array([[1.0, 1.0], [3.0, 5.0]])
    found = means(source, target, target[[1, 1]])
    np.testing.assert_allclose(found, [2, 3, 0, -4])


def test_a_copy_changes_nothing_of_its_source() -> None:
    text = "The bridge will be closed in May."
    pair, centres = told("en", text, text)
    found = states(*pair, centres, cosines(*pair, centres))
    assert np.abs(found[len(found) // 2 :]).max() < 1e-5
    assert np.abs(found[: len(found) // 2]).max() > 0.01


@pytest.mark.parametrize(
    ("lang", "counts"), [("ru", True), ("ro", True), ("de", False), ("uk", False), ("sw", False)]
)
def test_the_states_count_only_where_human_scores_were_learned(
    lang: str, counts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, centres = told(lang, "Niemand stieg aus, als der Zug hielt.", "Nobody got off the train.")
    planes = cosines(*pair, centres)
    shipped = model.load()
    without: Vectors = np.zeros_like(shipped.states)
    before = raw(*pair, centres, planes)
    monkeypatch.setattr(model, "load", lambda: replace(shipped, states=without))
    assert (raw(*pair, centres, planes) != before) is counts
