"""The same rows in every bilingual format, each pointing at the user's own file."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import ArticlePair, Sentence, Text
from dragoman.read import read_bilingual
from dragoman.read.stream import PEEK

Rows = list[tuple[str, str]]

ROWS: Rows = [
    ("Das Treffen begann am Montag.", "The meeting began on Monday."),
    ('„Wir reden“, sagte er & ging. "Ja"', "“We talk,” he said & left. <sic>"),
    ("Dieser Satz fehlt.", ""),
    ("", "This one was added 😀."),
    ("Mu\u0308nchen\u00a0liegt\u00ad nicht am Meer.", "Munich is not by the sea."),
]


def as_tsv(rows: Rows) -> str:
    return "source\ttarget\n" + "".join(f"{a}\t{b}\n" for a, b in rows)


def as_csv(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([("source", "target"), *rows])
    return out.getvalue()


def as_semicolons(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([("Source", "Target"), *rows])
    return out.getvalue()


def as_jsonl(rows: Rows) -> str:
    return "".join(json.dumps({"id": 1, "target": b, "source": a}) + "\n\n" for a, b in rows)


def as_jsonl_unescaped(rows: Rows) -> str:
    return "".join(
        json.dumps({"source": a, "target": b}, ensure_ascii=False) + "\r\n" for a, b in rows
    )


def as_tmx(rows: Rows) -> str:
    units = "".join(
        f'<tu tuid="{n}">\n<tuv xml:lang="de-DE"><seg>{escape(a)}</seg></tuv>\n'
        f'  <tuv xml:lang="en"><seg><![CDATA[{b}]]></seg></tuv></tu>\r\n'
        for n, (a, b) in enumerate(rows)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        f'<tmx version="1.4"><header srclang="de-DE"/><body>{units}</body></tmx>'
    )


def as_xliff_1(rows: Rows) -> str:
    units = "".join(
        f'<trans-unit id="{n}"><source><g id="1">{escape(a)}</g></source>\n<target>{escape(b)}'
        f"<x id='2'/></target><alt-trans><target>no</target></alt-trans></trans-unit>\n"
        for n, (a, b) in enumerate(rows)
    )
    return (
        '<xliff version="1.2"><file source-language="de" target-language="en-GB"><body>'
        f"<!-- note -->{units}</body></file></xliff>"
    )


def as_xliff_2(rows: Rows) -> str:
    units = "".join(
        f'<unit id="{n}"><notes><note>x</note></notes><segment><source>{escape(a)}</source>'
        f"<target><pc id='1'>{escape(b)}</pc></target></segment></unit>"
        for n, (a, b) in enumerate(rows)
    )
    head = '<x:xliff xmlns:x="urn" version="2.0" srcLang="de" trgLang="en"><file id="f">'
    return f"{head}{units}</file></x:xliff>"


FORMATS: dict[str, tuple[str, Callable[[Rows], str]]] = {
    "TSV": (".tsv", as_tsv),
    "CSV": (".csv", as_csv),
    "CSV of a European spreadsheet": (".csv", as_semicolons),
    "JSON lines with escapes": (".jsonl", as_jsonl),
    "JSON lines without escapes": (".jsonl", as_jsonl_unescaped),
    "TMX": (".tmx", as_tmx),
    "XLIFF 1.2": (".xlf", as_xliff_1),
    "XLIFF 2.0 on one line": (".xliff", as_xliff_2),
}

every_format = pytest.mark.parametrize(
    ("suffix", "write"), [pytest.param(*each, id=name) for name, each in FORMATS.items()]
)


def write_file(folder: Path, suffix: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / f"rows{suffix}"
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(pairs: list[ArticlePair]) -> Rows:
    return [
        (source.text, target.text)
        for pair in pairs
        if pair.source
        for source, target in zip(pair.source.blocks, pair.target.blocks, strict=True)
    ]


def cleaned(rows: Rows) -> Rows:
    def clean(text: str) -> str:
        return unicodedata.normalize("NFC", " ".join(text.replace("\u00ad", "").split()))

    return [(clean(a), clean(b)) for a, b in rows]


def check_places(pair: ArticlePair, text: str) -> None:
    """Every span's offsets, line and column lead to the same place of the file as a whole."""
    assert pair.source is not None
    for document in (pair.source, pair.target):
        base = document.first_offset
        assert text[base : base + len(document.text)] == document.text
        for block in document.blocks:
            if not block.text:
                continue
            start, end = block.origin.to_original(0, len(block.text))
            sentence = Sentence(
                index=0, start=start, end=end, line=1, text=block.text, role=block.role, block=0,
                origin=block.origin,
            )  # fmt: skip
            side = Text(document=document, lang="de", sentences=(sentence,))
            span = side.span(0, 0, len(block.text))
            before = text[: span.start].replace("\r\n", "\n ").replace("\r", "\n")
            line_start = before.rfind("\n") + 1
            assert span.line == before.count("\n") + 1
            extra = text[line_start - 1 : line_start + 1].startswith("\r\n") if line_start else 0
            assert span.column == span.start - line_start - extra + 1
            assert text[span.start][0] in (
                block.text[0],
                "\\",
                "&",
                '"',
                unicodedata.normalize("NFD", block.text[0])[0],
            )


@every_format
def test_every_format_gives_the_same_rows(
    tmp_path: Path, suffix: str, write: Callable[[Rows], str]
) -> None:
    path = write_file(tmp_path, suffix, write(ROWS))
    assert rows_of(list(read_bilingual(path))) == cleaned(ROWS)


@every_format
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_point_at_their_place_in_the_file(
    tmp_path: Path, suffix: str, write: Callable[[Rows], str], encoding: str
) -> None:
    text = write(ROWS).replace('encoding="UTF-8"', f'encoding="{encoding[:6].rstrip("-")}"')
    path = write_file(tmp_path, suffix, text, encoding)
    pairs = list(read_bilingual(path, piece=2))
    assert [pair.first_bead for pair in pairs] == [0, 2, 4]
    assert all(pair.aligned for pair in pairs)
    for pair in pairs:
        check_places(pair, text)


cells = st.text(alphabet="abc äé😀„“\"'&<>\\/,;\u0301\u00ad-", max_size=12)


@every_format
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=6), size=st.integers(1, 3))
def test_any_rows_come_back_and_point_at_their_place(
    tmp_path: Path, suffix: str, write: Callable[[Rows], str], rows: Rows, size: int
) -> None:
    rows = [*rows, ("Ende.", "End.")]
    if suffix == ".tsv":  # without quoting, a quotation mark could be taken for a spreadsheet's
        rows = [(a.replace('"', ""), b.replace('"', "")) for a, b in rows]
    text = write(rows)
    path = write_file(tmp_path, suffix, text)
    pairs = list(read_bilingual(path, piece=size))
    assert rows_of(pairs) == cleaned(rows)
    for pair in pairs:
        check_places(pair, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("shift", range(4))
def test_the_encoding_is_told_where_the_sample_cuts_a_character(
    tmp_path: Path, encoding: str, shift: int
) -> None:
    long = "Wörter fürs " + ("" if encoding == "cp1252" else "😀😀 ")
    rows = [("Was " + long * 50, "y")] * (2 * PEEK // (50 * len(long.encode(encoding))))
    rows[0] = ("x" * shift, "y")
    path = write_file(tmp_path, ".tsv", as_tsv(rows), encoding)
    pairs = list(read_bilingual(path))
    assert sum(len(pair.target.blocks) for pair in pairs) == len(rows)
    assert pairs[-1].target.first_line + len(pairs[-1].target.blocks) == len(rows) + 2
