"""What a rule is: a decorated function that reads an article and yields hits.

A rule lives in ``rules/<family>/<stem>.py``; its function has the stem's name, its data stand in
``<stem>.toml`` beside it, its cases in ``tests/checks/rules/<family>/<stem>.toml``, its page is
generated into ``<stem>.md``. The module's docstring is the page's text and has the headings of
``HEADINGS``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from dragoman.model import Article, Family, Severity

HEADINGS = (
    "What it flags",
    "Why it matters",
    "Flagged",
    "Accepted",
    "Where it goes wrong",
    "Languages",
    "Settings",
    "Source",
)
"""The headings of a rule's docstring, in order."""

Place = tuple[int, int, int]
"""(sentence index, start, end), 0-based and half-open in the *cleaned* text of that sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a rule saw, in sentence coordinates; ``run`` turns it into a finding.

    ``confidence`` is in [0, 1] and calibrated on the dev corpora. ``severity`` overrides the
    rule's own. ``safe`` says the first suggestion may be applied without asking.
    """

    message: str
    confidence: float
    target: Place | None = None
    source: Place | None = None
    bead: int | None = None
    suggestions: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    safe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the run lends to a rule: the user's settings for it.

    ``settings`` is the table ``[rules.<CODE>]`` of the user's config, validated against the
    rule's declared ``settings`` defaults.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Article, Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule and what is known of it without running it.

    ``languages`` are the source languages it speaks about, empty for all. ``settings`` are the
    names and defaults of what a user may set under ``[rules.<CODE>]``.
    """

    code: str
    name: str
    family: Family
    severity: Severity
    needs_source: bool
    languages: tuple[str, ...]
    settings: Mapping[str, Any]
    module: str
    doc: str
    check: Check

    @property
    def summary(self) -> str:
        """The first line of the rule's docstring."""
        return self.doc.strip().splitlines()[0].rstrip(".")

    def speaks(self, source_lang: str) -> bool:
        """Tell whether the rule has anything to say about translations from *source_lang*."""
        return not self.languages or source_lang in self.languages


def rule(
    *,
    code: str,
    family: Family,
    severity: Severity,
    needs_source: bool = True,
    languages: tuple[str, ...] = (),
    settings: Mapping[str, Any] | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a check function; the rule's name is the function's, with hyphens."""

    def wrap(check: Check) -> Rule:
        module = __import__(check.__module__, fromlist=["__doc__"])
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            family=family,
            severity=severity,
            needs_source=needs_source,
            languages=languages,
            settings=dict(settings or {}),
            module=check.__module__,
            doc=module.__doc__ or "",
            check=check,
        )

    return wrap


@cache
def data(module: str) -> Mapping[str, Any]:
    """Load the TOML table that stands beside a rule's module (``data(__name__)``)."""
    package, _, stem = module.rpartition(".")
    text = resources.files(package).joinpath(f"{stem}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
