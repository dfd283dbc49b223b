"""Measure the negation rules: denials lost or added, opposites, false alarms on good translation.

    python -m tests.benchmarks.measure_negation DATA [--half dev|test] [--show missed|alarms]

DATA and the halves are those of ``measure_numbers``; ``dev.train_negation`` learned from ``dev``
alone. Beside DEMETR's negation and antonym pairs, wrong pairs are made of the good ones: a denial
taken out of the translation or of the source, a "not" put in. Every finding on a good translation
counts as false; "at 1 in 30" is the precision in a text where one sentence in thirty is wrong in
such a way, half of them by a loss. Message catalogues of the machine's programs (English with
their translations, read backwards) show the other languages, in short
and technical sentences.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.analysis import Analysis
from dragoman.checks.quantities import antonyms, opposites
from dragoman.checks.quantities.denials import contested, read
from dragoman.checks.rules.negation import RULES
from dragoman.checks.run import check
from dragoman.dev.train_negation import made, messages
from dragoman.engine import Engine
from dragoman.model import Finding
from tests.benchmarks.measure_numbers import Row, arguments, demetr_bad, rows, timed
from tests.checks.harness import article_of

ENGINE = Engine(threads=2, cache=False)

CATALOGUES, EACH = Path("/usr/share/locale"), 250
"""Messages of each language that are measured."""

WAYS = {0: "a not put in", 1: "denial out of the translation", 2: "denial out of the source"}


def findings(row: Row) -> list[Finding]:
    lang, source, target = row
    article = article_of([source], [target], source_lang=lang)
    assert article.source
    sides = read(article.source.sentences, lang), read(article.target.sentences, "en")
    words = [list(opposites.read(text.sentences, text.lang))
             for text in (article.source, article.target)]  # fmt: skip
    texts = article.source.sentences, article.target.sentences
    facing = any(opposites.swapped(*words)) or any(antonyms.facing(*texts, lang))
    if not any(contested(*sides)) and not facing:
        return []  # nothing that the encoder could be asked
    ENGINE.forget()
    known = Analysis(ENGINE, article.source, article.target, aligned=True)
    found = check(replace(article, links=known.links, likeness=known.likeness), RULES)
    return [finding for finding in found if not finding.advisory]


def engines(data: Path, half: str) -> Iterator[Row]:
    """Yield the first engine's output for every fourth source: mostly right, not always."""
    mine = [row for row in rows(data / "wmt21/de-en.tsv")
            if ("dev" if int(row[0]) % 2 == 0 else "test") == half]  # fmt: skip
    yield from (("de", row[1], row[3]) for row in mine[::4] if row[3])


def catalogues(half: str) -> Iterator[Row]:
    count, seen = Counter[str](), set[Row]()
    for _, lang, source, target, taught in messages(CATALOGUES):
        row = (lang, source, target)
        if taught == (half == "dev") and row not in seen and len(target.split()) > 7:
            seen.add(row)
            count[lang] += 1
            if count[lang] <= EACH:
                yield row


def wrong(pairs: Sequence[Row]) -> dict[str, list[Row]]:
    """Make wrong pairs of good ones, by what was done."""
    chance, found = random.Random(11), dict[str, list[Row]]()
    for lang, source, target in pairs:
        if findings((lang, source, target)):
            continue
        pairs_made = list(made(lang, source, target, chance))
        for way, (one, other) in enumerate(pairs_made, start=len(pairs_made) - 1):
            found.setdefault(WAYS[way], []).append((lang, one, other))
    return found


def show(wanted: bool, some: Sequence[Row]) -> None:
    for row in some if wanted else ():
        print("  ", *row, sep=" | ")


def by_language(hits: Sequence[Row], of: Sequence[Row]) -> str:
    found, all_ = (Counter(row[0] for row in some) for some in (hits, of))
    return ", ".join(f"{lang} {found[lang]}/{all_[lang]}" for lang in sorted(all_))


def main() -> None:
    args, good = arguments()
    good["engine"] = list(engines(args.data, args.half))
    if CATALOGUES.is_dir():
        good["messages"] = list(catalogues(args.half))
    for name, pairs in good.items():
        alarms, spent = timed(pairs, findings)
        codes = dict(Counter(finding.code for _, finding in alarms))
        denying = [row for row in pairs if any(read_plain(row))]
        rate = len(alarms) / len(pairs)
        print(f"{name}: {codes} on {len(pairs)} pairs ({100 * rate:.2f} per 100), "
              f"{len(denying)} with a denial; {spent:.2f} ms a pair")  # fmt: skip
        print(f"    false: {by_language([row for row, _ in alarms], pairs)}")
        show(args.show == "alarms", [(*row, f.message, str(f.confidence)) for row, f in alarms])  # type: ignore[misc]
        shares = {}
        for way, bad in wrong(pairs).items():
            hits = [row for row in bad if findings(row)]
            shares[way] = len(hits) / len(bad)
            print(f"    {way}: found {shares[way]:.3f} of {len(bad)}; {by_language(hits, bad)}")
            show(args.show == "missed", [row for row in bad if row not in hits])
        lost, added = shares.get(WAYS[1], 0), shares.get(WAYS[0], 0)
        right = (lost + added) / 2 / 30
        print(f"    precision at 1 in 30: {right / (right + rate):.3f}, recall {30 * right:.3f}")
    for phenomenon, code in (("id8_negation", "NEG001"), ("id7_antonym", "ANT001")):
        bad = list(demetr_bad(args.data, args.half, phenomenon))
        hits = [row for row in bad if any(hit.code == code for hit in findings(row))]
        print(f"demetr {phenomenon}: {code} found {len(hits) / len(bad):.3f} of {len(bad)}; "
              f"{by_language(hits, bad)}")  # fmt: skip
        show(args.show == "missed", [row for row in bad if row not in hits])


def read_plain(row: Row) -> Iterator[bool]:
    article = article_of([row[1]], [row[2]], source_lang=row[0])
    assert article.source
    for text in (article.source, article.target):
        yield any(one.cue.strength == "plain" for one in read(text.sentences, text.lang))


if __name__ == "__main__":
    main()
