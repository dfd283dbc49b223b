"""Texts to vectors, behind one narrow protocol; loaded lazily."""

from __future__ import annotations

from pathlib import Path

from dragoman.encoder.protocol import Encoder, Encoding, Spans, Vectors

__all__ = ["Encoder", "Encoding", "Spans", "Vectors", "load"]


def load(
    model: str | None = None, *, cache_dir: Path | None = None, threads: int | None = None
) -> Encoder:
    """Load an encoder: the embedded one, or any sentence-transformers model by id or folder.

    Raises:
        ModelError: the model cannot be found or read.
    """
    if model is None:
        from dragoman.encoder.embedded import EmbeddedEncoder

        return EmbeddedEncoder(threads=threads)
    from dragoman.errors import ModelError

    raise ModelError(f"{model}: only the embedded model can be loaded yet")
