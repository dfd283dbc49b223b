"""What a run must look like to be read: the shapes of ``dragoman.run/1``, whatever form it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.errors import InputError
from dragoman.model import SEVERITIES
from dragoman.report.build import SCHEMA
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
_FAILURE = {"id": str, "path": str, "message": str}
_HEAD = {
    "signature?": str,
    "verdict?": ({"passed": bool, "exit_code": int, "reasons": [str]}, None),
    "summary?": (dict, None),
}


def check_schema(value: Any, name: str) -> None:
    """Raise unless *value* is the schema this version reads.

    Raises:
        InputError: it is another; *name* stands before what is wrong.
    """
    if value != SCHEMA:
        raise InputError(
            f"{name}: schema {value!r}, this version reads {SCHEMA!r}; "
            "make the run again: dragoman check … --format json"
        )


def check_article(article: Any, where: str) -> None:
    """Raise unless *article* has the shape of one, and its beads name sentences that exist."""
    check(article, _ARTICLE, where)
    known = {side: len(article["sentences"][side]) for side in ("source", "target")}
    for number, bead in enumerate(article["alignment"]):
        for side, count in known.items():
            if not all(0 <= index < count for index in bead[side]):
                raise InputError(
                    f"{where}.alignment[{number}].{side} names a sentence that does not exist"
                )


def check_failure(failure: Any, where: str) -> None:
    """Raise unless *failure* tells which article could not be checked, and why."""
    check(failure, _FAILURE, where)


def check_head(head: Mapping[str, Any], name: str) -> None:
    """Raise unless what a run says beside its articles has its shape."""
    check_schema(head.get("schema"), name)
    check(head, _HEAD, name)


def _is_link(pair: Any) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(end, list) and len(end) == 3 for end in pair)
        and all(_is_count(number) for end in pair for number in end)
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
