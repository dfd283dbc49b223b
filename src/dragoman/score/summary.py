"""An article in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from dragoman.model import Article, Finding, Scores, Text, penalty_per_100_words


def summarise(
    article: Article, findings: Sequence[Finding], reference: Mapping[str, Any] | None = None
) -> Scores:
    """Return the scores of a checked article; suppressed and advisory findings do not count."""
    judged = [score.value for score in article.drift if score.value is not None]
    reasons = Counter(score.reason or "" for score in article.drift if score.value is None)
    words = _words(article.target, range(len(article.target.sentences)))
    counted = [one.severity for one in findings if not one.advisory and one.suppressed is None]
    return Scores(
        drift_mean=_rounded(np.mean(judged)) if judged else None,
        drift_p95=_rounded(np.percentile(judged, 95)) if judged else None,
        mqm_per_100_words=round(penalty_per_100_words(counted, words), 2),
        coverage=_coverage(article),
        words=words,
        unjudged=dict(sorted(reasons.items())),
        reference=reference or {},
    )


def _coverage(article: Article) -> float | None:
    """Return the share of source words outside furniture that some bead aligns, in [0, 1]."""
    source = article.source
    if source is None:
        return None
    answered = {index for bead in article.beads if bead.target for index in bead.source}
    prose = [one.index for one in source.sentences if one.role != "boilerplate"]
    total = _words(source, prose)
    return _rounded(_words(source, answered & set(prose)) / total) if total else None


def _words(text: Text, indices: Iterable[int]) -> int:
    return sum(len(text.sentences[index].text.split()) for index in indices)


def _rounded(value: Any) -> float:
    return round(float(value), 4)
