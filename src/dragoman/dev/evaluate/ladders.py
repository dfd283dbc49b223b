"""Gold alignments in the ladder format: ``NAME.gold`` beside two files of one sentence a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.model import Bead

_RUNG = re.compile(r"\s*\[([\d, ]*)\]\s*:\s*\[([\d, ]*)\]")
_RESERVED = {".gold", ".json", ".md", ".toml", ".tsv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPair:
    """Two files with a gold alignment; the file name endings are the languages."""

    name: str
    source: Path
    target: Path
    source_lang: str
    target_lang: str
    beads: tuple[Bead, ...]


def ladder_pairs(folder: Path) -> Iterator[LadderPair]:
    """Yield the ladder pairs below *folder*, in order.

    ``meta.json`` beside them may say ``{"src": …, "tgt": …}``; without it the source is the file
    that the ladder's left side fits, by alphabet if both fit.

    Raises:
        InputError: a ladder is malformed, or has no two texts beside it.
    """
    for gold in sorted(folder.rglob("*.gold")):
        beads = tuple(_rungs(gold))
        texts = {
            path.suffix[1:]: path
            for path in sorted(gold.parent.glob(f"{gold.stem}.*"))
            if path.suffix not in _RESERVED and path.stem == gold.stem
        }
        if len(texts) != 2:
            raise InputError(
                f"{gold}: wants two texts beside it, {gold.stem}.LANG; has {len(texts)}"
            )
        source, target = _order(gold, texts, beads)
        yield LadderPair(
            name=str(gold.relative_to(folder).with_suffix("")),
            source=texts[source], target=texts[target],
            source_lang=source, target_lang=target, beads=beads,
        )  # fmt: skip


def _rungs(path: Path) -> Iterator[Bead]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        match = _RUNG.match(line)
        if match is None:
            raise InputError(f"{path}:{number}: not a rung like [0]:[0,1]: {line.strip()[:40]!r}")
        source, target = (
            tuple(int(figure) for figure in re.findall(r"\d+", side)) for side in match.groups()
        )
        yield Bead(source=source, target=target)


def _order(gold: Path, texts: dict[str, Path], beads: tuple[Bead, ...]) -> tuple[str, str]:
    meta = gold.parent / "meta.json"
    if meta.is_file():
        said = json.loads(meta.read_text(encoding="utf-8"))
        if {said.get("src"), said.get("tgt")} == set(texts):
            return said["src"], said["tgt"]
    first, second = sorted(texts)
    longest = max((index for bead in beads for index in bead.source), default=0)
    other = max((index for bead in beads for index in bead.target), default=0)
    sizes = {
        lang: len(path.read_text(encoding="utf-8").splitlines()) for lang, path in texts.items()
    }
    if (sizes[first] <= longest or sizes[second] <= other) and (
        sizes[second] > longest and sizes[first] > other
    ):
        return second, first
    return first, second
