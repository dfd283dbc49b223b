"""The verdict: a pure function of what was found and what is allowed.

An article is first counted (``tally``), which keeps a few numbers and no text, so that a corpus of
any size can be decided in one pass; ``decide`` then holds the counts against the policy. Each
reason is one line: what was found, what is allowed, and what would pass.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.config import Gate
from dragoman.gate.globs import matches
from dragoman.model import (
    SEVERITIES,
    Severity,
    Verdict,
    penalty_per_100_words,
)
from dragoman.standing import counts

Json = Mapping[str, Any]

SHOWN = 3
"""How many places a reason names; the report lists them all."""

NO_WORSE = 0.001
"""How much worse a score may be and still count as no worse than before. The last of the four
digits of a score differs between processors; what a person could see starts at .01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One article in counts: what of it the gate looks at.

    ``severities`` and ``codes`` count the findings that count: confident, not suppressed, not in
    the baseline. ``places`` names the worst few for the reasons. ``before`` are the article's
    scores in the run that this one must not be worse than, if there is one.
    """

    path: str
    id: str = ""
    severities: Mapping[Severity, int]
    codes: Mapping[str, int]
    places: Sequence[tuple[str, str]]
    words: int
    drift_mean: float | None = None
    drift_p95: float | None = None
    coverage: float | None = None
    omissions: int = 0
    present: Collection[str] = field(default_factory=frozenset)
    before: Json = field(default_factory=dict)

    @property
    def score(self) -> float:
        """Quality score: 100 − MQM penalty points per 100 words, not below 0."""
        found = Counter(self.severities).elements()
        return max(0.0, 100.0 - penalty_per_100_words(found, self.words))


def tally(
    article: Json, baseline: Collection[str] = frozenset(), *, before: Json | None = None
) -> Tally:
    """Count one article of a run; findings whose fingerprint is in *baseline* do not count.

    ``present`` are those of its fingerprints that *baseline* has. *before* are the article's
    scores in an earlier run.
    """
    counted = [finding for finding in article["findings"] if counts(finding, baseline)]
    path = article["target"]["path"]
    ranked = sorted(counted, key=lambda finding: -SEVERITIES.index(finding["severity"]))
    scores = article.get("scores") or {}
    return Tally(
        path=path,
        id=article.get("id", ""),
        severities=Counter(finding["severity"] for finding in counted),
        codes=Counter(finding["code"] for finding in counted),
        places=[(finding["severity"], _place(path, finding)) for finding in ranked[:SHOWN]],
        words=scores.get("words") or 0,
        drift_mean=scores.get("drift_mean"),
        drift_p95=scores.get("drift_p95"),
        coverage=scores.get("coverage"),
        omissions=sum(finding["family"] == "omission" for finding in counted),
        present={finding["fingerprint"] for finding in article["findings"]} & set(baseline),
        before=before or {},
    )


def joined(one: Tally, other: Tally, scores: Json) -> Tally:
    """Return the tally of an article that came in two pieces; *scores* are those of the whole."""
    places = sorted((*one.places, *other.places), key=lambda each: -SEVERITIES.index(each[0]))
    return replace(
        one,
        severities=Counter(one.severities) + Counter(other.severities),
        codes=Counter(one.codes) + Counter(other.codes),
        places=places[:SHOWN],
        words=one.words + other.words,
        drift_mean=scores.get("drift_mean"),
        drift_p95=scores.get("drift_p95"),
        coverage=scores.get("coverage"),
        omissions=one.omissions + other.omissions,
        present={*one.present, *other.present},
    )


def _place(path: str, finding: Json) -> str:
    span = finding.get("target") or finding.get("source") or {}
    return f"{path}:{span.get('line', 1)} {finding['code']}"


# ------------------------------------------------------------------------------------ deciding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Articles that are held against one gate, and the path glob that chose it, "" for none."""

    tallies: Sequence[Tally]
    gate: Gate
    glob: str

    def setting(self, key: str, value: str, *, of: str = "") -> str:
        """Say where a threshold is set so that this would pass: a flag, or a table of paths."""
        if self.glob:
            return f'{key}{"." + of if of else ""} = {value} under [gate.paths."{self.glob}"]'
        flag = "max-rule" if key == "rules" else key.replace("_", "-")
        return f"--{flag} {of}={value}" if of else f"--{flag} {value}"


def decide(tallies: Iterable[Tally], policy: Gate, *, failures: int = 0) -> Verdict:
    """Hold *tallies* against *policy*.

    Articles whose path matches a glob of ``policy.paths`` are held against that gate instead, the
    first that matches, and counted apart. *failures* is how many articles could not be checked at
    all: then the exit code is 2, whatever else holds, since "passed" would be said of text nobody
    looked at.
    """
    groups: dict[str, list[Tally]] = {}
    for item in tallies:
        glob = next((glob for glob in policy.paths if matches(item.path, glob)), "")
        groups.setdefault(glob, []).append(item)
    reasons = [
        reason
        for glob, group in groups.items()
        for reason in _reasons(_Held(tallies=group, gate=policy.at(glob), glob=glob))
    ]
    if failures:
        what = _plural(failures, "article")
        reasons.append(f"{what} could not be checked; mend or leave out what is listed")
    code = 2 if failures else int(bool(reasons))
    return Verdict(passed=code == 0, exit_code=code, reasons=tuple(reasons))


def _reasons(held: _Held) -> Iterator[str]:
    yield from _by_severity(held)
    yield from _by_count(held)
    for limit in _LIMITS:
        yield from _by_article(held, limit)


def _by_severity(held: _Held) -> Iterator[str]:
    if held.gate.fail_on is None:
        return
    levels = SEVERITIES[SEVERITIES.index(held.gate.fail_on) :]
    counted = Counter[str]()
    for item in held.tallies:
        counted.update({level: item.severities.get(level, 0) for level in levels})
    total = counted.total()
    if not total:
        return
    places = [place for item in held.tallies for level, place in item.places if level in levels]
    worst = next(level for level in reversed(levels) if counted[level])
    milder = (*SEVERITIES, "never")[SEVERITIES.index(worst) + 1]
    asked = "critical" if held.gate.fail_on == "critical" else f"{held.gate.fail_on} or worse"
    named = ", ".join(places[:SHOWN]) + (", …" if total > SHOWN else "")
    value = f'"{milder}"' if held.glob else milder
    yield (
        f"{_plural(total, 'finding')} of severity {asked}, 0 allowed: {named}; passes when "
        f"mended or suppressed, or with {held.setting('fail_on', value)}"
    )


def _by_count(held: _Held) -> Iterator[str]:
    for level in SEVERITIES:
        found = sum(item.severities.get(level, 0) for item in held.tallies)
        allowed = getattr(held.gate, f"max_{level}")
        if allowed is not None and found > allowed:
            way = held.setting(f"max_{level}", str(found))
            yield _too_many(_plural(found, f"{level} finding"), found - allowed, allowed, way)
    for prefix, allowed in held.gate.rules.items():
        found = sum(
            number
            for item in held.tallies
            for code, number in item.codes.items()
            if code.startswith(prefix)
        )
        if found > allowed:
            way = held.setting("rules", str(found), of=prefix)
            yield _too_many(
                f"{_plural(found, 'finding')} of {prefix}", found - allowed, allowed, way
            )


def _too_many(what: str, excess: int, allowed: int, way: str) -> str:
    verb = "is" if excess == 1 else "are"
    return (
        f"{what}, {allowed} allowed; passes when {excess} {verb} mended or suppressed, "
        f"or with {way}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """A threshold on a figure of each article: a ceiling, or with ``floor`` the least asked."""

    key: str
    name: str
    digits: int
    value: Callable[[Tally], float | None]
    floor: bool = False

    def broken(self, item: Tally, limit: float) -> bool:
        """Tell whether *item* breaks the limit, and worse than it did before."""
        value = self.value(item)
        if value is None or not self._beyond(value, limit):
            return False
        before = item.before.get(_BEFORE.get(self.key, ""))
        slack = -NO_WORSE if self.floor else NO_WORSE
        return before is None or self._beyond(value, before + slack)

    def _beyond(self, value: float, limit: float) -> bool:
        return value < limit if self.floor else value > limit

    def passing(self, worst: float) -> str:
        """Return the strictest limit, in the digits shown, that *worst* would keep."""
        scale = 10**self.digits
        tidy = round(worst * scale, 6)  # .1 * 1000 is 100.00000000000001
        whole = math.floor(tidy) if self.floor else math.ceil(tidy)
        return f"{whole / scale:g}"


_LIMITS = (
    _Limit(key="min_score", name="score", digits=1, value=lambda item: item.score, floor=True),
    _Limit(key="max_drift", name="mean drift", digits=3, value=lambda item: item.drift_mean),
    _Limit(
        key="max_drift_p95", name="95th percentile of drift", digits=3,
        value=lambda item: item.drift_p95,
    ),
    _Limit(key="max_omissions", name="omissions", digits=0, value=lambda item: item.omissions),
    _Limit(
        key="min_coverage", name="coverage", digits=3, value=lambda item: item.coverage, floor=True
    ),
)  # fmt: skip

_BEFORE = {"max_drift": "drift_mean", "max_drift_p95": "drift_p95", "min_coverage": "coverage"}
"""The score to compare with an earlier run's. The others count findings, of which those known
before are left out already."""


def _by_article(held: _Held, limit: _Limit) -> Iterator[str]:
    asked = getattr(held.gate, limit.key)
    if asked is None:
        return
    broken = [
        (value, item.path)
        for item in held.tallies
        if limit.broken(item, asked) and (value := limit.value(item)) is not None
    ]
    if not broken:
        return
    broken.sort(key=lambda each: (each[0] if limit.floor else -each[0], each[1]))
    named = ", ".join(f"{path} {value:.{limit.digits}f}" for value, path in broken[:SHOWN])
    more = ", …" if len(broken) > SHOWN else ""
    side, bound = ("below", "least") if limit.floor else ("above", "most")
    way = held.setting(limit.key, limit.passing(broken[0][0]))
    yield (
        f"{limit.name} {side} {asked:g} in {_plural(len(broken), 'article')}: {named}{more}; "
        f"passes at {asked:g} at {bound}, or with {way}"
    )


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
