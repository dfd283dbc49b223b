"""Build the table of given names by sex: ``python -m dragoman.dev.sexes``.

Needs ``Faker``, which dragoman does not need to run. What comes out is
``checks/rules/pronoun/sexes.txt.gz``; it opens with its origin and licence.
"""

from __future__ import annotations

import gzip
import pkgutil
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from dragoman.checks.names.spelling import conventions
from dragoman.dev.names import CYRILLIC, EASTERN, WESTERN

TABLE = Path(__file__).parents[1] / "checks" / "rules" / "pronoun" / "sexes.txt.gz"

HEADER = """\
# Given names of one sex: f = women's, m = men's; lower case, sorted.
# origin: Faker {faker} (MIT), first names by sex of its locales, Cyrillic ones romanised too
# derived: python -m dragoman.dev.sexes
"""

CLEAR = 4
"""So many times more locales must give a name to the one sex than to the other: Andrea is a man in
Italy and a woman in Germany, and so is neither; a slip in one list of forty is outvoted."""


def given() -> Iterator[tuple[str, str]]:
    """Yield (sex, given name in lower case), once for each locale that has it."""
    import faker.providers.person as person

    for module in pkgutil.iter_modules(person.__path__):
        if module.name not in EASTERN + WESTERN:
            continue
        provider = vars(import_module(f"{person.__name__}.{module.name}").Provider)
        for sex, key in (("f", "first_names_female"), ("m", "first_names_male")):
            for name in {form for one in provider.get(key, ()) for form in forms(one.lower())}:
                yield sex, name


def forms(name: str) -> Iterator[str]:
    """Yield *name* and, of one in Cyrillic, its English spellings."""
    yield name
    if CYRILLIC.fullmatch(name):
        for table in conventions(name):
            yield table.spell(name)


def lines() -> Iterator[str]:
    """Yield lines ``sex TAB name`` of the names that one sex has."""
    counts = Counter(given())
    for name in sorted({name for _, name in counts}):
        women, men = counts["f", name], counts["m", name]
        if len(name) > 2 and max(women, men) >= CLEAR * min(women, men):
            yield f"{'f' if women > men else 'm'}\t{name}"


def main() -> None:
    """Write the table."""
    text = HEADER.format(faker=version("Faker")) + "\n".join(lines()) + "\n"
    with gzip.GzipFile(TABLE, "wb", mtime=0) as file:
        file.write(text.encode("utf-8"))


if __name__ == "__main__":
    main()
