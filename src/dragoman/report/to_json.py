"""The run file, as one JSON object or as JSON lines, and the way back.

JSON lines: a head with schema and signature, a line per article, a line per failure and the
verdict last. It is what a run of any size can write as it goes; one article of a large bilingual
file may take several lines with the same id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Report, Verdict
from dragoman.report.build import SCHEMA, joined
from dragoman.report.files import write_atomic

_ARTICLE: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "source": (dict, type(None)),
    "target": dict,
    "sentences": dict,
    "alignment": list,
    "findings": list,
    "scores": dict,
}
_FINDING: Mapping[str, type | tuple[type, ...]] = {
    "code": str,
    "rule": str,
    "family": str,
    "severity": str,
    "confidence": (int, float),
    "message": str,
    "target": (dict, type(None)),
    "source": (dict, type(None)),
    "suggestions": list,
    "evidence": dict,
    "fingerprint": str,
}
_SPAN: Mapping[str, type] = {"start": int, "end": int, "line": int, "column": int, "text": str}
_SENTENCE: Mapping[str, type] = {"start": int, "end": int, "line": int, "text": str, "role": str}


def dumps(report: Report) -> str:
    """Return the run file: the same report gives the same bytes."""
    return "".join(render(report))


def render(report: Report) -> Iterator[str]:
    """Yield the run file piece by piece, an article at a time."""
    yield f'{{"schema": {_text(SCHEMA)},\n "signature": {_text(report.signature)},\n'
    if report.verdict is not None:
        yield f' "verdict": {_text(verdict_json(report.verdict))},\n'
    if report.summary:
        yield f' "summary": {_text(dict(report.summary))},\n'
    yield ' "articles": ['
    comma = "\n  "
    for article in joined(report.articles):
        yield comma + _text(article)
        comma = ",\n  "
    yield "]"
    if report.failures:
        yield f',\n "failures": {_text([dict(failure) for failure in report.failures])}'
    yield "}\n"


def render_lines(report: Report) -> Iterator[str]:
    """Yield the run as JSON lines; needs no more memory than one article takes."""
    yield _text({"schema": SCHEMA, "signature": report.signature}) + "\n"
    for article in report.articles:
        yield _text(dict(article)) + "\n"
    for failure in report.failures:
        yield _text({"failure": dict(failure)}) + "\n"
    if report.verdict is not None:
        tail: dict[str, Any] = {"verdict": verdict_json(report.verdict)}
        if report.summary:
            tail["summary"] = dict(report.summary)
        yield _text(tail) + "\n"


def write(report: Report, path: Path, *, lines: bool = False) -> None:
    """Write the run file, or with *lines* the JSON lines, to *path*, whole or not at all."""
    write_atomic(path, render_lines(report) if lines else render(report))


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return the run file's object for a verdict."""
    return {
        "passed": verdict.passed,
        "exit_code": verdict.exit_code,
        "reasons": list(verdict.reasons),
    }


def load(path: Path) -> Report:
    """Read a run file, in either form.

    Raises:
        InputError: missing, not JSON, of another schema, or with a value of the wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot read the run: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not a run file: not UTF-8") from error
    return loads(text, name=str(path))


def loads(text: str, *, name: str = "run") -> Report:
    """Read a run from text; *name* stands before what is wrong in errors.

    Raises:
        InputError: as ``load``.
    """
    table = _parse(text, name)
    _wanted(isinstance(table, dict), name, "not a run file: not a JSON object")
    if table.get("schema") != SCHEMA:
        raise InputError(
            f"{name}: schema {table.get('schema')!r}, this version reads {SCHEMA!r}; "
            "make the run again: dragoman check … --format json"
        )
    articles = table.get("articles", [])
    _wanted(isinstance(articles, list), name, "articles must be a list")
    for number, article in enumerate(articles):
        _check_article(article, f"{name}: articles[{number}]")
    return Report(
        signature=str(table.get("signature", "")),
        articles=tuple(joined(articles)),
        failures=tuple(_failures(table.get("failures", []), name)),
        verdict=_verdict(table.get("verdict"), name),
        summary=table.get("summary") or {},
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _parse(text: str, name: str) -> Any:
    """Parse one object, or JSON lines into the object they stand for."""
    head, _, rest = text.partition("\n")
    try:
        first = json.loads(head)
    except ValueError:
        first = None
    lined = isinstance(first, dict) and "schema" in first and "articles" not in first
    try:
        return _of_lines(first, rest.split("\n"), name) if lined else json.loads(text)
    except RecursionError as error:
        raise InputError(f"{name}: not a run file: nested too deeply") from error
    except ValueError as error:
        raise InputError(f"{name}: not a run file: not JSON ({error})") from error


def _of_lines(head: dict[str, Any], lines: Iterable[str], name: str) -> dict[str, Any]:
    table: dict[str, Any] = {**head, "articles": [], "failures": []}
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise InputError(f"{name}: line {number} is not JSON ({error})") from error
        _wanted(isinstance(entry, dict), name, f"line {number} must be an object")
        if "failure" in entry:
            table["failures"].append(entry["failure"])
        elif "verdict" in entry:
            table |= entry
        else:
            table["articles"].append(entry)
    return table


def _check_article(article: Any, where: str) -> None:
    _shape(article, _ARTICLE, where)
    for side in ("source", "target"):
        if article[side] is not None:
            _shape(article[side], {"path": str, "lang": str}, f"{where}.{side}")
        sentences = article["sentences"].get(side)
        _wanted(isinstance(sentences, list), where, f"sentences.{side} must be a list")
        for number, sentence in enumerate(sentences):
            _shape(sentence, _SENTENCE, f"{where}.sentences.{side}[{number}]")
    for number, bead in enumerate(article["alignment"]):
        _check_bead(bead, article["sentences"], f"{where}.alignment[{number}]")
    for number, finding in enumerate(article["findings"]):
        _check_finding(finding, f"{where}.findings[{number}]")


def _check_bead(bead: Any, sentences: Mapping[str, Any], where: str) -> None:
    _shape(bead, {"source": list, "target": list}, where)
    for side in ("source", "target"):
        known = range(len(sentences[side]))
        _wanted(
            all(isinstance(index, int) and index in known for index in bead[side]),
            where,
            f"{side} names a sentence that does not exist",
        )


def _check_finding(finding: Any, where: str) -> None:
    _shape(finding, _FINDING, where)
    if finding["severity"] not in ("minor", "major", "critical"):
        raise InputError(f"{where}: unknown severity {finding['severity']!r}")
    for side in ("source", "target"):
        if finding[side] is not None:
            _shape(finding[side], _SPAN, f"{where}.{side}")


def _shape(value: Any, wanted: Mapping[str, type | tuple[type, ...]], where: str) -> None:
    _wanted(isinstance(value, dict), where, "must be an object")
    for key, kind in wanted.items():
        _wanted(key in value, where, f"{key} is missing")
        right = isinstance(value[key], kind) and not isinstance(value[key], bool)
        _wanted(right, where, f"{key} has a value of the wrong type")


def _failures(entries: Any, name: str) -> Iterator[Mapping[str, str]]:
    _wanted(isinstance(entries, list), name, "failures must be a list")
    for entry in entries:
        _shape(entry, {"id": str, "path": str, "message": str}, f"{name}: failures")
        yield entry


def _verdict(entry: Any, name: str) -> Verdict | None:
    if entry is None:
        return None
    _wanted(isinstance(entry, dict), name, "verdict must be an object")
    reasons = entry.get("reasons", [])
    right = isinstance(entry.get("passed"), bool) and isinstance(entry.get("exit_code"), int)
    _wanted(right and isinstance(reasons, list), name, "verdict needs passed and exit_code")
    return Verdict(
        passed=entry["passed"],
        exit_code=entry["exit_code"],
        reasons=tuple(str(reason) for reason in reasons),
    )


def _wanted(right: bool, where: str, complaint: str) -> None:
    if not right:
        raise InputError(f"{where}: {complaint}")
