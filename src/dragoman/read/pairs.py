"""Find what belongs together: files, folders, manifests and bilingual files.

**Names.** ``NAME.LANG.txt``, with ``.md``, ``.html`` and so on as well, mixed at will. Several
translations of one source carry a variant: ``NAME.en-deepl.txt`` (also ``NAME.en.deepl.txt`` and
``NAME.deepl.en.txt``); the variant ``ref`` is the reference translation. A folder per language
(``de/NAME.txt``, ``en/NAME.txt``) does as well as a language in the name; other folders are part
of the name. The source is the file in the language asked for or, without one, in the only
language that is not the translation's (English, if nothing else is asked for).

**Manifests.** A ``.tsv``, ``.csv`` or ``.jsonl`` whose columns or keys are ``target_path`` and
perhaps ``source_path``, ``reference_path``, ``id``, ``source_lang``, ``target_lang``; paths are
relative to the manifest.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dragoman.errors import InputError
from dragoman.read.bilingual import BILINGUAL, JSON_LINES, TABLES
from dragoman.read.document import SUFFIXES
from dragoman.read.files import open_file
from dragoman.read.names import Name, parse_name
from dragoman.read.rows import base_language
from dragoman.read.stream import TextStream
from dragoman.read.tables import csv_records, header_names, tsv_records

Kind = Literal["pair", "translation", "bilingual"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSpec:
    """What there is to read: a *pair*, a *translation* alone, or a *bilingual* file (``target``).

    ``source_lang``/``target_lang`` are what the file names or the manifest say, if they do.
    """

    id: str
    target: str
    source: str | None = None
    reference: str | None = None
    kind: Kind = "pair"
    source_lang: str | None = None
    target_lang: str | None = None


def find_pairs(
    paths: Sequence[str | os.PathLike[str]],
    *,
    from_lang: str | None = None,
    to_lang: str | None = None,
) -> list[PairSpec]:
    """Return what *paths* hold, in a stable order.

    Two text files are source and translation, one is a translation alone; more, and folders, are
    paired by name. Files are not opened here but for manifests.

    Raises:
        InputError: a path does not exist; nothing is paired; a source cannot be told.
    """
    where = [Path(path) for path in paths]
    texts = [path for path in where if not path.is_dir() and not _is_listing(path)]
    langs = (base_language(from_lang), base_language(to_lang))
    if len(where) == len(texts) <= 2 and texts:
        return [_given(texts)]
    specs: list[PairSpec] = []
    if texts:
        specs += _grouped([(path, Path(path.name)) for path in texts], langs, "these files")
    for path in where:
        if path.is_dir():
            specs += _folder(path, langs)
        elif _is_listing(path):
            specs += _listing(path)
    return _distinct(specs)


# ------------------------------------------------------------------------------- two or one file


def _given(paths: Sequence[Path]) -> PairSpec:
    """The files as the user gave them, in that order; names only tell languages and id."""
    names = [parse_name(Path(path.name)) for path in paths]
    target, named = paths[-1], names[-1]
    same = len(paths) == 2 and names[0] and named and named.base.startswith(names[0].base)
    stem = named.id if named and (same or len(paths) == 1) else target.stem
    return PairSpec(
        id=stem,
        source=os.fspath(paths[0]) if len(paths) == 2 else None,
        target=os.fspath(target),
        kind="pair" if len(paths) == 2 else "translation",
        source_lang=names[0].lang if len(paths) == 2 and names[0] else None,
        target_lang=named.lang if named else None,
    )


def _is_listing(path: Path) -> bool:
    """Tell whether *path* is a bilingual file or a manifest by its name."""
    return path.suffix.lower() in BILINGUAL


# --------------------------------------------------------------------------------------- folders


def _folder(folder: Path, langs: tuple[str | None, str | None]) -> list[PairSpec]:
    texts: list[tuple[Path, Path]] = []
    specs: list[PairSpec] = []
    for path in _walk(folder):
        if path.suffix.lower() in SUFFIXES:
            texts.append((path, path.relative_to(folder)))
        elif _is_listing(path) and _listing_kind(path) != "":
            specs += _listing(path, path.relative_to(folder))
    specs = _grouped(texts, langs, "") + specs
    if not specs:
        source, target = langs[0] or "de", langs[1] or "en"
        raise InputError(
            f"{folder}: no pairs among its {len(texts)} text files; looked for "
            f"NAME.{source}.txt beside NAME.{target}.txt (also .md, .html), TMX, XLIFF, TSV and "
            "JSONL: rename them so, or name the languages with --from and --to"
        )
    return specs


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below *folder* in order, without hidden ones."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder}: cannot be listed: {error.strerror}") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry)
        else:
            yield entry


def _grouped(
    files: Sequence[tuple[Path, Path]], langs: tuple[str | None, str | None], what: str
) -> list[PairSpec]:
    """Pair *files*, each with the name to go by."""
    named = [(path, name) for path, shown in files if (name := parse_name(shown)) is not None]
    bases = {name.base for _, name in named if not name.variant}
    groups: dict[str, list[tuple[Path, Name]]] = {}
    for path, name in named:
        name = name.under(bases)
        groups.setdefault(name.base, []).append((path, name))
    specs = [spec for base, group in groups.items() for spec in _group(base, group, *langs)]
    if what and not specs:
        raise InputError(
            f"no pairs among {what}; looked for NAME.{langs[0] or 'de'}.txt beside "
            f"NAME.{langs[1] or 'en'}.txt: give one source and one translation, or rename them"
        )
    return specs


def _group(
    base: str, group: Sequence[tuple[Path, Name]], from_lang: str | None, to_lang: str | None
) -> Iterator[PairSpec]:
    """Yield the pairs among the files of one name."""
    present = {name.lang for _, name in group}
    target_lang = to_lang or _default_target(present, from_lang)
    sources = {
        name.lang: path
        for path, name in group
        if not name.variant and name.lang != target_lang and from_lang in (None, name.lang)
    }
    targets = [(path, name) for path, name in group if name.lang == target_lang]
    if not targets or not sources:
        return
    if len(sources) > 1:
        raise InputError(
            f"{base}: which is the source, {' or '.join(sorted(sources))}? name it with --from"
        )
    ((source_lang, source),) = sources.items()
    reference = next((path for path, name in targets if name.is_reference), None)
    for path, name in targets:
        if name.is_reference and len(targets) > 1:
            continue
        yield PairSpec(
            id=name.id,
            source=os.fspath(source),
            target=os.fspath(path),
            reference=os.fspath(reference) if reference and reference != path else None,
            source_lang=source_lang,
            target_lang=target_lang,
        )


def _default_target(present: set[str], from_lang: str | None) -> str | None:
    """English; if that is the source, the only other language."""
    if from_lang != "en":
        return "en"
    others = present - {"en"}
    return next(iter(others)) if len(others) == 1 else None


# -------------------------------------------------------------------------------------- listings


def _listing_kind(path: Path) -> Literal["manifest", "bilingual", ""]:
    """Tell what a table or JSON lines file lists by its first line; "" if neither."""
    suffix = path.suffix.lower()
    if suffix not in TABLES | JSON_LINES:
        return "bilingual"
    names: Sequence[str] = ()
    with open_file(path) as file:
        for line in TextStream(file, os.fspath(path)).lines():
            if line.text.strip():
                names = _names(line.text, suffix)
                break
    if "target_path" in names:
        return "manifest"
    return "bilingual" if "source" in names and "target" in names else ""


def _names(line: str, suffix: str) -> Sequence[str]:
    if suffix not in JSON_LINES:
        return header_names(line, suffix == ".csv")[0]
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return ()
    return list(value) if isinstance(value, dict) else ()


def _listing(path: Path, shown: Path | None = None) -> list[PairSpec]:
    if _listing_kind(path) == "manifest":
        return list(_manifest(path))
    name = (shown or Path(path.name)).with_suffix("").as_posix()
    return [PairSpec(id=name, target=os.fspath(path), kind="bilingual")]


def _manifest(path: Path) -> Iterator[PairSpec]:
    found = False
    for line, entry in _entries(path):
        if not entry.get("target_path"):
            raise InputError(f"{path}:{line}: the manifest gives no target_path")
        found = True
        paths = {
            key: os.fspath(path.parent / entry[f"{key}_path"])
            for key in ("source", "target", "reference")
            if entry.get(f"{key}_path")
        }
        yield PairSpec(
            id=entry.get("id") or Path(entry["target_path"]).with_suffix("").as_posix(),
            source=paths.get("source"),
            target=paths["target"],
            reference=paths.get("reference"),
            kind="pair" if "source" in paths else "translation",
            source_lang=base_language(entry.get("source_lang")),
            target_lang=base_language(entry.get("target_lang")),
        )
    if not found:
        raise InputError(f"{path}: the manifest lists no files")


def _entries(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the line and the columns of each entry of a manifest."""
    suffix = path.suffix.lower()
    with open_file(path) as file:
        lines = TextStream(file, os.fspath(path)).lines()
        if suffix in JSON_LINES:
            for line in lines:
                if line.text.strip():
                    yield line.number, _json_entry(line.text, f"{path}:{line.number}")
            return
        names, delimiter = header_names(next(lines).text, suffix == ".csv")
        records = csv_records(lines, delimiter) if suffix == ".csv" else tsv_records(lines)
        for record in records:
            if record.error or len(record.fields) > len(names):
                reason = record.error or "more cells than columns"
                raise InputError(f"{path}:{record.line}: malformed manifest row: {reason}")
            if record.fields:
                values = [field.value.strip() for field in record.fields]
                yield record.line, dict(zip(names, values, strict=False))


def _json_entry(text: str, where: str) -> Mapping[str, str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InputError(f"{where}: not a JSON object: one object a line, with target_path")
    return {str(key): str(each) for key, each in value.items() if each is not None}


def _distinct(specs: Sequence[PairSpec]) -> list[PairSpec]:
    """Tell articles of the same name apart by their folder, or failing that by number."""
    counts = Counter(spec.id for spec in specs)
    named = [
        replace(spec, id=f"{Path(spec.target).parent.name}/{spec.id}")
        if counts[spec.id] > 1
        else spec
        for spec in specs
    ]
    seen: Counter[str] = Counter()
    result = []
    for spec in named:
        seen[spec.id] += 1
        number = seen[spec.id]
        result.append(spec if number == 1 else replace(spec, id=f"{spec.id}#{number}"))
    return result
