"""Quality floors: ``python -m dragoman.dev.floors [--raise] [--lower]``.

``corpora/floors.toml`` says, per corpus, what must not get worse, and the digest of the corpus it
was measured on. Without an option the corpora are evaluated and held against it: exit code 1 if a
figure is below its floor or the corpus is another one. ``--raise`` writes what is better now; only
``--lower`` also writes what is worse, so that no floor sinks unseen.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.config import Config
from dragoman.dev.evaluate import Evaluation, evaluate
from dragoman.report.files import write_atomic

ROOT = Path(__file__).parents[3] / "corpora"
FLOORS = ROOT / "floors.toml"
CORPORA = ("news/dev", "news/test")

SLACK = 0.002
"""How far below its floor a figure may be: another processor's vectors differ in the seventh
decimal, and one borderline finding may turn on that."""

HEADER = """# Floors that CI holds every change against: python -m dragoman.dev.floors
# Measured, never typed; written by --raise, and lowered only by --lower.
"""


def figures(result: Evaluation) -> dict[str, float]:
    """Return what is held, each so that higher is better."""
    overall, clean = result.overall(), result.clean()
    strict, lax = result.alignment["gold articles"]
    return {
        "precision": overall.precision.value or 0.0,
        "recall": overall.recall.value or 0.0,
        "corrections": result.corrections().value or 0.0,
        "clean_sentences_without_false_finding": 1 - (clean.value or 0.0),
        "alignment_strict": strict.f1 or 0.0,
        "alignment_lax": lax.f1 or 0.0,
        "omission_recall": result.omission.recall.value or 0.0,
        "addition_recall": result.addition.recall.value or 0.0,
    }


def digest(folder: Path) -> str:
    """Return a digest of every file of a corpus, names and contents."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def fallen(
    floors: Mapping[str, Any], now: Mapping[str, float], slack: float = SLACK
) -> Iterator[str]:
    """Yield a line per figure that is below its floor.

    >>> list(fallen({"recall": 0.8}, {"recall": 0.7}))
    ['recall is 0.7000, its floor 0.8000']
    """
    for name, floor in floors.items():
        if name in now and now[name] < floor - slack:
            yield f"{name} is {now[name]:.4f}, its floor {floor:.4f}"


def main(arguments: list[str] | None = None) -> int:
    """Check or write the floors; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.dev.floors", description=__doc__)
    parser.add_argument("--raise", dest="write", action="store_true", help="write what is better")
    parser.add_argument("--lower", action="store_true", help="write what is worse as well")
    options = parser.parse_args(arguments)
    known = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    complaints: list[str] = []
    for name in CORPORA:
        now = figures(evaluate(ROOT / name, Config()))
        before = known.get(name, {})
        mark = digest(ROOT / name)
        if before.get("digest") not in (None, mark) and not options.lower:
            complaints.append(f"{name}: the corpus has changed; look at the figures, then --lower")
        lines = list(fallen({k: v for k, v in before.items() if k != "digest"}, now))
        complaints += [f"{name}: {line}" for line in lines if not options.lower]
        if options.write or options.lower:
            best = {
                key: value if options.lower else max(value, before.get(key, 0.0))
                for key, value in now.items()
            }
            known[name] = {"digest": mark if options.lower or not before else before["digest"],
                           **{key: round(value, 4) for key, value in best.items()}}  # fmt: skip
    if (options.write or options.lower) and not complaints:
        write_atomic(FLOORS, HEADER + "".join(_table(name, known[name]) for name in known))
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0


def _table(name: str, values: Mapping[str, Any]) -> str:
    rows = [
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
        for key, value in values.items()
    ]
    return "\n".join(["", f'["{name}"]', *rows, ""])


if __name__ == "__main__":
    sys.exit(main())
