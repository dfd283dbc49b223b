"""One gold file: what it says, read strictly, every problem told.

The format ``dragoman.gold/1`` is described in ``corpora/README.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, cast

from dragoman.model import FAMILIES, SEVERITIES, Bead, Family, Role, Severity

SCHEMA = "dragoman.gold/1"
SUFFIX = ".gold.toml"
KINDS = ("machine", "professional")
Kind = Literal["machine", "professional"]

_KEYS = {
    "schema", "source", "target", "source_lang", "target_lang", "kind", "domain", "sentences",
    "roles", "alignment", "finding",
}  # fmt: skip
_OPTIONAL_KEYS = {"roles", "finding"}
_FINDING_KEYS = {
    "family", "severity", "target", "occurrence", "source", "source_occurrence", "accept", "note",
    "also", "optional",
}  # fmt: skip
_ROLES = ("headline", "caption", "boilerplate")
_RUNG = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\](?: (moved))?")

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSpan:
    """Words in a file: half-open code-point offsets into its decoded text, and the words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFinding:
    """What a perfect checker says here.

    ``target`` is None for an omission, ``source`` for an addition. ``accept`` are corrections
    that count as right. ``also`` are further families under which the same artefact may be
    reported. ``optional`` findings count neither as a miss nor as a false alarm.
    """

    family: Family
    severity: Severity
    note: str
    target: GoldSpan | None = None
    source: GoldSpan | None = None
    accept: tuple[str, ...] = ()
    also: tuple[Family, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSide:
    """One side of a pair: the file, its decoded text, its sentences as offsets, their roles."""

    path: Path
    text: str
    lang: str
    sentences: tuple[Offsets, ...]
    roles: tuple[Role, ...]

    def sentence(self, index: int) -> str:
        """Return the raw words of sentence *index*, markup and entities as they stand."""
        start, end = self.sentences[index]
        return self.text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPair:
    """An article, its translation, and everything known about them.

    ``id`` is the path below the corpus folder without suffix ("news/dev/geneva-talks"), ``split``
    the folder it stands in. ``alignment`` covers each sentence of both sides exactly once.
    """

    id: str
    path: Path
    kind: Kind
    domain: str
    split: str
    source: GoldSide
    target: GoldSide
    alignment: tuple[Bead, ...]
    findings: tuple[GoldFinding, ...]

    @property
    def clean(self) -> bool:
        """Tell whether every finding in this pair is a false alarm."""
        return self.kind == "professional"


@dataclass(slots=True)
class Problems:
    """What is wrong with one gold file, gathered while reading it."""

    name: str
    lines: list[str] = field(default_factory=list)

    def say(self, message: str) -> None:
        """Note one problem."""
        self.lines.append(f"{self.name}: {message}")


def read_gold(path: Path, root: Path) -> tuple[GoldPair | None, list[str]]:
    """Read the gold file *path* of the corpus at *root*: the pair, and all that is wrong with it.

    The pair is None where too little of it could be read to build one.
    """
    problems = Problems(path.relative_to(root).as_posix().removesuffix(SUFFIX))
    table = _table(path, problems)
    pair = None
    try:
        pair = None if table is None else _pair(path, table, problems)
    except (AttributeError, TypeError, ValueError) as error:
        problems.say(f"a value is of the wrong kind: {error}")
    return pair, problems.lines


def _pair(path: Path, table: Mapping[str, Any], problems: Problems) -> GoldPair | None:
    source, target = _side(path, table, "source", problems), _side(path, table, "target", problems)
    if source is None or target is None:
        return None
    kind, findings = table["kind"], table.get("finding", [])
    if kind not in KINDS:
        problems.say(f"kind {kind!r} is neither of {', '.join(KINDS)}")
    if kind == "professional" and findings:
        problems.say("a professional translation has no findings")
    if kind == "machine" and not findings:
        problems.say("a machine translation has at least one finding")
    return GoldPair(
        id=problems.name,
        path=path,
        kind=cast(Kind, kind),
        domain=str(table["domain"]),
        split=path.parent.name,
        source=source,
        target=target,
        alignment=_ladder(str(table["alignment"]), source, target, problems=problems),
        findings=tuple(
            _finding(number, entry, (source, target), problems=problems)
            for number, entry in enumerate(findings, 1)
        ),
    )


def decode(path: Path) -> str:
    """Return the text of a corpus file: UTF-8, byte order mark removed, line ends untouched."""
    return path.read_bytes().decode("utf-8-sig")


def _table(path: Path, problems: Problems) -> Mapping[str, Any] | None:
    try:
        table = tomllib.loads(decode(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.say(f"cannot be read: {error}")
        return None
    missing = sorted(_KEYS - _OPTIONAL_KEYS - table.keys())
    for key in missing:
        problems.say(f"key {key!r} is missing")
    for key in sorted(table.keys() - _KEYS):
        problems.say(f"unknown key {key!r}")
    if table.get("schema") != SCHEMA:
        problems.say(f"schema is {table.get('schema')!r}, not {SCHEMA!r}")
    return None if missing else table


def _side(path: Path, table: Mapping[str, Any], side: str, problems: Problems) -> GoldSide | None:
    file = path.parent / str(table[side])
    try:
        text = decode(file)
    except (OSError, UnicodeDecodeError) as error:
        problems.say(f"{side} file {file.name} cannot be read: {error}")
        return None
    spans = tuple((int(start), int(end)) for start, end in table["sentences"].get(side, ()))
    if not spans:
        problems.say(f"{side} has no sentences")
    last = 0
    for index, (start, end) in enumerate(spans):
        piece = text[max(start, 0) : max(end, 0)]
        if start < last:
            problems.say(f"{side} sentence {index} overlaps the one before, or is out of order")
        if not piece.strip() or end > len(text):
            problems.say(f"{side} sentence {index} is empty or outside the file")
        elif piece != piece.strip():
            problems.say(f"{side} sentence {index} has outer white space")
        last = max(last, end)
    return GoldSide(
        path=file,
        text=text,
        lang=str(table[f"{side}_lang"]),
        sentences=spans,
        roles=_roles(table.get("roles", {}).get(side, {}), side, len(spans), problems=problems),
    )


def _roles(
    table: Mapping[str, Sequence[int]], side: str, count: int, *, problems: Problems
) -> tuple[Role, ...]:
    roles: list[Role] = ["body"] * count
    for role, indices in table.items():
        if role not in _ROLES:
            problems.say(f"unknown role {role!r} on the {side} side")
            continue
        for index in indices:
            if not 0 <= index < count:
                problems.say(f"{role} {index} is no {side} sentence")
            elif roles[index] != "body":
                problems.say(f"{side} sentence {index} has two roles")
            else:
                roles[index] = cast(Role, role)
    return tuple(roles)


def _ladder(
    text: str, source: GoldSide, target: GoldSide, *, problems: Problems
) -> tuple[Bead, ...]:
    beads: list[Bead] = []
    for line in text.strip().splitlines():
        rung = _RUNG.fullmatch(line.strip())
        if rung is None:
            problems.say(f"alignment line {line!r} is not of the form [0]:[0]")
            continue
        left, right, moved = rung.groups()
        bead = Bead(source=_numbers(left), target=_numbers(right), moved=bool(moved))
        if not bead.source and not bead.target:
            problems.say("alignment has an empty bead")
        beads.append(bead)
    _covered("source", len(source.sentences), (bead.source for bead in beads), problems=problems)
    _covered("target", len(target.sentences), (bead.target for bead in beads), problems=problems)
    _monotone("source", [bead.source for bead in beads if not bead.moved], problems)
    _monotone("target", [bead.target for bead in beads if not bead.moved], problems)
    return tuple(beads)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(piece) for piece in text.split(",") if piece.strip())


def _covered(
    side: str, count: int, members: Iterable[tuple[int, ...]], *, problems: Problems
) -> None:
    seen = [index for group in members for index in group]
    for index in sorted(set(range(count)) - set(seen)):
        problems.say(f"{side} sentence {index} is not in the alignment")
    for index in sorted({index for index in seen if seen.count(index) > 1}):
        problems.say(f"{side} sentence {index} is in the alignment twice")
    for index in sorted(set(seen) - set(range(count))):
        problems.say(f"the alignment names {side} sentence {index}, which does not exist")


def _monotone(side: str, groups: Sequence[tuple[int, ...]], problems: Problems) -> None:
    flat = [index for group in groups for index in group]
    for before, after in pairwise(flat):
        if after < before:
            problems.say(f"{side} sentence {after} is out of order in a bead not marked moved")


def _finding(
    number: int,
    entry: Mapping[str, Any],
    sides: tuple[GoldSide, GoldSide],
    *,
    problems: Problems,
) -> GoldFinding:
    name = f"finding {number}"
    for key in sorted(entry.keys() - _FINDING_KEYS):
        problems.say(f"{name} has the unknown key {key!r}")
    for family in (entry.get("family"), *entry.get("also", ())):
        if family not in FAMILIES:
            problems.say(f"{name} has the unknown family {family!r}")
    if entry.get("severity") not in SEVERITIES:
        problems.say(f"{name} has the unknown severity {entry.get('severity')!r}")
    if not entry.get("note"):
        problems.say(f"{name} has no note")
    if "target" not in entry and "source" not in entry:
        problems.say(f"{name} points at nothing")
    for key, wanted in (("target", "addition"), ("source", "omission")):
        if entry.get("family") == wanted and key not in entry:
            problems.say(f"{name} is an {wanted} and needs {key} words")
    source, target = sides
    return GoldFinding(
        family=cast(Family, entry.get("family")),
        severity=cast(Severity, entry.get("severity")),
        note=str(entry.get("note", "")),
        target=_span(entry, target, "target", "occurrence", problems=problems, name=name),
        source=_span(entry, source, "source", "source_occurrence", problems=problems, name=name),
        accept=tuple(entry.get("accept", ())),
        also=tuple(entry.get("also", ())),
        optional=bool(entry.get("optional", False)),
    )


def _span(
    entry: Mapping[str, Any],
    side: GoldSide,
    key: str,
    nth_key: str,
    *,
    problems: Problems,
    name: str,
) -> GoldSpan | None:
    words = entry.get(key)
    if words is None:
        return None
    nth = int(entry.get(nth_key, 1))
    start = find(side.text, words, nth)
    if start is None:
        problems.say(f"{name}: {key} words {words!r} do not occur {nth} times")
        return None
    end = start + len(words)
    if not any(first <= start and end <= last for first, last in side.sentences):
        problems.say(f"{name}: {key} words {words!r} do not lie within one sentence")
    return GoldSpan(start=start, end=end, text=words)


def find(text: str, words: str, nth: int) -> int | None:
    """Return where the *nth* (1-based) occurrence of *words* starts; occurrences may overlap.

    >>> find("abcabc", "bc", 2)
    4
    """
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0 or not words:
            return None
    return at if nth > 0 else None
