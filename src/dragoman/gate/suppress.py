"""Suppressions: findings that were looked at and are to be left, each with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

from dragoman.config import COMMENT, Suppression
from dragoman.gate.globs import matches
from dragoman.model import Document, Finding


def inline(ignores: Sequence[tuple[int, int, str]], finding: Finding) -> str | None:
    """Return why a comment in the translation silences *finding*, or None if none does.

    *ignores* are (offset from, offset to, rule code or prefix), as reading found them.
    """
    return COMMENT if any(_silences(ignore, finding) for ignore in ignores) else None


def _silences(ignore: tuple[int, int, str], finding: Finding) -> bool:
    start, end, code = ignore
    return (
        finding.target is not None
        and start <= finding.target.start < end
        and finding.code.startswith(code)
    )


@dataclass
class Ledger:
    """Matches findings against suppressions and remembers which were used.

    ``today`` decides which have expired; an expired suppression no longer holds and is reported.
    ``used`` and ``concerned`` hold numbers of suppressions: those that matched a finding, and
    those that could have, since a text of their path was checked by a rule of their code.
    ``idle`` names comments in a text that silence nothing.
    """

    suppressions: Sequence[Suppression]
    today: date
    used: set[int] = field(default_factory=set)
    concerned: set[int] = field(default_factory=set)
    idle: list[str] = field(default_factory=list)

    def reason(self, *, code: str, path: str, texts: Sequence[str], fingerprint: str) -> str | None:
        """Return why a finding is to be left, or None if it stands.

        Every suppression that matches counts as used; the first gives the reason.
        """
        found = [
            number
            for number, entry in enumerate(self.suppressions)
            if not self._expired(entry) and _covers(entry, code, path, texts, fingerprint)
        ]
        self.used.update(found)
        return self.suppressions[found[0]].reason if found else None

    def lapsed(self, *, code: str, path: str, texts: Sequence[str], fingerprint: str) -> bool:
        """Tell whether a suppression that has expired once covered a finding."""
        return any(
            self._expired(entry) and _covers(entry, code, path, texts, fingerprint)
            for entry in self.suppressions
        )

    def looked(self, path: str, codes: Iterable[str] | None = None) -> None:
        """Note that the translation at *path* was checked by the rules *codes*, None for all."""
        known = None if codes is None else tuple(codes)
        for number, entry in enumerate(self.suppressions):
            if (entry.path is None or matches(path, entry.path)) and (
                known is None or any(code.startswith(entry.code) for code in known)
            ):
                self.concerned.add(number)

    def comments(
        self, document: Document, findings: Sequence[Finding], codes: Collection[str]
    ) -> None:
        """Note the comments of *document* that silence none of *findings*.

        One that names only rules outside *codes*, which did not run, is not judged.
        """
        for ignore in document.ignores:
            start, _, code = ignore
            if any(one.startswith(code) for one in codes) and not any(
                _silences(ignore, finding) for finding in findings
            ):
                line = document.position(start)[0]
                what = f"ignores {code}" if code else "ignores everything"
                self.idle.append(
                    f"{document.path}:{line}: the comment that {what} here matches nothing; "
                    "remove it"
                )

    def expired(self) -> list[Suppression]:
        """Return the suppressions that no longer hold."""
        return [entry for entry in self.suppressions if self._expired(entry)]

    def blank(self) -> Ledger:
        """Return a ledger of the same suppressions that has seen nothing."""
        return Ledger(suppressions=self.suppressions, today=self.today)

    def absorb(self, other: Ledger) -> None:
        """Take over what another ledger of the same suppressions has seen."""
        self.used |= other.used
        self.concerned |= other.concerned
        self.idle += other.idle

    def complaints(self) -> list[str]:
        """Say, a line each, which suppressions have expired or matched nothing.

        Those for texts or rules that were no part of the run are left alone.
        """
        lines = []
        for number, entry in enumerate(self.suppressions):
            name = f"suppression {number + 1} ({entry.code}: {entry.reason})"
            if self._expired(entry):
                lines.append(
                    f"{name} expired on {entry.until}; look again, then renew or remove it"
                )
            elif number in self.concerned - self.used:
                cure = "remove it" if entry.path else "remove it, or say where it belongs: path"
                lines.append(f"{name} matched nothing in what was checked; {cure}")
        return [*lines, *self.idle]

    def _expired(self, entry: Suppression) -> bool:
        return entry.until is not None and entry.until < self.today


def _covers(
    entry: Suppression, code: str, path: str, texts: Sequence[str], fingerprint: str
) -> bool:
    return (
        code.startswith(entry.code)
        and (entry.fingerprint is None or entry.fingerprint == fingerprint)
        and (entry.path is None or matches(path, entry.path))
        and (entry.text is None or any(fnmatchcase(text, entry.text) for text in texts))
    )
