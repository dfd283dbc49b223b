"""Arrays that travel from the encoder to the stages that measure."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Spans = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """One text, encoded.

    ``sentence``: (d,) unit vector. ``tokens``: (layers, n, d), raw hidden states of the text's own
    tokens (prefix and special tokens left out), one plane per chosen layer, in the order asked
    for. ``spans``: (n, 2) half-open code-point offsets into the text as given, in order and
    never empty; tokens share a span where one character became several ("⅞"). A token without a
    character of its own (a lone word mark) is left out, so n may be below the token count.
    ``truncated`` tells that the text was longer than the model reads, so that the vectors stand
    for its beginning.
    """

    sentence: Vectors
    tokens: Vectors
    spans: Spans
    truncated: bool


def one_blas_thread() -> AbstractContextManager[Any]:
    """Keep numpy's matrix products on the thread that asks for them.

    Pairs are spread over the cores already; BLAS threads beneath that fight for them (on two cores
    17 to 41 pairs a second are scored instead of 145). Without threadpoolctl it is only slower.
    """
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return nullcontext()
    limits: AbstractContextManager[Any] = threadpool_limits(1, user_api="blas")
    return limits
