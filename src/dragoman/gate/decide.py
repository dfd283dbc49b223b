"""The verdict: a pure function of what was found and what is allowed.

An article is first counted (``tally``), which keeps a few numbers and no text, so that a corpus of
any size can be decided in one pass; ``decide`` then holds the counts against the policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from dragoman.config import Gate
from dragoman.model import ADVISORY_BELOW, MQM_WEIGHTS, SEVERITIES, Verdict

Json = Mapping[str, Any]

SHOWN = 3
"""How many places a reason names; the report lists them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One article in counts: what of it the gate looks at.

    ``severities`` and ``codes`` count the findings that count: confident, not suppressed, not in
    the baseline. ``places`` names them for the reasons, most severe first.
    """

    path: str
    severities: Mapping[str, int]
    codes: Mapping[str, int]
    places: Sequence[tuple[str, str]]
    words: int
    drift_mean: float | None = None
    drift_p95: float | None = None
    coverage: float | None = None
    omissions: int = 0
    known: Collection[str] = field(default_factory=frozenset)

    @property
    def score(self) -> float:
        """Quality score: 100 − MQM penalty points per 100 words, not below 0."""
        penalty = sum(MQM_WEIGHTS[level] * self.severities.get(level, 0) for level in SEVERITIES)
        return max(0.0, 100.0 - 100.0 * penalty / max(self.words, 1))


def counts(finding: Json, baseline: Collection[str] = frozenset()) -> bool:
    """Tell whether a finding counts: confident, not suppressed, not known before."""
    return (
        finding["confidence"] >= ADVISORY_BELOW
        and not finding.get("suppressed")
        and finding["fingerprint"] not in baseline
    )


def tally(article: Json, baseline: Collection[str] = frozenset()) -> Tally:
    """Count one article of a run; findings whose fingerprint is in *baseline* do not count."""
    counted = [finding for finding in article["findings"] if counts(finding, baseline)]
    path = article["target"]["path"]
    ranked = sorted(counted, key=lambda finding: -SEVERITIES.index(finding["severity"]))
    scores = article.get("scores") or {}
    return Tally(
        path=path,
        severities=Counter(finding["severity"] for finding in counted),
        codes=Counter(finding["code"] for finding in counted),
        places=[(finding["severity"], _place(path, finding)) for finding in ranked],
        words=scores.get("words") or 0,
        drift_mean=scores.get("drift_mean"),
        drift_p95=scores.get("drift_p95"),
        coverage=scores.get("coverage"),
        omissions=sum(finding["family"] == "omission" for finding in counted),
        known={
            finding["fingerprint"]
            for finding in article["findings"]
            if finding["fingerprint"] in baseline
        },
    )


def _place(path: str, finding: Json) -> str:
    span = finding.get("target") or finding.get("source") or {}
    return f"{path}:{span.get('line', 1)} {finding['code']}"


def decide(tallies: Iterable[Tally], policy: Gate, *, failures: int = 0) -> Verdict:
    """Hold *tallies* against *policy*.

    Articles whose path matches a glob of ``policy.paths`` are held against that gate instead, the
    first that matches. *failures* is how many articles could not be checked at all: then the exit
    code is 2, whatever else holds, since "passed" would be said of text nobody looked at.
    """
    groups: dict[str, list[Tally]] = {}
    for item in tallies:
        glob = next((glob for glob in policy.paths if fnmatchcase(item.path, glob)), "")
        groups.setdefault(glob, []).append(item)
    reasons = [
        f"{reason} [{glob}]" if glob else reason
        for glob, group in groups.items()
        for reason in _reasons(group, policy.paths[glob] if glob else policy)
    ]
    if failures:
        what = "article" if failures == 1 else "articles"
        reasons.append(f"{failures} {what} could not be checked; mend or leave out what is listed")
    code = 2 if failures else int(bool(reasons))
    return Verdict(passed=code == 0, exit_code=code, reasons=tuple(reasons))


def _reasons(group: Sequence[Tally], gate: Gate) -> Iterator[str]:
    yield from _by_severity(group, gate)
    yield from _by_count(group, gate)
    for item in group:
        yield from _by_article(item, gate)


def _by_severity(group: Sequence[Tally], gate: Gate) -> Iterator[str]:
    if gate.fail_on is None:
        return
    levels = SEVERITIES[SEVERITIES.index(gate.fail_on) :]
    places = [place for item in group for level, place in item.places if level in levels]
    if places:
        named = ", ".join(places[:SHOWN]) + (", …" if len(places) > SHOWN else "")
        worst = "critical" if gate.fail_on == "critical" else f"{gate.fail_on} or worse"
        noun = "finding" if len(places) == 1 else "findings"
        yield f"{len(places)} {noun} of severity {worst}, 0 allowed: {named}"


def _by_count(group: Sequence[Tally], gate: Gate) -> Iterator[str]:
    for level in SEVERITIES:
        allowed = getattr(gate, f"max_{level}")
        found = sum(item.severities.get(level, 0) for item in group)
        if allowed is not None and found > allowed:
            yield f"{found} {level} findings, {allowed} allowed"
    for prefix, allowed in gate.rules.items():
        found = sum(
            number
            for item in group
            for code, number in item.codes.items()
            if code.startswith(prefix)
        )
        if found > allowed:
            yield f"{found} findings of {prefix}, {allowed} allowed"


def _by_article(item: Tally, gate: Gate) -> Iterator[str]:
    if gate.min_score is not None and item.score < gate.min_score:
        yield f"{item.path}: score {item.score:.1f}, at least {gate.min_score:g} asked"
    for name, value, limit in (
        ("mean drift", item.drift_mean, gate.max_drift),
        ("95th percentile of drift", item.drift_p95, gate.max_drift_p95),
    ):
        if limit is not None and value is not None and value > limit:
            yield f"{item.path}: {name} {value:.3f}, at most {limit:g} allowed"
    if gate.max_omissions is not None and item.omissions > gate.max_omissions:
        yield f"{item.path}: {item.omissions} omissions, {gate.max_omissions} allowed"
    if (
        gate.min_coverage is not None
        and item.coverage is not None
        and item.coverage < gate.min_coverage
    ):
        yield f"{item.path}: coverage {item.coverage:.3f}, at least {gate.min_coverage:g} asked"
