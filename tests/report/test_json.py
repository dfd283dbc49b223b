from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.report import formats, load, to_github, to_json
from dragoman.report.build import SCHEMA
from tests.report import sample

SCHEMAS = Path(to_json.__file__).parent / "schemas"


@pytest.fixture(scope="module")
def report() -> Report:
    return sample.report()


def test_a_run_file_follows_its_schema(report: Report) -> None:
    schema = json.loads((SCHEMAS / "run-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(to_json.dumps(report)))


def test_the_same_run_gives_the_same_bytes(report: Report) -> None:
    assert to_json.dumps(report) == to_json.dumps(sample.report())


def test_a_run_file_read_back_is_the_run(report: Report) -> None:
    again = load.loads(to_json.dumps(report))
    assert again.verdict == report.verdict
    assert list(again.articles) == list(report.articles)
    assert list(again.failures) == list(report.failures)
    assert to_json.dumps(again) == to_json.dumps(report)


def test_json_lines_read_back_are_the_same_run(report: Report) -> None:
    lines = "".join(to_json.render_lines(report))
    assert to_json.dumps(load.loads(lines)) == to_json.dumps(report)


def test_json_lines_have_a_head_a_line_per_article_and_the_verdict_last(report: Report) -> None:
    lines = [json.loads(line) for line in to_json.render_lines(report)]
    assert lines[0] == {"schema": SCHEMA, "signature": report.signature}
    assert [line["id"] for line in lines[1:5]] == ["summit", "market", "ferry", "statement"]
    assert "failure" in lines[5]
    assert list(lines[6]) == ["verdict"]


def test_articles_may_come_one_by_one(report: Report) -> None:
    stream = replace(report, articles=(one for one in report.articles))  # type: ignore[arg-type]
    assert to_json.dumps(stream) == to_json.dumps(report)


def test_a_run_cut_off_after_an_article_still_loads(report: Report) -> None:
    lines = list(to_json.render_lines(report))[:3]
    again = load.loads("".join(lines))
    assert len(again.articles) == 2
    assert again.verdict is None


def broken(**changes: Any) -> str:
    table = json.loads(to_json.dumps(sample.report()))
    article = table["articles"][0]
    for key, value in changes.items():
        where: Any = article
        *path, last = key.split("__")
        for step in path:
            where = where[int(step) if step.isdigit() else step]
        if value is None:
            del where[last]
        else:
            where[last] = value
    return json.dumps(table)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("", "not JSON", id="an empty file"),
        pytest.param("{", "not JSON", id="JSON cut off"),
        pytest.param("[]", "not a JSON object", id="a list"),
        pytest.param("[" * 100_000, "nested too deeply", id="a hundred thousand brackets"),
        pytest.param('{"a": 1}', "schema None", id="some other JSON"),
        pytest.param('{"schema": "dragoman.run/9"}', "dragoman.run/9", id="a later schema"),
        pytest.param(
            '{"schema": "dragoman.run/1", "articles": 3}', "articles must be a list",
            id="articles that are a number",
        ),
        pytest.param(
            '{"schema": "dragoman.run/1", "articles": [3]}', "articles[0] must be an object",
            id="an article that is a number",
        ),
        pytest.param(
            '{"schema": "dragoman.run/1"}\n{"id"', "line 2 is not JSON", id="a broken line"
        ),
        pytest.param(
            '{"schema": "dragoman.run/1"}\n[]', "line 2 must be an object", id="a line with a list"
        ),
        pytest.param(
            '{"schema": "dragoman.run/1", "articles": [], "verdict": {"passed": 1}}',
            "RUN.json.verdict has a value of the wrong kind", id="a verdict without its parts",
        ),
        pytest.param(
            '{"schema": "dragoman.run/1", "articles": [], "failures": [{}]}',
            "id is missing", id="a failure without its parts",
        ),
        pytest.param(broken(findings=None), "findings is missing", id="no findings"),
        pytest.param(broken(findings__0__code=7), "findings[0].code has", id="a code of 7"),
        pytest.param(
            broken(findings__0__confidence=True), "confidence has", id="a confidence of true"
        ),
        pytest.param(
            broken(findings__0__severity="awful"),
            "severity has a value of the wrong kind: 'awful'", id="a new severity",
        ),
        pytest.param(
            broken(findings__0__target__line="1"),
            "findings[0].target has", id="a line number in quotes",
        ),
        pytest.param(
            broken(alignment__0__target=[99]), "does not exist", id="a bead of no sentence"
        ),
        pytest.param(broken(sentences__source=4), "sentences.source", id="sentences of 4"),
    ],
)  # fmt: skip
def test_what_is_no_run_file_is_refused_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as error:
        load.loads(text, name="RUN.json")
    message = str(error.value)
    assert message.startswith("RUN.json")
    assert complaint in message
    assert "\n" not in message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the run"):
        load.load(tmp_path / "none.json")


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load.load(path)


def test_a_written_run_is_read_from_both_forms(tmp_path: Path, report: Report) -> None:
    for lines in (False, True):
        path = tmp_path / f"run-{lines}.json"
        to_json.write(report, path, lines=lines)
        assert to_json.dumps(load.load(path)) == to_json.dumps(report)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_any_value_in_any_place_is_read_or_refused_but_never_a_traceback(
    data: st.DataObject,
) -> None:
    table = json.loads(to_json.dumps(sample.report()))
    where: Any = table
    while True:
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(where[key], dict | list) or data.draw(st.booleans()):
            where[key] = data.draw(VALUES)
            break
        where = where[key]
    try:
        report = load.loads(json.dumps(table))
    except InputError:
        return
    assert load.loads(to_json.dumps(report)).signature == report.signature
    for name in formats.NAMES:
        assert "".join(formats.render(name, report, rules=sample.RULES, baseline={"x"}))
    assert to_github.summary(report)
