"""The table of ``dragoman.toml`` that silences a finding, for a reader to copy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from dragoman.report.facts import safe_text, shown, side_of

Json = Mapping[str, Any]

LONG_WORDS = 80
"""Characters above which a suppression names a fingerprint: nobody keeps a whole sentence up to
date in a configuration, and it would have to be quoted to the letter."""


def suppression(article: Json, finding: Json) -> str:
    """Return the table of ``dragoman.toml`` that silences a finding; the reason is left to fill in.

    It names the words found, so that the same words are silenced everywhere in the file; where
    there are none, or too many, the fingerprint.
    """
    span = finding[side_of(finding)]
    words = span["text"] if span else ""
    keys = {"code": safe_text(finding["code"]), "path": _glob(article["target"]["path"])}
    if words and len(words) <= LONG_WORDS and safe_text(words) == words:
        keys["text"] = _glob(words)
    else:
        keys["fingerprint"] = safe_text(finding["fingerprint"])
    keys["reason"] = ""
    # A JSON string without control characters is a TOML basic string.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items())
    return "\n".join(("[[suppress]]", *lines)) + "\n"


def _glob(text: str) -> str:
    """Quote *text* for fnmatch, whose only escape is a set of one.

    Characters that steer display, which a reader could not check, match any.
    """
    plain = "".join(char if shown(char) == char else "\0" for char in text)
    return re.sub(r"([*?\[])", r"[\1]", plain).replace("\0", "?")
