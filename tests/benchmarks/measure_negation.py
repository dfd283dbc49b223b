"""Measure the negation rules: denials lost or added, opposites, false alarms on good translation.

    python -m tests.benchmarks.measure_negation DATA [--half dev|test] [--show missed|alarms]

DATA and the halves are those of ``measure_numbers``. Beside DEMETR's negation pairs, "not" is
taken out of good translations that have one ("lost"). Precision counts every finding on a good
translation as false; on pairs it is (bad found) / (bad found + good found).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from dragoman.analysis import Analysis
from dragoman.checks.rules.negation import RULES
from dragoman.checks.run import check
from dragoman.engine import Engine
from dragoman.model import Finding
from tests.benchmarks.measure_numbers import Row, arguments, demetr_bad, timed
from tests.checks.harness import article_of

ENGINE = Engine(threads=2)

DENIES = re.compile(r"\b(?:not|never|no|nobody|nothing|none|without|neither)\b|n['’]t\b", re.I)


def findings(row: Row) -> list[Finding]:
    lang, source, target = row
    article = article_of([source], [target], source_lang=lang)
    if all(finding.advisory for finding in check(article, RULES)):
        return []  # the encoder only takes findings back
    ENGINE.forget()
    assert article.source
    known = Analysis(ENGINE, article.source, article.target, aligned=True)
    found = check(replace(article, links=known.links, likeness=known.likeness), RULES)
    return [finding for finding in found if not finding.advisory]


TAKEN_OUT = (
    (r"\bcannot\b", "can"), (r"\bcan['’]t\b", "can"), (r"\bwon['’]t\b", "will"),
    (r"\bno longer ", "still "), (r"(?<=\w)n['’]t\b", ""), (r" not\b", ""), (r"\bnever ", ""),
    (r"\bno ", "a "),
)  # fmt: skip


def affirmed(text: str) -> str | None:
    """Take the first "not" out of a translation; None where there is none."""
    for pattern, new in TAKEN_OUT:
        if re.search(pattern, text):
            return re.sub(pattern, new, text, count=1)
    return None


def main() -> None:
    args, good = arguments()
    for name, pairs in good.items():
        alarms, spent = timed(pairs, findings)
        codes = dict(Counter(finding.code for _, finding in alarms))
        denying = sum(bool(DENIES.search(row[2])) for row in pairs)
        print(
            f"{name}: {codes} on {len(pairs)} pairs, {denying} with a denial; {spent:.2f} ms a pair"
        )
        if args.show == "alarms":
            for row, finding in alarms:
                print("  ", finding.message, finding.confidence, *row, sep=" | ")
    bad, found, tiers = list(demetr_bad(args.data, args.half, "id8_negation")), 0, Counter[float]()
    for row in bad:
        hits = findings(row)
        found += bool(hits)
        tiers.update(hit.confidence for hit in hits)
        if not hits and args.show == "missed":
            print("  ", *row, sep=" | ")
    print(f"demetr negation: recall {found / len(bad):.3f} of {len(bad)}; tiers {dict(tiers)}")
    opposite = list(demetr_bad(args.data, args.half, "id7_antonym"))
    seen = sum(any(hit.code == "ANT001" for hit in findings(row)) for row in opposite)
    print(f"demetr antonyms: recall {seen / len(opposite):.3f} of {len(opposite)}")
    lost = [(lang, source, new) for pairs in good.values() for lang, source, target in pairs
            if (new := affirmed(target))]  # fmt: skip
    missed = [row for row in lost if not findings(row)]
    print(f"denial taken out: recall {1 - len(missed) / len(lost):.3f} of {len(lost)}")
    if args.show == "missed":
        for row in missed:
            print("  ", *row, sep=" | ")


if __name__ == "__main__":
    main()
