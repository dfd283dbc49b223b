"""Decide whether an English title is right for an office, and what would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.checks.offices.reading import EnglishMention
from dragoman.checks.offices.table import (
    Fault,
    Row,
    Sense,
    lord_mayor_cities,
    permanent_secretaries,
    roles,
    rows_at,
    rows_for,
    vice_ministers,
    without_secretaries,
)
from dragoman.model import Severity

Years = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the table says of one title: no ``fault`` means it is right.

    ``soft``: houses differ. ``cap`` is the highest confidence that the table allows. ``right`` are
    the forms to suggest, best first.
    """

    fault: Fault | None = None
    soft: bool = False
    cap: float = 1.0
    severity: Severity | None = None
    right: tuple[str, ...] = ()
    place: str = ""
    role: str = ""
    source: str = ""


RIGHT = Opinion()

HOUSE_STYLE = 0.45
"""Confidence at most for a form that is right, but that most houses avoid: it only informs."""

GLOSSED = 0.6
"""Confidence at most for what agencies write as a gloss ("British finance minister").

A judgement of usage, not a measurement: Reuters and AP gloss so, the governments never do.
"""

DEPUTY = "Deputy"
"""What stands for "Vice" where English has no vice ministers."""

STATE = "secretary of state"
"""The form whose compounds are right where it is right itself."""

UNSAID = ""
"""What stands for "Federal" before a minister: nothing."""

FEDERAL = frozenset({"DE", "AT"})
"""Countries whose ministers have "Bundes-" in German before every office."""

GENERIC = frozenset({"minister", "secretary", "secretary_of_state_for"})
GENERIC_MINISTRY = frozenset({"ministry", "department", "office"})
SUGGESTIONS = 3
"""Right forms offered; more would be a list, not a suggestion."""


def vice(mention: EnglishMention, place: str) -> Opinion | None:
    """Judge "Vice" before a minister's title that is itself right: most countries say "Deputy"."""
    minister = any(sense.shape == "minister" for sense in mention.senses)
    if "vice" not in mention.ranks or not minister or not place or place in vice_ministers():
        return None
    return Opinion(fault="literal", soft=True, cap=GLOSSED, severity="minor", right=(DEPUTY,),
                   place=place, role="deputy", source="cabinets.toml")  # fmt: skip


def federal(mention: EnglishMention, place: str) -> Opinion | None:
    """Judge "Federal" before a minister that is itself right: "Federal Defence Minister".

    The governments write "Federal Minister of Defence", English news "Defence Minister"; the one
    put together of both stands in none of 1,606 references.
    """
    before = any(sense.shape == "minister" and " of " not in f" {sense.key} "
                 and " for " not in sense.key for sense in mention.senses)  # fmt: skip
    if "federal" not in mention.ranks or not before or place not in FEDERAL:
        return None
    return Opinion(fault="literal", soft=True, cap=GLOSSED, severity="minor", right=(UNSAID,),
                   place=place, role="federal", source="English usage: cabinets.toml")  # fmt: skip


def judge(
    role: str, place: str, mention: EnglishMention, *, ministry: bool = False, years: Years
) -> Opinion | None:
    """Say whether *mention* is right for the office (*role*, *place*); None if nobody can."""
    entries = [row for row in rows_for(role, place) if row.holds_in(years)]
    if entries:
        return _by_rows(entries, role, place, mention, ministry=ministry)
    return _by_default(role, place, mention, ministry=ministry)


def _by_rows(
    entries: list[Row], role: str, place: str, mention: EnglishMention, *, ministry: bool
) -> Opinion | None:
    said = [(row, row.says(mention.form)) for row in entries]
    if any(verdict == "right" for _, verdict in said):
        return RIGHT
    senses = [sense for sense in mention.senses if sense.role == role]
    if any(sense.shape in row.keep for row in entries for sense in senses):
        return RIGHT
    for row, verdict in said:
        if verdict is not None:
            return _wrong(row, place, verdict, mention)
    row = entries[0]
    for sense in senses:
        if sense.shape == "literal":
            return _literal(sense, row, place, mention)
        if sense.shape == "elsewhere":
            if STATE in sense.key and row.says(STATE) in ("right", "soft"):
                return RIGHT  # "Secretary of State for Health" in Portugal
            return _wrong(row, place, "rank", mention)
        if sense.ministry == ministry and sense.shape in GENERIC | GENERIC_MINISTRY:
            if ministry and not row.ministry:
                return RIGHT
            return _wrong(row, place, "country", mention)
        if sense.shape == "form":
            return RIGHT
    return None


def _wrong(row: Row, place: str, verdict: str, mention: EnglishMention) -> Opinion:
    ministry = any(sense.ministry for sense in mention.senses)
    forms = row.ministry if ministry and row.ministry else row.forms
    glossed = row.descriptive and mention.lower and verdict == "country"
    soft = verdict == "soft"
    return Opinion(
        fault="literal" if soft else verdict,  # type: ignore[arg-type]
        soft=soft or glossed,
        cap=HOUSE_STYLE if soft else GLOSSED if glossed else 1.0,
        severity="minor" if soft or glossed else row.severity,
        right=forms[:SUGGESTIONS],
        place=place,
        role=row.role,
        source=row.source,
    )


def _literal(sense: Sense, row: Row | None, place: str, mention: EnglishMention) -> Opinion:
    if row is not None and not row.keep:
        forms = row.ministry if sense.ministry else row.forms
    else:
        forms = (sense.right or roles().generic.get((sense.role, sense.ministry), ""),)
    return Opinion(fault="literal", severity="minor", right=forms[:SUGGESTIONS], place=place,
                   role=sense.role, source="English usage: roles.toml")  # fmt: skip


def _by_default(
    role: str, place: str, mention: EnglishMention, *, ministry: bool
) -> Opinion | None:
    """Judge an office without a row of its own: generic forms are right, foreign ones are not."""
    if role in roles().rows_only or (role in roles().national and "-" in place):
        return None
    if not place:
        shapes = {"literal", "elsewhere"} if role in roles().unplaced else {"literal"}
        literal = next((s for s in mention.senses if s.role == role and s.shape in shapes), None)
        if literal is None:
            return None
        opinion = _literal(literal, None, place, mention)
        return opinion if literal.shape == "literal" else replace(opinion, fault="rank")
    generic = roles().generic.get((role, ministry), roles().generic.get((role, False), ""))
    for sense in mention.senses:
        if sense.role != role or sense.ministry != ministry:
            continue
        if sense.shape == "literal":
            return _literal(sense, None, place, mention)
        if sense.shape == "elsewhere" or (
            sense.shape in {"secretary", "secretary_of_state_for"}
            and place in without_secretaries()
        ):
            fault: Fault = "rank" if sense.shape == "elsewhere" else "country"
            return Opinion(fault=fault, right=(generic,), place=place, role=role,
                           source="cabinets.toml")  # fmt: skip
        return RIGHT
    return None


def judge_alone(mention: EnglishMention, place: str, *, years: Years) -> Opinion | None:
    """Judge an English title by the place it names, without a source.

    It is right if any office of the place may be called so; wrong only if some row says so.
    """
    if place in permanent_secretaries() and any(s.shape == "secretary" for s in mention.senses):
        return None  # "Pakistan's Foreign Secretary" is a civil servant
    by_sense: list[Opinion] = []
    by_row: list[Opinion] = []
    for role, ministry, sensed in _candidates(mention, place):
        opinion = judge(role, place, mention, ministry=ministry, years=years)
        if opinion is not None:
            if opinion.fault is None:
                return RIGHT
            (by_sense if sensed else by_row).append(opinion)
    said = by_sense or by_row
    if not said:
        return None
    first = said[0]
    forms = dict.fromkeys(form for opinion in said for form in opinion.right[:1])
    right = first.right if len(forms) == 1 else tuple(forms)[:SUGGESTIONS]
    return Opinion(fault=first.fault, soft=first.soft, cap=first.cap, severity=first.severity,
                   right=right, place=place, role=first.role, source=first.source)  # fmt: skip


def judge_unplaced(mention: EnglishMention) -> Opinion | None:
    """Judge an English title alone that names no place: only what is literal in any of them."""
    for sense in mention.senses:
        if sense.shape == "literal" and sense.role in roles().unplaced:
            return replace(_literal(sense, None, "", mention), cap=GLOSSED)
    return None


def _candidates(mention: EnglishMention, place: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield (role, ministry, whether the words themselves mean it) of what *mention* may be."""
    seen = set()
    for sense in mention.senses:
        if sense.role and (sense.role, sense.ministry) not in seen:
            seen.add((sense.role, sense.ministry))
            yield sense.role, sense.ministry, True
    for row in rows_at(place):
        if row.says(mention.form) is not None and (row.role, False) not in seen:
            seen.add((row.role, False))
            yield row.role, False, False


def best(opinions: Iterable[Opinion | None]) -> Opinion | None:
    """Choose among what several offices say: right if any is right, else the first fault."""
    said = [opinion for opinion in opinions if opinion is not None]
    return next((opinion for opinion in said if opinion.fault is None), said[0] if said else None)


def lord_mayor_here(text: str) -> bool:
    """Tell whether *text* names a city that has a Lord Mayor."""
    return any(word.strip(",.;:'’s").lower() in lord_mayor_cities() for word in text.split())
