"""Texts to vectors, behind one narrow protocol; loaded lazily."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.encoder.protocol import Encoder, Encoding, Spans, Vectors, too_long

__all__ = [
    "Encoder",
    "Encoding",
    "Spans",
    "Vectors",
    "as_sentence_transformer",
    "load",
    "too_long",
]


def load(
    model: str | None = None, *, cache_dir: Path | None = None, threads: int | None = None
) -> Encoder:
    """Load an encoder: the embedded one, or any sentence-transformers model by id or folder.

    With *cache_dir* sentence vectors are kept there by content, and only new texts are embedded.
    *threads* defaults to the cores this process may use.

    Raises:
        ModelError: the model cannot be found or read.
    """
    encoder = _load(model, threads)
    if cache_dir is None:
        return encoder
    from dragoman.encoder.cache import CachedEncoder, vector_cache

    return CachedEncoder(encoder, vector_cache(Path(cache_dir)))


def as_sentence_transformer(*, cache_dir: Path | None = None) -> Any:
    """Return the embedded model as a ``SentenceTransformer`` of real torch modules.

    Transformer, Pooling and Normalize with the unpacked weights, ready for the library's
    evaluators and training; "query: " is its default prompt. The first call writes the model
    folder (470 MB) under *cache_dir*, by default the user's cache (``DRAGOMAN_CACHE_DIR``).

    Raises:
        ModelError: sentence-transformers is missing or the model cannot be read.
    """
    from dragoman.encoder import export

    return export.as_sentence_transformer(cache_dir)


def _load(model: str | None, threads: int | None) -> Encoder:
    if model is None:
        from dragoman.encoder.embedded import EmbeddedEncoder

        return EmbeddedEncoder(threads=threads)
    from dragoman.encoder.sentence_transformers_route import open_model

    return open_model(model, threads=threads)
