"""Read a run from Parquet as ``to_parquet`` writes it, a few articles at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any

from dragoman.errors import InputError
from dragoman.report.scan import DECODER
from dragoman.report.to_parquet import KEY, available, required

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 16
"""Articles turned into Python objects at once; with 64 the garbage collector takes half the time
(measured on 500 made-up articles, tests/benchmarks/bench_results.py)."""

OPTIONAL = frozenset(
    {"first_bead", "drift_reason", "source_gaps", "target_gaps", "moved", "words", "unjudged",
     "reference", "safe", "suppressed"}
)  # fmt: skip
"""Keys that a run file leaves out where a column holds nothing; others are null there."""

_PLAIN = ("schema", "signature")
"""Metadata that is text as it is; the rest is JSON."""


def entries(file: IO[bytes], name: str) -> Iterator[tuple[str, Any, str]]:
    """Yield what the run holds, as the other forms do: see ``forms``.

    Raises:
        UsageError: pyarrow is not installed.
        InputError: cut off, damaged, or not a run.
    """
    if not available():
        raise required(name)
    from pyarrow import parquet

    with _readable(name):
        source = parquet.ParquetFile(file, page_checksum_verification=True)
        metadata = source.metadata.metadata or {}
    yield from _head(metadata, name)
    number = 0
    batches = source.iter_batches(batch_size=ROWS, use_threads=False)
    while True:
        with _readable(name):
            batch = next(batches, None)
            if batch is None:
                return
            rows = _values(batch.to_struct_array())
        for row in rows:
            where = f"{name}: row {number}"
            yield "articles", _article(row, where), where
            number += 1


@contextmanager
def _readable(name: str) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        why = str(error).strip().split("\n")[0].rstrip(".")
        raise InputError(
            f"{name}: cut off or damaged, or not Parquet ({why}); make the run again"
        ) from error


def _head(metadata: dict[bytes, bytes], name: str) -> Iterator[tuple[str, Any, str]]:
    found = {
        key.decode(errors="replace").removeprefix(KEY): value
        for key, value in metadata.items()
        if key.startswith(KEY.encode())
    }
    if "schema" not in found:
        raise InputError(f"{name}: not a run: a Parquet file without {KEY}schema in its metadata")
    for key, raw in found.items():
        text = raw.decode(errors="replace")
        value = text if key in _PLAIN else _json(text, f"{name}: {KEY}{key}")
        if key != "failures":
            yield key, value, name
        elif isinstance(value, list):
            yield from ((key, one, f"{name}.{key}[{n}]") for n, one in enumerate(value))
        else:
            raise InputError(f"{name}.{key} must be a list")


def _values(array: pa.Array) -> list[Any]:
    """Return an array as Python values, a column at a time.

    Arrow's own ``to_pylist`` makes an object of every scalar first, which takes six times as long.
    """
    import pyarrow as pa

    kind = array.type
    found: list[Any]
    if pa.types.is_struct(kind):
        names = [field.name for field in kind]
        columns = zip(*map(_values, array.flatten()), strict=True)
        found = [dict(zip(names, row, strict=True)) for row in columns]
    elif pa.types.is_list(kind):
        found = _lists(array)
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        filled = array.fill_null(0) if array.null_count else array
        found = filled.to_numpy(zero_copy_only=False).tolist()
    elif pa.types.is_map(kind):
        return [pairs if pairs is None else dict(pairs) for pairs in array.to_pylist()]
    else:
        found = array.to_pylist()
        return found
    if not array.null_count:
        return found
    valid = array.is_valid().to_numpy(zero_copy_only=False).tolist()
    return [one if there else None for one, there in zip(found, valid, strict=True)]


def _lists(array: pa.Array) -> list[Any]:
    offsets = array.offsets.to_numpy().tolist()
    first, last = offsets[0], offsets[-1]
    items = _values(array.values.slice(first, last - first))
    return [items[start - first : end - first] for start, end in pairwise(offsets)]


def _article(row: dict[str, Any], where: str) -> dict[str, Any]:
    """Turn a row into the article it was made of: JSON text decoded, empty columns left out."""
    for finding in row.get("findings") or ():
        _restore(finding, "evidence", where)
    for bead in row.get("alignment") or ():
        _leave_out(bead)
    _restore(row.get("scores"), "reference", where)
    _leave_out(row)
    return row


def _restore(struct: Any, key: str, where: str) -> None:
    if isinstance(struct, dict):
        if isinstance(text := struct.get(key), str):
            struct[key] = _json(text, f"{where}: {key}")
        _leave_out(struct)


def _leave_out(struct: Any) -> None:
    if isinstance(struct, dict):
        for key in [key for key in struct if key in OPTIONAL and struct[key] is None]:
            del struct[key]


def _json(text: str, where: str) -> Any:
    try:
        return DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is not JSON ({error})") from error
