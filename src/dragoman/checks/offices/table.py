"""The table of offices: roles, places, rows, loaded once and on demand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from dragoman.checks.offices.words import Trie
from dragoman.model import Severity

Fault = Literal["country", "rank", "literal"]
"""What is wrong with a form: it is another country's, another office's, or word for word."""

Shape = Literal[
    "minister", "secretary", "secretary_of_state_for", "ministry", "department", "office",
    "form", "elsewhere", "literal", "listed",
]  # fmt: skip

MINISTRY_SHAPES = frozenset({"ministry", "department", "office"})
COMPOUND_SHAPES = {"compound_state_secretary": ("state_secretary", "elsewhere")}
"""Shapes that name another role than their portfolio's: "Environment Secretary of State"."""

VERDICTS = {
    "literal": "literal", "rank": "rank", "wrong": "country",
    "ministry": "right", "also": "right", "forms": "right",
}  # fmt: skip
"""What each list of a row says of the forms in it; later lists overrule earlier ones."""

SLOTS = ("c", "of", "gen", "head", "short")
"""What a portfolio may fill in a language's patterns; see titles/<lang>.toml."""

LANGUAGES = ("de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk")


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing an English phrase may stand for: ``role``, and the shape that made it."""

    role: str
    shape: Shape
    ministry: bool = False
    key: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """What a source phrase stands for: ``role``; ``place`` where the title itself tells it."""

    role: str
    ministry: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One office of one place: what English calls it, and what engines call it wrongly.

    ``forms`` and ``ministry`` are right, the first is suggested; ``also`` is right but not
    suggested; ``keep`` names generic shapes that are right as well. ``wrong`` (another country's),
    ``rank`` and ``literal`` list wrong forms that no shape generates. ``since`` and ``until`` are
    years, inclusive. ``soft``: houses differ, so the finding is minor and can be switched off.
    ``descriptive``: agencies gloss the office in lower case. ``source`` names where the facts are
    to be checked; ``words`` is what the lists say of each form.
    """

    place: str
    role: str
    source: str
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ministry: tuple[str, ...] = ()
    keep: frozenset[str] = frozenset()
    wrong: tuple[str, ...] = ()
    rank: tuple[str, ...] = ()
    literal: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    severity: Severity | None = None
    descriptive: bool = False
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def phrases(self) -> tuple[str, ...]:
        """All forms that may stand in a text; "former" is a rank, not a part of a title."""
        right = (form for form in self.forms if not form.startswith("former "))
        wrong = (*self.wrong, *self.rank, *self.literal, *self.soft)
        return (*right, *self.also, *self.ministry, *wrong)

    def says(self, form: str) -> Fault | Literal["right", "soft"] | None:
        """Tell what the row's own lists say of an English form, given as ``key`` makes it."""
        verdict: Fault | Literal["right", "soft"] | None = self.words.get(form)
        return verdict

    def holds_in(self, years: frozenset[int]) -> bool:
        """Tell whether the row can speak about one of *years*; without a year, it can."""
        return not years or any((self.since or 0) <= year <= (self.until or 9999) for year in years)


def key(phrase: str) -> str:
    """Reduce an English phrase to what is compared: lower case, no hyphens, British spelling.

    >>> key("Vice-Defense Minister")
    'vice defence minister'
    """
    lower = phrase.lower().replace("-", " ").replace("’", "'").replace(" the ", " ")
    return lower.replace("defense", "defence").replace("labor ", "labour ").removesuffix("s'")


@cache
def read(name: str) -> Mapping[str, Any]:
    """Read one TOML file of the data folder, once."""
    text = resources.files(__package__).joinpath("data", *name.split("/")).read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, kw_only=True)
class Roles:
    """English phrases by what they stand for.

    ``rows_only`` are no office where no row is, ``national`` ones none of a state within a
    country; the literal forms of ``unplaced`` ones are wrong wherever nobody says the place.
    """

    phrases: Trie[Sense]
    portfolios: frozenset[str]
    generic: Mapping[tuple[str, bool], str]
    rows_only: frozenset[str]
    national: frozenset[str]
    unplaced: frozenset[str]


@cache
def rows() -> tuple[Row, ...]:
    """Return every row of the table, in the order of the files."""
    folder = resources.files(__package__).joinpath("data", "offices")
    found: list[Row] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        table = tomllib.loads(file.read_text("utf-8"))
        for entry in table["offices"]:
            for place in entry.get("places", [entry.get("place", table["place"])]):
                found.append(_row(entry, table, place))
    return tuple(found)


def _row(entry: Mapping[str, Any], table: Mapping[str, Any], place: str) -> Row:
    lists = {name: tuple(entry.get(name, ())) for name in
             ("forms", "also", "ministry", "wrong", "rank", "literal", "soft")}  # fmt: skip
    titles = {lang: tuple(entry[lang]) for lang in LANGUAGES if lang in entry}
    words = {key(phrase): "soft" for phrase in lists["soft"]}
    for name, verdict in VERDICTS.items():
        words.update(dict.fromkeys(map(key, lists[name]), verdict))
    role = entry.get("role") or f"{place}:{entry['id']}"
    return Row(
        place=place,
        role=role,
        source=entry.get("source", table["source"]),
        keep=frozenset(entry.get("keep", table.get("keep", ()))),
        since=entry.get("since"),
        until=entry.get("until"),
        severity=entry.get("severity"),
        descriptive=entry.get("descriptive", table.get("descriptive", False)),
        titles=titles,
        words=words,
        **lists,
    )


@cache
def rows_by_office() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """Return the rows by (place, role)."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows():
        found.setdefault((row.place, row.role), []).append(row)
    return {office: tuple(entries) for office, entries in found.items()}


def rows_for(role: str, place: str) -> tuple[Row, ...]:
    """Return the rows of an office, or of the group its place belongs to ("DE-*").

    A role of one place ("AT:governor") is that place's, whichever part of it is named.
    """
    table = rows_by_office()
    own = role.partition(":")[0] if ":" in role else place
    if own != place and own.split("-")[0] == place.split("-")[0]:
        return table.get((own, role), ())
    if found := table.get((place, role)):
        return found
    if "-" in place:
        return table.get((f"{place.split('-')[0]}-*", role), ())
    return ()


@cache
def roles() -> Roles:
    """Return the English side: every phrase the shapes and rows generate."""
    table = read("roles.toml")
    phrases: Trie[Sense] = Trie(ENGLISH_ENDINGS, transparent=("the",))
    generic: dict[tuple[str, bool], str] = {}
    for role, names in table["portfolio"].items():
        generic[role, False] = f"{names['pre'][0]} Minister"
        generic[role, True] = f"{names['pre'][0]} Ministry"
        for shape, patterns in table["shapes"].items():
            office, kind = COMPOUND_SHAPES.get(shape, (role, shape))
            for phrase in _shaped(patterns, names):
                right = phrase.replace("Secretary of State", "State Secretary")
                _add(phrases, phrase, office, kind, right=right if office != role else "")
                if shape == "secretary_of_state_for":  # as "Environment Secretary of State" above
                    _add(phrases, phrase, "state_secretary", "elsewhere", right=right)
        for phrase in names.get("secretary", ()):
            _add(phrases, phrase, role, "secretary")
    for word, entry in table["literal_portfolio"].items():
        for shape in ("minister", "ministry"):
            for phrase in _shaped(table["shapes"][shape], {"pre": [word], "of": [word]}):
                right = phrase.replace(word, entry["right"])
                _add(phrases, phrase, entry["portfolio"], "literal", right=right)
    for role, entry in table["title"].items():
        generic[role, False] = entry["forms"][0]
        for list_name, shape in (
            ("forms", "form"),
            ("elsewhere", "elsewhere"),
            ("literal", "literal"),
        ):
            for phrase in entry.get(list_name, ()):
                _add(phrases, phrase, role, shape)
    for row in rows():
        for phrase in row.phrases:
            _add(phrases, phrase, "", "listed")
    return Roles(
        phrases=phrases,
        portfolios=frozenset(table["portfolio"]),
        generic=generic,
        rows_only=_marked(table, "rows_only"),
        unplaced=_marked(table, "unplaced"),
        national=_marked(table, "national"),
    )


def _marked(table: Mapping[str, Any], mark: str) -> frozenset[str]:
    return frozenset(role for role, entry in table["title"].items() if entry.get(mark))


def _shaped(patterns: list[str], names: Mapping[str, list[str]]) -> Iterator[str]:
    for pattern in patterns:
        slot = "of" if "{of}" in pattern else "pre"
        for name in names[slot]:
            yield pattern.replace(f"{{{slot}}}", name)


def _add(
    phrases: Trie[Sense], phrase: str, role: str, shape: Any, *, ministry: bool = False,
    right: str = "",
) -> None:  # fmt: skip
    ministry = ministry or shape in MINISTRY_SHAPES or "Ministry" in phrase
    inflected = " ".join(_STEMS.get(word, word) for word in phrase.split() if word != "the")
    phrases.add(inflected, Sense(role, shape, ministry, key(phrase), right))


PLURAL_ENDINGS = frozenset({"s", "ies"})
ENGLISH_ENDINGS = ("", "y", *PLURAL_ENDINGS)
_HEADS = (
    "Minister", "Premier", "Chancellor", "Mayor", "President", "Rector", "Council", "Councillor",
    "Councilor", "Commissioner", "Captain", "Governor", "Director", "Administrator", "Prosecutor",
    "Reporter", "Representative", "leader", "chief",
)  # fmt: skip
_STEMS = {"Secretary": "Secretar~", "secretary": "secretar~"} | {
    head: f"{head}~" for head in _HEADS
}
"""Heads of English titles, as stems, so that their plurals are found."""


def plural(form: str) -> str:
    """Put the head of an English title in the plural.

    >>> plural("Secretary of State")
    'Secretaries of State'
    """
    words = form.split()
    heads = [number for number, word in enumerate(words) if word in _STEMS]
    at = heads[0] if heads else len(words) - 1
    words[at] = words[at].removesuffix("y") + "ies" if words[at][-1] == "y" else words[at] + "s"
    return " ".join(words)


@cache
def capitalised() -> frozenset[str]:
    """Return the forms, as ``key`` makes them, that are titles only with a capital."""
    return frozenset(read("roles.toml")["english"]["capitalised"])


@cache
def lord_mayor_cities() -> frozenset[str]:
    """Return the cities that have a Lord Mayor, in lower case."""
    return frozenset(city.lower() for city in read("roles.toml")["english"]["lord_mayor_cities"])


@cache
def rows_at(place: str) -> tuple[Row, ...]:
    """Return the rows of a place and of the group it belongs to."""
    group = f"{place.split('-')[0]}-*" if "-" in place else place
    return tuple(row for row in rows() if row.place in {place, group})


@cache
def without_secretaries() -> frozenset[str]:
    """Return the countries in whose cabinets nobody is a "Secretary"."""
    return frozenset(read("cabinets.toml")["without_secretaries"])


@cache
def permanent_secretaries() -> frozenset[str]:
    """Return the countries where a "Foreign Secretary" is a civil servant, beside a minister."""
    return frozenset(read("cabinets.toml")["permanent_secretaries"])


@cache
def vice_ministers() -> frozenset[str]:
    """Return the countries that English gives "Vice Ministers", not deputy ones."""
    return frozenset(read("cabinets.toml")["vice_ministers"])


@cache
def home_roles() -> frozenset[str]:
    """Return the roles that a bare title means at home."""
    return frozenset(read("cabinets.toml")["home_roles"])


SHORT = "?"
"""Before the role of a title's short form, until the article tells whether it is that office."""


@cache
def short_titles(lang: str) -> Mapping[str, str]:
    """Return the short forms of titles in *lang*, with the role each stands for."""
    found: Mapping[str, str] = read("cabinets.toml").get("short", {}).get(lang, {})
    return found


@cache
def unnamed() -> frozenset[str]:
    """Return the roles whose holder need not be named where the title stands in full."""
    return frozenset(read("cabinets.toml")["unnamed"])


def homes(lang: str) -> tuple[str, ...]:
    """Return the countries of a language's "Bundes-" titles, the likeliest first."""
    return tuple(read("cabinets.toml")["homes"].get(lang, ()))
