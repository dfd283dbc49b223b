"""Measure the rules of modality on sentences made for it: modals lost, and put by another.

    python -m tests.benchmarks.measure_modals [--show]

Every sentence has a subject, a verb with its object and a modal, with right translations and wrong
ones; the rules must speak on the wrong ones alone.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.checks.run import check, select
from tests.benchmarks.measure_roles import linked

HERE = Path(__file__).with_name("modals.toml")


def sentences() -> Iterator[tuple[str, str, str, str, bool]]:
    """Yield (language, way, source, translation, whether it is wrong)."""
    for lang, own in tomllib.loads(HERE.read_text(encoding="utf-8")).items():
        for way in own["ways"]:
            for who, she in (one.split("|") for one in own["who"]):
                for verb, base, past in (one.split("|") for one in own["verbs"]):
                    source = way["source"].format(who=who, verb=verb)
                    for wrong in (False, True):
                        for english in way["wrong" if wrong else "right"]:
                            target = english.format(who=she, base=base, past=past)
                            yield lang, f"{way['source']} → {english}", source, target, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each way")
    options = parser.parse_args()
    rules = select(["MOD"])
    said, total = Counter[tuple[str, bool, str]](), Counter[tuple[str, bool, str]]()
    for lang, way, source, target, wrong in sentences():
        article = linked(lang, source, target)
        total[lang, wrong, way] += 1
        said[lang, wrong, way] += any(not finding.advisory for finding in check(article, rules))
    for key in total if options.show else ():
        print("wrong" if key[1] else "right", key[0], key[2], f"{said[key]} of {total[key]}")
    for lang in dict.fromkeys(lang for lang, *_ in total):
        figures = {
            bad: [sum(count[key] for key in total if key[:2] == (lang, bad))
                  for count in (said, total)]
            for bad in (False, True)
        }  # fmt: skip
        (false, right), (found, bad_ones) = figures[False], figures[True]
        print(f"{lang}  found {found} of {bad_ones} ({found / bad_ones:.2f}), "
              f"false on the right ones {false} of {right}")  # fmt: skip


if __name__ == "__main__":
    main()
