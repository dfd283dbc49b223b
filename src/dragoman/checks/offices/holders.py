"""Who held which office when: a table of holders, for articles that name only the person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One term of office; years are inclusive, ``until`` None means still in office."""

    name: tuple[str, ...]
    role: str
    place: str
    since: int
    until: int | None
    alone: bool


@cache
def _holders() -> Mapping[tuple[str, str], tuple[Holder, ...]]:
    text = resources.files(__package__).joinpath("data", "holders.toml").read_text("utf-8")
    table = tomllib.loads(text)
    common = frozenset(table["common_surnames"])
    found: dict[tuple[str, str], list[Holder]] = {}
    for office in table["offices"]:
        for name, since, until in office["holders"]:
            words = tuple(name.lower().replace("-", " ").split())
            holder = Holder(
                name=words, role=office["role"], place=office["place"], since=since,
                until=until or None, alone=words[-1] not in common,
            )  # fmt: skip
            found.setdefault((words[-1], office["role"]), []).append(holder)
    return {office: tuple(holders) for office, holders in found.items()}


def place_of(person: Sequence[str], role: str, years: frozenset[int] = frozenset()) -> str | None:
    """Return the place for which *person* (lower-case words) held *role*, if it is but one.

    A surname alone is enough unless it is a common one; a full name must agree in its first word.
    """
    places = {
        holder.place
        for holder in _holders().get((person[-1], role), ())
        if (holder.name[0] == person[0] if len(person) > 1 else holder.alone)
        and (not years or any(holder.since <= y <= (holder.until or 9999) for y in years))
    }
    return places.pop() if len(places) == 1 else None
