"""Checking from Python: ``from dragoman import check``.

The names here are public and stable. What comes back is typed and light: no encoder, no document,
only what a run file holds. Nothing is printed, and no configuration file is read unless you load
one (``dragoman.config.load``).
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dragoman.config import Config, override
from dragoman.errors import InputError
from dragoman.model import (
    ArticlePair,
    Document,
    Failure,
    Finding,
    Report,
    Scores,
    Span,
    Verdict,
)

if TYPE_CHECKING:
    from dragoman.pipeline import Run
    from dragoman.read import PairSpec

PathLike = str | os.PathLike[str]
Json = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences that translate each other; an omission lacks ``target``, an addition ``source``.

    ``similarity`` is the centred cosine in [-1, 1], None where a side is empty. ``drift`` is in
    [0, 1], 0 = same meaning; None where it could not be judged, and ``drift_reason`` says why.
    ``moved`` marks a passage that stands elsewhere in the translation.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    similarity: float | None
    drift: float | None
    drift_reason: str | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedArticle:
    """One article and everything found in it.

    ``source_path`` is None where only the translation was at hand. ``as_dict`` is the article's
    object in a run file (schema ``dragoman.run/1``).
    """

    id: str
    source_path: str | None
    target_path: str
    source_lang: str | None
    target_lang: str
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    scores: Scores
    as_dict: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What ``check`` found: the articles in order, those that could not be read, the verdict."""

    articles: tuple[CheckedArticle, ...]
    failures: tuple[Failure, ...]
    verdict: Verdict
    signature: str

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, article by article, advisory and suppressed ones among them."""
        return chain.from_iterable(article.findings for article in self.articles)

    @property
    def report(self) -> Report:
        """The run, as every output format takes it (``dragoman.report.formats.render``)."""
        return Report(
            signature=self.signature,
            articles=[article.as_dict for article in self.articles],
            failures=[
                {"id": one.id, "path": one.path, "message": one.message} for one in self.failures
            ],
            verdict=self.verdict,
        )

    def save(self, path: PathLike) -> None:
        """Write the run file that ``dragoman report``, ``gate`` and ``compare`` read."""
        from dragoman.report import to_json
        from dragoman.report.files import write_atomic

        write_atomic(Path(path), to_json.render(self.report))


def check(
    *paths: PathLike, reference: PathLike | None = None, config: Config | None = None
) -> Result:
    """Check pairs of files, folders or bilingual files, as ``dragoman check`` does.

    What stands in ``Config(baseline=…)`` does not count for the verdict.
    ``check("talks.de.txt", "talks.en.txt")`` checks a pair, ``check("articles/")`` a folder. With
    ``Config(jobs=N)`` N processes share the articles; call it then under
    ``if __name__ == "__main__":``. For more articles than memory holds use ``each``.

    Raises:
        InputError: a path holds nothing that can be checked. An article that cannot be read is
            no error but one of the ``failures``, unless none can.
    """
    from dragoman import gate, parallel
    from dragoman.judge import Counted, known_before
    from dragoman.report.pieces import joined

    run, specs = _open(paths, reference, config)
    counted = Counted(known_before(run.config, None))
    pieces: list[Json] = []
    failures: list[Failure] = []
    for result in parallel.results(run, specs):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            pieces.append(result)
            counted.add(result)
    if failures and not pieces:
        raise InputError("; ".join(one.message for one in failures))
    return Result(
        articles=tuple(_article(one) for one in joined(pieces)),
        failures=tuple(failures),
        verdict=gate.decide(counted.tallies, run.config.gate, failures=len(failures)),
        signature=run.signature(specs),
    )


def each(
    *paths: PathLike, reference: PathLike | None = None, config: Config | None = None
) -> Iterator[CheckedArticle | Failure]:
    """Check as ``check`` does and yield each article as it is done, so that none must be kept.

    A large bilingual file comes as several articles of one ``id``, piece by piece.

    Raises:
        InputError: a path holds nothing that can be checked.
    """
    from dragoman import parallel

    run, specs = _open(paths, reference, config)
    for result in parallel.results(run, specs):
        yield result if isinstance(result, Failure) else _article(result)


def check_text(
    source: str | None, translation: str, *, id: str = "text", config: Config | None = None
) -> CheckedArticle:
    """Check a translation that is in memory; without *source* only the rules that need none run.

    Both are plain text, paragraphs parted by blank lines. ``Config(source_lang="de")`` names a
    language that is otherwise detected; it must be given where there is no source. Offsets count
    code points of the strings. For many texts make one ``checker``.

    Raises:
        InputError: a text is empty, or its language cannot be told.
    """
    return checker(config)(source, translation, id=id)


class Checker(Protocol):
    """Checks one text after another, with the model loaded once."""

    def __call__(self, source: str | None, translation: str, *, id: str = "text") -> CheckedArticle:
        """Check one translation; see ``check_text``."""


def checker(config: Config | None = None) -> Checker:
    """Return a function like ``check_text`` that keeps the model loaded between its calls."""
    from dragoman import pipeline
    from dragoman.read import read_text

    run = pipeline.open_run(config or Config())
    lines = run.config.segment == "lines"

    def check_one(source: str | None, translation: str, *, id: str = "text") -> CheckedArticle:
        if source is None and run.config.source_lang is None:
            raise InputError(f"{id}: no source given; say what it was made from: source_lang")

        def document(text: str, name: str, lang: str | None) -> Document:
            return read_text(text, name=name, lang=lang, segment_lines=lines)

        pair = ArticlePair(
            id=id,
            source=document(source, f"{id} (source)", run.config.source_lang)
            if source is not None
            else None,
            target=document(translation, id, run.config.target_lang),
        )
        return _article(pipeline.article_json(run.check_pair(pair), words=True))

    return check_one


def _open(
    paths: Sequence[PathLike], reference: PathLike | None, config: Config | None
) -> tuple[Run, Sequence[PairSpec]]:
    from dragoman import pipeline

    chosen = config or Config()
    # Processes start by importing the caller's script again, so they are only taken if asked for.
    run = pipeline.open_run(override(chosen, jobs=chosen.jobs or 1))
    where = Path(reference) if reference is not None else None
    return run, pipeline.find([Path(path) for path in paths], run.config, reference=where)


def _article(entry: Json) -> CheckedArticle:
    """Read the run file's object for an article."""
    source, target = entry["source"], entry["target"]
    sides = entry["sentences"]
    return CheckedArticle(
        id=entry["id"],
        source_path=source and source["path"],
        target_path=target["path"],
        source_lang=source and source["lang"],
        target_lang=target["lang"],
        findings=tuple(_finding(one) for one in entry["findings"]),
        passages=tuple(_passage(one, sides) for one in entry["alignment"]),
        scores=_known(Scores, entry["scores"]),
        as_dict=entry,
    )


def _finding(entry: Json) -> Finding:
    spans = {side: Span(**entry[side]) if entry[side] else None for side in ("source", "target")}
    return _known(Finding, {**entry, **spans, "suggestions": tuple(entry["suggestions"])})


def _passage(bead: Json, sides: Mapping[str, Sequence[Json]]) -> Passage:
    words = {
        side: tuple(sides[side][index]["text"] for index in bead[side])
        for side in ("source", "target")
    }
    return _known(Passage, {**bead, **words})


def _known(kind: Callable[..., T], entry: Json) -> T:
    """Make a *kind* of the keys of *entry* that it has."""
    names = inspect.signature(kind).parameters
    return kind(**{key: value for key, value in entry.items() if key in names})
