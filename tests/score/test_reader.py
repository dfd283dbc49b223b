"""The reader: what it is fed, and that a pair's score depends on the pair alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from dragoman import encoder, score
from dragoman.encoder.protocol import Encoder
from dragoman.model import Side
from dragoman.score.features import cosines
from dragoman.score.judge import raw
from dragoman.score.reader import LONGEST, answers, inputs

PAIRS = [
    ("Die Brücke wird im Mai gesperrt.", "The bridge will be closed in May."),
    ("Der Fahrplan gilt ab Montag auf allen Linien.", "The minister has resigned."),
    ("Niemand stieg aus, als der Zug am Abend endlich hielt.", "Nobody got off."),
]
Both = tuple[score.Passage, score.Passage]
Centres = tuple[score.Centres, score.Centres]


@pytest.fixture(scope="module")
def engine() -> Encoder:
    return encoder.load(threads=1)


@pytest.fixture(scope="module")
def centres(engine: Encoder) -> Centres:
    left, right = (
        score.centres(lang, side, None, model_revision=engine.revision)
        for lang, side in zip(("de", "en"), Side, strict=True)
    )
    return left, right


def passages(engine: Encoder, source: str, target: str) -> Both:
    left, right = (
        score.Passage(lang=lang, sentences=((0, text, engine.encode([text])[0]),))
        for lang, text in (("de", source), ("en", target))
    )
    return left, right


def test_a_token_answered_by_one_that_prefers_another_is_not_mutual() -> None:
    plane = np.array([[0.9, 0.1], [0.8, 0.2]], np.float32)
    seen, partners = answers([plane * np.float32(0.5), plane, plane * np.float32(0.25)])
    assert partners.tolist() == [0, 0]
    np.testing.assert_allclose(
        seen, [[0.45, 0.9, 0.225, 0.45, 0.225, 1], [0.4, 0.8, 0.2, 0.4, 0.2, 0]], atol=1e-6
    )


def test_every_token_has_a_part_and_every_part_is_averaged(
    engine: Encoder, centres: Centres
) -> None:
    left, right = passages(engine, *PAIRS[0])
    fed = inputs(left, right, centres, cosines(left, right, centres))
    rows = 1 + left.tokens.shape[1] + right.tokens.shape[1]
    assert fed["states"].shape == fed["partners"].shape == (1, rows, engine.dimension)
    assert fed["parts"].sum() == rows
    np.testing.assert_allclose(fed["pool"].sum(axis=2), 1, atol=1e-6)


def test_a_very_long_side_is_read_at_its_beginning(engine: Encoder, centres: Centres) -> None:
    left, right = passages(engine, "Die Brücke ist seit gestern wieder offen. " * 40, PAIRS[0][1])
    fed = inputs(left, right, centres, cosines(left, right, centres))
    assert fed["states"].shape[1] == 1 + LONGEST + right.tokens.shape[1]


def test_a_score_depends_on_its_pair_alone(engine: Encoder, centres: Centres) -> None:
    both = [passages(engine, *pair) for pair in PAIRS]

    def scored(pair: Both) -> float:
        return raw(*pair, centres, cosines(*pair, centres))

    alone = [scored(pair) for pair in both]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(scored, both * 8))
    assert together == alone * 8
