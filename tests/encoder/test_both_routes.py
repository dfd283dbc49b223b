"""The embedded encoder and its sentence-transformers twin: one interface, one set of vectors."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dragoman.encoder import as_sentence_transformer, export, load, weights
from dragoman.encoder.embedded import EmbeddedEncoder
from dragoman.encoder.sentence_transformers_route import SentenceTransformersEncoder
from dragoman.errors import ModelError

TEXTS = [
    "Der Minister reiste am Montag nach Kiew, um über die Lieferungen zu sprechen.",
    "“Nobody knows,” she said, “what ½ a billion euros will buy.”",
    "Pra\u0308sident  Zelenskyj\u00a0sprach\tin Pryluky.",
    "</s> Ja <mask>",
    "😀 Jeg så 👩🏽\u200d🚀 i går!",
    "각각 한국어",
    "ﬃ ⅞ ～ ①",
    "",
    "wort " * 600,
]
"""News, decomposed letters, special marks, emoji, composed jamo, compatibility forms, too long."""


def test_sentence_vectors_are_the_same(
    encoder: EmbeddedEncoder, twin: SentenceTransformersEncoder
) -> None:
    ours, theirs = encoder.sentences(TEXTS), twin.sentences(TEXTS)
    assert np.allclose(ours, theirs, atol=2e-6)
    assert ((ours * theirs).sum(axis=1) > 0.99999).all()


def test_token_vectors_and_spans_are_the_same(
    encoder: EmbeddedEncoder, twin: SentenceTransformersEncoder
) -> None:
    found = encoder.encode(TEXTS)
    for ours, theirs in zip(found, twin.encode(TEXTS), strict=True):
        assert np.array_equal(ours.spans, theirs.spans)
        assert ours.tokens.shape == theirs.tokens.shape
        assert np.allclose(ours.tokens, theirs.tokens, atol=1e-4)
        assert np.allclose(ours.sentence, theirs.sentence, atol=2e-6)
        assert ours.truncated == theirs.truncated == (ours is found[-1])


def test_all_else_is_the_same(encoder: EmbeddedEncoder, twin: SentenceTransformersEncoder) -> None:
    assert (encoder.dimension, encoder.max_tokens, encoder.layers) == (
        twin.dimension, twin.max_tokens, twin.layers,
    )  # fmt: skip
    assert encoder.token_counts(TEXTS).tolist() == twin.token_counts(TEXTS).tolist()
    assert np.allclose(encoder.static(TEXTS), twin.static(TEXTS), atol=1e-6)
    assert twin.sentences([]).shape == (0, 384)
    assert twin.encode([]) == []


# ---------------------------------------------------------------- as a sentence-transformers model


@pytest.fixture(scope="module")
def model(exported: Path) -> Any:
    return as_sentence_transformer(cache_dir=exported.parent)


def test_the_model_is_made_of_real_modules(model: Any) -> None:
    assert [type(module).__name__ for module in model] == ["Transformer", "Pooling", "Normalize"]
    assert sum(parameter.numel() for parameter in model.parameters()) > 117_000_000


def evaluation() -> Any:
    """Import the library's evaluators from where they are since 5.x, or where they were."""
    for name in ("sentence_transformers.sentence_transformer", "sentence_transformers"):
        with suppress(ImportError):
            return import_module(f"{name}.evaluation")
    pytest.fail("sentence-transformers has no evaluators")


def test_the_librarys_evaluators_take_it(model: Any) -> None:
    judge = evaluation().EmbeddingSimilarityEvaluator(
        ["Guten Tag.", "Der Zug kommt.", "Es regnet stark."],
        ["Good day.", "The train was cancelled.", "I like cheese."],
        [1.0, 0.5, 0.0],
    )
    assert judge(model)[judge.primary_metric] == pytest.approx(1.0)


def test_it_can_be_trained(exported: Path) -> None:
    import torch

    model = as_sentence_transformer(cache_dir=exported.parent)
    words = {name: weight for name, weight in model.named_parameters() if "embeddings" in name}
    for weight in words.values():
        weight.requires_grad_(False)  # only to save the test 400 MB of gradients
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(2):
        sides = (model(model.tokenize([text])) for text in ("Guten Tag.", "I like cheese."))
        one, other = (side["sentence_embedding"] for side in sides)
        loss = (one * other).sum()
        losses.append(float(loss.detach()))
        loss.backward()
        optimizer.step()
    assert losses[1] < losses[0] - 1e-3


# ------------------------------------------------------------------------------ the written folder


def test_a_sound_folder_is_not_written_again(
    exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "write", lambda *_: pytest.fail("written again"))
    assert export.ensure(weights.read(weights.bundled_file()), exported) == exported


@pytest.mark.parametrize("name", ["config.json", export.MANIFEST, export.WEIGHTS_FILE])
def test_a_folder_that_lacks_a_file_is_not_sound(exported: Path, name: str) -> None:
    aside = (exported / name).rename(exported.parent / name)
    try:
        assert not export.sound(exported)
    finally:
        aside.rename(exported / name)
    assert export.sound(exported)


def test_a_broken_folder_is_rebuilt(exported: Path) -> None:
    known = json.loads((exported / export.MANIFEST).read_text())
    _flip(exported / export.WEIGHTS_FILE, at=300_000_000)
    assert not export.sound(exported)
    export.ensure(weights.read(weights.bundled_file()), exported)
    assert export.sound(exported)
    assert json.loads((exported / export.MANIFEST).read_text()) == known
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]


def _flip(path: Path, *, at: int) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def test_a_cache_that_cannot_be_written_costs_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setattr(export, "write", lambda _, folder: written.append(folder))
    monkeypatch.setattr(export, "load_model", lambda path: f"loaded {path}")
    written: list[Path] = []
    loaded = export.as_sentence_transformer(tmp_path / "file" / "cache")
    assert loaded == f"loaded {written[0]}"
    assert not written[0].exists()


# ------------------------------------------------------------------------------ what cannot be


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("./no-such-folder", "folder", id="a folder that is not there"),
        pytest.param("nobody/no-such-model", "model id", id="a hub id without network"),
    ],
)
def test_a_model_that_cannot_be_loaded_is_one_line(
    name: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("the network is closed in tests")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    with pytest.raises(ModelError, match=message) as caught:
        load(name)
    assert "\n" not in str(caught.value)


def test_a_folder_is_loaded_without_network(
    exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("network used"))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("network used"))
    assert load(str(exported)).dimension == 384


def test_a_model_without_layers_is_refused(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel

    words = Tokenizer(WordLevel({"[UNK]": 0, "ja": 1}, unk_token="[UNK]"))
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=4)]).save(str(tmp_path))
    with pytest.raises(ModelError, match="not a transformer"):
        load(str(tmp_path))
