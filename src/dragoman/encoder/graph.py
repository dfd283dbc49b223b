"""The BERT encoder as an ONNX graph whose matrices stay in 4 bits.

ONNX Runtime's ``MatMulNBits`` multiplies with exactly the weights the file holds, in float32: the
nibbles are rearranged, nothing is converted, so there is nothing to cache on disk and nothing to go
stale. The vocabulary stays outside: the graph begins with the sum of word, position and type rows.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dragoman.encoder.onnx_model import MICROSOFT, Graph
from dragoman.encoder.weights import BLOCK, Weights, interleave

FLOAT32 = 1
"""``accuracy_level`` of MatMulNBits: compute in float32. 4 (int8) is no faster here and costs
fidelity (cosine .9999 instead of 1)."""


def build(weights: Weights) -> bytes:
    """Serialise the encoder.

    Inputs: ``rows`` (texts, tokens, hidden) float32 and ``mask`` (texts, tokens) int32, 1 for a
    token and 0 for padding on the right. Outputs: ``layer0`` … ``layerN``, hidden states of the
    same shape as ``rows``.
    """
    builder = _Builder(weights)
    shape = ("texts", "tokens", weights.shape.hidden)
    rows = builder.graph.input("rows", "float32", shape)
    builder.graph.input("mask", "int32", shape[:2])
    builder.layer("layer0", "emb.ln", rows)
    for number in range(weights.shape.layers):
        builder.block(number)
    for number in range(weights.shape.layers + 1):
        builder.graph.output(f"layer{number}", "float32", shape)
    return builder.graph.model()


class _Builder:
    def __init__(self, weights: Weights) -> None:
        self.weights, self.graph = weights, Graph()
        self.graph.tensor("thirds", np.full(3, weights.shape.hidden, np.int64))

    def block(self, number: int) -> None:
        """Add one transformer block, from ``layer<n>`` to ``layer<n+1>``."""
        state, part, sizes = f"layer{number}", f"l{number}", self.weights.shape
        joined = self.product(f"{part}.qkv", [f"{part}.{m}" for m in "qkv"], state, sizes.hidden)
        thirds = [f"{part}.query", f"{part}.key", f"{part}.value"]
        self.graph.node("Split", [joined, "thirds"], thirds, attributes={"axis": -1})
        seen = self.graph.node(
            "MultiHeadAttention", [*thirds, "", "mask"], [f"{part}.seen"],
            domain=MICROSOFT, attributes={"num_heads": sizes.heads},
        )  # fmt: skip
        seen = self.product(f"{part}.ao", [f"{part}.ao"], seen, sizes.hidden)
        middle = self.normed(f"{part}.middle", f"{part}.aln", (state, seen))
        inner = self.product(f"{part}.fi", [f"{part}.fi"], middle, sizes.hidden)
        inner = self.graph.node("Gelu", [inner], [f"{part}.gelu"], domain=MICROSOFT)
        outer = self.product(f"{part}.fo", [f"{part}.fo"], inner, sizes.inner)
        self.normed(f"layer{number + 1}", f"{part}.oln", (middle, outer))

    def product(self, name: str, parts: list[str], value: str, columns: int) -> str:
        """Multiply by the stacked 4-bit matrices *parts* and add their biases."""
        blocks = np.concatenate([self.weights.blocks(f"{p}.w", columns) for p in parts])
        bias = np.concatenate([self.weights.vector(f"{p}.b") for p in parts])
        nibbles, scales = interleave(blocks)
        inputs = [
            value,
            self.graph.tensor(f"{name}.nibbles", nibbles),
            self.graph.tensor(f"{name}.scales", scales.reshape(-1)),
            "",
            "",
            self.graph.tensor(f"{name}.bias", bias),
        ]
        sizes = {"K": columns, "N": len(blocks), "bits": 4, "block_size": BLOCK}
        return self.graph.node(
            "MatMulNBits", inputs, [f"{name}.out"],
            domain=MICROSOFT, attributes={**sizes, "accuracy_level": FLOAT32},
        )  # fmt: skip

    def normed(self, name: str, norm: str, values: tuple[str, str]) -> str:
        """Add two values and normalise the sum."""
        total = self.graph.node("Add", values, [f"{name}.sum"])
        return self.layer(name, norm, total)

    def layer(self, name: str, norm: str, value: str) -> str:
        """Add a layer normalisation."""
        inputs = [value, self.vector(f"{norm}.w"), self.vector(f"{norm}.b")]
        attributes = {"axis": -1, "epsilon": float(self.weights.shape.epsilon)}
        return self.graph.node("LayerNormalization", inputs, [name], attributes=attributes)

    def vector(self, name: str) -> str:
        return self.graph.tensor(name, self.weights.vector(name))


def type_rows(weights: Weights) -> npt.NDArray[np.float32]:
    """Return what is added to the word rows: position rows plus the first type row."""
    hidden = weights.shape.hidden
    positions = weights.vector("emb.pos").reshape(-1, hidden)
    return positions + weights.vector("emb.type")[:hidden]
