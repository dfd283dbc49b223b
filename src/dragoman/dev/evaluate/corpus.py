"""Run dragoman over a corpus and count."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.align.formats import by_line
from dragoman.config import Config
from dragoman.dev.corpus import load
from dragoman.dev.evaluate.figures import (
    NOTHING,
    Rate,
    Score,
    alignment_scores,
    left_out,
    pearson,
)
from dragoman.dev.evaluate.ladders import LadderPair, ladder_pairs
from dragoman.dev.evaluate.match import Matched, gold_beads, match
from dragoman.dev.gold import SUFFIX, GoldPair
from dragoman.errors import InputError
from dragoman.model import Failure
from dragoman.pipeline import Run, article_json, open_run
from dragoman.read import PairSpec


@dataclass(kw_only=True)
class Evaluation:
    """What was counted; every figure is derived from these.

    ``articles``: (pair, what was found) of the gold articles. ``alignment`` maps a set's name to
    its (strict, lax) scores; ``omission`` and ``addition`` are of all gold alignments together.
    ``drift`` maps a file of human scores to (Pearson correlation with quality, n).
    """

    signature: str = ""
    articles: list[tuple[GoldPair, Matched]] = field(default_factory=list)
    alignment: dict[str, tuple[Score, Score]] = field(default_factory=dict)
    omission: Score = NOTHING
    addition: Score = NOTHING
    drift: dict[str, tuple[float | None, int]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def rules(self) -> dict[str, Score]:
        """Return precision and recall of each rule that found something, by code.

        A rule's recall is its share in what gold has of its family: rules that divide a family
        among themselves have a low one each, and together the family's.
        """
        family = {
            one.finding["code"]: one.finding["family"]
            for _, found in self.articles
            for one in found.findings
        }
        return {
            code: Score(rate, self._share(code, family[code]))
            for code, rate in self._precision("code").items()
        }

    def _share(self, code: str, family: str) -> Rate:
        asked = [
            code in by
            for _, found in self.articles
            for (gold, _), by in zip(found.gold, found.by, strict=True)
            if gold.family == family
        ]
        return Rate(sum(asked), len(asked))

    def families(self) -> dict[str, Score]:
        """Return precision and recall of each family that was found or wanted."""
        precision = self._precision("family")
        wanted: dict[str, list[bool]] = {}
        for _, found in self.articles:
            for gold, met in found.gold:
                wanted.setdefault(gold.family, []).append(met)
        return {
            name: Score(
                precision.get(name, Rate(0, 0)),
                Rate(sum(wanted.get(name, ())), len(wanted.get(name, ()))),
            )
            for name in sorted({*precision, *wanted})
        }

    def overall(self) -> Score:
        """Return precision and recall over everything at confidence .5 and more."""
        return sum(self.families().values(), NOTHING)

    def corrections(self) -> Rate:
        """Return how many first suggestions are right, of those that gold has an answer to."""
        answers = [
            one.corrected
            for _, found in self.articles
            for one in found.findings
            if one.counts and one.corrected is not None
        ]
        return Rate(sum(answers), len(answers))

    def clean(self) -> Rate:
        """Return false findings and sentences of the professional translations."""
        clean = [(pair, found) for pair, found in self.articles if pair.kind == "professional"]
        false = sum(one.counts and not one.right for _, found in clean for one in found.findings)
        return Rate(false, sum(len(pair.target.sentences) for pair, _ in clean))

    def judged(self, code: str | None = None) -> list[tuple[float, bool]]:
        """Return (confidence, was right) of every finding, advisory ones too; of one rule, if any.

        Left out are matters of taste.
        """
        return [
            (one.finding["confidence"], one.right)
            for _, found in self.articles
            for one in found.findings
            if one.right is not None and code in (None, one.finding["code"])
        ]

    def _precision(self, key: str) -> dict[str, Rate]:
        seen: dict[str, list[bool]] = {}
        for _, found in self.articles:
            for one in found.findings:
                if one.counts:
                    seen.setdefault(one.finding[key], []).append(bool(one.right))
        return {name: Rate(sum(right), len(right)) for name, right in sorted(seen.items())}


def evaluate(folder: Path, config: Config) -> Evaluation:
    """Evaluate all that *folder* holds: gold articles, ladders, and tables of human scores.

    Gold articles are ``*.gold.toml`` (see ``corpora/README.md``), ladders ``NAME.gold`` beside two
    texts, tables ``*.tsv`` with the columns ``source``, ``target`` and ``z`` (quality, higher is
    better), named ``XX-YY.tsv`` for their languages.

    Raises:
        InputError: there is none of them.
    """
    run = open_run(config)
    result = Evaluation()
    if any(folder.rglob(f"*{SUFFIX}")):
        for pair in load(folder):
            _gold(run, pair, result)
    for ladder in ladder_pairs(folder):
        _ladder(run, ladder, result)
    for table in sorted(folder.rglob("*.tsv")):
        _scores(run, table, result)
    if not (result.articles or result.alignment or result.drift or result.failures):
        raise InputError(
            f"{folder}: no gold here: wants *{SUFFIX}, ladders (NAME.gold) or *.tsv with a column z"
        )
    result.signature = run.signature()
    return result


def _checked(run: Run, spec: PairSpec, result: Evaluation) -> Mapping[str, Any] | None:
    for outcome in run.outcomes([spec]):
        if not isinstance(outcome, Failure):
            return article_json(outcome)
        result.failures.append(outcome)
    return None


def _gold(run: Run, pair: GoldPair, result: Evaluation) -> None:
    spec = PairSpec(
        id=pair.id,
        source=str(pair.source.path),
        target=str(pair.target.path),
        source_lang=pair.source.lang,
        target_lang=pair.target.lang,
    )
    article = _checked(run, spec, result)
    if article is None:
        return
    result.articles.append((pair, match(article, pair)))
    wanted, found = gold_beads(article, pair)
    _add_alignment(result, "gold articles", wanted, found)


def _add_alignment(result: Evaluation, name: str, wanted: Any, found: Any) -> None:
    strict, lax = alignment_scores(wanted, found)
    before = result.alignment.get(name, (NOTHING, NOTHING))
    result.alignment[name] = (before[0] + strict, before[1] + lax)
    omission, addition = left_out(wanted, found)
    result.omission += omission
    result.addition += addition


def _ladder(run: Run, ladder: LadderPair, result: Evaluation) -> None:
    article = run.align_lines(
        ladder.source, ladder.target, (ladder.source_lang, ladder.target_lang)
    )
    _add_alignment(result, ladder.name, ladder.beads, by_line(article))


def _scores(run: Run, table: Path, result: Evaluation) -> None:
    """Correlate drift with human quality scores."""
    with table.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), [])
    if not {"source", "target", "z"} <= set(header):
        return
    langs = table.stem.split("-")
    quality = list(_column(table, header.index("z")))
    spec = PairSpec(
        id=table.stem,
        target=str(table),
        kind="bilingual",
        source_lang=langs[0] if len(langs) == 2 else None,
        target_lang=langs[1] if len(langs) == 2 else None,
    )
    drifts: list[float] = []
    scores: list[float] = []
    for piece in run.pairs(spec, result.failures.append):
        article = run.aligned(piece)
        for number, drift in enumerate(article.drift, start=article.first_bead):
            if drift.value is not None and number < len(quality):
                drifts.append(drift.value)
                scores.append(-quality[number])
    result.drift[table.stem] = (pearson(drifts, scores), len(drifts))


def _column(table: Path, index: int) -> Iterator[float]:
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        for number, row in enumerate(rows, start=2):
            try:
                yield float(row[index])
            except (IndexError, ValueError):
                raise InputError(f"{table}:{number}: column z is not a number") from None
