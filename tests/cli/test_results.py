"""A saved run in any of its forms is the same run to every command, and none is held whole."""

from __future__ import annotations

import os
import sys
import threading
import tracemalloc
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.cli import deliver
from dragoman.model import Report
from dragoman.report import formats, load, scan, to_json
from tests.cli.conftest import Call
from tests.report import runs, sample

PAIR = {
    "de": "Die Gespräche in Genf dauerten drei Stunden. Danach flogen alle nach Neapel.",
    "en": "The talks in Genf lasted three hours. Afterwards everyone flew to Neapel.",
}


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Path]:
    """Return the sample run in every form, in a folder to work in."""
    monkeypatch.chdir(tmp_path)
    return runs.saved(Path())


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ------------------------------------------------------------------------- the same in any form


@pytest.mark.parametrize("name", formats.NAMES[:-1])
def test_gate_says_the_same_of_every_form(call: Call, saved: Mapping[str, Path], name: str) -> None:
    Path("dragoman.toml").write_text(
        '[[suppress]]\ncode = "NAM001"\nreason = "so he writes"\n', encoding="utf-8"
    )
    said = {form: call("gate", path, "--format", name) for form, path in saved.items()}
    assert said["json"][0] == 2
    if name == "jsonl":  # an article in pieces stays in pieces
        assert said["jsonl"] == said["parquet"]
        for form, (code, out, err) in said.items():
            said[form] = code, to_json.dumps(load.loads(out)), err
    assert said["jsonl"] == said["json"]
    assert said["parquet"] == said["json"]


@pytest.mark.parametrize("name", ["page.html", "pages"])
def test_report_writes_the_same_of_every_form(
    call: Call, saved: Mapping[str, Path], name: str
) -> None:
    for form, path in saved.items():
        Path(form).mkdir()
        assert call("report", path, "-o", Path(form, name)) == (0, "", "")
    assert tree(Path("json"))
    assert tree(Path("jsonl")) == tree(Path("json"))
    assert tree(Path("parquet")) == tree(Path("json"))


def test_baseline_records_and_renews_the_same_of_every_form(
    call: Call, saved: Mapping[str, Path]
) -> None:
    said = {}
    for form, path in saved.items():
        known = Path("base.json")
        first = call("baseline", path, "-o", known), known.read_bytes()
        said[form] = first, call("baseline", path, "-o", known), known.read_bytes()
        known.unlink()
    assert said["json"][0][0][0] == 0
    assert said["jsonl"] == said["json"]
    assert said["parquet"] == said["json"]


def test_every_form_stands_in_for_a_baseline_and_for_yesterday(
    call: Call, saved: Mapping[str, Path]
) -> None:
    for flag in ("--baseline", "--diff-base"):
        said = {call("gate", saved["json"], flag, path) for path in saved.values()}
        assert len(said) == 1, flag
        ((_, out, _),) = said
        assert "0 allowed" not in out, "every finding is known"
    assert len({call("report", saved["json"], "--baseline", path) for path in saved.values()}) == 1


def test_compare_says_the_same_of_every_form(call: Call, saved: Mapping[str, Path]) -> None:
    run = runs.report()
    changed = [{**article, "findings": article["findings"][2:]} for article in run.articles]
    other = Path("other.jsonl")
    formats.write("jsonl", replace(run, articles=changed), other)
    said = {call("compare", other, path, "--format", "json") for path in saved.values()}
    ((code, out, _),) = said
    assert code == 1
    assert '"gained": [{' in out.replace("\n", "").replace("  ", "")


def test_a_run_comes_through_a_pipe(call: Call, saved: Mapping[str, Path]) -> None:
    for path in saved.values():
        pipe = Path("pipe")
        os.mkfifo(pipe)
        data = path.read_bytes()
        writer = threading.Thread(target=pipe.write_bytes, args=(data,))
        writer.start()
        assert call("gate", pipe) == call("gate", path)
        writer.join()
        pipe.unlink()


def test_gate_may_write_over_the_run_it_reads(call: Call, saved: Mapping[str, Path]) -> None:
    for form, path in saved.items():
        assert call("gate", path, "--output", f"{form}={path}", "--output", "sarif=a")[0] == 2
        again = load.load(path)
        assert again.verdict is not None
        assert len(again.articles) == 4


def test_a_page_of_thousands_of_articles_is_made_and_a_folder_suggested(
    call: Call, saved: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "ONE_PAGE", 4)
    said = "dragoman: page.html: 5 articles on one page; a folder opens faster: page/\n"
    assert call("report", saved["jsonl"], "-o", "page.html") == (0, "", said)
    assert Path("page.html").stat().st_size
    assert call("report", saved["jsonl"], "-o", "page") == (0, "", "")


# ------------------------------------------------------------------------------------- checking


def test_check_writes_a_run_as_parquet(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang, text in PAIR.items():
        Path(f"a.{lang}.txt").write_text(text, encoding="utf-8")
    Path("b.tsv").write_text(
        "source\ttarget\n" + "Er wohnt in Genf.\tHe lives in Genf.\n" * 2500, encoding="utf-8"
    )
    outputs = [f"--output={form}=run.{form}" for form in runs.FORMS]
    flags = ("--from", "de", "--to", "en", "--select", "PLC", *outputs, "--exit-zero", "-q")
    assert call("check", "a.de.txt", "a.en.txt", *flags)[0] == 0
    assert call("check", "b.tsv", *(flag.replace("run.", "rows.") for flag in flags))[0] == 0
    for name in ("run", "rows"):
        with load.opened(Path(f"{name}.parquet")) as run:
            lines = "".join(to_json.render_lines(run))
        assert lines == Path(f"{name}.jsonl").read_text(encoding="utf-8")
        run = load.load(Path(f"{name}.parquet"))
        assert to_json.dumps(run) == Path(f"{name}.json").read_text(encoding="utf-8")
    assert len(lines.splitlines()) > 3, "the rows came in pieces"


def test_without_pyarrow_parquet_is_refused_before_any_work(
    call: Call, saved: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    cure = "pip install 'dragoman[parquet]'"
    for words in (
        ("check", "none.de.txt", "none.en.txt", "--output", "parquet=a"),
        ("gate", saved["json"], "--output", "parquet=a"),
        ("gate", saved["parquet"]),
        ("report", saved["parquet"]),
        ("baseline", saved["parquet"], "-o", "b.json"),
        ("compare", saved["json"], saved["parquet"]),
    ):
        code, out, err = call(*words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert cure in err
    assert sorted(path.name for path in Path().iterdir()) == sorted(map(str, saved.values()))


# ------------------------------------------------------------------------------------ bad input


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def with_another_schema(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"dragoman.run/1", b"dragoman.run/7"))


def with_a_broken_article_at_the_end(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if b'"findings": [' in line)
    lines[last] = lines[last].replace(b'"findings": [', b'"findings": {', 1)
    path.write_bytes(b"".join(lines))


BROKEN = {
    ("json", cut): "not a run file: not JSON (",
    ("json", with_another_schema): "this version reads 'dragoman.run/1'",
    ("json", with_a_broken_article_at_the_end): "not a run file: not JSON (",
    ("jsonl", cut): "line 8 is not JSON",
    ("jsonl", with_another_schema): "this version reads 'dragoman.run/1'",
    ("jsonl", with_a_broken_article_at_the_end): "line 6 is not JSON",
    ("parquet", cut): "cut off or damaged",
    ("parquet", with_another_schema): "this version reads 'dragoman.run/1'",
}


@pytest.mark.parametrize(
    ("form", "how"), BROKEN, ids=lambda value: getattr(value, "__name__", value).replace("_", " ")
)
def test_a_broken_run_is_one_line_and_nothing_is_written(
    call: Call, saved: Mapping[str, Path], form: str, how: object
) -> None:
    path = saved[form]
    assert callable(how)
    how(path)
    good = saved["jsonl" if form == "json" else "json"]
    for words in (
        ("gate", path, "--format", "jsonl"),
        ("gate", good, "--diff-base", path),
        ("report", path, "-o", "pages"),
        ("baseline", path, "-o", "base.json"),
        ("compare", good, path),
    ):
        code, out, err = call(*words)
        assert (code, out, err.count("\n")) == (2, "", 1), words
        assert str(path) in err
        assert BROKEN[form, how] in err
    assert not Path("pages").exists()
    assert not Path("base.json").exists()


# ----------------------------------------------------------------------------------------- size


def peak(path: Path) -> int:
    """Return the most bytes of Python objects that two readings of a run take."""
    tracemalloc.start()
    try:
        with load.opened(path) as run:
            for article in run.articles:
                assert article["findings"]
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", runs.FORMS)
def test_reading_a_run_takes_no_more_memory_when_it_is_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(scan, "CHUNK", 1 << 16)
    peaks = []
    for count in (200, 800):
        path = tmp_path / f"{count}.{form}"
        formats.write(form, sample.scaled(count, count), path)
        peaks.append(peak(path))
    assert peaks[1] < 1.3 * peaks[0]


def test_a_run_can_be_read_by_two_at_once(tmp_path: Path) -> None:
    report = Report(signature="s", articles=sample.scaled(40, 40).articles)
    for path in runs.saved(tmp_path, report).values():
        with load.opened(path) as run:
            pairs = list(zip(run.articles, run.articles, strict=True))
        assert all(one == other for one, other in pairs)
        assert len(pairs) == len(run.articles) == 40
