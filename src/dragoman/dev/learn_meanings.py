"""Learn what source words are put by: ``python -m dragoman.dev.learn_meanings DATA [CATALOGUES]``.

For every English word of ``antonyms.toml`` the source words that go with it, from the pairs and the
half that ``train_negation`` learns from. Only single words are kept.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from dragoman.checks.quantities.antonyms import opposites
from dragoman.dev.train_negation import good_pairs
from dragoman.languages import words

OUT = Path(__file__).parents[1] / "checks/quantities/data/meanings"

COUNTS = {"engine": 0.25}
"""What a pair of a kind counts, else 1: four engines put the same sentence."""

SHARE, OFTEN, GAIN = 0.15, 2.5, 12.0
"""A source word is put by an English one that stands in so large a share of its translations, so
often, and with so large a log-likelihood ratio (Dunning 1993)."""

RIVALS = 0.4
"""And whose ratio is so large a part of that of the English word which goes with it best: words of
the same stories go together as well, but never best."""

HEAD = """# Source words that are put by the words of antonyms.toml, as counted in parallel text.
# Origin: python -m dragoman.dev.learn_meanings; single words only. Licence: MIT. Date: {date}.

[put_by]
"""


def learn(pairs: Iterable[tuple[str, str, float]]) -> dict[str, list[str]]:
    """Return source words by English word; *pairs* are (source, target, what it counts)."""
    ours, theirs = defaultdict[str, float](float), defaultdict[str, float](float)
    both: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    total = 0.0
    for source, target, counts in pairs:
        total += counts
        there = _words(target)
        for form in there:
            theirs[form] += counts
        for word in _words(source):
            ours[word] += counts
            for form in there:
                both[word][form] += counts
    found: dict[str, list[str]] = {}
    for word in sorted(word for word in both if word.isalpha() and ours[word] >= OFTEN):
        ratios = {
            form: _ratio(seen, ours[word] * theirs[form] / total)
            for form, seen in both[word].items()
            if seen >= OFTEN and seen >= SHARE * ours[word]
        }
        least = max(GAIN, RIVALS * max(ratios.values(), default=0.0))
        for form, ratio in ratios.items():
            if ratio > least and form in opposites():
                found.setdefault(form, []).append(word)
    return dict(sorted(found.items()))


def _ratio(seen: float, chance: float) -> float:
    """Return 0 for what is seen no more often than by chance."""
    return 2 * (seen * math.log(seen / chance) - (seen - chance)) if seen > chance else 0.0


def _words(text: str) -> set[str]:
    return {text[start:end].lower() for start, end in words.tokens(text)}


def main(argv: Sequence[str] | None = None) -> None:
    """Learn, and write one file for each source language."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("catalogues", type=Path, nargs="?", default=Path("/usr/share/locale"))
    args = parser.parse_args(argv)
    by_lang = defaultdict[str, list[tuple[str, str, float]]](list)
    for kind, lang, source, target, teaches in good_pairs(args.data, args.catalogues):
        if teaches:
            by_lang[lang].append((source, target, COUNTS.get(kind, 1.0)))
    OUT.mkdir(exist_ok=True)
    for lang, pairs in by_lang.items():
        found = learn(pairs)
        lines = (f'"{form}" = "{" ".join(sources)}"\n' for form, sources in found.items())
        text = HEAD.format(date=date.today()) + "".join(lines)
        (OUT / f"{lang}.toml").write_text(text, encoding="utf-8")
        print(f"{lang}: {len(pairs)} pairs, {sum(map(len, found.values()))} words")


if __name__ == "__main__":
    main()
