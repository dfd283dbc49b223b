"""What a file name says: ``talks.en-deepl.txt`` is a translation of ``talks`` into English."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import PurePath

REFERENCE = frozenset(("ref", "reference"))
"""Variants that mark the reference translation."""

# ISO 639-1, the two-letter codes (Library of Congress, 2023). All of them, for any language can be
# a source; without the list "talks.v2.txt" would have a language.
_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_CODES.split())

# A region (BR, 419) or script (Hans) belongs to the language, anything else is a variant.
_TAG = re.compile(
    r"(?P<lang>[a-z]{2})(?:[-_](?:[A-Z]{2}|\d{3}|[A-Z][a-z]{3}))*(?:[-_](?P<variant>\w.*))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The parts of a name: ``base`` (with its folders), language, and the variant or ""."""

    base: str
    lang: str
    variant: str = ""

    @property
    def id(self) -> str:
        """The article's name: the variant tells translations of one source apart."""
        return f"{self.base}.{self.variant}" if self.variant else self.base

    @property
    def is_reference(self) -> bool:
        """Tell whether it is the reference translation."""
        return self.variant.lower() in REFERENCE

    def under(self, bases: Set[str]) -> Name:
        """Read ``NAME.deepl.en`` as a variant of ``NAME`` if there is no other ``NAME.deepl``.

        *bases* are the names that stand without a variant.
        """
        head, dot, tail = self.base.rpartition(".")
        if dot and not self.variant and head in bases:
            return replace(self, base=head, variant=tail)
        return self


def parse_name(path: PurePath) -> Name | None:
    """Return the parts of a relative path's name, or None if no language stands in it.

    >>> parse_name(PurePath("sub/talks.en-deepl.txt"))
    Name(base='sub/talks', lang='en', variant='deepl')
    >>> parse_name(PurePath("de/talks.txt"))
    Name(base='talks', lang='de', variant='')
    """
    folder, parts = path.parent, path.name.split(".")[:-1]
    for last in (len(parts) - 1, len(parts) - 2):
        tag = _TAG.fullmatch(parts[last]) if last > 0 else None
        if tag is not None and tag["lang"] in LANGUAGES:
            base = (folder / ".".join(parts[:last])).as_posix()
            variant = ".".join(filter(None, (tag["variant"], *parts[last + 1 :])))
            return Name(base=base, lang=tag["lang"], variant=variant)
    for at, part in enumerate(folder.parts):
        tag = _TAG.fullmatch(part)
        if tag is not None and tag["lang"] in LANGUAGES:
            rest = PurePath(*folder.parts[:at], *folder.parts[at + 1 :], ".".join(parts))
            return Name(base=rest.as_posix(), lang=tag["lang"], variant=tag["variant"] or "")
    return None
