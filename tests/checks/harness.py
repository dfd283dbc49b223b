"""Build small aligned articles from case files, one bead per line pair."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.checks.rule import Rule
from dragoman.checks.run import check
from dragoman.model import (
    ADVISORY_BELOW,
    Article,
    Bead,
    Block,
    Document,
    DriftScore,
    Finding,
    Role,
    Sentence,
    Text,
    TextMap,
    WordLink,
)

CASES = Path(__file__).parent / "rules"


def text_of(path: str, lang: str, lines: Sequence[str], role: Role = "body") -> Text:
    """Make a segmented text of *lines*, one sentence each."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    offset = 0
    for number, line in enumerate(lines):
        origin = TextMap.identity(offset, len(line))
        blocks.append(Block(text=line, role=role, origin=origin, whole=True))
        sentences.append(
            Sentence(
                index=number,
                start=offset,
                end=offset + len(line),
                line=number + 1,
                text=line,
                role=role,
                block=number,
                origin=origin,
            )
        )
        offset += len(line) + 1
    document = Document(path=path, text="\n".join(lines), blocks=tuple(blocks), lang=lang)
    return Text(document=document, lang=lang, sentences=tuple(sentences))


def article_of(
    source: Sequence[str] | None,
    target: Sequence[str],
    *,
    source_lang: str = "de",
    beads: Sequence[tuple[Sequence[int], Sequence[int]]] | None = None,
    scores: Mapping[str, Any] | None = None,
) -> Article:
    """Make an article whose sentences are aligned one to one, or by *beads*.

    *scores* may give each bead's ``drift``, and the words without an answer as ``source_gaps`` and
    ``target_gaps``: one list of stretches per bead; ``source_role``, ``target_role``; and as
    ``links`` the words of the first bead that answer each other.
    """
    scores = scores or {}
    if source is None:
        return Article(
            id="case", source=None, target=text_of("case.en.txt", "en", target),
            source_lang=source_lang,
        )  # fmt: skip
    pairs = beads or [([number], [number]) for number in range(len(source))]
    texts = (
        text_of(f"case.{source_lang}.txt", source_lang, source, scores.get("source_role", "body")),
        text_of("case.en.txt", "en", target, scores.get("target_role", "body")),
    )
    return Article(
        id="case",
        source=texts[0],
        target=texts[1],
        source_lang=source_lang,
        beads=tuple(
            Bead(source=tuple(s), target=tuple(t), similarity=0.9 if s and t else None)
            for s, t in pairs
        ),
        drift=tuple(_drift(scores, number, texts) for number in range(len(pairs))),
        links=_links(scores["links"], texts) if "links" in scores else None,
    )


LINKED = 0.8
"""The score of the links that a case gives: as firm as those of plain words mostly are."""


def _links(pairs: Sequence[str], texts: tuple[Text, Text]) -> Callable[[int], tuple[WordLink, ...]]:
    """Link the words of the first sentences that a case pairs ("Minister minister")."""
    found = []
    for pair in pairs:
        source, target = (
            (0, text.sentences[0].text.index(word), text.sentences[0].text.index(word) + len(word))
            for text, word in zip(texts, pair.split(), strict=True)
        )
        found.append(WordLink(source=source, target=target, score=LINKED))
    return lambda bead: tuple(found) if bead == 0 else ()


def _drift(scores: Mapping[str, Any], bead: int, texts: tuple[Text, Text]) -> DriftScore:
    value = scores["drift"][bead] if "drift" in scores else None
    return DriftScore(
        value=value,
        reason="not judged in rule cases" if value is None else None,
        source_gaps=_places(texts[0], scores.get("source_gaps", {}), bead),
        target_gaps=_places(texts[1], scores.get("target_gaps", {}), bead),
    )


def _places(text: Text, gaps: Any, bead: int) -> tuple[tuple[int, int, int], ...]:
    """Find the stretches that a case names in the sentences of its text."""
    found = []
    for words in gaps[bead] if gaps else ():
        at = next(one for one in text.sentences if words in one.text)
        start = at.text.index(words)
        found.append((at.index, start, start + len(words)))
    return tuple(found)


@dataclass(frozen=True)
class Case:
    """One row of a case file: see CONTRIBUTING, "Cases"."""

    stem: str
    pile: str
    id: str
    article: Article
    finds: tuple[dict[str, Any], ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    least: float = ADVISORY_BELOW


def _lines(value: str | list[str] | None) -> list[str] | None:
    return [value] if isinstance(value, str) else value


def load_cases(path: Path) -> Iterator[Case]:
    """Read ``[[flagged]]``, ``[[accepted]]`` and ``[[known_failure]]`` from a case file.

    ``[settings]`` are the user's settings for all of its cases; ``least`` is the confidence from
    which a finding is looked at, for a rule that only informs.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    settings = table.get("settings", {})
    if "files" in settings:  # paths beside the case file
        settings["files"] = [str(path.parent / name) for name in settings["files"]]
    for pile in ("flagged", "accepted", "known_failure"):
        for row in table.get(pile, []):
            target = _lines(row["target"])
            assert target is not None
            article = article_of(
                _lines(row.get("source")), target,
                source_lang=row.get("from", "de"), beads=row.get("beads"), scores=row,
            )  # fmt: skip
            finds = tuple(row.get("finds", ()))
            least = table.get("least", ADVISORY_BELOW)
            yield Case(path.stem, pile, row["id"], article, finds, settings, least)


def run_rule(
    rule: Rule,
    article: Article,
    settings: Mapping[str, Any] | None = None,
    *,
    least: float = ADVISORY_BELOW,
) -> tuple[Finding, ...]:
    """Run one rule alone, with its *settings*, and return what is of *least* confidence."""
    found = check(article, [rule], {rule.code: settings or {}})
    return tuple(finding for finding in found if finding.confidence >= least)


def mismatch(case: Case, findings: Sequence[Finding]) -> str | None:
    """Say how *findings* differ from what the case expects; None when they do not.

    Each expected finding names its ``target`` or ``source`` words, and may name the first
    ``suggests`` and the ``severity``. Nothing else may be found.
    """
    left = list(findings)
    for want in case.finds:
        match = next((finding for finding in left if _fits(want, finding)), None)
        if match is None:
            return f"not found: {want}; found: {[_brief(finding) for finding in findings]}"
        left.remove(match)
    return f"found too much: {[_brief(finding) for finding in left]}" if left else None


def _fits(want: dict[str, Any], finding: Finding) -> bool:
    words = {
        "target": finding.target.text if finding.target else None,
        "source": finding.source.text if finding.source else None,
        "suggests": finding.suggestions[0] if finding.suggestions else None,
        "severity": finding.severity,
    }
    return all(words[key] == value for key, value in want.items())


def _brief(finding: Finding) -> tuple[str | None, str | None, tuple[str, ...], float]:
    return (
        finding.target.text if finding.target else None,
        finding.source.text if finding.source else None,
        finding.suggestions,
        finding.confidence,
    )
