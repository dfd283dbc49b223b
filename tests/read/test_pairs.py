"""Which files belong together."""

# ruff: noqa: E501  (a case is one line)

from pathlib import Path, PurePath

import pytest

from dragoman.errors import InputError
from dragoman.read import PairSpec, find_pairs
from dragoman.read.names import parse_name


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return folder


def shown(specs: list[PairSpec], folder: Path) -> list[tuple[str, str | None, str, str | None]]:
    def short(path: str | None) -> str | None:
        return None if path is None else Path(path).relative_to(folder).as_posix()

    return [(s.id, short(s.source), short(s.target) or "", short(s.reference)) for s in specs]


FOLDERS = {
    "two languages, mixed endings": (
        ["talks.de.txt", "talks.en.html", "notes.txt", "lone.de.md"],
        {},
        [("talks", "talks.de.txt", "talks.en.html", None)],
    ),
    "nested folders are part of the name": (
        ["a/talks.de.txt", "a/talks.en.txt", "b/talks.de.txt", "b/talks.en.txt", "a/talks.en.txt.bak", ".git/x.de.txt", ".git/x.en.txt"],
        {},
        [("a/talks", "a/talks.de.txt", "a/talks.en.txt", None), ("b/talks", "b/talks.de.txt", "b/talks.en.txt", None)],
    ),
    "several translations and a reference": (
        ["talks.de.txt", "talks.en-deepl.txt", "talks.en.google.txt", "talks.opus.en.txt", "talks.en-ref.txt"],
        {},
        [
            ("talks.deepl", "talks.de.txt", "talks.en-deepl.txt", "talks.en-ref.txt"),
            ("talks.google", "talks.de.txt", "talks.en.google.txt", "talks.en-ref.txt"),
            ("talks.opus", "talks.de.txt", "talks.opus.en.txt", "talks.en-ref.txt"),
        ],
    ),
    "each source in its own language": (
        ["a.de.txt", "a.en.txt", "b.fr.txt", "b.en.txt"],
        {},
        [("a", "a.de.txt", "a.en.txt", None), ("b", "b.fr.txt", "b.en.txt", None)],
    ),
    "the languages asked for": (
        ["a.de.txt", "a.en.txt", "a.fr.txt"],
        {"from_lang": "de", "to_lang": "fr"},
        [("a", "a.de.txt", "a.fr.txt", None)],
    ),
    "from English to the only other": (["a.en.txt", "a.de.txt"], {"from_lang": "en"}, [("a", "a.en.txt", "a.de.txt", None)]),
    "regions belong to the language": (["a.pt-BR.txt", "a.en-GB.txt"], {}, [("a", "a.pt-BR.txt", "a.en-GB.txt", None)]),
    "a folder per language": (
        ["de/a.txt", "en/a.txt", "en-deepl/a.txt"],
        {},
        [("a", "de/a.txt", "en/a.txt", None), ("a.deepl", "de/a.txt", "en-deepl/a.txt", None)],
    ),
    "dots in names": (["v1.2.de.txt", "v1.2.en.txt"], {}, [("v1.2", "v1.2.de.txt", "v1.2.en.txt", None)]),
    "bilingual files beside": (["a.tmx", "sub/b.xlf", "table.tsv"], {}, [("a", None, "a.tmx", None), ("sub/b", None, "sub/b.xlf", None)]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("names", "langs", "expected"), [pytest.param(*c, id=n) for n, c in FOLDERS.items()]
)
def test_folders(
    tmp_path: Path,
    names: list[str],
    langs: dict[str, str],
    expected: list[tuple[str, str | None, str, str | None]],
) -> None:
    specs = find_pairs([make(tmp_path, *names)], **langs)
    assert sorted(shown(specs, tmp_path)) == sorted(expected)


def test_two_files_are_source_and_translation_in_this_order(tmp_path: Path) -> None:
    make(tmp_path, "talks.en.txt", "talks.de.txt", "x.txt")
    (spec,) = find_pairs([tmp_path / "talks.en.txt", tmp_path / "talks.de.txt"])
    assert (spec.id, spec.kind) == ("talks", "pair")
    assert (spec.source_lang, spec.target_lang) == ("en", "de")
    (spec,) = find_pairs([tmp_path / "x.txt", tmp_path / "talks.de.txt"])
    assert (spec.id, spec.source) == ("talks.de", str(tmp_path / "x.txt"))


def test_one_file_is_a_translation(tmp_path: Path) -> None:
    (spec,) = find_pairs([tmp_path / "talks.en.txt"])
    assert (spec.id, spec.source, spec.kind) == ("talks", None, "translation")


def test_many_files_are_paired_by_name(tmp_path: Path) -> None:
    names = ["a.de.txt", "a.en.txt", "b.de.txt", "b.en.txt"]
    make(tmp_path, *names)
    specs = find_pairs([tmp_path / name for name in names])
    assert [spec.id for spec in specs] == ["a", "b"]


def test_the_same_name_in_two_folders_is_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "one/a.de.txt", "one/a.en.txt", "two/a.de.txt", "two/a.en.txt")
    specs = find_pairs([tmp_path / "one", tmp_path / "two"])
    assert [spec.id for spec in specs] == ["one/a", "two/a"]


MANIFESTS = {
    "TSV": ("m.tsv", "source_path\ttarget_path\tid\na.txt\tsub/b.txt\tone\n\n\tc.txt\t\n"),
    "CSV": ("m.csv", 'id,target_path,source_path\none,"sub/b.txt",a.txt\n,c.txt,\n'),
    "JSON lines": ("m.jsonl", '{"source_path":"a.txt","target_path":"sub/b.txt","id":"one"}\n{"target_path":"c.txt"}\n'),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [pytest.param(*c, id=n) for n, c in MANIFESTS.items()])
def test_manifests(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    specs = find_pairs([tmp_path / name])
    assert shown(specs, tmp_path) == [
        ("one", "a.txt", "sub/b.txt", None),
        ("c", None, "c.txt", None),
    ]
    assert [spec.kind for spec in specs] == ["pair", "translation"]


def test_a_table_in_a_folder_counts_by_its_header(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text("source\ttarget\na\tb\n", encoding="utf-8")
    (tmp_path / "stats.csv").write_text("name,count\na,1\n", encoding="utf-8")
    (tmp_path / "run.jsonl").write_text('{"code": "NAM001"}\n', encoding="utf-8")
    specs = find_pairs([tmp_path])
    assert [(spec.id, spec.kind) for spec in specs] == [("rows", "bilingual")]


ERRORS = {
    "a folder without pairs": (["a.txt", "b.txt"], {}, r"no pairs among its 2 text files; looked for NAME\.de\.txt beside NAME\.en\.txt"),
    "an empty folder": ([], {"from_lang": "fr"}, r"NAME\.fr\.txt beside NAME\.en\.txt"),
    "two possible sources": (["a.de.txt", "a.fr.txt", "a.en.txt"], {}, r"a: which is the source, de or fr\? name it with --from"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("names", "langs", "message"), [pytest.param(*c, id=n) for n, c in ERRORS.items()]
)
def test_nothing_to_pair(
    tmp_path: Path, names: list[str], langs: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        find_pairs([make(tmp_path, *names)], **langs)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.tsv", "target_path\tid\n\tx\n", "m.tsv:2: the manifest gives no target_path"),
        ("m.jsonl", '{"target_path": "a"}\n[]\n', "m.jsonl:2: not a JSON object"),
        ("m.csv", "target_path,id\na,b,c\n", "m.csv:2: malformed manifest row"),
        ("m.tsv", "target_path\tid\n", "lists no files"),
    ],
)
def test_broken_manifests(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        find_pairs([tmp_path / name])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.en.txt", ("a", "en", "")),
        ("a.en-deepl.v2.txt", ("a", "en", "deepl.v2")),
        ("a.en-GB-deepl.txt", ("a", "en", "deepl")),
        ("a.zh-Hans.txt", ("a", "zh", "")),
        ("a.old.txt", None),
        ("en.txt", None),
        ("a.txt", None),
        ("x/de/a.txt", ("x/a", "de", "")),
    ],
)
def test_names(name: str, parts: tuple[str, str, str] | None) -> None:
    found = parse_name(PurePath(name))
    assert (None if found is None else (found.base, found.lang, found.variant)) == parts
