"""What the smaller commands do: report, align, compare, evaluate, init."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.deliver import complain, is_folder, writable, write_html
from dragoman.cli.spool import Spool
from dragoman.config import Config
from dragoman.errors import InputError, UsageError
from dragoman.judge import load_baseline
from dragoman.report.files import write_atomic
from dragoman.report.load import opened
from dragoman.report.pieces import joined

if TYPE_CHECKING:
    from dragoman.encoder import Encoder
    from dragoman.model import Article


def do_report(path: Path, output: Path, baseline: Path | None) -> int:
    """Write the HTML report of a saved run."""
    if not is_folder(output):
        writable(output)
    known = frozenset(load_baseline(baseline)) if baseline else frozenset()
    with opened(path) as run:
        write_html(run, output, known)
    return 0


def do_align(source: Path, translation: Path, config: Config, form: str) -> int:
    """Print the alignment of one pair."""
    from dragoman import pipeline
    from dragoman.align import formats as ladders

    for path in (source, translation):
        if path.is_dir():
            raise InputError(f"{path}: is a folder; align takes one source and its translation")
    run = pipeline.open_run(config)
    article = run.align_files(source, translation, drift=form in ladders.WITH_DRIFT)
    complain(_read_in_part(run.engine.encoder, article))
    sys.stdout.write(ladders.render(form, article))
    return 0


def _read_in_part(encoder: Encoder, article: Article) -> Iterator[str]:
    """Say, a line for each side, which sentences are longer than the model reads."""
    from dragoman.encoder import too_long

    for text in filter(None, (article.source, article.target)):
        cut = too_long(encoder, [sentence.text for sentence in text.sentences])
        if cut:
            lines = ", ".join(str(text.sentences[number].line) for number in cut)
            yield (
                f"{text.document.path}: longer than the {encoder.max_tokens} tokens that the model "
                f"reads, aligned by the beginning: the sentence on line {lines}"
            )


def do_compare(run_a: Path, run_b: Path, form: str, page: Path | None = None) -> int:
    """Print what changed between two runs, perhaps as a *page*; 1 if the second is worse."""
    from dragoman.compare import compare, to_html, to_json, to_text

    _text_or_json(form)
    if page is not None:
        writable(page)
    names = _names(run_a, run_b)
    with Spool() as left, Spool() as right:
        signatures = _spooled(run_a, left), _spooled(run_b, right)
        result = compare(left.views(), right.views(), signatures=signatures)
    if page is not None:
        write_atomic(page, to_html(result, names=names, rules=_rule_names()))
    show = to_json if form == "json" else to_text
    sys.stdout.write(show(result, names=names))
    return 0 if result.no_worse else 1


def _names(run_a: Path, run_b: Path) -> tuple[str, str]:
    """Call two runs by their files; by the folders as well where those have one name."""
    names = (run_a.stem, run_b.stem)
    if names[0] != names[1]:
        return names
    return f"{run_a.parent.name}/{names[0]}", f"{run_b.parent.name}/{names[1]}"


def _rule_names() -> dict[str, str]:
    from dragoman.checks.rules import all_rules

    return {rule.code: rule.name for rule in all_rules()}


def _spooled(path: Path, spool: Spool) -> str:
    """Keep a run's articles at hand in any order, without their word links; return its signature.

    The links are half of a run, and nothing that is compared.
    """
    with opened(path) as run:
        for article in joined(run.articles):
            beads = [
                {key: value for key, value in bead.items() if key != "words"}
                for bead in article["alignment"]
            ]
            spool.append({**article, "alignment": beads})
        return run.signature


def do_evaluate(corpus: Path, config: Config, form: str, page: Path | None = None) -> int:
    """Print how good dragoman is on a gold corpus, perhaps as a *page*."""
    from dragoman.dev.evaluate import evaluate, to_html, to_json, to_text

    _text_or_json(form)
    if page is not None:
        writable(page)
    if not corpus.is_dir():
        raise InputError(f"{corpus}: no such folder")
    result = evaluate(corpus, config)
    if page is not None:
        write_atomic(page, to_html(result, name=str(corpus), rules=_rule_names()))
    sys.stdout.write(to_json(result) if form == "json" else to_text(result))
    return 2 if result.failures else 0


def do_init(path: Path) -> int:
    """Write the starter configuration; never over an existing file."""
    from importlib import resources

    if path.exists():
        raise UsageError(f"{path} exists; remove it first or name another file")
    text = resources.files("dragoman").joinpath("starter.toml").read_text(encoding="utf-8")
    write_atomic(path, text)
    print(f"wrote {path}")
    return 0


def _text_or_json(form: str) -> None:
    if form not in ("text", "json"):
        raise UsageError(f'--format must be "text" or "json", not {form!r}')
