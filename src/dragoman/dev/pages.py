"""Write the rules' pages: ``python -m dragoman.dev.pages [--check] [--measure CORPUS]``.

A page is the rule's docstring, what a user may set, and its precision as last measured; nothing
in it is typed by hand. ``--check`` writes nothing and fails if a page would change. ``--measure``
first evaluates a corpus and keeps the figures in ``corpora/measured.json``.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dragoman
from dragoman.checks.rule import Rule
from dragoman.checks.rules import all_rules
from dragoman.config import Config
from dragoman.report.files import write_atomic

ROOT = Path(__file__).parents[3]
MEASURED = ROOT / "corpora" / "measured.json"


def page(rule: Rule, measured: Mapping[str, Any]) -> str:
    """Return the page of *rule* as Markdown."""
    needs = "needs the source" if rule.needs_source else "works without the source, less surely"
    spoken = ", ".join(rule.languages) or "all"
    facts = (
        f"Family {rule.family} · severity {rule.severity} · {needs} · source languages: {spoken}"
    )
    parts = [f"# {rule.code} {rule.name}", facts, inspect.cleandoc(rule.doc)]
    if rule.settings:
        parts.append("Defaults\n--------\n\n" + _toml(rule))
    parts.append("Measured\n--------\n\n" + _figures(rule, measured))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _toml(rule: Rule) -> str:
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rule.settings.items()
    ]
    return "\n".join(["```toml", f"[rules.{rule.code}]", *lines, "```"])


def _figures(rule: Rule, measured: Mapping[str, Any]) -> str:
    where = measured.get("corpus", "the gold corpus")
    rate = measured.get("rules", {}).get(rule.code)
    if not rate:
        return f"It found nothing in {where}, so its precision there is unknown."
    low, high = rate["interval"]
    return (
        f"Precision {rate['value']:.2f} (95 % interval {low:.2f} to {high:.2f}) over {rate['n']} "
        f"findings in {where}, none of which it was developed on."
    )


def measure(corpus: Path) -> None:
    """Evaluate *corpus* and keep what the pages show."""
    from dragoman.dev.evaluate import evaluate, to_json

    figures = json.loads(to_json(evaluate(corpus, Config())))
    name = corpus.resolve().relative_to(ROOT).as_posix()
    kept = {"corpus": f"`{name}`", **figures}
    write_atomic(MEASURED, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.dev.pages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("--measure", type=Path, metavar="CORPUS", help="evaluate this first")
    options = parser.parse_args(arguments)
    if options.measure:
        measure(options.measure)
    measured = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}
    stale = []
    for rule in all_rules():
        path = Path(dragoman.__file__).parent.joinpath(*rule.module.split(".")[1:])
        path = path.with_suffix(".md")
        text = page(rule, measured)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(rule.code)
            if not options.check:
                write_atomic(path, text)
    if options.check and stale:
        print(f"stale: {', '.join(stale)}; run python -m dragoman.dev.pages", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
