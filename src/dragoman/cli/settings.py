"""The configuration of a command: the file, the flags over it, and whether rules know its names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman import config as configuration
from dragoman.config import Config, Gate
from dragoman.errors import ConfigError, UsageError


def configured(path: Path | None, *, gate: Mapping[str, Any] | None = None, **given: Any) -> Config:
    """Load the configuration and put what the command line gives over it.

    Raises:
        ConfigError: as ``dragoman.config.load``, a value out of range, or a rule or a setting of
            a rule that does not exist.
    """
    config = configuration.override(configuration.load(path), **given)
    configuration.chosen(config, "--")
    _known_rules(config)
    return replace(config, gate=_limited(config.gate, gate or {}))


def _limited(gate: Gate, flags: Mapping[str, Any]) -> Gate:
    """Put the flags over *gate*. What the file says of single paths stays."""
    given = {key: value for key, value in flags.items() if value not in (None, [], ())}
    for key, value in given.items():
        flag = f"--{key.replace('_', '-')}"
        if key == "fail_on":
            given[key] = configuration.fail_on(value, f"{flag}:")
        elif key == "rules":
            given[key] = {**gate.rules, **_allowances(value)}
        else:
            given[key] = configuration.limit(key, value, flag)
    return replace(gate, **given)


def _allowances(given: Sequence[str]) -> dict[str, int]:
    """Read ``CODE=COUNT`` flags."""
    rules = {}
    for one in given:
        code, equals, count = one.partition("=")
        if not equals or not count.isdecimal():
            raise UsageError(f"--max-rule takes CODE=COUNT, such as NUM=0; got {one!r}")
        _known_code(code, "--max-rule")
        rules[code] = int(count)
    return rules


def _known_rules(config: Config) -> None:
    """Refuse a code or setting that no rule has: it would silently do nothing."""
    where = config.path or "configuration"
    for code, place in _codes(config, where):
        _known_code(code, place)
    if not config.rules:
        return
    from dragoman.checks.rules import all_rules

    rules = {rule.code: rule for rule in all_rules()}
    for code, settings in config.rules.items():
        place = f"{where}: [rules.{code}]"
        if code not in rules:
            raise ConfigError(f"{place}: no rule has this code{_nearest(code, rules)}")
        if not isinstance(settings, dict):
            raise ConfigError(f"{place} must be a table")
        known = rules[code].settings
        for key, value in settings.items():
            if key not in known:
                raise ConfigError(f"{place}: unknown key {key!r}{_nearest(key, known)}")
            _like(value, known[key], f"{place} {key}")


def _like(value: Any, default: Any, where: str) -> None:
    """Refuse a value of another kind than the rule's default; a list holds strings."""
    if isinstance(default, list | tuple):
        kind = "a list of strings"
        fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
    else:
        kind = type(default).__name__
        wanted = (int, float) if isinstance(default, float) else type(default)
        fits = isinstance(value, wanted) and isinstance(value, bool) == isinstance(default, bool)
    if not fits:
        raise ConfigError(f"{where} must be {kind}, not {value!r}")


def _codes(config: Config, where: str) -> Iterator[tuple[str, str]]:
    """Yield every rule code or prefix that the file names, with the place."""
    for code in config.gate.rules:
        yield code, f"{where}: [gate] rules"
    for glob, limits in config.gate.paths.items():
        for code in limits.get("rules", {}):
            yield code, f"{where}: [gate] paths.{glob!r} rules"
    for number, entry in enumerate(config.suppress, start=1):
        yield entry.code, f"{where}: suppress entry {number}"


def _known_code(code: str, place: str) -> None:
    from dragoman.checks.rules import all_rules

    codes = [rule.code for rule in all_rules()]
    if not code or not any(one.startswith(code) for one in codes):
        hint = _nearest(code, [*dict.fromkeys(one[:3] for one in codes), *codes])
        raise ConfigError(
            f"{place}: no rule has the code or prefix {code!r}{hint} (see: dragoman rules)"
        )


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)
    return f"; did you mean {near[0]!r}?" if near else "; it has no settings"
