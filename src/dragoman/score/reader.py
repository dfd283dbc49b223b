"""The reader: a small transformer that reads both sides at once, upwards from the middle layer.

The encoder reads each side alone, so that no comparison of its vectors can tell what a sentence
*says* about the words it shares with the other. The reader takes the middle layer's states of both
sides in one row, with what is known of each token's answer on the other side, and reads on from
there: three transformer blocks that began as the encoder's own and were trained to give what human
raters give. It runs through ONNX Runtime, one passage pair at a time and on one thread, so that a
score never depends on what else is scored or on how many cores there are.

Source: both texts apart below and together above, DeFormer (Cao et al. 2020) and PreTTR (MacAvaney
et al. 2020); one number from a joint reading, TransQuest (Ranasinghe et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.score.centres import Centres
from dragoman.score.passage import Passage
from dragoman.vectors import Vectors

MIDDLE = 1
"""The plane of an encoding that holds the middle layer."""

ABOUT_ANSWERS = 6
"""Numbers known of each token's answer, see ``answers``."""

LONGEST = 200
"""Tokens of a side that are read, its first ones: the cost grows with the square of the length, and
sentences of the training data have 80 at most."""

Partners = npt.NDArray[np.int64]
Inputs = dict[str, Vectors]


def answers(planes: Sequence[Vectors]) -> tuple[Vectors, Partners]:
    """Describe the answer of each row's token: numbers (n, 6), and its partner's column (n,).

    *planes* are the centred cosines of the two sides' tokens at the three layers, each (n, m). The
    numbers are the best cosine at each layer, then of the partner (the best at the middle layer)
    the cosine at the first and last one, and whether it chooses this token as well.
    """
    zero, seven, twelve = planes
    rows = np.arange(len(seven))
    partner = seven.argmax(axis=1)
    mutual = seven.argmax(axis=0)[partner] == rows
    seen = (
        zero.max(axis=1), seven.max(axis=1), twelve.max(axis=1),
        zero[rows, partner], twelve[rows, partner], mutual,
    )  # fmt: skip
    return np.stack(seen, axis=1).astype(np.float32), partner


def inputs(
    source: Passage, target: Passage, centres: tuple[Centres, Centres], planes: Sequence[Vectors]
) -> Inputs:
    """Return what the graph reads, each (1, t, …), t = 1 + tokens of both sides.

    ``states`` are centred middle-layer states, a zero row first; ``partners`` those of each token's
    partner; ``answers`` see there; ``parts`` (t, 3) tells the first row, source and target apart.
    """
    sides = [
        passage.tokens[MIDDLE][:LONGEST] - centre.tokens[MIDDLE]
        for passage, centre in zip((source, target), centres, strict=True)
    ]
    left, right = sides
    cut = [plane[: len(left), : len(right)] for plane in planes]
    here, to = answers(cut)
    there, back = answers([plane.T for plane in cut])
    first = np.zeros((1, left.shape[1]), np.float32)
    parts = np.repeat(np.eye(3, dtype=np.float32), [1, len(left), len(right)], axis=0)
    return {
        "states": np.concatenate((first, left, right))[None],
        "partners": np.concatenate((first, right[to], left[back]))[None],
        "answers": np.concatenate((np.zeros((1, ABOUT_ANSWERS), np.float32), here, there))[None],
        "parts": parts[None],
        "pool": pool(parts),
    }


def pool(parts: Vectors) -> Vectors:
    """Return the weights (1, 3, t) that average each part's rows, *parts* being (t, 3)."""
    return np.ascontiguousarray((parts / parts.sum(axis=0)).T)[None]


def read(
    source: Passage, target: Passage, centres: tuple[Centres, Centres], planes: Sequence[Vectors]
) -> float:
    """Return the reader's score of a pair; higher is better, human scores have variance 1.

    *planes* are the centred cosines of all tokens (not of words alone) at the three layers.
    """
    return say(inputs(source, target, centres, planes))


def say(fed: Inputs) -> float:
    """Run the graph on the ``inputs`` of a pair."""
    return float(_session().run(["score"], fed)[0].reshape(()))


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # The graph is written with fused operators already; looking for more only costs start-up.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    path = resources.files("dragoman.score").joinpath("data/reader.onnx")
    return onnxruntime.InferenceSession(
        path.read_bytes(), options, providers=["CPUExecutionProvider"]
    )
