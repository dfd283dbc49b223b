"""Read the user's own terms: TBX (basic, 2 and 3), CSV and TSV.

CSV and TSV have a header: ``source``, ``target``, and optional ``forbidden`` and
``do_not_translate``. Several English words for one term stand in one cell, separated by ``|``. TBX
entries need a term in the source language and one in English; an English term whose status is
deprecated, superseded or forbidden is one that must not be used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.languages import base

COLUMNS = frozenset({"source", "target", "forbidden", "do_not_translate"})
FORBIDDEN = ("deprecated", "superseded", "forbidden", "notrecommended")
_YES = frozenset({"1", "true", "x", "y", "yes"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: its ``source`` words, the ``targets`` that render it, the ``forbidden`` that do not.

    ``source`` may be empty: then ``forbidden`` is forbidden everywhere. ``kept`` means that the
    source term stands in the translation as it is.
    """

    source: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    kept: bool = False


@cache
def read(path: str, source_lang: str) -> tuple[Term, ...]:
    """Read the terms of one file for translations from *source_lang* into English.

    Raises:
        InputError: the file is missing, malformed, or of another kind.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{path}: no such termbase; see [rules.TRM001] files")
    kind = file.suffix.lower()
    if kind in (".csv", ".tsv", ".tab"):
        return tuple(_rows(file, "," if kind == ".csv" else "\t"))
    if kind in (".tbx", ".xml"):
        return tuple(_entries(file, base(source_lang)))
    raise InputError(f"{path}: a termbase is .tbx, .csv or .tsv")


def _rows(file: Path, delimiter: str) -> Iterator[Term]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, delimiter=delimiter)
            names = {(name or "").strip().lower() for name in reader.fieldnames or ()}
            if "source" not in names or names - COLUMNS:
                odd = ", ".join(sorted(names - COLUMNS)) or "no column “source”"
                raise InputError(f"{file}: columns are {', '.join(sorted(COLUMNS))}; found {odd}")
            for row in reader:
                cells = {
                    (key or "").strip().lower(): value.strip()
                    for key, value in row.items()
                    if isinstance(value, str)
                }
                yield Term(
                    source=cells.get("source", ""),
                    targets=_split(cells.get("target", "")),
                    forbidden=_split(cells.get("forbidden", "")),
                    kept=cells.get("do_not_translate", "").lower() in _YES,
                )
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{file}: not a UTF-8 table ({error})") from error


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _entries(file: Path, lang: str) -> Iterator[Term]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(str(file), parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise InputError(f"{file}: not well-formed XML ({error})") from error
    for entry in root.iter("{*}termEntry", "{*}conceptEntry"):
        said: list[str] = []
        right: list[str] = []
        wrong: list[str] = []
        for section in entry.iter("{*}langSet", "{*}langSec"):
            code = base(section.get(_XML_LANG) or section.get("lang") or "")
            for group in section.iter("{*}tig", "{*}ntig", "{*}termSec"):
                for term in _terms(group):
                    if code == lang:
                        said.append(term)
                    elif code == "en":
                        (wrong if _is_forbidden(group) else right).append(term)
        for source in said:
            yield Term(source=source, targets=tuple(right), forbidden=tuple(wrong))


def _terms(group: Any) -> Sequence[str]:
    found = ("".join(term.itertext()).strip() for term in group.iter("{*}term"))
    return [term for term in found if term]


def _is_forbidden(group: Any) -> bool:
    notes = group.iter("{*}termNote", "{*}administrativeStatus")
    return any(
        str(note.text or "").lower().replace("-", "").replace("_", "").startswith(FORBIDDEN)
        for note in notes
    )
