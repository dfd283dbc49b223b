"""Scores against a human translation, all of them sacrebleu's, with its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Target sentences that answer reference sentences, by index, and both texts."""

    target: tuple[int, ...]
    reference: tuple[int, ...]
    hypothesis: str
    answer: str


@cache
def metrics() -> dict[str, Any]:
    """Return the metrics by name, as sacrebleu sets them up by default."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"bleu": BLEU(), "chrf": CHRF(), "ter": TER()}


def against_reference(segments: Sequence[Segment]) -> dict[str, Any]:
    """Score *segments* as a corpus and one by one.

    Returns, per metric, ``score`` (BLEU and chrF 0 to 100, higher is better; TER 0 and up, lower
    is better) and ``signature``; and ``segments``, each with its sentences on both sides, the
    reference's text and its own scores, BLEU with effective order (as sacrebleu advises for
    sentences). Empty for no segments.
    """
    if not segments:
        return {}
    hypotheses = [one.hypothesis for one in segments]
    references = [[one.answer for one in segments]]
    result: dict[str, Any] = {}
    for name, metric in metrics().items():
        score = metric.corpus_score(hypotheses, references)
        result[name] = {"score": round(score.score, 2), "signature": str(metric.get_signature())}
    result["segments"] = [
        {
            "target": list(one.target),
            "reference": list(one.reference),
            "text": one.answer,
            **{
                name: round(metric.sentence_score(one.hypothesis, [one.answer]).score, 2)
                for name, metric in _sentence_metrics().items()
            },
        }
        for one in segments
    ]
    return result


@cache
def _sentence_metrics() -> dict[str, Any]:
    from sacrebleu.metrics.bleu import BLEU

    return {**metrics(), "bleu": BLEU(effective_order=True)}
