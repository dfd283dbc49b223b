"""Counting articles for the gate as they come, against what was known before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman import gate
from dragoman.config import COMMENT, Config
from dragoman.errors import InputError
from dragoman.gate import baseline as baselines
from dragoman.gate.suppress import Ledger
from dragoman.report.forms import holds_run
from dragoman.report.load import opened
from dragoman.report.pieces import Sum, continues, scores_by_id

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """Findings known before, by fingerprint, and each article's scores in the earlier run."""

    findings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scores: Mapping[str, Json] = field(default_factory=dict)
    renew: str = ""


def known_before(config: Config, diff_base: Path | None) -> Known:
    """Read the baseline that *config* names and the earlier run of ``--diff-base``."""
    findings: dict[str, Mapping[str, str]] = {}
    scores: dict[str, Json] = {}
    if config.baseline:
        findings |= load_baseline(Path(config.baseline))
    if diff_base is not None:
        with opened(diff_base) as earlier:
            findings |= baselines.of_articles(earlier.articles)
            scores = scores_by_id(earlier.articles)
    return Known(findings=findings, scores=scores, renew=config.baseline or "")


def load_baseline(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Read a baseline, or take a run file as one.

    Raises:
        InputError: the file is missing or neither a baseline nor a run file.
    """
    try:
        text = None if holds_run(path) else path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot read the baseline: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not a baseline: not UTF-8") from error
    known = None if text is None else baselines.loads(text, name=str(path))
    if known is not None:
        return known
    with opened(path) as run:
        return baselines.of_articles(run.articles)


class Counted:
    """The tallies of a run; the pieces of a large file are one article, as in its report."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._sum = Sum()
        self.tallies: list[gate.Tally] = []

    def add(self, article: Json) -> None:
        """Count one article, or one more piece of the last."""
        before = self._known.scores.get(article["id"])
        one = gate.tally(article, self._known.findings.keys(), before=before)
        if self.tallies and continues(article, self.tallies[-1].id):
            self._sum.add(article)
            self.tallies[-1] = gate.joined(self.tallies[-1], one, self._sum.scores())
            return
        self._sum = Sum()
        self._sum.add(article)
        self.tallies.append(one)

    def fixed(self) -> list[str]:
        """Say in a line which known findings are gone; an empty list if none are."""
        gone = baselines.fixed(
            self._known.findings,
            present={key for item in self.tallies for key in item.present},
            articles={item.id for item in self.tallies},
        )
        if not gone:
            return []
        what = "1 known finding is" if len(gone) == 1 else f"{len(gone)} known findings are"
        cure = f"; renew it: dragoman baseline RUN.json -o {self._known.renew}"
        named = baselines.named(self._known.findings, gone)
        return [f"{what} fixed: {named}{cure if self._known.renew else ''}"]


def suppressed_now(article: Mapping[str, Any], ledger: Ledger) -> dict[str, Any]:
    """Apply the present suppressions to a saved article.

    What the run had suppressed stays so, unless it was by a suppression that has expired since.
    """
    findings = []
    ledger.looked(article["target"]["path"])
    for finding in article["findings"]:
        spans = [finding[side] for side in ("target", "source") if finding.get(side)]
        where: dict[str, Any] = {
            "code": finding["code"],
            "path": article["target"]["path"],
            "texts": [span["text"] for span in spans],
            "fingerprint": finding["fingerprint"],
        }
        saved = finding.get("suppressed")
        if saved and saved != COMMENT and ledger.lapsed(**where):
            saved = None
        reason = ledger.reason(**where) or saved
        judged = {key: value for key, value in finding.items() if key != "suppressed"}
        findings.append({**judged, "suppressed": reason} if reason else judged)
    return {**article, "findings": findings}
