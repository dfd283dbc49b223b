"""Whatever cannot be read is one line that says what is wrong and how to mend it."""

# ruff: noqa: E501  (a case is one line)

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.model import Failure
from dragoman.read import encode_text, read_bilingual, read_document
from dragoman.read.decode import decode
from dragoman.read.files import MAX_BYTES

UMLAUTS = "Die Gespräche in Genf über Königsberg, sagte Müller. " * 20
CYRILLIC = "Переговоры в Женеве начались в понедельник, сообщил министр. " * 20
POLISH = "Rozmowy w Genewie rozpoczęły się w poniedziałek, był też minister Wałęsa. " * 20


BROKEN: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("a.txt", b"", "is empty"),
    "a file of blanks": ("a.txt", b" \r\n\t\n", "holds no text"),
    "a byte order mark alone": ("a.txt", b"\xef\xbb\xbf", "holds no text"),
    "a page without text": ("a.html", b"<html><script>x</script></html>", "holds no text"),
    "an image": ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "is an image (PNG)"),
    "a PDF": ("a.txt", b"%PDF-1.7 ...", "is a PDF: extract"),
    "a Word file": ("a.txt", b"PK\x03\x04" + b"\0" * 50, "save it as .txt"),
    "a compressed file": ("a.txt", b"\x1f\x8b" + zlib.compress(b"x"), "gunzip"),
    "NUL bytes": ("a.txt", b"abc\0def\0\0\0gh", "is binary, not text (it holds NUL bytes)"),
    "control characters": ("a.txt", b"\x01\x02\x03abc" * 100, "is binary, not text"),
    "UTF-16 cut short": (
        "a.txt",
        b"\xff\xfe" + UMLAUTS.encode("utf-16-le")[:-1],
        "broken UTF-16-LE",
    ),
    "UTF-16 with a lone surrogate": ("a.txt", b"\xff\xfea\0\x00\xd8b\0", "broken UTF-16-LE"),
    "UTF-8 with one broken character": (
        "a.txt",
        f"{UMLAUTS}\n".encode() + b"\xc3 x" + UMLAUTS.encode(),
        "a.txt:2: broken UTF-8",
    ),
    "Cyrillic in Windows-1251": ("a.txt", CYRILLIC.encode("cp1251"), "save it as UTF-8"),
    "Polish in Windows-1250": ("a.txt", POLISH.encode("cp1250"), "save it as UTF-8"),
}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [pytest.param(*case, id=case_id) for case_id, case in BROKEN.items()],
)
def test_broken_documents(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_document(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "talks.de.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"no such file; did you mean .*talks\.de\.txt\?"):
        read_document(tmp_path / "talk.de.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a directory"):
        read_document(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permission"):
        read_document(path)


def test_an_unreadable_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"not readable: give yourself permission \(chmod u\+r\)"):
        read_document(tmp_path / "a.txt")


def test_a_path_that_cannot_be_opened(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="cannot be opened"):
        read_document(loop)


def test_a_file_of_200_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.write(b"x")
        file.truncate(200_000_000)
    with pytest.raises(InputError, match=r"200 MB is too large .* bilingual file"):
        read_document(path)


def test_the_limit_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A sentence. " * 10, encoding="utf-8")
    assert MAX_BYTES > 50_000_000
    with pytest.raises(InputError, match="too large"):
        read_document(path, max_bytes=50)


ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16-le-sig",
    "utf-16-be-sig",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_every_encoding_reads_the_same_and_is_written_back(encoding: str, end: str) -> None:
    text = UMLAUTS + end + "„Ja“ – 5 €"
    data = encode_text(text, encoding)
    assert decode(data, "a.txt") == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_unmarked_utf16_in_another_script(encoding: str) -> None:
    assert decode(CYRILLIC.encode(encoding), "a.txt") == (CYRILLIC, encoding)


@pytest.mark.parametrize(
    ("head", "encoding", "text"),
    [
        ('<meta charset="windows-1251">', "cp1251", CYRILLIC),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'>",
            "iso8859-2",
            POLISH,
        ),
        ('<meta charset="ISO-8859-1">', "cp1252", UMLAUTS),
        ('<meta charset="iso-8859-1">', "utf-8", UMLAUTS),
    ],
    ids=["Cyrillic", "Polish", "Latin-1 means Windows-1252", "a label that is wrong"],
)
def test_a_page_may_declare_its_encoding(head: str, encoding: str, text: str) -> None:
    page = f"{head}<p>{text}"
    assert decode(page.encode(encoding), "a.html", html=True) == (page, encoding)


TMX = '<tmx><header srclang="de"/><body>{}</body></tmx>'
UNIT = '<tu>\n<tuv xml:lang="de"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>\n'

BAD_ROWS: dict[str, tuple[str, str, str, int]] = {
    "a TSV row that lacks a cell": ("a.tsv", "source\ttarget\na\tb\nc\nd\te\n", "line 3: 1 cells", 2),
    "a TSV row with a stray tab": ("a.tsv", "source\ttarget\na\tb\tx\nd\te", "line 2: 3 cells", 1),
    "a CSV quote never closed": ("a.csv", 'source,target\na,b\n"c,d\ne,f\n', "line 3: a quotation", 2),
    "CSV text after a quote": ("a.csv", 'source,target\n"a"x,b\ne,f\n', "line 2: text follows", 1),
    "JSON cut short": ("a.jsonl", '{"source":"a","target":"b"}\n{"source":"a\n', "line 2: not JSON", 1),
    "JSON that is no object": ("a.jsonl", '[]\n{"source":"a","target":"b"}\n', "line 1: not a JSON object", 1),
    "JSON without a target": ("a.jsonl", '{"source":"a"}\n{"source":"a","target":"b"}', 'line 1: the key "target"', 1),
    "JSON with a number": ("a.jsonl", '{"source":"a","target":1}\n{"source":"a","target":"b"}', "must be a string", 1),
    "JSON nested deeply": ("a.jsonl", '{"source":' + "[" * 100_000 + '\n{"source":"a","target":"b"}', "line 1: not JSON", 1),
    "a TMX unit without text": ("a.tmx", TMX.format("<tu>\n</tu>" + UNIT.format("a", "b")), "line 2: a <tu> without", 1),
    "an XLIFF unit without source": (
        "a.xlf",
        '<xliff version="1.2"><file><trans-unit><target>a</target></trans-unit>'
        "<trans-unit><source>a</source><target>b</target></trans-unit></file></xliff>",
        "line 1: a unit without a <source>",
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "message", "rest"), [pytest.param(*c, id=n) for n, c in BAD_ROWS.items()]
)
def test_a_malformed_row_is_told_and_the_others_are_read(
    tmp_path: Path, name: str, text: str, message: str, rest: int
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    failures: list[Failure] = []
    pairs = list(read_bilingual(path, on_error=failures.append))
    assert len(failures) == 1
    assert message in failures[0].message
    assert sum(len(pair.target.blocks) for pair in pairs) == rest
    with pytest.raises(InputError, match="line "):
        list(read_bilingual(path))


def test_a_malformed_row_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("source\ttarget\na\tb\nc\n\nd\te\n", encoding="utf-8")
    pairs = list(read_bilingual(path, on_error=lambda failure: None))
    assert [(pair.first_bead, pair.target.blocks[0].text) for pair in pairs] == [(0, "b"), (2, "e")]


BAD_FILES: dict[str, tuple[str, str, str]] = {
    "a table without header": ("a.tsv", "Guten Tag\tHello\n", "must name the columns source and target"),
    "a table with one column twice": ("a.csv", "source,target,target\na,b,c\n", "names target twice"),
    "a table without rows": ("a.tsv", "source\ttarget\n\n", "holds no rows"),
    "malformed XML": ("a.tmx", TMX.format(UNIT.format("a", "b") + "<tu>\n</body>"), "a.tmx:4: malformed XML (mismatched tag)"),
    "XML cut short": ("a.xlf", "<xliff><file>", "a.xlf:1: malformed XML"),
    "no XML at all": ("a.tmx", "Guten Tag", "malformed XML"),
    "an unknown ending": ("a.xyz", "x", "not a bilingual file by its ending"),
    "three languages": ("a.tmx", TMX.format('<tu><tuv xml:lang="de"><seg>a</seg></tuv><tuv xml:lang="fr"><seg>b</seg></tuv><tuv xml:lang="it"><seg>c</seg></tuv></tu>'), "name the one to check with --to"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "message"), [pytest.param(*c, id=n) for n, c in BAD_FILES.items()]
)
def test_a_broken_bilingual_file_is_an_error(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        list(read_bilingual(path, on_error=lambda failure: None))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_rows_before_malformed_xml_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    text = TMX.format("".join(UNIT.format(f"a{n}", f"b{n}") for n in range(2000)) + "</tu>")
    path.write_text(text, encoding="utf-8")
    pieces = read_bilingual(path)
    assert len(next(pieces).target.blocks) == 256
    with pytest.raises(InputError, match=r"a\.tmx:4001: malformed XML"):
        list(pieces)


def test_other_languages_than_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(
        '<xliff version="2.0" srcLang="de" trgLang="en"><file><unit><segment><source>a</source>'
        "<target>b</target></segment></unit></file></xliff>",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="no rows fr → any; it holds de → en"):
        list(read_bilingual(path, from_lang="fr"))


def test_entities_are_not_expanded_and_nothing_else_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP SECRET", encoding="utf-8")
    declared = (
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "lol">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + ']>'
    )  # fmt: skip
    path = tmp_path / "a.tmx"
    path.write_text(declared + TMX.format(UNIT.format("A &x; B", "C &i; D")), encoding="utf-8")
    (pair,) = read_bilingual(path)
    assert pair.source is not None
    assert pair.source.blocks[0].text == "A &x; B"
    assert pair.target.blocks[0].text == "C &i; D"


INLINE: dict[str, tuple[Callable[[str], str], str, str]] = {
    "TMX native code goes, highlighted text stays": (
        lambda s: TMX.format(UNIT.format(s, "x")),
        '<bpt i="1">&lt;b></bpt>Bo<hi>ld</hi><ept i="1">&lt;/b></ept> <ph>{x<sub>no</sub>}</ph>end',
        "Bold end",
    ),
    "XLIFF 1.2 codes go, groups stay": (
        lambda s: f'<xliff version="1.2"><file><trans-unit><source>{s}</source><target>x</target></trans-unit></file></xliff>',
        '<g id="1">Bo<x id="2"/>ld</g> <ph id="3">code</ph><mrk mtype="term">term</mrk>',
        "Bold term",
    ),
    "XLIFF 2 codes are empty": (
        lambda s: f'<xliff version="2.1"><file><unit><originalData><data id="d">&lt;b></data></originalData><segment><source>{s}</source><target>x</target></segment></unit></file></xliff>',
        '<pc id="1">Bo<ph id="2"/>ld</pc><sc id="3"/><cp hex="00AD"/><mrk id="m"> end</mrk><ec startRef="3"/>',
        "Bold end",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "segment", "text"), [pytest.param(*c, id=n) for n, c in INLINE.items()]
)
def test_inline_markup(tmp_path: Path, file: Callable[[str], str], segment: str, text: str) -> None:
    path = tmp_path / ("a.tmx" if "<tmx" in file("") else "a.xlf")
    path.write_text(file(segment), encoding="utf-8")
    (pair,) = read_bilingual(path)
    assert pair.source is not None
    assert pair.source.blocks[0].text == text


def test_segments_proposals_and_untranslatable_units_of_xliff(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(
        '<xliff version="1.2"><file source-language="de" target-language="en">'
        '<trans-unit id="1"><source>Eins. Zwei.</source><seg-source><mrk mtype="seg" mid="0">Eins.</mrk> '
        '<mrk mtype="seg" mid="1">Zwei.</mrk></seg-source><target><mrk mtype="seg" mid="0">One.</mrk> '
        "</target><alt-trans><source>no</source><target>no</target></alt-trans></trans-unit>"
        '<trans-unit id="2" translate="no"><source>x</source></trans-unit>'
        "<trans-unit><source>Drei.</source><target>Three.</target></trans-unit></file></xliff>",
        encoding="utf-8",
    )
    pairs = list(read_bilingual(path))
    rows = [
        (pair.first_bead + at, source.text, target.text)
        for pair in pairs
        if pair.source
        for at, (source, target) in enumerate(
            zip(pair.source.blocks, pair.target.blocks, strict=True)
        )
    ]
    assert rows == [(0, "Eins.", "One."), (1, "Zwei.", ""), (3, "Drei.", "Three.")]


def test_languages_and_references_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,Source,Target,reference,source_lang,target_lang\n"
        "1,a,b,r,de-DE,en\n2,c,d,,de,en\n3,e,f,,fr,en\n",
        encoding="utf-8",
    )
    pairs = list(read_bilingual(path))
    assert [(p.source.lang, p.target.lang) for p in pairs if p.source] == [
        ("de", "en"),
        ("de", "en"),
        ("fr", "en"),
    ]
    assert pairs[0].reference is not None
    assert pairs[0].reference.blocks[0].text == "r"
    (french,) = read_bilingual(path, from_lang="fr")
    assert french.first_bead == 2
