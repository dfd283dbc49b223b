"""Run rules over an article and turn their hits into findings."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.checks.rule import Context, Hit, Rule
from dragoman.checks.rules import all_rules
from dragoman.errors import UsageError
from dragoman.model import Article, Finding, Span

YIELDS: Mapping[str, frozenset[str]] = {
    # A finding of the key's family, or rule, gives way, on the same words, to one of these, which
    # says the same thing more precisely: "Genf" is an untranslated word, but it is an exonym first.
    "untranslated": frozenset({"name", "place", "institution", "title", "term", "false-friend"}),
    "name": frozenset({"place", "institution", "title"}),
    "inconsistency": frozenset({"name", "place", "institution", "title"}),
    "typography": frozenset({"number", "date", "unit", "untranslated"}),
    "number": frozenset({"date", "unit", "OMI003"}),
    "addition": frozenset({"duplicate", "untranslated"}),
    "omission": frozenset({"negation", "number"}),
    "OMI002": frozenset({"negation", "number", "OMI003"}),
    "OMI003": frozenset({"negation"}),
    "false-friend": frozenset({"institution", "title"}),
    "TTL005": frozenset({"TTL001", "TTL002", "TTL003"}),
}

WHOLE = frozenset({"DRF001"})
"""Rules that judge a sentence as a whole and give way to whatever explains what they saw."""

NEVER_EXPLAIN_DRIFT = frozenset({"typography", "inconsistency"})
"""Families that leave the meaning alone, so that a drift finding beside them stands."""


def select(codes: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Choose rules by code or prefix; no *codes* means all.

    Raises:
        UsageError: a code matches no rule; the message names the nearest one.
    """
    rules = all_rules()
    for asked in (*codes, *ignore):
        if not any(rule.code.startswith(asked) for rule in rules):
            known = [rule.code for rule in rules]
            near = difflib.get_close_matches(asked, known, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise UsageError(
                f"no rule has the code or prefix {asked!r}{hint} (see: dragoman rules)"
            )
    return tuple(
        rule
        for rule in rules
        if (not codes or any(rule.code.startswith(code) for code in codes))
        and not any(rule.code.startswith(code) for code in ignore)
    )


def check(
    article: Article,
    rules: Iterable[Rule] | None = None,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Finding, ...]:
    """Check *article* with *rules* (default: all) and return findings in reading order.

    *settings* maps rule codes to the user's settings. Rules that need a source are left out when
    there is none; rules for other source languages are left out too.
    """
    findings: list[Finding] = []
    for rule in fitting(article, rules if rules is not None else all_rules()):
        context = Context(settings={**rule.settings, **(settings or {}).get(rule.code, {})})
        findings += (_finding(article, rule, hit) for hit in rule.check(article, context))
    return tuple(_fingerprinted(article, sorted(_one_cause(findings), key=_reading_order)))


def fitting(article: Article, rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield those of *rules* that can say anything about *article*."""
    for rule in rules:
        if (article.source is not None or not rule.needs_source) and rule.speaks(
            article.source_lang
        ):
            yield rule


def _finding(article: Article, rule: Rule, hit: Hit) -> Finding:
    bead = hit.bead
    if bead is None and hit.target is not None:
        bead = article.bead_of_target.get(hit.target[0])
    if bead is None and hit.source is not None:
        bead = article.bead_of_source.get(hit.source[0])
    source = article.source
    return Finding(
        code=rule.code,
        rule=rule.name,
        family=rule.family,
        severity=hit.severity or rule.severity,
        confidence=round(hit.confidence, 3),
        message=hit.message,
        bead=None if bead is None else bead + article.first_bead,
        target=None if hit.target is None else article.target.span(*hit.target),
        source=None if hit.source is None or source is None else source.span(*hit.source),
        suggestions=hit.suggestions,
        safe=hit.safe and bool(hit.suggestions),
        evidence=dict(hit.evidence),
    )


def _overlap(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return False
    return one.start < other.end and other.start < one.end


def _one_cause(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Leave one finding per cause: the vaguer yields to the more precise on the same words."""
    explained = {
        finding.bead
        for finding in findings
        if finding.family not in NEVER_EXPLAIN_DRIFT
        and finding.code not in WHOLE
        and not finding.advisory
        and finding.severity != "minor"
    }
    for finding in findings:
        if finding.code in WHOLE and finding.bead is not None and finding.bead in explained:
            continue
        stronger = YIELDS.get(finding.code, YIELDS.get(finding.family, frozenset()))
        if any(
            (other.family in stronger or other.code in stronger)
            and other.confidence >= min(finding.confidence, 0.5)
            and (
                _overlap(finding.target, other.target)
                or (finding.target is None and _overlap(finding.source, other.source))
            )
            for other in findings
        ):
            continue
        yield finding


def _reading_order(finding: Finding) -> tuple[int, int, str]:
    place = finding.target or finding.source
    bead = finding.bead if finding.bead is not None else -1
    return (place.start if finding.target and place else bead, bead, finding.code)


def _fingerprinted(article: Article, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Name each finding by what it says, not by where it stands.

    The fingerprint covers the article, the rule, the words on both sides and, where those repeat,
    the running number of the repetition; it survives edits elsewhere in the text.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        key = (
            article.id,
            finding.code,
            finding.target.text if finding.target else "",
            finding.source.text if finding.source else "",
        )
        digest = hashlib.sha256("\x1f".join((*key, str(seen[key]))).encode()).hexdigest()
        seen[key] += 1
        yield replace(finding, fingerprint=digest[:16])
