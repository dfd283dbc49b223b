from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from dragoman.errors import InputError, UsageError
from dragoman.model import Report
from dragoman.report import from_parquet, load, to_json, to_parquet
from dragoman.report.build import SCHEMA
from tests.report import runs, sample


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "run.parquet"
    to_parquet.write(runs.report(), path)
    return path


def back(report: Report, folder: Path) -> str:
    """Write a run as Parquet and return it, read back, as JSON lines."""
    to_parquet.write(report, folder / "again.parquet")
    with load.opened(folder / "again.parquet") as again:
        return "".join(to_json.render_lines(again))


# ------------------------------------------------------------------------------ nothing is lost


def test_a_run_read_back_is_the_run_byte_for_byte(tmp_path: Path) -> None:
    report = runs.report()
    assert back(report, tmp_path) == "".join(to_json.render_lines(report))
    assert to_json.dumps(load.load(tmp_path / "again.parquet")) == to_json.dumps(report)


def test_a_run_without_verdict_articles_or_failures_is_kept_too(tmp_path: Path) -> None:
    report = Report(signature="“s”", articles=[])
    assert back(report, tmp_path) == "".join(to_json.render_lines(report))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    evidence=st.dictionaries(
        st.text(), st.recursive(st.none() | st.booleans() | st.integers() | st.text()
        | st.floats(allow_nan=False, allow_infinity=False), st.lists, max_leaves=5),
    ),
    text=st.text(),
    unjudged=st.dictionaries(st.text(), st.integers(0, 2**40)),
    confidence=st.floats(0, 1),
    gaps=st.booleans(),
)  # fmt: skip
def test_whatever_a_finding_says_is_kept(
    tmp_path: Path, evidence: Any, text: str, unjudged: Any, confidence: float, gaps: bool
) -> None:
    article = sample.report().articles[0]
    spans = [{"start": 0, "end": 1, "line": 1, "column": 1, "text": text}] if gaps else []
    report = Report(
        signature=text,
        articles=[
            {
                **article,
                "alignment": [{**article["alignment"][0], "target_gaps": spans}],
                "findings": [
                    sample.finding(
                        evidence=evidence, message=text, suggestions=[text], confidence=confidence
                    )
                ],
                "scores": {**article["scores"], "unjudged": unjudged},
            }
        ],
        summary={"text": text},
        failures=[{"id": text, "path": text, "message": text}],
    )
    again = load.loads(back(report, tmp_path))
    assert again == replace(load.loads("".join(to_json.render_lines(report))))


def test_a_lone_surrogate_is_written_as_in_every_other_form(tmp_path: Path) -> None:
    report = sample.run_of([sample.finding(message="a\ud800b", evidence={"x": "\ud800"})])
    lines = "".join(to_json.render_lines(report)).encode(errors="replace").decode()
    assert back(report, tmp_path) == lines


def test_the_columns_are_the_keys_of_the_run_file() -> None:
    """A key that is added to the contract and forgotten here would be lost without a word."""
    contract = json.loads(
        (Path(to_json.__file__).parent / "schemas" / "run-1.json").read_text(encoding="utf-8")
    )

    def keys(node: Any) -> Any:
        if "$ref" in node:
            return keys(contract["$defs"][node["$ref"].rsplit("/", 1)[1]])
        if "oneOf" in node:
            return keys(node["oneOf"][-1])
        if node.get("type") == "array":
            return keys(node["items"])
        return {key: keys(inner) for key, inner in node.get("properties", {}).items()}

    def columns(kind: pa.DataType) -> Any:
        if pa.types.is_list(kind):
            return columns(kind.value_type)
        if pa.types.is_struct(kind):
            return {field.name: columns(field.type) for field in kind}
        return {}

    rows = {field.name: columns(field.type) for field in to_parquet.schema()}
    assert rows == keys(contract["$defs"]["article"])
    optional = {
        key
        for node in contract["$defs"].values()
        for key in node.get("properties", {})
        if key not in node["required"]
    }
    assert optional == from_parquet.OPTIONAL


# ----------------------------------------------------------------------------------- the file


def test_the_same_run_gives_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    to_parquet.write(runs.report(), tmp_path / "other.parquet")
    assert saved.read_bytes() == (tmp_path / "other.parquet").read_bytes()


def test_schema_signature_and_verdict_are_in_the_metadata(saved: Path) -> None:
    metadata = parquet.read_metadata(saved).metadata
    assert metadata[b"dragoman.schema"].decode() == SCHEMA
    assert metadata[b"dragoman.signature"].decode() == runs.report().signature
    assert json.loads(metadata[b"dragoman.verdict"])["exit_code"] == 2


def test_row_groups_are_bounded_and_keep_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_parquet, "BATCH", 100)
    monkeypatch.setattr(to_parquet, "ROW_GROUP", 100_000)
    report = sample.scaled(60, 600)
    path = tmp_path / "run.parquet"
    to_parquet.write(report, path)
    assert 2 < parquet.read_metadata(path).num_row_groups < 60
    with load.opened(path) as again:
        assert list(again.articles) == report.articles
        assert len(again.articles) == 60


def test_duckdb_counts_what_the_run_file_counts(saved: Path) -> None:
    report = runs.report()
    with duckdb.connect() as base:
        rows = base.execute(
            "SELECT id, scores.words, unnest(findings, max_depth := 2) FROM read_parquet(?)",
            [str(saved)],
        ).fetchall()
        ratios = base.execute(
            "SELECT DISTINCT f.evidence->>'ratio' FROM (SELECT unnest(findings) f FROM "
            "read_parquet(?)) WHERE f.evidence->>'ratio' IS NOT NULL",
            [str(saved)],
        ).fetchall()
    assert len(rows) == sum(len(article["findings"]) for article in report.articles)
    assert ratios == [("1000",)]


# ---------------------------------------------------------------------------------- bad input


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def cut_to_the_magic(path: Path) -> None:
    path.write_bytes(b"PAR1")


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 4 + 64] = bytes(64)
    path.write_bytes(data)


def of_another_program(path: Path) -> None:
    parquet.write_table(pa.table({"id": ["a"], "findings": [1]}), path)


def rewritten(path: Path, change: Any) -> None:
    table = parquet.read_table(path)
    parquet.write_table(change(table), path)


def of_a_later_schema(path: Path) -> None:
    metadata = {b"dragoman.schema": b"dragoman.run/9"}
    rewritten(path, lambda table: table.replace_schema_metadata(metadata))


def without_findings(path: Path) -> None:
    rewritten(path, lambda table: table.drop_columns(["findings"]))


def with_findings_of_numbers(path: Path) -> None:
    rewritten(path, lambda table: table.set_column(6, "findings", pa.array([[1]] * table.num_rows)))


def with_a_broken_verdict(path: Path) -> None:
    rewritten(
        path,
        lambda table: table.replace_schema_metadata(
            {**table.schema.metadata, b"dragoman.verdict": b"{"}
        ),
    )


BROKEN = {
    truncated: "cut off or damaged",
    cut_to_the_magic: "cut off or damaged",
    damaged: "cut off or damaged",
    of_another_program: "not a run: a Parquet file without dragoman.schema",
    of_a_later_schema: "schema 'dragoman.run/9', this version reads",
    without_findings: "row 0: findings is missing",
    with_findings_of_numbers: "row 0.findings[0] must be an object",
    with_a_broken_verdict: "dragoman.verdict is not JSON",
}


@pytest.mark.parametrize("how", BROKEN, ids=lambda how: how.__name__.replace("_", " "))
def test_what_is_no_run_is_refused_in_one_line(saved: Path, how: Any) -> None:
    how(saved)
    with pytest.raises(InputError, match=re.escape(BROKEN[how])) as error:
        load.load(saved)
    assert str(error.value).startswith(str(saved))
    assert "\n" not in str(error.value)


@given(st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_file_with_any_byte_changed_is_read_or_refused(saved: Path, data: st.DataObject) -> None:
    raw = bytearray(saved.read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path = saved.with_name("changed.parquet")
    path.write_bytes(raw)
    with suppress(InputError):
        load.load(path)


def test_a_number_out_of_range_is_refused_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "run.parquet"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match="does not fit into Parquet"):
        to_parquet.write(sample.run_of([sample.finding(bead=2**70)]), path)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["run.parquet"]


def test_without_pyarrow_one_line_says_how_to_get_it(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for act in (lambda: load.load(saved), lambda: to_parquet.write(runs.report(), saved)):
        with pytest.raises(UsageError, match=re.escape("pip install 'dragoman[parquet]'")):
            act()
