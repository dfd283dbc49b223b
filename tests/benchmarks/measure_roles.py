"""Measure the rule of swapped roles on sentences made for it: who does what to whom.

    python -m tests.benchmarks.measure_roles [--half dev|held] [--show]

Every sentence is made from two persons, a verb and an order of words, with its right translation
and the one that has the persons the other way round. The rule must speak on the latter alone. The
halves share neither persons nor verbs.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.analysis import Analysis
from dragoman.checks.run import check, select
from dragoman.engine import Engine
from dragoman.model import Article
from tests.checks.harness import article_of

ENGINE = Engine(threads=1, cache=False)
HERE = Path(__file__).with_name("roles.toml")
"""Persons and verbs by language, written for this measurement."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence, its right translation and the swapped one."""

    lang: str
    order: str
    source: str
    right: str
    swapped: str


def pairs(half: str) -> Iterator[Pair]:
    """Yield all sentences of a half: each verb with each ordered pair of neighbouring persons."""
    for lang, own in tomllib.loads(HERE.read_text(encoding="utf-8")).items():
        people = [line.split("|") for line in own[half]["people"]]
        verbs = [line.split("|") for line in own[half]["verbs"]]
        for number, verb in enumerate(verbs):
            one, other = people[number % len(people)], people[(number + 1) % len(people)]
            for doer, done in ((one, other), (other, one)):
                forms = dict(zip(own["verb_forms"], verb, strict=True))
                forms |= _named("doer", own["forms"], doer) | _named("done", own["forms"], done)
                yield from _orders(lang, own["orders"], forms)


def _named(who: str, names: list[str], values: list[str]) -> dict[str, str]:
    return {f"{who}_{name}": value for name, value in zip(names, values, strict=True)}


def _orders(lang: str, orders: dict[str, str], forms: dict[str, str]) -> Iterator[Pair]:
    for order, template in orders.items():
        source = template.format(**forms)
        said = "{0} {verb} {1} on Monday.", "{1} was {part} by {0} on Monday."
        people = forms["doer_english"], forms["done_english"]
        for number, english in enumerate(said):
            right, swapped = (
                _capital(english.format(*who, verb=forms["english"], part=forms["part"]))
                for who in (people, people[::-1])
            )
            yield Pair(lang, f"{order}{' as passive' * number}", _capital(source), right, swapped)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def linked(lang: str, source: str, target: str) -> Article:
    """Make an article of one pair of sentences, with the links between their words."""
    article = article_of([source], [target], source_lang=lang)
    assert article.source is not None
    ENGINE.forget()
    known = Analysis(ENGINE, article.source, article.target, aligned=True)
    return replace(article, links=known.links, likeness=known.likeness)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "held"), default="held")
    parser.add_argument("--show", action="store_true", help="print what is missed or wrong")
    options = parser.parse_args()
    rules = select(["ROL001"])
    found, false, total = Counter[tuple[str, str]](), Counter[str](), Counter[tuple[str, str]]()
    for pair in pairs(options.half):
        total[pair.lang, pair.order] += 1
        for target, wanted in ((pair.right, False), (pair.swapped, True)):
            said = any(
                not finding.advisory
                for finding in check(linked(pair.lang, pair.source, target), rules)
            )
            found[pair.lang, pair.order] += said and wanted
            false[pair.lang] += said and not wanted
            if options.show and said != wanted:
                print("MISS " if wanted else "FALSE", pair.lang, pair.source, "|", target)
    for (lang, order), number in sorted(total.items()):
        print(f"{lang}  {order:24} found {found[lang, order]:3} of {number:3}")
    for lang in dict.fromkeys(lang for lang, _ in total):
        of = sum(number for (one, _), number in total.items() if one == lang)
        hits = sum(number for (one, _), number in found.items() if one == lang)
        print(
            f"{lang}  found {hits} of {of} ({hits / of:.2f}), false on the right ones {false[lang]}"
        )


if __name__ == "__main__":
    main()
