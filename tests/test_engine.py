"""What the engine holds in memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dragoman import engine as module
from dragoman.engine import Engine
from dragoman.model import Side
from dragoman.score import centres

TEXTS = [f"Satz {number}." for number in range(6)]


def test_a_stream_encodes_a_portion_when_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PORTION", 2)
    engine = Engine(cache=False)
    encode, read = engine.encoder.encode, []

    def counted(texts: Sequence[str]) -> object:
        read.extend(texts)
        return encode(texts)

    monkeypatch.setattr(engine.encoder, "encode", counted)
    stream = engine.stream([*TEXTS, TEXTS[0]])
    next(stream)
    assert read == TEXTS[:2]
    assert len(list(stream)) == len(TEXTS)
    assert read == TEXTS


def test_a_mean_is_the_same_from_a_stream() -> None:
    engine = Engine(cache=False)
    whole = engine.encodings(TEXTS)
    found = centres("de", Side.SOURCE, engine.stream(TEXTS), model_revision="another")
    tokens = np.concatenate([one.tokens for one in whole], axis=1).mean(axis=1)
    np.testing.assert_allclose(found.tokens, tokens, atol=1e-6)
    assert found.origin == "document"


def test_no_text_and_nothing_stored_gives_no_mean() -> None:
    with pytest.raises(ValueError, match="no mean is stored"):
        centres("de", Side.SOURCE, iter(()), model_revision="another")
