"""The verdict, threshold by threshold, each passed and failed."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.config import Gate
from dragoman.gate import decide, tally

OFF = Gate(fail_on=None)


def finding(code: str = "NAM001", severity: str = "major", **more: Any) -> dict[str, Any]:
    """Return a finding as a run file holds it."""
    return {
        "code": code,
        "family": "name",
        "severity": severity,
        "confidence": 0.9,
        "fingerprint": f"{code}-{severity}",
        "target": {"line": 3, "text": "Selensky"},
        "source": None,
    } | more


def article(*findings: dict[str, Any], path: str = "a.en.txt", **scores: Any) -> dict[str, Any]:
    """Return an article of 100 words as a run file holds it."""
    measured = {"words": 100, "drift_mean": 0.1, "drift_p95": 0.3, "coverage": 0.9} | scores
    return {"target": {"path": path}, "findings": list(findings), "scores": measured}


def verdict(policy: Gate, *articles: dict[str, Any], **more: Any) -> Any:
    """Decide over *articles*."""
    return decide([tally(one) for one in articles], policy, **more)


OMISSION = finding("OMI001", "minor", family="omission")

THRESHOLDS = {
    "one major finding fails by default": (Gate(), article(finding()), "1 finding of severity"),
    "minor findings pass by default": (Gate(), article(finding(severity="minor")), None),
    "fail_on critical lets major pass": (Gate(fail_on="critical"), article(finding()), None),
    "fail_on critical": (
        Gate(fail_on="critical"), article(finding(severity="critical")), "severity critical",
    ),
    "fail_on minor": (Gate(fail_on="minor"), article(finding(severity="minor")), "minor or worse"),
    "fail_on never": (OFF, article(finding(severity="critical")), None),
    "an advisory finding never fails": (Gate(), article(finding(confidence=0.49)), None),
    "a finding at .5 counts": (Gate(), article(finding(confidence=0.5)), "1 finding"),
    "a suppressed finding never fails": (Gate(), article(finding(suppressed="known")), None),
    "max_major holds": (Gate(fail_on=None, max_major=1), article(finding()), None),
    "max_major broken": (Gate(fail_on=None, max_major=0), article(finding()), "1 major findings"),
    "max_minor broken": (
        Gate(fail_on=None, max_minor=0), article(finding(severity="minor")), "0 allowed",
    ),
    "max_critical broken": (
        Gate(fail_on=None, max_critical=0), article(finding(severity="critical")), "0 allowed",
    ),
    "min_score at the limit": (Gate(fail_on=None, min_score=95), article(finding()), None),
    "min_score broken": (Gate(fail_on=None, min_score=95.1), article(finding()), "score 95.0"),
    "max_drift at the limit": (Gate(fail_on=None, max_drift=0.1), article(), None),
    "max_drift broken": (Gate(fail_on=None, max_drift=0.09), article(), "mean drift 0.100"),
    "max_drift without drift": (
        Gate(fail_on=None, max_drift=0.01), article(drift_mean=None), None,
    ),
    "max_drift_p95 broken": (Gate(fail_on=None, max_drift_p95=0.29), article(), "95th percentile"),
    "max_omissions holds": (Gate(fail_on=None, max_omissions=1), article(OMISSION), None),
    "max_omissions broken": (Gate(fail_on=None, max_omissions=0), article(OMISSION), "1 omissions"),
    "min_coverage holds": (Gate(fail_on=None, min_coverage=0.9), article(), None),
    "min_coverage broken": (Gate(fail_on=None, min_coverage=0.91), article(), "coverage 0.900"),
    "min_coverage without a source": (
        Gate(fail_on=None, min_coverage=0.91), article(coverage=None), None,
    ),
    "a rule's allowance holds": (Gate(fail_on=None, rules={"NAM": 1}), article(finding()), None),
    "a rule's allowance broken": (
        Gate(fail_on=None, rules={"NAM": 0}), article(finding()), "1 findings of NAM",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", THRESHOLDS)
def test_threshold(name: str) -> None:
    policy, checked, reason = THRESHOLDS[name]
    answer = verdict(policy, checked)
    assert answer.passed == (reason is None)
    assert answer.exit_code == (0 if reason is None else 1)
    assert reason is None or reason in answer.reasons[0]


def test_nothing_checked_passes() -> None:
    assert verdict(Gate()).passed


def test_an_article_that_could_not_be_checked_is_exit_code_2() -> None:
    answer = verdict(Gate(), article(), failures=1)
    assert (answer.passed, answer.exit_code) == (False, 2)
    assert "could not be checked" in answer.reasons[0]


def test_only_findings_outside_the_baseline_count() -> None:
    known = {"NAM001-major"}
    assert decide([tally(article(finding()), known)], Gate()).passed
    assert not decide([tally(article(finding(severity="critical")), known)], Gate()).passed


def test_a_path_is_held_against_its_own_gate() -> None:
    policy = Gate(fail_on="major", paths={"archive/*": Gate(fail_on=None)})
    assert verdict(policy, article(finding(), path="archive/a.en.txt")).passed
    answer = verdict(policy, article(finding(), path="news/a.en.txt"))
    assert not answer.passed


def test_a_reason_names_the_worst_places_first() -> None:
    checked = article(finding(), finding("OMI001", "critical", target=None, source={"line": 9}))
    (reason,) = verdict(Gate(), checked).reasons
    assert reason.endswith(": a.en.txt:9 OMI001, a.en.txt:3 NAM001")


def test_a_longer_list_is_cut() -> None:
    many = [finding(f"NAM00{number}") for number in range(5)]
    (reason,) = verdict(Gate(), article(*many)).reasons
    assert reason.startswith("5 findings")
    assert reason.endswith("…")
