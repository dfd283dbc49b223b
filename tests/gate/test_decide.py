"""The verdict, threshold by threshold, each passed and failed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dragoman.config import Gate
from dragoman.gate import decide, joined, tally
from dragoman.gate.globs import matches

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
    "max_major broken": (Gate(fail_on=None, max_major=0), article(finding()), "1 major finding, 0"),
    "max_minor broken": (
        Gate(fail_on=None, max_minor=0), article(finding(severity="minor")), "0 allowed",
    ),
    "max_critical broken": (
        Gate(fail_on=None, max_critical=0), article(finding(severity="critical")), "0 allowed",
    ),
    "min_score at the limit": (Gate(fail_on=None, min_score=95), article(finding()), None),
    "min_score broken": (
        Gate(fail_on=None, min_score=95.1), article(finding()),
        "score below 95.1 in 1 article: a.en.txt 95.0; passes at 95.1 at least",
    ),
    "max_drift at the limit": (Gate(fail_on=None, max_drift=0.1), article(), None),
    "max_drift broken": (
        Gate(fail_on=None, max_drift=0.09), article(),
        "mean drift above 0.09 in 1 article: a.en.txt 0.100; passes at 0.09 at most",
    ),
    "max_drift without drift": (
        Gate(fail_on=None, max_drift=0.01), article(drift_mean=None), None,
    ),
    "max_drift_p95 broken": (Gate(fail_on=None, max_drift_p95=0.29), article(), "95th percentile"),
    "max_omissions holds": (Gate(fail_on=None, max_omissions=1), article(OMISSION), None),
    "max_omissions broken": (Gate(fail_on=None, max_omissions=0), article(OMISSION), "omissions"),
    "min_coverage holds": (Gate(fail_on=None, min_coverage=0.9), article(), None),
    "min_coverage broken": (Gate(fail_on=None, min_coverage=0.91), article(), "coverage below"),
    "min_coverage without a source": (
        Gate(fail_on=None, min_coverage=0.91), article(coverage=None), None,
    ),
    "a rule's allowance holds": (Gate(fail_on=None, rules={"NAM": 1}), article(finding()), None),
    "a rule's allowance broken": (
        Gate(fail_on=None, rules={"NAM": 0}), article(finding()),
        "0 allowed; passes when 1 is mended or suppressed, or with --max-rule NAM=1",
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
    policy = Gate(fail_on="major", paths={"archive/*": {"fail_on": None}})
    assert verdict(policy, article(finding(), path="archive/a.en.txt")).passed
    assert not verdict(policy, article(finding(), path="news/a.en.txt")).passed


def test_a_path_keeps_what_its_gate_does_not_change() -> None:
    policy = Gate(
        fail_on=None, max_drift=0.05, rules={"NAM": 0, "NUM": 0},
        paths={"archive/*": {"max_minor": 3, "rules": {"NAM": 1}}},
    )  # fmt: skip
    checked = article(finding(), finding("NUM001"), path="archive/a.en.txt")
    reasons = verdict(policy, checked).reasons
    assert [reason.split(";")[0] for reason in reasons] == [
        "1 finding of NUM, 0 allowed",
        "mean drift above 0.05 in 1 article: archive/a.en.txt 0.100",
    ]
    assert reasons[0].endswith('or with rules.NUM = 1 under [gate.paths."archive/*"]')
    assert reasons[1].endswith('or with max_drift = 0.1 under [gate.paths."archive/*"]')


def test_articles_of_different_gates_are_counted_apart() -> None:
    policy = Gate(fail_on=None, max_major=1, paths={"b*": {"max_critical": 0}})
    assert verdict(policy, article(finding()), article(finding(), path="b.en.txt")).passed
    assert not verdict(policy, article(finding()), article(finding())).passed


PATHS = {
    "as it stands": ("sport/a.en.txt", "sport/*", True),
    "from here": ("./sport/a.en.txt", "sport/*", True),
    "the glob from here": ("sport/a.en.txt", "./sport/*", True),
    "below another folder": ("/home/me/articles/sport/a.en.txt", "sport/*", True),
    "with Windows' separators": ("articles\\sport\\a.en.txt", "sport/*", True),
    "deeper than the glob says": ("sport/2026/a.en.txt", "sport/*.en.txt", True),
    "a folder that ends alike": ("transport/a.en.txt", "sport/*", False),
    "another file": ("sport/a.en.txt", "sport/b*", False),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_glob_matches_a_path(name: str) -> None:
    path, glob, holds = PATHS[name]
    assert matches(path, glob) is holds


def test_a_reason_names_the_worst_places_first() -> None:
    checked = article(finding(), finding("OMI001", "critical", target=None, source={"line": 9}))
    (reason,) = verdict(Gate(), checked).reasons
    assert ": a.en.txt:9 OMI001, a.en.txt:3 NAM001;" in reason


def test_a_longer_list_is_cut() -> None:
    many = [finding(f"NAM00{number}") for number in range(5)]
    (reason,) = verdict(Gate(), article(*many)).reasons
    assert reason.startswith("5 findings")
    assert "NAM002, …; passes" in reason


def test_many_articles_over_a_limit_are_one_reason_the_worst_first() -> None:
    many = [article(path=f"{n}.en.txt", drift_mean=n / 10) for n in range(1, 7)]
    (reason,) = verdict(Gate(max_drift=0.15), *many).reasons
    assert reason == (
        "mean drift above 0.15 in 5 articles: 6.en.txt 0.600, 5.en.txt 0.500, 4.en.txt 0.400, …; "
        "passes at 0.15 at most, or with --max-drift 0.6"
    )


@pytest.mark.parametrize(
    ("worst", "way"),
    [("minor", "major"), ("major", "critical"), ("critical", "never")],
)
def test_what_would_pass_is_the_next_milder_gate(worst: str, way: str) -> None:
    (reason,) = verdict(Gate(fail_on="minor"), article(finding(severity=worst))).reasons
    assert reason.endswith(f"or with --fail-on {way}")
    milder = Gate(fail_on=None if way == "never" else way)
    assert verdict(milder, article(finding(severity=worst))).passed


FLAGS = {
    "max_major": (Gate(fail_on=None, max_major=0), article(finding(), finding("NUM001"))),
    "min_score": (Gate(fail_on=None, min_score=99.95), article(finding(), words=333)),
    "max_drift": (Gate(max_drift=0.1), article(drift_mean=0.1234)),
    "max_drift_p95": (Gate(max_drift_p95=0.1), article(drift_p95=0.9999)),
    "max_omissions": (Gate(max_omissions=1), article(OMISSION, OMISSION, OMISSION)),
    "min_coverage": (Gate(min_coverage=0.99), article(coverage=0.8766)),
}


@pytest.mark.parametrize("key", FLAGS)
def test_the_flag_that_a_reason_names_does_pass(key: str) -> None:
    policy, checked = FLAGS[key]
    (reason,) = verdict(policy, checked).reasons
    flag, value = reason.rsplit("or with ", 1)[1].split()
    assert flag == f"--{key.replace('_', '-')}"
    kind = int if key in ("max_major", "max_omissions") else float
    assert verdict(replace(policy, **{key: kind(value)}), checked).passed


LIMITS = Gate(fail_on=None, max_drift=0.05, max_drift_p95=0.1, min_coverage=0.95)

BEFORE = {
    "as bad as yesterday": ({"drift_mean": 0.1, "drift_p95": 0.3, "coverage": 0.9}, 0),
    "better than yesterday": ({"drift_mean": 0.2, "drift_p95": 0.4, "coverage": 0.8}, 0),
    "worse than yesterday": ({"drift_mean": 0.06, "drift_p95": 0.2, "coverage": 0.94}, 3),
    "worse in one figure": ({"drift_mean": 0.1, "drift_p95": 0.2, "coverage": 0.9}, 1),
    "no figure yesterday": ({"drift_mean": None, "drift_p95": 0.3, "coverage": 0.9}, 1),
    "not there yesterday": ({}, 3),
}


@pytest.mark.parametrize("name", BEFORE)
def test_no_worse_than_yesterday(name: str) -> None:
    before, reasons = BEFORE[name]
    answer = decide([tally(article(), before=before)], LIMITS)
    assert len(answer.reasons) == reasons


def test_pieces_of_one_file_count_as_one_article() -> None:
    pieces = [
        tally(article(finding(f"NAM00{n}", level), OMISSION), {f"NAM00{n}-{level}", "OMI001-minor"})
        for n, level in enumerate(("major", "critical"))
    ]
    fresh = [
        tally(article(finding(f"NAM00{n}", level), OMISSION))
        for n, level in enumerate(("major", "critical"))
    ]
    whole = joined(*fresh, {"drift_mean": 0.2, "drift_p95": 0.5, "coverage": None})
    assert whole.severities == {"major": 1, "critical": 1, "minor": 2}
    assert (whole.words, whole.omissions, whole.drift_mean, whole.coverage) == (200, 2, 0.2, None)
    assert [level for level, _ in whole.places] == ["critical", "major", "minor"]
    known = joined(*pieces, {})
    assert known.present == {"NAM000-major", "NAM001-critical", "OMI001-minor"}
    assert not known.severities


def test_an_article_without_words_has_a_score() -> None:
    assert tally(article(words=0)).score == 100
    assert tally({"target": {"path": "a"}, "findings": [], "scores": None}).score == 100
    assert tally(article(finding(severity="critical"), words=3)).score == 0


def test_several_unchecked_articles_are_counted() -> None:
    assert verdict(Gate(), failures=2).reasons[0].startswith("2 articles could not")
