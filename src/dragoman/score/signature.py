"""Which data the score stands on."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

FILES = ("centres.npz", "model.npz", "reader.onnx")


@cache
def signature() -> str:
    """Name the revision of the score's data: the first digits of their SHA-256."""
    home = resources.files("dragoman.score").joinpath("data")
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(home.joinpath(name).read_bytes())
    return f"drift:{digest.hexdigest()[:12]}"
