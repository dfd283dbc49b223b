"""A run as SARIF 2.1.0 (OASIS standard, errata 01), for code scanning and editors.

Columns and offsets count code points (``columnKind``). A finding that has words on both sides
points at the translation and relates to the source; an omission points at the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from dragoman import __version__
from dragoman.config import COMMENT
from dragoman.model import ADVISORY_BELOW, Report
from dragoman.report.facts import RuleHelp, Rules, path_of, rank, safe_text, side_of

Json = Mapping[str, Any]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

LEVELS = {"critical": "error", "major": "warning", "minor": "note"}


def render(
    report: Report, *, rules: Rules | None = None, baseline: Collection[str] | None = None
) -> Iterator[str]:
    """Yield the run as one SARIF log.

    *rules* gives the help texts. With a *baseline* (fingerprints known before) every result says
    whether it is new; None means that there is no baseline to tell by.
    """
    helps = {code: RuleHelp(*rules[code]) for code in rules} if rules else {}
    found = [(article, one) for article in report.articles for one in article["findings"]]
    found.sort(key=lambda pair: rank(pair[1]))  # readers that cut a long log cut its end
    names = {one["code"]: one["rule"] for _, one in found}
    codes = sorted({*helps, *names})
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "dragoman",
                "version": __version__,
                "rules": [_rule(code, names.get(code), helps.get(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(article, one, index, baseline) for article, one in found],
        "properties": {"signature": report.signature},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _rule(code: str, name: str | None, text: RuleHelp | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": code, "name": text.name if text else name}
    if text is not None:
        entry["shortDescription"] = {"text": text.summary}
        entry["fullDescription"] = {"text": text.summary}
        entry["help"] = {"text": text.page, "markdown": text.page}
    return entry


def _result(
    article: Json, finding: Json, index: Mapping[str, int], baseline: Collection[str] | None
) -> dict[str, Any]:
    side = side_of(finding)
    advisory = finding["confidence"] < ADVISORY_BELOW
    result: dict[str, Any] = {
        "ruleId": finding["code"],
        "ruleIndex": index[finding["code"]],
        "level": "note" if advisory else LEVELS[finding["severity"]],
        "rank": round(100 * finding["confidence"], 1),
        "message": {"text": _message(finding)},
        "locations": [_location(path_of(article, finding), finding[side])],
        # GitHub follows an alert through edits by the second of these alone.
        "partialFingerprints": {
            "dragoman/v1": finding["fingerprint"],
            "primaryLocationLineHash": f"{finding['fingerprint']}:1",
        },
        "properties": {
            "severity": finding["severity"],
            "family": finding["family"],
            "confidence": finding["confidence"],
            "advisory": advisory,
            "article": article["id"],
            "suggestions": finding["suggestions"],
        },
    }
    if side == "target" and finding["source"] is not None and article["source"] is not None:
        related = _location(article["source"]["path"], finding["source"])
        result["relatedLocations"] = [{**related, "id": 1, "message": {"text": "the source"}}]
    if baseline is not None:
        known = finding["fingerprint"] in baseline
        result["baselineState"] = "unchanged" if known else "new"
    if finding.get("suppressed") is not None:
        reason = finding["suppressed"] or "no reason given"
        result["suppressions"] = [
            {
                "kind": "inSource" if reason == COMMENT else "external",
                "status": "accepted",
                "justification": reason,
            }
        ]
    if finding.get("safe") and (fix := _fix(article, finding)) is not None:
        result["fixes"] = [fix]
    return result


def _message(finding: Json) -> str:
    """Return the message with its suggestions, and nothing in it that reads as a SARIF link."""
    text = safe_text(finding["message"])
    if finding["suggestions"]:
        text += ". Try: " + " or ".join(f"“{safe_text(one)}”" for one in finding["suggestions"])
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", text)


def _location(path: str, span: Json | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(path)}}
    if span is not None:
        place["region"] = {**_region(span), "snippet": {"text": span["text"]}}
    return {"physicalLocation": place}


def uri(path: str) -> str:
    """Return a file's path as a URI reference.

    >>> uri("out/a b.txt"), uri("C:\\\\out\\\\a.txt"), uri("/tmp/a#1.txt")
    ('out/a%20b.txt', 'file:///C:/out/a.txt', 'file:///tmp/a%231.txt')
    """
    plain = path.replace("\\", "/")
    if re.match(r"[A-Za-z]:/", plain):
        return "file:///" + plain[:2] + quote(plain[2:])
    quoted = quote(plain, errors="replace")
    return f"file://{quoted}" if plain.startswith("/") else quoted


def _region(span: Json) -> dict[str, int]:
    region = {
        "startLine": span["line"],
        "startColumn": span["column"],
        "charOffset": span["start"],
        "charLength": span["end"] - span["start"],
    }
    return {**region, **_end(span)}


def _end(span: Json) -> dict[str, int]:
    """Return where a span ends, if its words are the file's own (in markup they are cleaned)."""
    text = span["text"]
    if len(text) != span["end"] - span["start"]:
        return {}
    lines = re.split(r"\r\n|\r|\n", text)
    last = len(lines[-1]) + 1
    column = span["column"] + len(text) if len(lines) == 1 else last
    return {"endLine": span["line"] + len(lines) - 1, "endColumn": column}


def _fix(article: Json, finding: Json) -> dict[str, Any] | None:
    """Return the first suggestion as a replacement, where the words are the file's own."""
    span = finding["target"]
    if span is None or not finding["suggestions"] or not _end(span):
        return None
    text = finding["suggestions"][0]
    change = {
        "artifactLocation": {"uri": uri(article["target"]["path"])},
        "replacements": [{"deletedRegion": _region(span), "insertedContent": {"text": text}}],
    }
    return {"description": {"text": f"Write “{safe_text(text)}”"}, "artifactChanges": [change]}


def _invocation(report: Report) -> dict[str, Any]:
    notes = [
        {
            "level": "error",
            "message": {"text": safe_text(failure["message"])},
            "locations": [_location(failure["path"], None)],
        }
        for failure in report.failures
    ]
    entry: dict[str, Any] = {"executionSuccessful": not notes}
    if report.verdict is not None:
        entry["exitCode"] = report.verdict.exit_code
        if report.verdict.reasons:
            entry["exitCodeDescription"] = "; ".join(map(safe_text, report.verdict.reasons))
    if notes:
        entry["toolExecutionNotifications"] = notes
    return entry
