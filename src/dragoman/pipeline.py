"""The whole flow: read → segment → align → score → check → report → gate.

Only this module and ``analysis``, which feeds vectors to ``align`` and ``score``, import stages.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman import __version__, checks, read, score, segment
from dragoman.analysis import Analysis, reference_segments
from dragoman.checks.rule import Rule
from dragoman.config import Config, files_of
from dragoman.engine import Engine
from dragoman.errors import DragomanError, InputError
from dragoman.gate.suppress import Ledger, inline
from dragoman.languages.tell import language_of, refuse_mixed_up
from dragoman.model import Article, ArticlePair, ArticleReport, Document, Failure, Finding, Text
from dragoman.report.build import article_json
from dragoman.score.reference import against_reference
from dragoman.score.summary import summarise
from dragoman.signature import digest, libraries, signature

__all__ = ["Outcome", "Result", "Run", "Task", "article_json", "find", "open_run"]

Outcome = ArticleReport | Failure

Result = dict[str, Any] | Failure
"""An article as the run file has it, or why there is none."""

Task = read.PairSpec | ArticlePair | Failure
"""What gives one outcome: files to be read, rows that were, or a row that could not be."""


def open_run(config: Config, *, today: date | None = None, threads: int | None = None) -> Run:
    """Return a run of *config*; nothing is loaded yet. *threads* are the encoder's."""
    return Run(
        config=config,
        engine=Engine(model=config.model, cache=config.cache, threads=threads),
        ledger=Ledger(suppressions=config.suppress, today=today or date.today()),
    )


def find(
    paths: Sequence[Path], config: Config, *, reference: Path | None = None
) -> list[read.PairSpec]:
    """Return the pairs that *paths* hold; *reference* goes with a single pair."""
    specs = read.find_pairs(paths, from_lang=config.source_lang, to_lang=config.target_lang)
    if reference is not None:
        if len(specs) != 1 or specs[0].kind == "bilingual":
            raise InputError("--reference goes with one pair; name references NAME.en.ref.txt")
        specs = [replace(specs[0], reference=str(reference))]
    if config.source_lang is None and any(spec.kind == "translation" for spec in specs):
        alone = next(spec for spec in specs if spec.kind == "translation")
        raise InputError(f"{alone.target}: no source given; say what it was made from: --from de")
    return specs


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run's configuration and what all its articles share."""

    config: Config
    engine: Engine
    ledger: Ledger

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the configuration selects."""
        return checks.select(self.config.select, self.config.ignore)

    def signature(self, specs: Iterable[read.PairSpec] | None = None) -> str:
        """Return what the results depend on, in one line.

        Where none of *specs* has a source no model takes part, and none is loaded to be named.
        """
        encoded = specs is None or any(spec.kind != "translation" for spec in specs)
        return signature(
            {
                "dragoman": __version__,
                "model": self.engine.name if encoded else "none",
                "drift": score.signature(),
                "rules": f"{len(self.rules)}-{digest([rule.code for rule in self.rules])}",
                "settings": digest([self.config.rules, self._own_files()]),
                **libraries("sentencex", "langdetect", "wordfreq", "babel"),
            }
        )

    def _own_files(self) -> list[str]:
        """Return what the user's termbases hold; the rule reports one that is missing."""
        files = [Path(one) for table in self.config.rules.values() for one in files_of(table)]
        return [hashlib.sha256(one.read_bytes()).hexdigest() for one in files if one.is_file()]

    def outcomes(self, specs: Iterable[read.PairSpec]) -> Iterator[Outcome]:
        """Check every pair; one that cannot be checked becomes a ``Failure``, the rest go on."""
        return (self.outcome(task) for spec in specs for task in self.tasks(spec))

    def tasks(self, spec: read.PairSpec) -> Iterator[Task]:
        """Split *spec* into tasks of one outcome each, which can be done anywhere, in any order.

        A bilingual file is read here, piece by piece; anything else is read by who does the task.
        """
        if spec.kind != "bilingual":
            yield spec
            return
        failures: list[Failure] = []
        try:
            for piece in self.pairs(spec, failures.append):
                yield piece
                yield from failures
                failures.clear()
        except Exception as error:
            failures.append(_failure(error, spec.id, spec.target))
        yield from failures

    def outcome(self, task: Task) -> Outcome:
        """Do one task; what cannot be checked becomes a ``Failure``."""
        if isinstance(task, Failure):
            return task
        try:
            return self.check_pair(task if isinstance(task, ArticlePair) else self._pair(task))
        except Exception as error:
            if isinstance(task, ArticlePair):  # named like a malformed row, by where it begins
                return _failure(error, f"line {task.target.first_line}", task.target.path)
            return _failure(error, task.id, task.target)

    def result(self, task: Task) -> Result:
        """Do one task and return the run file's article, or what failed."""
        outcome = self.outcome(task)
        if isinstance(outcome, Failure):
            return outcome
        return article_json(outcome, words=not outcome.article.streamed)

    def pairs(
        self, spec: read.PairSpec, on_error: Callable[[Failure], None]
    ) -> Iterator[ArticlePair]:
        """Read what *spec* names: one pair, or the pieces of a bilingual file."""
        if spec.kind != "bilingual":
            yield self._pair(spec)
            return
        pieces = read.read_bilingual(
            spec.target,
            from_lang=self.config.source_lang or spec.source_lang,
            to_lang=self.config.target_lang or spec.target_lang,
            on_error=on_error,
        )
        yield from (replace(piece, id=spec.id) for piece in pieces)

    def _pair(self, spec: read.PairSpec) -> ArticlePair:
        source_lang = self.config.source_lang or spec.source_lang
        target_lang = self.config.target_lang or spec.target_lang
        lines = self.config.segment == "lines"

        def document(path: str, lang: str | None) -> Document:
            return read.read_document(path, lang=lang, segment_lines=lines)

        return ArticlePair(
            id=spec.id,
            source=document(spec.source, source_lang) if spec.source else None,
            target=document(spec.target, target_lang),
            reference=document(spec.reference, target_lang) if spec.reference else None,
        )

    def check_pair(self, pair: ArticlePair) -> ArticleReport:
        """Take one article through the stages that follow reading."""
        article = self.aligned(pair)
        found = checks.check(article, self.rules, self.config.rules)
        findings = tuple(self._suppressed(article, finding) for finding in found)
        codes = [rule.code for rule in checks.fitting(article, self.rules)]
        self.ledger.looked(article.target.document.path, codes)
        self.ledger.comments(article.target.document, found, codes)
        scores = summarise(article, findings, self._against_reference(pair, article.target))
        return ArticleReport(article=article, findings=findings, scores=scores)

    def aligned(self, pair: ArticlePair, *, drift: bool = True) -> Article:
        """Segment and align a pair, and score each bead's drift unless told not to."""
        self.engine.forget()
        target = self._segmented(pair.target, default="en")
        if pair.source is None:
            lang = self.config.source_lang or ""
            return Article(id=pair.id, source=None, target=target, source_lang=lang)
        source = self._segmented(pair.source)
        if not pair.aligned:
            refuse_mixed_up(source, target, told=self.config.target_lang is not None)
        analysis = Analysis(self.engine, source, target, aligned=pair.aligned)
        return Article(
            id=pair.id,
            source=source,
            target=target,
            source_lang=source.lang,
            beads=analysis.beads,
            drift=analysis.drift if drift else (),
            links=analysis.links,
            likeness=analysis.likeness,
            first_bead=pair.first_bead,
            streamed=pair.aligned,
        )

    def _against_reference(self, pair: ArticlePair, target: Text) -> dict[str, Any]:
        if pair.reference is None:
            return {}
        reference = segment.segment(pair.reference, target.lang)
        segments = reference_segments(self.engine, target, reference, aligned=pair.aligned)
        return against_reference(segments)

    def _segmented(self, document: Document, *, default: str | None = None) -> Text:
        return segment.segment(document, language_of(document, default))

    def align_files(self, source: Path, translation: Path, *, drift: bool = True) -> Article:
        """Align two files; *drift* costs more than the alignment where many beads are new."""
        (spec,) = find([source, translation], self.config)
        return self.aligned(self._pair(spec), drift=drift)

    def align_lines(self, source: Path, target: Path, langs: tuple[str, str]) -> Article:
        """Align two files of one sentence a line in the given languages; no drift is scored."""
        texts = []
        for path, lang in zip((source, target), langs, strict=True):
            document = read.read_document(path, lang=lang, segment_lines=True)
            texts.append(segment.segment(document, lang))
        self.engine.forget()
        analysis = Analysis(self.engine, texts[0], texts[1], aligned=False)
        return Article(
            id=source.stem,
            source=texts[0],
            target=texts[1],
            source_lang=langs[0],
            beads=analysis.beads,
        )

    def _suppressed(self, article: Article, finding: Finding) -> Finding:
        """Mark a finding that the user has decided to leave."""
        document = article.target.document
        reason = inline(document.ignores, finding) or self.ledger.reason(
            code=finding.code,
            path=document.path,
            texts=[span.text for span in (finding.target, finding.source) if span is not None],
            fingerprint=finding.fingerprint,
        )
        return replace(finding, suppressed=reason) if reason else finding


def _failure(error: Exception, id: str, path: str) -> Failure:
    """Say why an article could not be checked.

    A defect of ours in one must not cost the user the other thousand.
    """
    if isinstance(error, DragomanError):
        return Failure(id=id, path=path, message=str(error))
    if os.environ.get("DRAGOMAN_DEBUG"):
        raise error
    said = f"internal error: {type(error).__name__}: {error}; please report it"
    return Failure(id=id, path=path, message=said)
