"""The user's configuration: the nearest ``dragoman.toml`` or ``[tool.dragoman]``.

Every key is validated here and nowhere else. An unknown key is an error that names the nearest
known one: a misspelt threshold that silently does nothing is worse than no threshold.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError
from dragoman.model import SEVERITIES, Severity

FILE_NAME = "dragoman.toml"

CHOICES = {"segment": ("sentences", "lines"), "engine": ("local", "ray")}
"""Settings that take one of a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What fails a run; None switches a threshold off.

    ``fail_on``: lowest severity of which one finding fails, or "never".
    ``max_minor``, ``max_major``, ``max_critical``: findings allowed per run.
    ``min_score``: lowest quality score of an article, 100 − MQM penalty points per 100 words.
    ``max_drift``: highest mean drift of an article; ``max_drift_p95``: its 95th percentile; [0, 1].
    ``max_omissions``: omissions allowed per article; ``min_coverage``: aligned share, [0, 1].
    ``rules``: findings allowed per rule code or prefix; ``paths``: for path globs, the settings
    that differ there; the rest is as here.
    """

    fail_on: Severity | str | None = "major"
    max_minor: int | None = None
    max_major: int | None = None
    max_critical: int | None = None
    min_score: float | None = None
    max_drift: float | None = None
    max_drift_p95: float | None = None
    max_omissions: int | None = None
    min_coverage: float | None = None
    rules: Mapping[str, int] = field(default_factory=dict)
    paths: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def at(self, glob: str) -> Gate:
        """Return the gate for the paths of *glob*, a key of ``paths``; "" is everywhere else."""
        own = dict(self.paths.get(glob, {}))
        if "rules" in own:
            own["rules"] = {**self.rules, **own["rules"]}
        return replace(self, **own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A finding that was looked at and is to be left: which, where, why and until when.

    ``code`` is a rule code or prefix; ``text`` a glob on the words found (translation or source);
    ``path`` a glob on the translation's path; ``until`` the last day it holds.
    """

    code: str
    reason: str
    text: str | None = None
    path: str | None = None
    fingerprint: str | None = None
    until: date | None = None


COMMENT = "ignored by a comment in the text"
"""The reason of a finding that a comment in the translation silences, not a ``Suppression``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything a user can set; command line flags go over it.

    ``jobs`` is how many processes check articles side by side; 0 takes all cores where it pays.
    ``engine`` tells whose processes: "local", this machine's, or "ray", a Ray cluster's.
    """

    source_lang: str | None = None
    target_lang: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    model: str | None = None
    segment: str = "sentences"
    jobs: int = 0
    engine: str = "local"
    cache: bool = True
    baseline: str | None = None
    gate: Gate = field(default_factory=Gate)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()
    path: str | None = None


KEYS = {"from": "source_lang", "to": "target_lang"}
"""Names in the file that differ from the field's."""

FILES = "files"
"""The setting of a rule that names files of the user's, such as a termbase."""

_COUNTS = frozenset({"max_minor", "max_major", "max_critical", "max_omissions"})
_LISTS = frozenset({"select", "ignore"})


def load(path: Path | None = None, *, start: Path | None = None) -> Config:
    """Load *path*, or the nearest configuration at or above *start* (default: here).

    A relative path, that of ``baseline`` or in the ``files`` of a rule, is meant from the folder
    of the file that names it.

    Raises:
        ConfigError: not TOML, an unknown key, or a value of the wrong kind.
    """
    found = path or find(start or Path.cwd())
    if found is None:
        return Config()
    table: Mapping[str, Any] = _table(found)
    if found.name == "pyproject.toml":
        table = _mapping(_tools(table).get("dragoman", {}), f"{found}: [tool.dragoman]")
    return _from(found.parent, parse(table, where=str(found)))


def _from(folder: Path, config: Config) -> Config:
    """Resolve the paths of *config* from *folder*."""
    rules = {
        code: {**table, FILES: [str(folder / path) for path in files_of(table)]}
        if FILES in table
        else table
        for code, table in config.rules.items()
    }
    baseline = config.baseline and str(folder / config.baseline)
    return replace(config, rules=rules, baseline=baseline)


def files_of(table: Mapping[str, Any]) -> Sequence[str]:
    """Return the paths that a rule's settings name: one, or a list."""
    files = table.get(FILES, ())
    return (files,) if isinstance(files, str) else tuple(files)


def find(start: Path) -> Path | None:
    """Return the nearest ``dragoman.toml`` or ``pyproject.toml`` with ``[tool.dragoman]``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        own = folder / FILE_NAME
        if own.is_file():
            return own
        shared = folder / "pyproject.toml"
        if shared.is_file() and "dragoman" in _tools(_table(shared)):
            return shared
    return None


def parse(table: Mapping[str, Any], *, where: str) -> Config:
    """Validate a configuration table; *where* names it in errors."""
    known = {_key_of(f.name) for f in fields(Config)} - {"path"}
    _only(table, known, where)
    values: dict[str, Any] = {"path": where}
    for key, value in table.items():
        name = KEYS.get(key, key)
        if key == "gate":
            values[name] = _gate(value, f"{where}: [gate]")
        elif key == "suppress":
            values[name] = tuple(_suppressions(value, where))
        elif key == "rules":
            values[name] = _rules(_mapping(value, f"{where}: [rules]"), where)
        elif key in _LISTS:
            values[name] = tuple(_strings(value, f"{where}: {key}"))
        else:
            values[name] = _plain(Config, name, value, f"{where}: {key}")
    config = Config(**values)
    _count(config.jobs, f"{where}: jobs")
    chosen(config, f"{where}: ")
    return config


def chosen(config: Config, before: str) -> None:
    """Refuse a word that is not among the ``CHOICES``; *before* is put before the setting."""
    for name, words in CHOICES.items():
        value = getattr(config, name)
        if value not in words:
            allowed = " or ".join(f'"{word}"' for word in words)
            raise ConfigError(f"{before}{name} must be {allowed}, not {value!r}")


def override(config: Config, **values: Any) -> Config:
    """Return *config* with every value that is not None put in place."""
    return replace(config, **{key: value for key, value in values.items() if value is not None})


def _key_of(name: str) -> str:
    return next((key for key, field_name in KEYS.items() if field_name == name), name)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: not valid TOML: nested too deeply") from error


def _tools(table: Mapping[str, Any]) -> Mapping[str, Any]:
    tools = table.get("tool")
    return tools if isinstance(tools, dict) else {}


def _only(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    known = sorted(known)
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            raise ConfigError(f"{where}: unknown key {key!r}; did you mean {near[0]!r}?")


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} must be a table")
    return value


def _rules(rules: Mapping[str, Any], where: str) -> Mapping[str, Mapping[str, Any]]:
    """Check the paths that rules name; the rest is for the rules, which know their settings."""
    for code, table in rules.items():
        files = _mapping(table, f"{where}: [rules.{code}]").get(FILES, [])
        if not isinstance(files, str):
            _strings(files, f"{where}: [rules.{code}] {FILES}")
    return rules


def _strings(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{where} must be a list of strings")
    return value


def _plain(owner: type, name: str, value: Any, where: str) -> Any:
    """Check a scalar against the type its field declares."""
    declared = {f.name: str(f.type) for f in fields(owner)}[name]
    kinds: tuple[type, ...] = ()
    if "str" in declared:
        kinds += (str,)
    if "int" in declared:
        kinds += (int,)
    if "float" in declared:
        kinds += (int, float)
    if "bool" in declared:
        kinds += (bool,)
    if "date" in declared:
        kinds += (date,)
    wrong = isinstance(value, bool) and bool not in kinds
    if not isinstance(value, kinds) or wrong or isinstance(value, datetime):
        wanted = " or ".join(sorted({kind.__name__ for kind in kinds}))
        raise ConfigError(f"{where} must be {wanted}, not {value!r}")
    return value


def _gate(value: Any, where: str) -> Gate:
    settings = _limits(value, where)
    paths = {
        glob: _limits(inner, f"{where} paths.{glob!r}")
        for glob, inner in _mapping(settings.pop("paths", {}), f"{where} paths").items()
    }
    for glob, inner in paths.items():
        if "paths" in inner:
            raise ConfigError(f"{where} paths.{glob!r}: paths cannot stand within paths")
    return Gate(paths=paths, **settings)


def _limits(value: Any, where: str) -> dict[str, Any]:
    """Validate the settings of a gate; ``paths`` is left as it is."""
    table = _mapping(value, where)
    _only(table, (f.name for f in fields(Gate)), where)
    values: dict[str, Any] = {}
    for key, item in table.items():
        if key == "rules":
            values[key] = {
                code: _count(count, f"{where} rules.{code}")
                for code, count in _mapping(item, f"{where} rules").items()
            }
        elif key == "fail_on":
            values[key] = fail_on(item, where)
        elif key == "paths":
            values[key] = item
        else:
            values[key] = limit(key, _plain(Gate, key, item, f"{where} {key}"), f"{where} {key}")
    return values


def limit(key: str, value: float, where: str) -> float:
    """Validate the value of a threshold: one out of range would pass or fail everything."""
    top = 100 if key == "min_score" else None if key in _COUNTS else 1
    if not (value >= 0 if top is None else 0 <= value <= top):  # also false for nan
        raise ConfigError(f"{where} must be {'0 or more' if top is None else f'0 to {top}'}")
    return value


def fail_on(value: Any, where: str) -> str | None:
    """Validate a ``fail_on`` value; "never" becomes None."""
    if value == "never":
        return None
    if not isinstance(value, str) or value not in SEVERITIES:
        raise ConfigError(f'{where} fail_on must be one of {", ".join(SEVERITIES)} or "never"')
    return value


def _count(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigError(f"{where} must be a count of 0 or more, not {value!r}")
    return value


def _suppressions(value: Any, where: str) -> Iterable[Suppression]:
    if not isinstance(value, list):
        raise ConfigError(f"{where}: suppress must be a list of tables: [[suppress]]")
    for number, row in enumerate(value, start=1):
        place = f"{where}: suppress entry {number}"
        table = _mapping(row, place)
        _only(table, (f.name for f in fields(Suppression)), place)
        for key in ("code", "reason"):
            if not table.get(key):
                raise ConfigError(f"{place} needs a {key}")
        yield Suppression(
            **{key: _plain(Suppression, key, item, f"{place} {key}") for key, item in table.items()}
        )
