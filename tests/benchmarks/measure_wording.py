"""Measure the rules about words: false alarms on good translation, recall on perturbed ones.

    python -m tests.benchmarks.measure_wording DATA [--half dev|test] [--show alarms|missed|found]

DATA and the halves are those of ``measure_numbers``. The wording rules were written on the odd
lines of WMT21, which are ``test`` there: their held-out figures are those of ``--half dev``. Recall
is of UNT001 on sources copied whole, of UNT on DEMETR's code-mixing and of DUP002 on its
repetitions. With ``--show found`` a sample of four engines' output is read as well.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from dragoman.checks.rule import Rule
from dragoman.checks.run import check
from dragoman.model import Finding
from tests.benchmarks.measure_numbers import (
    Row,
    demetr_bad,
    demetr_good,
    references,
    rows,
    scored_high,
)
from tests.checks.harness import article_of

FAMILIES = (
    "untranslated", "false_friend", "reported_speech", "modality", "duplicate", "typography",
    "pronoun", "term", "omission",
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(
    rule for family in FAMILIES for rule in import_module(f"dragoman.checks.rules.{family}").RULES
)
SAMPLE = 20_000


def findings(row: Row) -> list[Finding]:
    lang, source, target = row
    return list(check(article_of([source], [target], source_lang=lang), RULES))


def measure(name: str, pairs: Iterable[Row], *, show: bool) -> None:
    """Count what fires on *pairs*, advisory findings apart, and show it if asked."""
    began, counted, advisory, total = time.perf_counter(), Counter[str](), Counter[str](), 0
    for row in pairs:
        total += 1
        for finding in findings(row):
            (advisory if finding.advisory else counted)[finding.code] += 1
            if show and not finding.advisory:
                print("  ", finding.code, finding.confidence, finding.message, *row, sep=" | ")
    spent = (time.perf_counter() - began) / max(total, 1) * 1000
    per = 100 * counted.total() / max(total, 1)
    print(f"{name}: {total} pairs, {dict(counted)}, {per:.2f} per 100, ", end="")
    print(f"advisory {dict(advisory)}; {spent:.2f} ms a pair with loading")


def recall(name: str, pairs: Iterable[Row], prefix: str, *, show: bool) -> None:
    """Count the perturbed *pairs* in which a rule of *prefix* fires, by language."""
    seen, hit = Counter[str](), Counter[str]()
    for row in pairs:
        seen[row[0]] += 1
        fired = any(f.code.startswith(prefix) and not f.advisory for f in findings(row))
        hit[row[0]] += fired
        if show and not fired:
            print("  ", *row, sep=" | ")
    found = ", ".join(f"{lang} {hit[lang]}/{seen[lang]}" for lang in sorted(seen))
    print(f"{name}: {hit.total()}/{seen.total()} ({found})")


def engines(data: Path) -> list[Row]:
    """Return a fixed sample of what four engines wrote."""
    lines = [row for row in rows(data / "wmt21/de-en.tsv") if int(row[0]) % 2 == 0]
    outputs = [("de", row[1], row[column]) for row in lines for column in range(3, 7)]
    return random.Random(0).sample(outputs, min(SAMPLE, len(outputs)))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", default="dev")
    parser.add_argument("--show", default="")
    args = parser.parse_args()
    alarms, missed = args.show == "alarms", args.show == "missed"
    measure("wmt21 references", references(args.data, args.half), show=alarms)
    measure("demetr good", demetr_good(args.data, args.half), show=alarms)
    measure("mlqe ru z > .8", scored_high(args.data, args.half), show=alarms)
    copies = ((lang, source, source) for lang, source, _ in references(args.data, args.half))
    recall("whole sentences copied", copies, "UNT001", show=missed)
    for kind, prefix in (("codemix", "UNT"), ("repeat2", "DUP"), ("repeat4", "DUP")):
        recall(kind, demetr_bad(args.data, args.half, kind), prefix, show=missed)
    if args.show == "found":
        measure("four engines", engines(args.data), show=True)


if __name__ == "__main__":
    main()
