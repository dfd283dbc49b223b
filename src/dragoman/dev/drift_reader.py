"""Train the reader of the drift score with torch, and write it as an ONNX graph.

See ``score.reader`` for what it reads. Its blocks begin as the encoder's own (8 to 10 of 12); it
learns from human scores (squared error), from pairs of a right and a wrong translation (the right
one must lead) and from pairs of two right ones (neither may).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from dragoman.dev.drift_data import Pairs
from dragoman.encoder.onnx_model import MICROSOFT, Graph
from dragoman.encoder.weights import Weights, bundled_file, read
from dragoman.score.reader import ABOUT_ANSWERS

LAYERS = (7, 8, 9)
"""The encoder's blocks, from 0, that the reader begins as."""

RATE, NEW_RATE, DECAY, DROP, WARM = 1e-4, 5e-4, 0.01, 0.1, 0.06
"""Learning rate of the encoder's blocks and of what is new, weight decay, dropout, share of steps
for warming up. The usual values for a transformer of this size; none was tuned."""

EPOCHS, SCORED, LED, LED_WEIGHT = 3, 28, 6, 0.5
"""Passes over the scored pairs; scored pairs and led ones (right, wrong) in a step, and how much
the led ones count."""

REPORT_EVERY = 150

LARGE = 32
"""Matrices with fewer rows or columns than this stay in float32: they are too small to count."""


@dataclass(frozen=True, kw_only=True)
class Led:
    """Translations of the same sources: *good* ones, others, and which of those are right too."""

    good: Pairs
    other: Pairs
    equal: Any
    rows: Any


class Block(nn.Module):
    """One BERT block, begun as a block of the encoder."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        sizes = weights.shape
        width, inner, self.heads = sizes.hidden, sizes.inner, sizes.heads
        self.qkv, self.ao = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = (nn.LayerNorm(width, sizes.epsilon) for _ in range(2))
        with torch.no_grad():
            for name, columns in (("ao", width), ("fi", width), ("fo", inner)):
                self._fill(getattr(self, name), weights, [f"l{number}.{name}"], columns)
            self._fill(self.qkv, weights, [f"l{number}.{part}" for part in "qkv"], width)
            for name in ("aln", "oln"):
                norm = getattr(self, name)
                norm.weight.copy_(_vector(weights, f"l{number}.{name}.w"))
                norm.bias.copy_(_vector(weights, f"l{number}.{name}.b"))

    @staticmethod
    def _fill(layer: nn.Linear, weights: Weights, names: Sequence[str], columns: int) -> None:
        matrices = [torch.from_numpy(weights.matrix(f"{name}.w", columns)) for name in names]
        layer.weight.copy_(torch.cat(matrices))
        layer.bias.copy_(torch.cat([_vector(weights, f"{name}.b") for name in names]))

    def forward(self, x: Any, mask: Any) -> Any:
        """Read (b, t, d) states."""
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = self.ao(seen.transpose(1, 2).reshape(b, t, d))
        x = self.aln(x + functional.dropout(seen, DROP, self.training))
        inner = self.fo(functional.gelu(self.fi(x)))
        return self.oln(x + functional.dropout(inner, DROP, self.training))


def _vector(weights: Weights, name: str) -> Any:
    return torch.from_numpy(np.array(weights.vector(name)))


class Reader(nn.Module):
    """States, partners, answers and parts of a batch to one number each."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        weights = read(bundled_file())
        width = weights.shape.hidden
        self.base = nn.Parameter(torch.from_numpy(np.array(base)), requires_grad=False)
        self.parts = nn.Linear(3, width, bias=False)
        self.answers = nn.Linear(ABOUT_ANSWERS, width, bias=False)
        self.partners = nn.Linear(width, width, bias=False)
        for layer, spread in ((self.parts, 0.02), (self.answers, 0.05), (self.partners, 0.002)):
            nn.init.normal_(layer.weight, std=spread)
        self.blocks: Any = nn.ModuleList(Block(weights, number) for number in LAYERS)
        self.out = nn.Linear(3 * width, 1)
        nn.init.normal_(self.out.weight, std=0.01)

    def forward(self, states: Any, partners: Any, answers: Any, parts: Any) -> Any:
        """Score a batch; rows of padding have no part."""
        x = states + self.base + self.parts(parts) + self.answers(answers) + self.partners(partners)
        mask = (parts.sum(-1) > 0)[:, None, None, :]
        for block in self.blocks:
            x = block(x, mask)
        pool = parts / parts.sum(1, keepdim=True).clamp(min=1)
        pooled = (pool.transpose(1, 2).float() @ x.float()).flatten(1)
        pooled = functional.dropout(pooled, DROP, self.training)
        return self.out(pooled).float()[:, 0]


def train(scored: Sequence[Pairs], led: Sequence[Led], base: Any, seed: int) -> Reader:
    """Train a reader; *scored* pairs carry human scores of mean 0 and variance 1."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    reader = Reader(base)
    blocks = list(reader.blocks.parameters())
    new = [
        one
        for name, one in reader.named_parameters()
        if not name.startswith("blocks") and one.requires_grad
    ]
    groups = [{"params": blocks, "lr": RATE}, {"params": new, "lr": NEW_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY, betas=(0.9, 0.98))
    steps = EPOCHS * (sum(len(one) for one in scored) // SCORED)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (WARM * steps)) * max(0, 1 - step / steps)
    )
    mean = np.zeros(2)
    for step, (batch, pairs) in enumerate(_steps(scored, led, random), 1):
        losses = _scored_loss(reader, batch), _led_loss(reader, pairs)
        optimizer.zero_grad()
        (losses[0] + LED_WEIGHT * losses[1]).backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean = 0.99 * mean + 0.01 * np.array([loss.item() for loss in losses])
        if step % REPORT_EVERY == 0:
            shown = ", ".join(f"{one / (1 - 0.99**step):.3f}" for one in mean)
            print(f"step {step} of {steps}: loss {shown}", flush=True)
    return reader.eval()


Picked = list[tuple[Any, int]]


def _steps(
    scored: Sequence[Pairs], led: Sequence[Led], random: Any
) -> Iterator[tuple[Picked, Picked]]:
    """Yield what each step reads: batches of like length, in random order."""
    singles = [(one, row) for one in scored for row in range(len(one))]
    doubles = [(one, int(row)) for one in led for row in one.rows]
    lengths = np.array([one.length(row) for one, row in singles])
    led_lengths = np.array(
        [max(one.good.length(row), one.other.length(row)) for one, row in doubles]
    )
    for _ in range(EPOCHS):
        batches = _batches(lengths, SCORED, random)
        pairs: list[Any] = []
        while len(pairs) < len(batches):
            pairs += _batches(led_lengths, LED, random)
        for batch, pair in zip(batches, pairs, strict=False):
            yield [singles[at] for at in batch], [doubles[at] for at in pair]


def _batches(lengths: Any, size: int, random: Any) -> list[Any]:
    order = np.argsort(lengths + random.uniform(0, 12, len(lengths)))
    found = [order[at : at + size] for at in range(0, len(order) - size + 1, size)]
    return [found[number] for number in random.permutation(len(found))]


def _scored_loss(reader: Reader, batch: Picked) -> Any:
    human = torch.tensor([float(pairs.human[row]) for pairs, row in batch])
    return functional.mse_loss(_run(reader, batch), human)


def _led_loss(reader: Reader, batch: Picked) -> Any:
    found = _run(
        reader,
        [(led.good, row) for led, row in batch] + [(led.other, row) for led, row in batch],
    )
    lead = found[: len(batch)] - found[len(batch) :]
    equal = torch.tensor([bool(led.equal[row]) for led, row in batch])
    return torch.where(equal, lead.abs(), functional.softplus(-2 * lead)).mean()


def _run(reader: Reader, batch: Picked) -> Any:
    fed = collate([pairs.inputs(row) for pairs, row in batch])
    # A third of the time of float32, and the same held-out figures.
    with torch.autocast("cpu", torch.bfloat16):
        return reader(*fed)


def predict(reader: Reader, pairs: Pairs, rows: Any = None) -> Any:
    """Score pairs of a set, all of them or the given rows, shape (n,)."""
    rows = np.arange(len(pairs)) if rows is None else rows
    order = np.argsort([pairs.length(row) for row in rows])
    out = np.zeros(len(rows), np.float32)
    with torch.no_grad():
        for at in range(0, len(order), 32):
            chosen = order[at : at + 32]
            out[chosen] = _run(reader, [(pairs, rows[one]) for one in chosen]).numpy()
    return out


def collate(rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Pad what ``score.reader.inputs`` gives to one batch."""
    longest = max(one["states"].shape[1] for one in rows)
    fed = []
    for name in ("states", "partners", "answers", "parts"):
        out = np.zeros((len(rows), longest, rows[0][name].shape[2]), np.float32)
        for at, one in enumerate(rows):
            out[at, : one[name].shape[1]] = one[name][0]
        fed.append(torch.from_numpy(out))
    return fed


# ------------------------------------------------------------------------------------------ export


def export(reader: Reader) -> bytes:
    """Serialise the reader as an ONNX graph, matrices in 8 bits with one scale a column."""
    width, heads = len(reader.base), reader.blocks[0].heads
    graph = _Graph(Graph(), width)
    for name, size in (("states", width), ("partners", width), ("answers", ABOUT_ANSWERS),
                       ("parts", 3)):  # fmt: skip
        graph.graph.input(name, "float32", (1, "tokens", size))
    graph.graph.input("pool", "float32", (1, 3, "tokens"))
    sums = ["states", graph.tensor("base", reader.base)]
    for name in ("parts", "answers", "partners"):
        sums.append(graph.product(name, getattr(reader, name), name))
    value = graph.total("x", sums)
    for number, block in enumerate(reader.blocks):
        value = graph.block(f"b{number}", block, value, heads)
    pooled = graph.graph.node("MatMul", ["pool", value], ["pooled"])
    shape = graph.graph.tensor("flat", np.array([1, 3 * width], np.int64))
    flat = graph.graph.node("Reshape", [pooled, shape], ["flattened"])
    graph.product("score", reader.out, flat)
    graph.graph.output("score", "float32", (1, 1))
    return graph.graph.model()


class _Graph:
    def __init__(self, graph: Graph, width: int) -> None:
        self.graph = graph
        graph.tensor("thirds", np.full(3, width, np.int64))

    def tensor(self, name: str, value: Any) -> str:
        return self.graph.tensor(name, value.detach().numpy().astype(np.float32))

    def product(self, name: str, layer: nn.Linear, value: str) -> str:
        """Multiply by a matrix and add its bias, if it has one; large ones in 8 bits.

        Both sides are whole numbers then: the weights with one scale a column, what comes in with
        one scale of its own, found as it comes. Against float32 the score keeps a correlation of
        .9999 and takes two thirds of the time.
        """
        matrix = layer.weight.detach().numpy().T
        if min(matrix.shape) < LARGE:
            fed = [value, self.tensor(f"{name}.w", layer.weight.T)]
            product = self.graph.node("MatMul", fed, [f"{name}.product"])
        else:
            scales = np.maximum(np.abs(matrix).max(axis=0), 1e-8).astype(np.float32) / 127
            whole = (np.rint(matrix / scales) + 128).astype(np.uint8)
            fed = [
                value,
                self.graph.tensor(f"{name}.q", whole),
                self.graph.tensor(f"{name}.scale", scales),
                self.graph.tensor(f"{name}.zero", np.full(len(scales), 128, np.uint8)),
            ]
            product = self.graph.node(
                "DynamicQuantizeMatMul", fed, [f"{name}.product"], domain=MICROSOFT
            )
        if layer.bias is None:
            return product
        bias = self.tensor(f"{name}.bias", layer.bias)
        return self.graph.node("Add", [product, bias], [name])

    def total(self, name: str, values: Sequence[str]) -> str:
        """Add several values."""
        done = values[0]
        for number, value in enumerate(values[1:]):
            done = self.graph.node("Add", [done, value], [f"{name}.{number}"])
        return done

    def normed(self, name: str, norm: nn.LayerNorm, values: Sequence[str]) -> str:
        fed = [
            self.total(f"{name}.sum", values),
            self.tensor(f"{name}.norm.w", norm.weight),
            self.tensor(f"{name}.norm.b", norm.bias),
        ]
        attributes = {"axis": -1, "epsilon": float(norm.eps)}
        return self.graph.node("LayerNormalization", fed, [name], attributes=attributes)

    def block(self, name: str, block: Block, value: str, heads: int) -> str:
        joined = self.product(f"{name}.qkv", block.qkv, value)
        thirds = [f"{name}.query", f"{name}.key", f"{name}.value"]
        self.graph.node("Split", [joined, "thirds"], thirds, attributes={"axis": -1})
        seen = self.graph.node(
            "MultiHeadAttention", thirds, [f"{name}.seen"],
            domain=MICROSOFT, attributes={"num_heads": heads},
        )  # fmt: skip
        seen = self.product(f"{name}.ao", block.ao, seen)
        middle = self.normed(f"{name}.middle", block.aln, [value, seen])
        inner = self.product(f"{name}.fi", block.fi, middle)
        inner = self.graph.node("Gelu", [inner], [f"{name}.gelu"], domain=MICROSOFT)
        outer = self.product(f"{name}.fo", block.fo, inner)
        return self.normed(f"{name}.out", block.oln, [middle, outer])
