"""Compare a report with its gold file; a mismatch is saved beside it, to look at and to adopt."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

GOLD = Path(__file__).parent / "gold"

Scrubs = Sequence[tuple[str, str]]


def compare(name: str, text: str, scrubs: Scrubs = ()) -> None:
    """Assert that *text* is what ``gold/NAME`` holds, after *scrubs* (pattern, replacement).

    With DRAGOMAN_GOLD=write in the environment the gold file is written instead.
    """
    for pattern, replacement in scrubs:
        text = re.sub(pattern, replacement, text, flags=re.S)
    gold, actual = GOLD / name, GOLD / f"{name}.actual"
    if os.environ.get("DRAGOMAN_GOLD") == "write":
        gold.parent.mkdir(exist_ok=True)
        gold.write_text(text, encoding="utf-8")
        return
    wanted = gold.read_text(encoding="utf-8") if gold.exists() else None
    if wanted == text:
        actual.unlink(missing_ok=True)
        return
    actual.write_text(text, encoding="utf-8")
    raise AssertionError(
        f"{name} differs from its gold file: diff {gold} {actual}; "
        "if the new one is right: DRAGOMAN_GOLD=write pytest tests/report"
    )
