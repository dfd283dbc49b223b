"""Weave a marked draft into a gold pair, so that nobody counts offsets by hand.

A draft is one text file: a header of ``key value`` lines, then ``--- source EXT``, ``--- target
EXT`` and ``--- findings``. In the two texts a line is

    ``LABEL text``   one sentence. Sentences with the same label translate each other; a label on
                     one side only is an omission or addition. The label is a number, with a role
                     after it: ``h`` headline, ``c`` caption, ``f`` furniture; ``!`` marks the bead
                     as moved
    ``.PREFIX``      how the next paragraph begins: a Markdown prefix, or an HTML tag with its
                     attributes (``.h1 class="big"``); HTML paragraphs are ``<p>`` otherwise
    ``|text``        a line of markup that is no sentence
    an empty line    the end of a paragraph

``{key:words}`` marks the words of a finding, in either text. Under ``--- findings`` stands
``KEY FAMILY[+ALSO] SEVERITY[?] | correction ; correction | note``, ``?`` for optional.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.dev.gold import SCHEMA, SUFFIX, decode
from dragoman.errors import InputError

_SENTENCE = re.compile(r"(\d+)([hcf]?)(!?) (.+)")
_MARK = re.compile(r"\{(\w+):|\}")
_ROLES = {"h": "headline", "c": "caption", "f": "boilerplate"}
# Markup that stands before the first or after the last visible sign of a sentence.
_EDGE = {
    "html": re.compile(r"(?:<[^>]+>|\s)+"),
    "md": re.compile(r"[*_]+"),
    "txt": re.compile(r"(?!)"),
}
_ABBREVIATED = re.compile(r"(?:\b\w|\b\d{1,2}|\b(?:Dr|Prof|Mr|Mrs|Ms|St|Nr|No|ca|bzw|usw))\.$")


@dataclass(slots=True)
class Side:
    """One side while it is woven: text so far, sentences, labels, roles, marks."""

    form: str
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    roles: dict[str, list[int]] = field(default_factory=dict)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def occurrence(self, key: str) -> tuple[str, int]:
        """Return the marked words and their 1-based occurrence in the text."""
        start, end = self.marks[key]
        words, nth, at = self.text[start:end], 0, -1
        while at < start:
            at = self.text.find(words, at + 1)
            nth += 1
        return words, nth


def weave(draft: Path, folder: Path) -> list[Path]:
    """Write the source, target and gold file of *draft* into *folder*; return their paths.

    Raises:
        InputError: the draft is malformed.
    """
    parts = re.split(r"^--- (source \w+|target \w+|findings)\n", decode(draft), flags=re.M)
    if len(parts) != 7:
        raise InputError(f"{draft}: wants --- source EXT, --- target EXT and --- findings")
    header = dict(line.split(" ", 1) for line in parts[0].splitlines() if line.strip())
    name = draft.name.split(".")[0]
    source = _side(parts[2], parts[1].split()[1])
    target = _side(parts[4], parts[3].split()[1])
    langs = (header.get("source_lang", "de"), header.get("target_lang", "en"))
    files = [
        f"{name}.{lang}.{side.form}" for lang, side in zip(langs, (source, target), strict=True)
    ]
    head = {
        "schema": SCHEMA, "source": files[0], "target": files[1], "source_lang": langs[0],
        "target_lang": langs[1], "kind": header["kind"], "domain": header["domain"],
    }  # fmt: skip
    gold = "\n".join(_gold(head, source, target, parts[6]))
    paths = [folder / file for file in (*files, name + SUFFIX)]
    for path, text in zip(paths, (source.text, target.text, gold), strict=True):
        path.write_bytes(text.encode("utf-8"))
    return paths


def propose(path: Path) -> list[tuple[int, int]]:
    """Propose sentence offsets for a text file: a plain splitter, to be corrected by hand."""
    text = decode(path)
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        visible = re.sub(r"<[^>]*>", lambda tag: "\0" * len(tag[0]), line[0])
        start = 0
        for stop in re.finditer(r"[.!?…][\"'”“’»)\]]*(?=\s|\0|$)|$", visible):
            if stop[0].startswith(".") and _ABBREVIATED.search(visible[: stop.start() + 1]):
                continue
            piece = visible[start : stop.end()]
            body = piece.strip("\0 \t\r")
            if body:
                at = line.start() + start + piece.index(body)
                spans.append((at, at + len(body)))
            start = stop.end()
    return spans


def _side(lines: str, form: str) -> Side:
    side = Side(form=form)
    for block in re.split(r"\n{2,}", lines.strip("\n")):
        _block(side, block.split("\n"))
    side.text = side.text.rstrip("\n") + "\n"
    return side


def _block(side: Side, lines: list[str]) -> None:
    prefix, opened = "", ""
    if side.form != "html" and side.text:
        side.text += "\n"
    for line in [*lines, "|"]:
        if line.startswith("|"):
            side.text += opened + ("\n" if opened or _mid_line(side) else "")
            opened = ""
            side.text += line[1:] + "\n" if line[1:] else ""
        elif line.startswith("."):
            side.text += opened + ("\n" if _mid_line(side) else "")
            prefix, opened = line[1:], ""
        else:
            if _mid_line(side):
                side.text += " "
            elif side.form == "html":
                side.text += f"<{prefix or 'p'}>"
                opened = f"</{(prefix or 'p').split()[0]}>"
                prefix = ""
            else:
                side.text += prefix
                prefix = ""
            _sentence(side, line)


def _mid_line(side: Side) -> bool:
    return bool(side.text) and not side.text.endswith("\n")


def _sentence(side: Side, line: str) -> None:
    match = _SENTENCE.fullmatch(line)
    if match is None:
        raise InputError(f"draft line {line!r} is no sentence")
    label, role, moved, words = match.groups()
    start, index = len(side.text), len(side.spans)
    open_marks: list[tuple[str, int]] = []
    at = 0
    for mark in _MARK.finditer(words):
        side.text += words[at : mark.start()]
        at = mark.end()
        if mark[1]:
            open_marks.append((mark[1], len(side.text)))
        else:
            key, first = open_marks.pop()
            side.marks[key] = (first, len(side.text))
    side.text += words[at:]
    side.spans.append(_trim(side, start))
    side.labels.append(int(label))
    if role:
        side.roles.setdefault(_ROLES[role], []).append(index)
    if moved:
        side.moved.add(int(label))


def _trim(side: Side, start: int) -> tuple[int, int]:
    edge, end = _EDGE[side.form], len(side.text)
    if head := edge.match(side.text, start):
        start = head.end()
    for tail in edge.finditer(side.text, start):
        if tail.end() == len(side.text):
            end = tail.start()
    return start, end


def _gold(head: Mapping[str, str], source: Side, target: Side, findings: str) -> Iterator[str]:
    for key, value in head.items():
        yield f"{key} = {_toml(value)}"
    yield "alignment = '''"
    yield from _ladder(source, target)
    yield "'''"
    yield "\n[sentences]"
    for side_name, side in (("source", source), ("target", target)):
        yield f"{side_name} = {json.dumps(side.spans)}"
    for side_name, side in (("source", source), ("target", target)):
        if side.roles:
            yield f"\n[roles.{side_name}]"
            for role, indices in sorted(side.roles.items()):
                yield f"{role} = {indices}"
    seen: set[str] = set()
    for line in findings.strip().splitlines():
        yield from _finding(line, source, target, seen=seen)
    unused = (source.marks.keys() | target.marks.keys()) - seen
    if unused:
        raise InputError(f"marked but not among the findings: {', '.join(sorted(unused))}")
    yield ""


def _ladder(source: Side, target: Side) -> Iterator[str]:
    done: set[int] = set()
    waiting = list(target.labels)
    for label in source.labels:
        if label in done:
            continue
        done.add(label)
        if label not in source.moved and label in target.labels:
            while waiting and waiting[0] != label:
                skipped = waiting.pop(0)
                if skipped not in done and skipped not in source.labels:
                    done.add(skipped)
                    yield f"[]:{_members(target, skipped)}"
        moved = " moved" if label in source.moved else ""
        yield f"{_members(source, label)}:{_members(target, label)}{moved}"
    for label in target.labels:
        if label not in done:
            done.add(label)
            yield f"[]:{_members(target, label)}"


def _members(side: Side, label: int) -> str:
    inside = [str(index) for index, own in enumerate(side.labels) if own == label]
    return f"[{','.join(inside)}]"


def _finding(line: str, source: Side, target: Side, *, seen: set[str]) -> Iterator[str]:
    kind, accept, note = (piece.strip() for piece in line.split("|", 2))
    key, families, severity = kind.split()
    family, *also = families.split("+")
    seen.add(key)
    yield "\n[[finding]]"
    yield f"family = {_toml(family)}"
    yield f"severity = {_toml(severity.rstrip('?'))}"
    for side, name, nth_name in (
        (target, "target", "occurrence"),
        (source, "source", "source_occurrence"),
    ):
        if key in side.marks:
            words, nth = side.occurrence(key)
            yield f"{name} = {_toml(words)}"
            if nth > 1:
                yield f"{nth_name} = {nth}"
    if accept:
        yield f"accept = {json.dumps([a.strip() for a in accept.split(';')], ensure_ascii=False)}"
    if also:
        yield f"also = {json.dumps(also)}"
    if severity.endswith("?"):
        yield "optional = true"
    yield f"note = {_toml(note)}"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
