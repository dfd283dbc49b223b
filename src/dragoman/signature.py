"""What a run depends on, in one line, so that its numbers can be compared and made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any


def signature(parts: Mapping[str, Any]) -> str:
    """Return ``name:value`` pairs joined by ``|``, as sacrebleu writes its signatures.

    >>> signature({"dragoman": "1.0", "model": "none"})
    'dragoman:1.0|model:none'
    """
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def libraries(*names: str) -> dict[str, str]:
    """Return the installed version of each library that results depend on."""
    return {name: version(name) for name in names}


def digest(value: Any, *, digits: int = 8) -> str:
    """Return hex digits of anything JSON-ready: settings are named, not spelled out.

    Eight tell apart what a reader compares; what is looked up by its name among many needs 32.
    """
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
