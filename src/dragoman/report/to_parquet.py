"""A run as Parquet: one file, a row per article, its columns the keys of the run file.

What is nested there is nested here: ``findings`` is a list of structs, which DuckDB unnests into
a row per finding and of which it reads only the columns that a query names. Everything the run
file holds is kept, so that ``report``, ``gate`` and ``compare`` work from this file alone; values
of no fixed shape (``evidence``, ``reference``) are JSON text. An article of a large bilingual
file may take several rows with the same id, as it does in JSON lines. The run's schema,
signature, verdict, summary and failures are in the file's metadata.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import InputError, UsageError
from dragoman.model import Report
from dragoman.report.build import SCHEMA
from dragoman.report.files import replacing
from dragoman.report.to_json import verdict_json

if TYPE_CHECKING:
    import pyarrow as pa

Json = Mapping[str, Any]

KEY = "dragoman."
"""How the keys of a run begin in the file's metadata."""

BATCH = 4000
"""Sentences turned into columns at once: some 100 articles, or a few pieces of a bilingual file.
As Python objects they take about 20 MB; more is no faster."""

ROW_GROUP = 16 * 2**20
"""Bytes of columns in a row group, before compression. A reader holds one at a time, and engines
share a file out between cores by row groups: a run of 10,000 articles has some twenty."""


def available() -> bool:
    """Tell whether pyarrow is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def required(what: str) -> UsageError:
    """Return the error that says how to get what Parquet needs; *what* asked for it."""
    return UsageError(f"{what}: Parquet needs pyarrow; pip install 'dragoman[parquet]'")


def schema() -> pa.Schema:
    """Return the columns of a run."""
    import pyarrow as pa

    whole, text, number, flag = pa.int64(), pa.string(), pa.float64(), pa.bool_()
    json_text = text
    span = {"start": whole, "end": whole, "line": whole, "column": whole, "text": text}
    side = {"path": text, "lang": text}
    sentence = {"start": whole, "end": whole, "line": whole, "text": text, "role": text}
    bead = {
        "source": [whole],
        "target": [whole],
        "similarity": number,
        "drift": number,
        "drift_reason": text,
        "source_gaps": [span],
        "target_gaps": [span],
        "moved": flag,
        "words": [pa.list_(pa.list_(pa.int32()))],
    }
    finding = {
        "code": text,
        "rule": text,
        "family": text,
        "severity": text,
        "confidence": number,
        "message": text,
        "bead": whole,
        "target": span,
        "source": span,
        "suggestions": [text],
        "evidence": json_text,
        "fingerprint": text,
        "safe": flag,
        "suppressed": text,
    }
    scores = {
        "drift_mean": number,
        "drift_p95": number,
        "mqm_per_100_words": number,
        "coverage": number,
        "words": whole,
        "unjudged": pa.map_(text, whole),
        "reference": json_text,
    }
    article = {
        "id": text,
        "first_bead": whole,
        "source": side,
        "target": side,
        "sentences": {"source": [sentence], "target": [sentence]},
        "alignment": [bead],
        "findings": [finding],
        "scores": scores,
    }
    return pa.schema(list(_type(article)))


def _type(shape: Any) -> Any:
    """Return the Arrow type of a shape: an object is a struct, a list of one thing a list."""
    import pyarrow as pa

    if isinstance(shape, dict):
        return pa.struct([pa.field(key, _type(inner)) for key, inner in shape.items()])
    return pa.list_(_type(shape[0])) if isinstance(shape, list) else shape


def write(report: Report, path: Path) -> None:
    """Write the run to *path*, whole or not at all; needs no more memory than a row group takes.

    Raises:
        UsageError: pyarrow is not installed.
        InputError: the folder is missing, cannot be written to, or a number is out of range.
    """
    if not available():
        raise required(str(path))
    import pyarrow as pa
    from pyarrow import parquet

    columns = schema().with_metadata(_metadata(report))
    form = {"compression": "zstd", "write_page_checksum": True}
    with replacing(path) as stream, parquet.ParquetWriter(stream, columns, **form) as writer:
        try:
            for table in _row_groups(report.articles, columns):
                writer.write_table(table, row_group_size=table.num_rows)
        except (pa.ArrowException, OverflowError) as error:
            raise InputError(f"{path}: the run does not fit into Parquet: {error}") from error


def _metadata(report: Report) -> dict[str, str]:
    """Return what stands beside the articles, as JSON by key."""
    table: dict[str, Any] = {"schema": SCHEMA, "signature": report.signature}
    if report.verdict is not None:
        table["verdict"] = verdict_json(report.verdict)
    if report.summary:
        table["summary"] = dict(report.summary)
    if report.failures:
        table["failures"] = [dict(failure) for failure in report.failures]
    return {
        KEY + key: value if isinstance(value, str) else _text(value) for key, value in table.items()
    }


def _row_groups(articles: Iterable[Json], columns: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    for rows in _batches(articles):
        held.append(_columns(rows, columns))
        if sum(batch.nbytes for batch in held) >= ROW_GROUP:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _batches(articles: Iterable[Json]) -> Iterator[list[Json]]:
    rows: list[Json] = []
    sentences = 0
    for article in articles:
        rows.append(_row(article))
        sentences += sum(map(len, article["sentences"].values()))
        if sentences >= BATCH:
            yield rows
            rows, sentences = [], 0
    if rows:
        yield rows


def _row(article: Json) -> Json:
    """Return an article with JSON text where a column has no fixed shape."""
    findings = [{**one, "evidence": _text(one["evidence"])} for one in article["findings"]]
    scores = article["scores"]
    if "reference" in scores:
        scores = {**scores, "reference": _text(scores["reference"])}
    return {**article, "findings": findings, "scores": scores}


def _columns(rows: list[Json], columns: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(rows, columns)
    except UnicodeEncodeError:
        # A lone surrogate, from an escape in the user's JSON: written as "?", as everywhere.
        clean = _text(rows).encode(errors="replace")
        return pa.RecordBatch.from_pylist(json.loads(clean), columns)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
