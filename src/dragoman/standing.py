"""Where a finding of a run file stands: whether it counts, and if not, why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from dragoman.model import ADVISORY_BELOW

Status = Literal["open", "advisory", "suppressed", "known"]


def status(finding: Mapping[str, Any], baseline: Collection[str] = frozenset()) -> Status:
    """Tell whether a finding counts ("open"), and if not, why not.

    *baseline* holds the fingerprints known before.
    """
    if finding.get("suppressed") is not None:
        return "suppressed"
    if finding["fingerprint"] in baseline:
        return "known"
    return "advisory" if finding["confidence"] < ADVISORY_BELOW else "open"


def counts(finding: Mapping[str, Any], baseline: Collection[str] = frozenset()) -> bool:
    """Tell whether a finding counts: confident, not suppressed, not known before."""
    return status(finding, baseline) == "open"
