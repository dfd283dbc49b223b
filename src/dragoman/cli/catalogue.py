"""The catalogue of rules, printed."""

from __future__ import annotations

import difflib
import inspect
import json
import sys
from importlib import resources

from dragoman.checks.rule import Rule
from dragoman.checks.rules import all_rules
from dragoman.errors import UsageError


def list_rules(form: str) -> int:
    """Print every rule: code, name, severity, what it flags."""
    if form not in ("text", "json"):
        raise UsageError(f'--format must be "text" or "json", not {form!r}')
    rows = all_rules()
    if form == "json":
        print(json.dumps([_row(rule) for rule in rows], ensure_ascii=False, indent=1))
        return 0
    width = max((len(rule.name) for rule in rows), default=0)
    for rule in rows:
        print(f"{rule.code}  {rule.name:{width}}  {rule.severity:8}  {rule.summary}")
    return 0


def _row(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "needs_source": rule.needs_source,
        "languages": list(rule.languages),
        "summary": rule.summary,
    }


def find(code: str) -> Rule:
    """Return the rule with this code or name.

    Raises:
        UsageError: there is none; names the nearest.
    """
    rules = {rule.code: rule for rule in all_rules()}
    names = {rule.name: rule for rule in all_rules()}
    found = rules.get(code.upper()) or names.get(code.lower())
    if found is None:
        near = difflib.get_close_matches(code.upper(), list(rules), n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"no rule {code!r}{hint} (see: dragoman rules)")
    return found


def page(rule: Rule) -> str:
    """Return the rule's page: the generated one, or its docstring while there is none."""
    package, _, stem = rule.module.rpartition(".")
    file = resources.files(package).joinpath(f"{stem}.md")
    if file.is_file():
        return file.read_text(encoding="utf-8")
    return f"# {rule.code} {rule.name}\n\n{inspect.cleandoc(rule.doc)}\n"


def show_rule(code: str) -> int:
    """Print one rule's page, as Markdown to a pipe, rendered to a terminal."""
    text = page(find(code))
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        print(text, end="")
    return 0
