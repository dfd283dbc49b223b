"""The real embedded model, and its sentence-transformers twin, once per session."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.encoder import as_sentence_transformer, load
from dragoman.encoder.embedded import EmbeddedEncoder
from dragoman.encoder.sentence_transformers_route import SentenceTransformersEncoder, open_model


@pytest.fixture(scope="session")
def encoder() -> EmbeddedEncoder:
    loaded = load()
    assert isinstance(loaded, EmbeddedEncoder)
    return loaded


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder ``as_sentence_transformer`` writes; removed at once, it is 470 MB."""
    root = tmp_path_factory.mktemp("exported")
    as_sentence_transformer(cache_dir=root)
    (folder,) = root.iterdir()
    yield folder
    shutil.rmtree(root)


@pytest.fixture(scope="session")
def twin(exported: Path) -> SentenceTransformersEncoder:
    return open_model(str(exported))
