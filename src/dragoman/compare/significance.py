"""Two systems against the same references: sacrebleu's metrics and its paired bootstrap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

Json = Mapping[str, Any]

SAMPLES = 1000
"""Bootstrap samples, sacrebleu's own default (Koehn 2004)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric of both systems: ``a``, ``b``, and ``p``, that B's difference is chance."""

    name: str
    a: float
    b: float
    p: float
    signature: str
    higher_is_better: bool

    @property
    def worse(self) -> bool:
        """Tell whether B is significantly worse (p < .05)."""
        return self.p < 0.05 and (self.b < self.a) == self.higher_is_better and self.a != self.b

    @property
    def better(self) -> bool:
        """Tell whether B is significantly better (p < .05)."""
        return self.p < 0.05 and (self.b > self.a) == self.higher_is_better and self.a != self.b


def paired(pairs: Sequence[tuple[Json, Json]]) -> Iterator[Metric]:
    """Yield BLEU, chrF and TER over the segments that both runs have a reference for."""
    segments = [segment for pair in pairs for segment in _common(*pair)]
    if not segments:
        return
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER
    from sacrebleu.significance import PairedTest

    references = [[segment[2] for segment in segments]]
    metrics: dict[str, Any] = {
        "BLEU": BLEU(references=references),
        "chrF2": CHRF(references=references),
        "TER": TER(references=references),
    }
    systems: list[tuple[str, Sequence[str]]] = [
        ("A", [segment[0] for segment in segments]),
        ("B", [segment[1] for segment in segments]),
    ]
    test = PairedTest(systems, metrics, references, test_type="bs", n_samples=SAMPLES)
    signatures, scores = test()
    for name in metrics:
        one, other = (cast("Any", score) for score in scores[name])
        yield Metric(
            name=name,
            a=one.score,
            b=other.score,
            p=other.p_value if other.p_value is not None else 1.0,
            signature=str(signatures[name]),
            higher_is_better=name != "TER",
        )


def _common(one: Json, other: Json) -> Iterator[tuple[str, str, str]]:
    """Yield (A's text, B's text, reference) over the finest cut of the reference both allow.

    The runs may have aligned their translations to the reference differently; segments that
    share a reference sentence are joined until both runs have the same ones.
    """
    left, right = _segments(one), _segments(other)
    groups = _joined([set(s["reference"]) for s in left] + [set(s["reference"]) for s in right])
    for group in groups:
        mine = [s for s in left if set(s["reference"]) <= group]
        yours = [s for s in right if set(s["reference"]) <= group]
        if mine and yours and {n for s in mine for n in s["reference"]} == group:
            if {n for s in yours for n in s["reference"]} != group:
                continue
            answer = " ".join(segment["text"] for segment in mine)
            yield _words(one, mine), _words(other, yours), answer


def _segments(article: Json) -> Sequence[Json]:
    found: Sequence[Json] = (article["scores"].get("reference") or {}).get("segments", [])
    return found


def _joined(sets: Sequence[set[int]]) -> list[set[int]]:
    groups: list[set[int]] = []
    for members in sorted(sets, key=min):
        touching = [group for group in groups if group & members]
        groups = [group for group in groups if not group & members]
        groups.append(members.union(*touching))
    return groups


def _words(article: Json, segments: Sequence[Json]) -> str:
    sentences = article["sentences"]["target"]
    return " ".join(sentences[index]["text"] for segment in segments for index in segment["target"])
