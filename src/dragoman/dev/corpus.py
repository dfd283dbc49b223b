"""The gold corpora: load them, check them, keep their digests.

python -m dragoman.dev.corpus validate corpora
python -m dragoman.dev.corpus digest corpora
python -m dragoman.dev.corpus show corpora/news/dev/geneva-talks
python -m dragoman.dev.corpus sentences corpora/news/dev/geneva-talks
python -m dragoman.dev.corpus weave DRAFT corpora/news/dev
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.dev.gold import SUFFIX, GoldPair, decode, read_gold
from dragoman.errors import DragomanError, InputError, UsageError

SOURCES = "SOURCES.toml"
SPLITS = ("dev", "test")
ORIGIN = "written for dragoman"
LICENCE = "CC0-1.0"
ENGINES = "engines"
"""The folder of articles in two translations, to compare; without gold, so of no split."""

# Families whose artefacts are a spelling: the same wrong words in dev and test would let a list
# made from dev look good on test.
_SPELLED = frozenset({"name", "place", "institution", "title", "false-friend", "untranslated"})

_HEADER = """\
# Where every pair comes from, and what its files were when it was last looked at.
# Rewritten by `python -m dragoman.dev.corpus digest corpora`; origin and licence are kept.
"""


def load(folder: Path) -> list[GoldPair]:
    """Load every gold pair below *folder*, ordered by id.

    Raises:
        InputError: there is none, or one is broken; the first problem is told.
    """
    pairs: list[GoldPair] = []
    for path in _gold_files(folder):
        pair, problems = read_gold(path, folder)
        if pair is None or problems:
            raise InputError(f"{path}: {problems[0]}")
        pairs.append(pair)
    if not pairs:
        raise InputError(f"{folder} has no gold pair (NAME{SUFFIX})")
    return pairs


def validate(folder: Path) -> list[str]:
    """Return everything that is wrong with the corpus at *folder*, one line each; none is good.

    Checked are each pair by itself (see ``dragoman.dev.gold``), that dev and test share no
    artefact, that every article file belongs to a pair, and origin, licence, split and digests in
    ``SOURCES.toml``.
    """
    problems: list[str] = []
    pairs: list[GoldPair] = []
    files = _gold_files(folder)
    for path in files:
        pair, found = read_gold(path, folder)
        problems += found
        if pair is not None:
            pairs.append(pair)
    if not files:
        problems.append(f"{folder} has no gold pair (NAME{SUFFIX})")
    problems += _shared_artefacts(pairs)
    problems += _strays(folder, pairs)
    problems += _sources(folder, pairs)
    return problems


def digest(folder: Path) -> str:
    """Return the text of ``SOURCES.toml`` for the corpus at *folder* as it stands now."""
    known = _known_sources(folder)
    texts = _known_sources(folder, "text")
    blocks = [_HEADER]
    for pair in load(folder):
        entry = known.get(pair.id, {})
        blocks.append(
            "\n".join(
                [
                    "[[pair]]",
                    f"id = {_quote(pair.id)}",
                    f"split = {_quote(pair.split)}",
                    f"origin = {_quote(entry.get('origin', ORIGIN))}",
                    f"licence = {_quote(entry.get('licence', LICENCE))}",
                    *(f"{key}_sha256 = {_quote(value)}" for key, value in _digests(pair).items()),
                    "",
                ]
            )
        )
    for path in _texts(folder):
        name = path.relative_to(folder).as_posix()
        entry = texts.get(name, {})
        lines = [
            "[[text]]",
            f"id = {_quote(name)}",
            f"origin = {_quote(entry.get('origin', ORIGIN))}",
            f"licence = {_quote(entry.get('licence', LICENCE))}",
            f"sha256 = {_quote(_sha256(path))}",
        ]
        blocks.append("\n".join([*lines, ""]))
    return "\n".join(blocks)


def _texts(folder: Path) -> list[Path]:
    return sorted((folder / ENGINES).glob("*.txt"))


def _gold_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob(f"*{SUFFIX}"))


def _shared_artefacts(pairs: Sequence[GoldPair]) -> Iterator[str]:
    seen: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for pair in pairs:
        if pair.split not in SPLITS:
            yield f"{pair.id}: lies in {pair.split!r}, not in one of {', '.join(SPLITS)}"
        for finding in pair.findings:
            if finding.target is not None and finding.family in _SPELLED and not finding.optional:
                words = finding.target.text.casefold()
                seen[pair.source.lang, finding.family, words][pair.split] = pair.id
    for (_, family, words), places in seen.items():
        if len(places) > 1:
            yield f"{family} artefact {words!r} stands in both {' and '.join(places.values())}"


def _strays(folder: Path, pairs: Sequence[GoldPair]) -> Iterator[str]:
    known = {side.path for pair in pairs for side in (pair.source, pair.target)}
    for split in SPLITS:
        for path in sorted(folder.glob(f"*/{split}/*")):
            if not path.name.endswith(SUFFIX) and path not in known:
                yield f"{path.relative_to(folder).as_posix()} belongs to no gold pair"


def _known_sources(folder: Path, kind: str = "pair") -> dict[str, Mapping[str, Any]]:
    path = folder / SOURCES
    if not path.exists():
        return {}
    return {str(entry["id"]): entry for entry in tomllib.loads(decode(path)).get(kind, [])}


def _sources(folder: Path, pairs: Sequence[GoldPair]) -> Iterator[str]:
    known = _known_sources(folder)
    for pair in pairs:
        entry = known.pop(pair.id, None)
        if entry is None:
            yield f"{pair.id}: is not in {SOURCES}"
            continue
        for key in ("origin", "licence"):
            if not entry.get(key):
                yield f"{pair.id}: has no {key} in {SOURCES}"
        if entry.get("split") != pair.split:
            yield f"{pair.id}: {SOURCES} says split {entry.get('split')!r}"
        for key, value in _digests(pair).items():
            if entry.get(f"{key}_sha256") != value:
                yield f"{pair.id}: the {key} file has changed since {SOURCES} was written"
    texts = _known_sources(folder, "text")
    for path in _texts(folder):
        name = path.relative_to(folder).as_posix()
        entry = texts.pop(name, {})
        if not (entry.get("origin") and entry.get("licence")):
            yield f"{name}: has no origin and licence in {SOURCES}"
        if entry.get("sha256") != _sha256(path):
            yield f"{name}: has changed since {SOURCES} was written"
    for name in [*known, *texts]:
        yield f"{SOURCES} names {name}, which does not exist"


def _digests(pair: GoldPair) -> dict[str, str]:
    files = {"source": pair.source.path, "target": pair.target.path, "gold": pair.path}
    return {key: _sha256(path) for key, path in files.items()}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# ------------------------------------------------------------------------------- command line


def _validate_command(folder: str) -> int:
    problems = validate(Path(folder))
    print("\n".join(problems) if problems else f"{len(load(Path(folder)))} pairs, all well")
    return 1 if problems else 0


def _digest_command(folder: str) -> int:
    root = Path(folder)
    text = digest(root)
    (root / SOURCES).write_text(text, encoding="utf-8")
    return 0


def _show_command(name: str) -> int:
    """Print the aligned sentences and the findings of one pair, for reading through."""
    path = Path(name.removesuffix(SUFFIX) + SUFFIX)
    pair, problems = read_gold(path, path.parent)
    if pair is None:
        raise InputError(problems[0])
    for bead in pair.alignment:
        print(f"[{','.join(map(str, bead.source))}]:[{','.join(map(str, bead.target))}]")
        for side, members in ((pair.source, bead.source), (pair.target, bead.target)):
            for index in members:
                print(f"  {side.lang} {side.roles[index]:<11} {side.sentence(index)}")
    for finding in pair.findings:
        print(finding)
    print(*problems, sep="\n")
    return 0


def _sentences_command(name: str) -> int:
    """Propose sentence offsets for a pair's two files; to be corrected by hand."""
    from dragoman.dev.draft import propose  # the splitter costs time that no other command needs

    for path in sorted(Path(name).parent.glob(f"{Path(name).name}.??.*")):
        print(f"{path.name} = {json.dumps(propose(path))}")
    return 0


def _weave_command(draft: str, folder: str) -> int:
    from dragoman.dev.draft import weave

    for path in weave(Path(draft), Path(folder)):
        print(path)
    return 0


_COMMANDS: Mapping[str, tuple[Callable[..., int], int]] = {
    "validate": (_validate_command, 1),
    "digest": (_digest_command, 1),
    "show": (_show_command, 1),
    "sentences": (_sentences_command, 1),
    "weave": (_weave_command, 2),
}


def main(arguments: Sequence[str]) -> int:
    """Run one maintainer's command; return its exit code (2: it could not be done)."""
    try:
        if not arguments or arguments[0] not in _COMMANDS:
            raise UsageError(f"say one of {', '.join(_COMMANDS)}")
        command, count = _COMMANDS[arguments[0]]
        if len(arguments) != count + 1:
            raise UsageError(f"{arguments[0]} takes {count} argument(s)")
        return command(*arguments[1:])
    except (DragomanError, OSError) as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
