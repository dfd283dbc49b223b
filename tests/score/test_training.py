"""How the drift model is calibrated and its reader written: one scale for all languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dragoman.dev.drift_report import chance
from dragoman.dev.drift_scale import calibrate
from dragoman.score import model
from dragoman.vectors import Vectors

MANY = np.random.default_rng(0).normal(size=2000).astype(np.float32)
CALIBRATED = calibrate(
    model.load(), [("de", MANY), ("ru", 3 * MANY + 5), ("pl", 9 * MANY[:10]), ("ro", MANY - 2)]
)


@pytest.mark.parametrize(("lang", "raws"), [("de", MANY), ("ru", 3 * MANY + 5), ("ro", MANY - 2)])
def test_good_translations_drift_alike_in_every_language(lang: str, raws: Vectors) -> None:
    drifts = [CALIBRATED.drift(float(raw), lang) for raw in raws]
    assert np.median(drifts) == pytest.approx(model.MEDIAN_DRIFT, abs=0.005)
    assert np.percentile(drifts, 95) == pytest.approx(model.P95_DRIFT, abs=0.02)


def test_ten_translations_hardly_move_a_language_from_the_mean() -> None:
    own = float(np.median(9 * MANY[:10]) - np.percentile(9 * MANY[:10], 5))
    spread = CALIBRATED.spread
    assert abs(spread["pl"] - spread["general"]) < 0.2 * abs(own - spread["general"])


def test_an_unknown_language_has_the_scale_of_all() -> None:
    general = replace(CALIBRATED, middle={"general": CALIBRATED.middle["general"]},
                      spread={"general": CALIBRATED.spread["general"]})  # fmt: skip
    assert CALIBRATED.drift(0.3, "sw") == general.drift(0.3, "de")


def test_the_shipped_scale_knows_a_middle_and_a_spread_of_the_same_languages() -> None:
    shipped = model.load()
    assert set(shipped.middle) == set(shipped.spread)
    assert "general" in shipped.middle
    assert all(value > 0 for value in shipped.spread.values())


def test_a_higher_drift_states_a_higher_probability() -> None:
    random = np.random.default_rng(1)
    drift = random.uniform(size=2000)
    true = 1 / (1 + np.exp(3 - 8 * drift))
    curve = chance(drift, (random.uniform(size=2000) < true).astype(float))
    at = np.linspace(0, 1, 50)
    assert (np.diff(curve(at)) > 0).all()
    assert np.abs(curve(at) - 1 / (1 + np.exp(3 - 8 * at))).max() < 0.06


def test_the_written_graph_says_what_the_trained_reader_says() -> None:
    torch = pytest.importorskip("torch")
    onnxruntime = pytest.importorskip("onnxruntime")
    from dragoman.dev import drift_reader

    torch.manual_seed(0)
    random = np.random.default_rng(2)
    reader = drift_reader.Reader(random.normal(size=384).astype(np.float32)).eval()
    torch.nn.init.normal_(reader.out.weight, std=0.2)
    graph = onnxruntime.InferenceSession(drift_reader.export(reader))
    said = []
    for count in range(3, 43):
        parts = np.repeat(np.eye(3, dtype=np.float32), [1, count, count + 3], axis=0)[None]
        rows = parts.shape[1]
        fed = {
            "states": random.normal(scale=0.5, size=(1, rows, 384)).astype(np.float32),
            "partners": random.normal(scale=0.5, size=(1, rows, 384)).astype(np.float32),
            "answers": random.uniform(size=(1, rows, 6)).astype(np.float32),
            "parts": parts,
        }
        with torch.no_grad():
            one = float(reader(*map(torch.from_numpy, fed.values()))[0])
        pool = np.ascontiguousarray((parts[0] / parts[0].sum(axis=0)).T)[None]
        said.append((one, float(graph.run(["score"], {**fed, "pool": pool})[0][0, 0])))
    trained, written = np.array(said).T
    assert np.corrcoef(trained, written)[0, 1] > 0.99
    assert np.sqrt(np.mean((trained - written) ** 2)) < 0.1 * trained.std()
