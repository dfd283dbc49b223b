"""Suppressions: findings that were looked at and are to be left, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

from dragoman.config import Suppression
from dragoman.model import Finding


def inline(ignores: Sequence[tuple[int, int, str]], finding: Finding) -> str | None:
    """Return why a comment in the translation silences *finding*, or None if none does.

    *ignores* are (offset from, offset to, rule code or prefix), as reading found them.
    """
    if finding.target is None:
        return None
    start = finding.target.start
    if any(a <= start < b and finding.code.startswith(code) for a, b, code in ignores):
        return "ignored by a comment in the text"
    return None


@dataclass
class Ledger:
    """Matches findings against suppressions and remembers which were used.

    ``today`` decides which have expired; an expired suppression no longer holds and is reported.
    """

    suppressions: Sequence[Suppression]
    today: date
    used: set[int] = field(default_factory=set)

    def reason(self, *, code: str, path: str, texts: Sequence[str], fingerprint: str) -> str | None:
        """Return why a finding is to be left, or None if it stands."""
        for number, entry in enumerate(self.suppressions):
            if self._expired(entry):
                continue
            if (
                code.startswith(entry.code)
                and (entry.fingerprint is None or entry.fingerprint == fingerprint)
                and (entry.path is None or fnmatchcase(path, entry.path))
                and (entry.text is None or any(fnmatchcase(text, entry.text) for text in texts))
            ):
                self.used.add(number)
                return entry.reason
        return None

    def complaints(self) -> list[str]:
        """Say, a line each, which suppressions have expired or matched nothing."""
        lines = []
        for number, entry in enumerate(self.suppressions):
            name = f"suppression {number + 1} ({entry.code}: {entry.reason})"
            if self._expired(entry):
                lines.append(
                    f"{name} expired on {entry.until}; look again, then renew or remove it"
                )
            elif number not in self.used:
                lines.append(f"{name} matched nothing; remove it")
        return lines

    def _expired(self, entry: Suppression) -> bool:
        return entry.until is not None and entry.until < self.today
