from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dragoman.encoder import load
from dragoman.encoder.cache import FILE_NAME, CachedEncoder, key, vector_cache
from dragoman.encoder.embedded import EmbeddedEncoder
from dragoman.encoder.protocol import Vectors


class Counting(EmbeddedEncoder):
    """The real encoder, noting what it is asked to embed."""

    asked: list[str]

    def sentences(self, texts: Sequence[str]) -> Vectors:
        self.asked = [*getattr(self, "asked", []), *texts]
        return super().sentences(texts)


@pytest.fixture(scope="module")
def counting() -> Counting:
    return Counting()


def test_only_new_texts_are_embedded(counting: Counting, tmp_path: Path) -> None:
    counting.asked = []
    first = CachedEncoder(counting, vector_cache(tmp_path)).sentences(["a", "b", "a"])
    again = CachedEncoder(counting, vector_cache(tmp_path)).sentences(["b", "c", "a"])
    assert counting.asked == ["a", "b", "c"]
    assert np.array_equal(first[[1, 0]], again[[0, 2]])
    assert np.allclose(again, counting.sentences(["b", "c", "a"]), atol=1e-5)


def test_a_vector_of_the_wrong_length_is_made_again(counting: Counting, tmp_path: Path) -> None:
    cache = vector_cache(tmp_path)
    cache.put_many({key(counting.name, counting.revision, "sentence", "a"): b"short"})
    vectors = CachedEncoder(counting, cache).sentences(["a"])
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)


def test_without_a_place_the_encoder_still_works(counting: Counting, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cached = CachedEncoder(counting, vector_cache(tmp_path / "file"))
    assert np.array_equal(cached.sentences(["a"]), counting.sentences(["a"]))
    assert cached.sentences([]).shape == (0, 384)


def test_loading_with_a_cache_folder_wraps_the_encoder(tmp_path: Path) -> None:
    encoder = load(cache_dir=tmp_path)
    assert isinstance(encoder, CachedEncoder)
    vectors = encoder.sentences(["Guten Tag."])
    assert (tmp_path / FILE_NAME).exists()
    assert np.array_equal(load(cache_dir=tmp_path).sentences(["Guten Tag."]), vectors)
    assert encoder.encode(["Guten Tag."])[0].tokens.shape[0] == 3
    assert encoder.static(["a"]).shape == (1, 384)
    assert encoder.token_counts(["Guten Tag."]).tolist() == [4]


def test_every_part_of_a_key_counts() -> None:
    keys = [
        key("e5", "1", "sentence", "a"),
        key("e5", "2", "sentence", "a"),
        key("e6", "1", "sentence", "a"),
        key("e5", "1", "bead", "a"),
        key("e5", "1", "sentence", "b"),
        key("e5", "1", "sentence", "\ud800"),
    ]
    assert len(set(keys)) == len(keys)
