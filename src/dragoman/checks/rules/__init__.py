"""The rules, one stem each: code, data, page.

Each family is a package that names its rules in ``RULES``; ``PACKAGES`` names the families. Nothing
is discovered by accident: a rule that is not named here does not exist, and a test holds the
folders against the names.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from dragoman.checks.rule import Rule

PACKAGES: tuple[str, ...] = (
    "consistency",
    "drift",
    "false_friend",
    "institution",
    "name",
    "place",
    "number",
    "title",
    "untranslated",
    "negation",
    "modality",
    "reported_speech",
    "duplicate",
    "typography",
    "pronoun",
    "term",
    "omission",
)
"""The family packages, in the order of the catalogue."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by code."""
    found = [rule for package in PACKAGES for rule in import_module(f"{__name__}.{package}").RULES]
    return tuple(sorted(found, key=lambda rule: rule.code))
