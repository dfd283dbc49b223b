"""Measure names in sentences: ``python -m tests.benchmarks.measure_context [--fourth] [--held]``.

Prints for ``names_context.tsv``, by language, how many people left in the source's spelling are
found (a NAM finding of .5 and more upon the name), how many read right after applying the first
suggestions, and how many of the rightly kept names are flagged, each with its Wilson interval. The
blind half, at the start of the round and at its end: found 53 and 65 of 68, first suggestion right
in 46 and 56, others flagged 3 and 4 of 60. Its rows were looked at after that, so it is blind no
more. ``--fourth`` takes ``names_fourth.tsv`` instead, written later and run first on the commit
that follows the one that added it: found 98 of 104, first suggestion right in 93, others flagged 9
of 52 (in its half "held" 53 of 55, 50, 5 of 26). ``--show`` names what went wrong. The half "held"
is measured with ``--held`` and never shown.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import sqrt
from pathlib import Path

from dragoman.checks.rules import all_rules
from dragoman.checks.run import check
from dragoman.model import Finding
from tests.checks.harness import article_of

LIST = Path(__file__).with_name(
    "names_fourth.tsv" if "--fourth" in sys.argv else "names_context.tsv"
)
RULES = [rule for rule in all_rules() if rule.code[:3] in ("NAM", "PLC")]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person in a sentence; ``right`` are the whole names accepted in English."""

    half: str
    language: str
    source: str
    target: str
    written: str
    right: frozenset[str]

    @property
    def keep(self) -> bool:
        """The name is right as it is."""
        return self.written in self.right


def spelled_out(choices: str) -> Iterator[str]:
    """Yield every name that *choices* stand for.

    >>> list(spelled_out("Olga/Olha Koval"))
    ['Olga Koval', 'Olha Koval']
    """
    for whole in choices.split("|"):
        yield from map(" ".join, product(*(word.split("/") for word in whole.split(" "))))


def rows() -> Iterator[Row]:
    """Read the committed list."""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            half, language, source, target, written, right = line.split("\t")
            yield Row(
                half=half,
                language=language,
                source=source,
                target=target,
                written=written,
                right=frozenset(spelled_out(right)),
            )


def findings(row: Row) -> tuple[int, list[Finding]]:
    """Return where the name begins in the translation, and the findings upon it that count."""
    start = row.target.index("{}")
    end = start + len(row.written)
    article = article_of(
        [row.source.replace("{}", row.written)],
        [row.target.replace("{}", row.written)],
        source_lang=row.language,
    )
    found = [f for f in check(article, RULES) if not f.advisory and f.target is not None]
    return start, [f for f in found if f.target and f.target.start < end and f.target.end > start]


def mended(row: Row) -> tuple[bool, str]:
    """Tell whether the name is flagged, and how it reads after the first suggestions."""
    start, found = findings(row)
    text = row.written
    for finding in sorted(found, key=lambda f: -(f.target.start if f.target else 0)):
        if finding.target is not None and finding.suggestions:
            at = finding.target.start - start
            text = text[: max(at, 0)] + finding.suggestions[0] + text[finding.target.end - start :]
    return bool(found), text


def wilson(hits: int, of: int) -> str:
    """Write a share with its 95 % interval (Wilson 1927).

    >>> wilson(9, 10)
    '9/10 .900 [.596, .982]'
    """
    if not of:
        return "0/0"
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low, high = (
        f"{max(0.0, value):.3f}".removeprefix("0") for value in (middle - half, middle + half)
    )
    return f"{hits}/{of} {f'{share:.3f}'.removeprefix('0')} [{low}, {high}]"


def measure(half: str, *, show: bool) -> None:
    """Print the figures of one half."""
    counts: dict[str, Counter[str]] = {}
    for row in rows():
        if row.half != half:
            continue
        flagged, text = mended(row)
        for part in (row.language, "all"):
            count = counts.setdefault(part, Counter())
            kind = "keep" if row.keep else "change"
            count[kind] += 1
            count[f"{kind} flagged"] += flagged
            count["right"] += not row.keep and text in row.right
        if show and (text not in row.right or (row.keep and flagged)):
            kind = "false" if row.keep else "wrong" if flagged else "missed"
            print(f"  {kind}: {row.written} → {text} ({', '.join(sorted(row.right)[:3])})")
    for part, count in counts.items():
        change, found, right = count["change"], count["change flagged"], count["right"]
        print(
            f"{part:4} found {wilson(found, change)}; first right of all {wilson(right, change)}, "
            f"of found {wilson(right, found)}; "
            f"kept names flagged {wilson(count['keep flagged'], count['keep'])}"
        )


if __name__ == "__main__":
    HELD = "--held" in sys.argv
    measure("held" if HELD else "dev", show="--show" in sys.argv and not HELD)
