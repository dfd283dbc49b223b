"""Scores against a human translation, all of them sacrebleu's, with its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Target sentences (by index), their text, and the reference's text for them."""

    target: tuple[int, ...]
    hypothesis: str
    reference: str


@cache
def metrics() -> dict[str, Any]:
    """Return the metrics by name, as sacrebleu sets them up by default."""
    from sacrebleu.metrics import BLEU, CHRF, TER

    return {"bleu": BLEU(), "chrf": CHRF(), "ter": TER()}


def against_reference(segments: Sequence[Segment]) -> dict[str, Any]:
    """Score *segments* as a corpus and one by one.

    Returns, per metric, ``score`` (BLEU and chrF 0 to 100, higher is better; TER 0 and up, lower
    is better) and ``signature``; and ``segments``, each with its target sentences and its own
    scores, BLEU with effective order (as sacrebleu advises for sentences). Empty for no segments.
    """
    if not segments:
        return {}
    hypotheses = [one.hypothesis for one in segments]
    references = [[one.reference for one in segments]]
    result: dict[str, Any] = {}
    for name, metric in metrics().items():
        score = metric.corpus_score(hypotheses, references)
        result[name] = {"score": round(score.score, 2), "signature": str(metric.get_signature())}
    result["segments"] = [
        {
            "target": list(one.target),
            **{
                name: round(metric.sentence_score(one.hypothesis, [one.reference]).score, 2)
                for name, metric in _sentence_metrics().items()
            },
        }
        for one in segments
    ]
    return result


@cache
def _sentence_metrics() -> dict[str, Any]:
    from sacrebleu.metrics import BLEU

    return {**metrics(), "bleu": BLEU(effective_order=True)}
