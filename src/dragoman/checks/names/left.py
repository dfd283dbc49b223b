"""Which words of a name are left in the source's spelling."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from dragoman.checks.names.current import zipf
from dragoman.checks.names.gazetteer import given_names, slavic_given_names
from dragoman.checks.names.given import Origin, origin
from dragoman.checks.names.judgement import Judgement, Status, Tier
from dragoman.checks.names.whole import Whole

COMMON = 3.5
"""A given name this current in English (Zipf) may be one of its own: Jane, not Andrej (2.2)."""


@cache
def exceptions() -> Mapping[str, str]:
    """Load people and names that keep a spelling of their own: lower-case name → reason."""
    text = resources.files(__package__).joinpath("exceptions.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["keep"]
    return {row["name"].lower(): row["reason"] for row in rows}


def wrong(whole: Whole) -> list[bool]:
    """Tell of each word of a name whether it is left."""
    judged = whole.judged
    flags = [
        j.status is Status.LEFT and not _kept(whole, i) and not _own(whole, i)
        for i, j in enumerate(judged)
    ]
    for at, following in enumerate(flags[1:]):
        # Andrej is a Slovene as he is, but not before a surname left in transcription.
        flags[at] |= following and _could_be_given(judged[at], before=judged[at + 1])
        flags[at] |= _given_abroad(whole, judged[at])
    for at, (first, second) in enumerate(pairwise(judged)):
        flags[at + 1] |= _surname_after(whole, first, second)
    return flags


def _kept(whole: Whole, at: int) -> bool:
    keep = exceptions()
    pair = [word.key for word in whole.name.words[max(0, at - 1) : at + 2]]
    return (
        whole.register.stem(whole.name.words[at]) in keep
        or " ".join(pair[:2]) in keep
        or " ".join(pair[-2:]) in keep
    )


def _own(whole: Whole, at: int) -> bool:
    """Tell whether a word is a given name of the source language, itself a Slavic one."""
    given = at + 1 < len(whole.name.words) and whole.name.words[at].key in given_names()[1]
    return whole.table.slavic and given and not whole.of_the_east


def _surname_after(whole: Whole, given: Judgement, surname: Judgement) -> bool:
    """Tell whether a name English has too is here the surname of an Eastern given name."""
    native = surname.status is Status.NATIVE and surname.eastern and bool(surname.forms)
    _, western = given_names()
    return (
        native
        and zipf(surname.word) < COMMON
        and given.word not in western
        and origin(given.word, whole.language) is Origin.EASTERN
    )


def _given_abroad(whole: Whole, judgement: Judgement) -> bool:
    """Tell whether a Slavic given name in a text about the East is spelled as at home."""
    eastern, _ = given_names()
    region = whole.setting.region
    eastern_surname = whole.judged[-1].eastern and whole.judged[-1].status in (
        Status.ENGLISH,
        Status.LEFT,
    )
    return (
        region is not None
        and region.cyrillic
        and (whole.setting.asserted or eastern_surname)
        and judgement.status is Status.NATIVE
        and bool(judgement.forms)
        and zipf(judgement.word) < COMMON
        and judgement.word in slavic_given_names()
        and not eastern.isdisjoint(judgement.originals)
        and any(sign.search(judgement.word) for sign in (whole.table.foreign, whole.table.soft))
    )


def believable(whole: Whole, start: int, end: int) -> bool:
    """A given name Latin-script languages have too is left only beside an Eastern surname."""
    judged = whole.judged
    key = whole.name.words[start].key
    if end - start > 1 or origin(key, whole.language) is Origin.UNKNOWN or whole.of_the_east:
        return True
    if whole.setting.asserted and end < len(judged):
        return True
    if not any(sign.search(key) for sign in (whole.table.foreign, whole.table.soft)):
        return False
    if any(j.eastern and j.status in (Status.ENGLISH, Status.LEFT) for j in judged[end:]):
        return True
    if end < len(judged) and _given_abroad(whole, judged[start]):
        return True
    _, western = given_names()
    return key not in western


def _could_be_given(judgement: Judgement, *, before: Judgement) -> bool:
    """Tell whether a name English has too is here the given name of an Eastern surname."""
    eastern, _ = given_names()
    known = not eastern.isdisjoint(judgement.originals) and bool(judgement.forms)
    sure = (
        before.tier in (Tier.CURRENT, Tier.LISTED, Tier.COMPUTED) or zipf(judgement.word) < COMMON
    )
    return judgement.status is Status.NATIVE and known and before.eastern and sure
