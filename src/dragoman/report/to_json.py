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
from dragoman.model import SEVERITIES, Report, Verdict
from dragoman.report.build import SCHEMA
from dragoman.report.files import write_atomic
from dragoman.report.pieces import joined
from dragoman.report.shape import check

_SPAN = {"start": int, "end": int, "line": int, "column": int, "text": str}
_SIDE = {"path": str, "lang": str}
_SENTENCE = {"start": int, "end": int, "line": int, "text": str, "role": str}
_BEAD = {
    "source": [int],
    "target": [int],
    "similarity?": (float, None),
    "drift": (float, None),
    "drift_reason?": (str, None),
    "source_gaps?": [_SPAN],
    "target_gaps?": [_SPAN],
    "words?": [lambda pair: _is_link(pair)],
}
_FINDING = {
    "code": str,
    "rule": str,
    "family": str,
    "severity": lambda value: value in SEVERITIES,
    "confidence": float,
    "message": str,
    "bead?": (int, None),
    "target": (_SPAN, None),
    "source": (_SPAN, None),
    "suggestions": [str],
    "evidence": dict,
    "fingerprint": str,
    "suppressed?": (str, None),
}
_SCORES = {
    "drift_mean": (float, None),
    "drift_p95": (float, None),
    "mqm_per_100_words": (float, None),
    "coverage": (float, None),
    "words?": int,
    "unjudged?": lambda value: isinstance(value, dict) and all(map(_is_count, value.values())),
}
_ARTICLE = {
    "id": str,
    "first_bead?": int,
    "source": (_SIDE, None),
    "target": _SIDE,
    "sentences": {"source": [_SENTENCE], "target": [_SENTENCE]},
    "alignment": [_BEAD],
    "findings": [_FINDING],
    "scores": _SCORES,
}
_RUN = {
    "signature?": str,
    "articles": [_ARTICLE],
    "failures?": [{"id": str, "path": str, "message": str}],
    "verdict?": ({"passed": bool, "exit_code": int, "reasons": [str]}, None),
    "summary?": (dict, None),
}


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
    if not isinstance(table, dict):
        raise InputError(f"{name}: not a run file: not a JSON object")
    if table.get("schema") != SCHEMA:
        raise InputError(
            f"{name}: schema {table.get('schema')!r}, this version reads {SCHEMA!r}; "
            "make the run again: dragoman check … --format json"
        )
    check(table, _RUN, name)
    for number, article in enumerate(table["articles"]):
        _check_indices(article, f"{name}.articles[{number}]")
    return Report(
        signature=table.get("signature", ""),
        articles=tuple(joined(table["articles"])),
        failures=tuple(table.get("failures", ())),
        verdict=_verdict(table.get("verdict")),
        summary=table.get("summary") or {},
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _parse(text: str, name: str) -> Any:
    """Parse one object, or JSON lines into the object they stand for."""
    head, _, rest = text.partition("\n")
    try:
        first = json.loads(head) if head.startswith('{"schema"') else None
    except ValueError:
        first = None
    lined = isinstance(first, dict) and "articles" not in first
    try:
        return _of_lines(first, rest.split("\n"), name) if lined else json.loads(text)
    except RecursionError as error:
        raise InputError(f"{name}: not a run file: nested too deeply") from error
    except ValueError as error:
        raise InputError(f"{name}: not a run file: not JSON ({error})") from error


def _of_lines(head: Any, lines: Iterable[str], name: str) -> dict[str, Any]:
    table: dict[str, Any] = {**head, "articles": [], "failures": []}
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise InputError(f"{name}: line {number} is not JSON ({error})") from error
        if not isinstance(entry, dict):
            raise InputError(f"{name}: line {number} must be an object")
        if "failure" in entry:
            table["failures"].append(entry["failure"])
        elif "verdict" in entry:
            table |= entry
        else:
            table["articles"].append(entry)
    return table


def _check_indices(article: Mapping[str, Any], where: str) -> None:
    """Raise unless every bead names sentences that exist."""
    known = {side: len(article["sentences"][side]) for side in ("source", "target")}
    for number, bead in enumerate(article["alignment"]):
        for side, count in known.items():
            if not all(0 <= index < count for index in bead[side]):
                raise InputError(
                    f"{where}.alignment[{number}].{side} names a sentence that does not exist"
                )


def _verdict(entry: Any) -> Verdict | None:
    if entry is None:
        return None
    return Verdict(
        passed=entry["passed"], exit_code=entry["exit_code"], reasons=tuple(entry["reasons"])
    )


def _is_link(pair: Any) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(end, list) and len(end) == 3 for end in pair)
        and all(_is_count(number) for end in pair for number in end)
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
