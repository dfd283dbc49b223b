"""Train the head of the drift model with torch; numpy runs it (``score.model.head_score``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from dragoman.vectors import Vectors

MATCH, MEANING, SPELLING, HIDDEN = 24, 24, 6, 16
"""Widths. 64/64/16/32 learn the training set better and unseen data worse."""

DROP, DECAY, RATE, EPOCHS = 0.5, 1.0, 1e-3, 3
"""Strong regularisation: with a drop of .2 and a decay of .05 the second epoch already hurts."""

LONGEST = 72
"""Tokens of a sentence that training looks at."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """Texts of one side: projected tokens (total, sum of dims) with offsets, pooled vectors."""

    tokens: Vectors
    offsets: Any
    pooled: Vectors

    def batch(self, rows: Any) -> tuple[Any, Any, Any]:
        """Return padded tokens, their mask and the pooled vectors of the given texts."""
        sizes = np.clip(self.offsets[rows + 1] - self.offsets[rows], 1, LONGEST)
        out = np.zeros((len(rows), sizes.max(), self.tokens.shape[1]), np.float32)
        mask = np.zeros((len(rows), sizes.max()), bool)
        for at, (row, size) in enumerate(zip(rows, sizes, strict=True)):
            piece = self.tokens[self.offsets[row] : self.offsets[row] + size]
            out[at, : len(piece)] = piece
            mask[at, :size] = True
        return torch.from_numpy(out), torch.from_numpy(mask), torch.from_numpy(self.pooled[rows])


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Pairs to learn from: two sides, row numbers into them, features, and a human score."""

    left: Side
    right: Side
    rows: tuple[Any, Any]
    numbers: Vectors
    human: Vectors | None = None

    def batch(self, which: Any) -> list[Any]:
        """Return what the network reads of the given pairs."""
        return [
            *self.left.batch(self.rows[0][which]),
            *self.right.batch(self.rows[1][which]),
            torch.from_numpy(self.numbers[which]),
        ]


class Head(nn.Module):
    """See ``score.model.head_score`` for what it computes."""

    def __init__(self, dims: tuple[int, int, int], width: int, features: int) -> None:
        super().__init__()
        self.dims = dims
        self.p0 = nn.Linear(dims[0], SPELLING, bias=False)
        self.p7 = nn.Linear(dims[1], MATCH, bias=False)
        self.p12 = nn.Linear(dims[2], MEANING, bias=False)
        self.pu = nn.Linear(width, MEANING, bias=False)
        for layer in (self.p0, self.p7, self.p12, self.pu):
            nn.init.orthogonal_(layer.weight)
        self.tau = nn.Parameter(torch.tensor(10.0))
        seen = 2 * MEANING + 2 * SPELLING + 1
        self.tokens = nn.ModuleList(
            nn.Sequential(
                nn.Dropout(DROP), nn.Linear(seen, HIDDEN), nn.GELU("tanh"), nn.Linear(HIDDEN, 4)
            )
            for _ in range(2)
        )
        self.sentence = nn.Sequential(
            nn.Dropout(DROP), nn.Linear(2 * MEANING, HIDDEN), nn.GELU("tanh")
        )
        self.out = nn.Linear(features + HIDDEN + 16, 1)
        nn.init.normal_(self.out.weight, std=0.02)
        self.drop = nn.Dropout(DROP)

    def forward(self, a: Any, ma: Any, u: Any, b: Any, mb: Any, v: Any, numbers: Any) -> Any:
        """Score a batch of pairs."""
        d0, d7, _ = self.dims
        x0, x7, x12 = (
            self.p0(a[..., :d0]),
            self.p7(a[..., d0 : d0 + d7]),
            self.p12(a[..., d0 + d7 :]),
        )
        y0, y7, y12 = (
            self.p0(b[..., :d0]),
            self.p7(b[..., d0 : d0 + d7]),
            self.p12(b[..., d0 + d7 :]),
        )
        match = functional.normalize(x7, dim=-1, eps=1e-6) @ functional.normalize(
            y7, dim=-1, eps=1e-6
        ).transpose(1, 2)
        u, v = self.pu(u), self.pu(v)
        parts = [
            self.drop(numbers),
            self.sentence(torch.cat([u * v * 8, (u - v).abs()], -1)),
            self._side(0, match, (ma, mb), (x12, y12, x0, y0)),
            self._side(1, match.transpose(1, 2), (mb, ma), (y12, x12, y0, x0)),
        ]
        return self.out(torch.cat(parts, -1))[:, 0]

    def _side(self, way: int, match: Any, masks: Any, planes: Any) -> Any:
        mine, theirs, mine0, theirs0 = planes
        here, there = masks
        weights = torch.softmax((match * self.tau).masked_fill(~there[:, None], -1e9), -1)
        answer, answer0 = weights @ theirs, weights @ theirs0
        best = (weights * match).sum(-1, keepdim=True)
        seen = [mine * answer * 8, (mine - answer).abs(), mine0 * answer0 * 4]
        scores = self.tokens[way](torch.cat([*seen, (mine0 - answer0).abs(), best], -1))
        count = here.sum(1, keepdim=True).float()
        mean = scores.masked_fill(~here[..., None], 0).sum(1) / count
        low = torch.logsumexp((-3 * scores).masked_fill(~here[..., None], -1e9), 1)
        return torch.cat([mean, (torch.log(count) - low) / 3], -1)

    def arrays(self, bases: Sequence[Vectors]) -> dict[str, Vectors]:
        """Return the weights as ``head_score`` names them, the projections *bases* merged in."""
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        found = {
            f"p{at}": base @ state[f"{name}.weight"].T
            for at, (name, base) in enumerate(zip(("p0", "p7", "p12"), bases, strict=True))
        }
        found |= {"pu": state["pu.weight"].T, "tau": state["tau"]}
        for way in (0, 1):
            for number, layer in (("1", 1), ("2", 3)):
                found[f"tokens{way}.w{number}"] = state[f"tokens.{way}.{layer}.weight"].T
                found[f"tokens{way}.b{number}"] = state[f"tokens.{way}.{layer}.bias"]
        found |= {
            "sentence.w": state["sentence.1.weight"].T,
            "sentence.b": state["sentence.1.bias"],
        }
        return found | {"out.w": state["out.weight"][0], "out.b": state["out.bias"][0]}


def train(
    scored: Sequence[Pairs],
    contrasts: Sequence[tuple[Pairs, Pairs, Any]],
    *,
    dims: tuple[int, int, int],
    seed: int = 0,
) -> Head:
    """Fit a head to human scores and to contrasts (right pairs, wrong pairs, which are equal)."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    first = scored[0]
    head = Head(dims, first.left.pooled.shape[1], first.numbers.shape[1])
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * sum(len(pairs.numbers) // 48 for pairs in scored) + 5
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, RATE, total_steps=steps, pct_start=0.15
    )
    head.train()
    for _ in range(EPOCHS):
        for pairs, rows in _batches(scored, random):
            loss: Any = functional.smooth_l1_loss(
                head(*pairs.batch(rows)), torch.from_numpy(np.asarray(pairs.human)[rows])
            )
            for _ in range(int(random.random() < 0.9)):
                loss = loss + 0.6 * _contrast(
                    head, contrasts[int(random.integers(len(contrasts)))], random
                )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return head.eval()


def _contrast(head: Head, contrast: tuple[Pairs, Pairs, Any], random: Any) -> Any:
    good, bad, equal = contrast
    rows = random.choice(len(equal), min(16, len(equal)), replace=False)
    lead = head(*good.batch(rows)) - head(*bad.batch(rows))
    return torch.where(
        torch.from_numpy(equal[rows]), lead.abs(), functional.softplus(-2 * lead)
    ).mean()


def _batches(scored: Sequence[Pairs], random: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for pairs in scored:
        rows = pairs.rows[1]
        sizes = pairs.right.offsets[rows + 1] - pairs.right.offsets[rows]
        order = np.argsort(sizes + random.uniform(0, 8, len(sizes)))
        found += [(pairs, order[at : at + 48]) for at in range(0, len(order) - 47, 48)]
    return [found[number] for number in random.permutation(len(found))]


def predict(head: Head, pairs: Pairs) -> Vectors:
    """Score pairs, shape (n,)."""
    with torch.no_grad():
        parts = [
            head(*pairs.batch(np.arange(at, min(at + 64, len(pairs.numbers))))).numpy()
            for at in range(0, len(pairs.numbers), 64)
        ]
    return np.concatenate(parts)
