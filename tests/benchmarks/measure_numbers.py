"""Measure the number rules: changed values found, false alarms on good translation.

    python -m tests.benchmarks.measure_numbers DATA [--half dev|test] [--show found|missed|alarms]

DATA is a folder with ``wmt21/de-en.tsv`` (source, professional reference), ``drift/demetr.tsv``
(good and perturbed translations) and ``drift/{train,dev}/*-en.tsv`` (translations with human
scores). Rows are split in halves, by line number (wmt21) or by a hash of the source: what was
looked at while the rules were written is ``dev``, ``test`` is only counted.

Perturbations are made here from the good translations: one value is changed by kind (a digit, a
number word, scale, decimal point, month, day, year, weekday, half of the day, unit) or dropped.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dragoman.checks.quantities import Quantity, scan
from dragoman.checks.rules.number import RULES
from dragoman.checks.run import check
from dragoman.model import Finding
from tests.checks.harness import article_of

Row = tuple[str, str, str]


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def half_of(key: str) -> str:
    return "dev" if hashlib.md5(key.encode()).digest()[0] % 2 == 0 else "test"


def references(data: Path, half: str) -> Iterator[Row]:
    for row in rows(data / "wmt21/de-en.tsv"):
        if row[2] and ("dev" if int(row[0]) % 2 == 0 else "test") == half:
            yield "de", row[1], row[2]


def demetr_good(data: Path, half: str) -> Iterator[Row]:
    good = {row[2]: (row[0], row[2], row[3]) for row in rows(data / "drift/demetr.tsv")}
    yield from (row for source, row in good.items() if half_of(source) == half)


def demetr_bad(data: Path, half: str, phenomenon: str) -> Iterator[Row]:
    for lang, found, source, _, bad in rows(data / "drift/demetr.tsv"):
        if phenomenon in found and half_of(source) == half:
            yield lang, source, bad


def scored_high(data: Path, half: str) -> Iterator[Row]:
    for path in sorted((data / "drift").glob("*/ru-en.tsv")):
        for source, translation, z in rows(path):
            if half_of(source) == half and float(z) > 0.8:
                yield path.name[:2], source, translation


def findings(row: Row) -> tuple[Finding, ...]:
    lang, source, target = row
    found = check(article_of([source], [target], source_lang=lang), RULES)
    return tuple(finding for finding in found if not finding.advisory)


# --------------------------------------------------------------------------- perturbations

WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September",
          "October", "November", "December"]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTH = rf"(?:{'|'.join((*MONTHS, 'May'))}|\d{{4}})"
SWAPS = [
    ("scale", r"\bmillion\b", "billion"), ("scale", r"\bbillion\b", "million"),
    ("scale", r"\btrillion\b", "billion"), ("half", r"\bp\.?m\b", "a.m"),
    ("half", r"\ba\.m\b", "p.m"), ("unit", r"(?<=\d )(?:km|kilometers|kilometres)\b", "miles"),
    ("unit", r"€(?=\d)", "$"), ("unit", r"(?<=\d )euros?\b", "dollars"),
    ("unit", r"(?<=\d )(?:meters|metres)\b", "feet"),
    ("unit", r"(?<= )percentage points?\b", "percent"), ("unit", r"(?<= )weeks\b", "months"),
    ("unit", r"(?<= )days\b", "weeks"), ("unit", r"(?<= )hours\b", "days"),
    ("bound", r"\b[Mm]ore than(?= [\d$€£])", "less than"),
    ("bound", r"\b[Aa]t least(?= [\d$€£])", "at most"),
    ("bound", r"\b(?:[Ff]ewer|[Ll]ess) than(?= [\d$€£])", "more than"),
    ("bound", r"\bup to(?= [\d$€£])", "at least"),
    ("change", r"\bby(?= \d[\d.]* (?:per|%))", "to"),
    ("change", r"\bto(?= \d[\d.]* (?:per|%))", "by"),
    ("now", r"(?<=years) ago\b", " later"), ("now", r"(?<=months) ago\b", " later"),
    ("now", r"(?<=years) later\b", " ago"),
    ("part", rf"\b[Ee]arly(?= {MONTH})", "late"),
    ("part", rf"\b(?:the )?end of(?= (?:the year|{MONTH}))", "the beginning of"),
    ("part", rf"\b(?:the )?(?:beginning|start) of(?= (?:the year|{MONTH}))", "the end of"),
    ("daypart", r"\bmorning\b", "evening"), ("daypart", r"\bafternoon\b", "morning"),
    ("daypart", r"\bevening\b", "morning"), ("season", r"\bsummer\b", "winter"),
    ("season", r"\bwinter\b", "summer"), ("season", r"\bautumn\b", "spring"),
    ("subyear", r"\bfirst half of the year\b", "first quarter"),
    ("subyear", r"\b(?:first|second) quarter\b", "third quarter"),
    ("factor", r"\bdoubled\b", "tripled"), ("factor", r"\btwice as\b", "half as"),
    ("factor", r"\bdoubling\b", "halving"),
]  # fmt: skip


def perturbed(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind, changed text) for every value that can be changed."""
    for quantity in scan(text, "en"):
        if quantity.weak or quantity.code or quantity.kind in ("vague", "loose"):
            continue
        words = text[quantity.start : quantity.end]
        for kind, new in _changed(quantity, words, chance):
            if new != words:
                yield kind, text[: quantity.start] + new + text[quantity.end :]
        if quantity.digits:
            yield "drop", re.sub(" +", " ", text[: quantity.start] + text[quantity.end :])
    for kind, pattern, new in SWAPS:
        match = re.search(pattern, text)
        if match:
            yield kind, text[: match.start()] + new + text[match.end() :]


def _changed(q: Quantity, words: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if re.fullmatch(r"\d[\d,.]*\d|\d", words):
        places = [at for at, char in enumerate(words) if char.isdigit()]
        at = chance.choice(places)
        digits = [d for d in "123456789" if d != words[at]]
        kind = q.kind if q.kind in ("year", "day") else "digit"
        yield kind, words[:at] + chance.choice(digits) + words[at + 1 :]
        if q.kind == "number" and words.isdigit() and len(words) > 1:
            yield "point", words[:-1] + "." + words[-1]
        if q.kind == "number" and re.fullmatch(r"\d+\.\d", words):
            yield "point", words.replace(".", "")
    elif words.lower() in WORDS:
        new = chance.choice([w for w in WORDS if w != words.lower()])
        yield "word", new.capitalize() if words[0].isupper() else new
    elif words.lower() in ORDINALS:
        yield "ordinal", chance.choice([w for w in ORDINALS if w != words.lower()])
    elif words in MONTHS:
        yield "month", chance.choice([w for w in MONTHS if w != words])
    elif words in DAYS:
        yield "weekday", chance.choice([w for w in DAYS if w != words])


def arguments() -> tuple[argparse.Namespace, dict[str, list[Row]]]:
    """Read the command line; return it, and the good translations of the half it names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", default="dev")
    parser.add_argument("--show", default="")
    args = parser.parse_args()
    good = {"wmt21 references": list(references(args.data, args.half)),
            "demetr good": list(demetr_good(args.data, args.half)),
            "mlqe ru z > .8": list(scored_high(args.data, args.half))}  # fmt: skip
    return args, good


def timed(
    pairs: Sequence[Row], findings: Callable[[Row], Sequence[Finding]]
) -> tuple[list[tuple[Row, Finding]], float]:
    """Return what is found on *pairs*, and the milliseconds a pair takes."""
    began = time.perf_counter()
    alarms = [(row, finding) for row in pairs for finding in findings(row)]
    return alarms, (time.perf_counter() - began) / max(len(pairs), 1) * 1000


def main() -> None:
    args, good = arguments()
    for name, pairs in good.items():
        alarms, spent = timed(pairs, findings)
        codes = dict(Counter(finding.code for _, finding in alarms))
        rate = 100 * len(alarms) / max(len(pairs), 1)
        print(f"{name}: {len(alarms)} findings on {len(pairs)} pairs ({rate:.2f} per 100), {codes}")
        print(f"    {spent:.2f} ms a pair")
        if args.show == "alarms":
            for row, finding in alarms:
                print("  ", finding.code, finding.message, finding.confidence, *row, sep=" | ")
    changed = list(demetr_bad(args.data, args.half, "numbers"))
    missed = [row for row in changed if not findings(row)]
    print(f"demetr numbers: found {1 - len(missed) / len(changed):.3f} of {len(changed)}")
    if args.show == "missed":
        for row in missed:
            print("  ", *row, sep=" | ")
    chance, total, hit = random.Random(7), Counter[str](), Counter[str]()
    for lang, source, target in (row for pairs in list(good.values())[:2] for row in pairs):
        for kind, bad in perturbed(target, chance):
            total[kind] += 1
            if findings((lang, source, bad)):
                hit[kind] += 1
            elif args.show == "missed":
                print("  ", kind, lang, source, bad, sep=" | ")
    print("perturbed:", {k: f"{hit[k]}/{total[k]}" for k in sorted(total)})
    dropped = total.pop("drop"), hit.pop("drop")
    print(f"changed values found: {hit.total() / total.total():.3f} of {total.total()}")
    print(f"dropped figures found: {dropped[1] / dropped[0]:.3f} of {dropped[0]}")


if __name__ == "__main__":
    main()
