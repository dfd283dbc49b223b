"""The command line as a user meets it: real files, real encoder, exit codes and one-line errors."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call

CORPORA = Path(__file__).parents[2] / "corpora" / "news" / "dev"
PAIR = [str(CORPORA / "geneva-talks.de.html"), str(CORPORA / "geneva-talks.en.html")]

GERMAN = """Kanzler berät mit Kabinett

Der Kanzler hat am Montag mit seinem Kabinett über den Haushalt beraten. Das dauerte drei Stunden.
Danach sagte er, die Gespräche seien gut verlaufen. Am Ende stimmten alle Minister dem Entwurf zu.
"""
ENGLISH = """Chancellor confers with cabinet

The Chancellor discussed the budget with his cabinet on Monday. That took three hours.
Afterwards he said that the talks had gone well. In the end all the ministers agreed to the draft.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return a clean pair of short articles."""
    source, target = tmp_path / "cabinet.de.txt", tmp_path / "cabinet.en.txt"
    source.write_text(GERMAN, encoding="utf-8")
    target.write_text(ENGLISH, encoding="utf-8")
    return source, target


STARTING_CASE = {
    "US Deputy Foreign Minister": "US Deputy Secretary of State",
    "Selensky": "Zelensky",
    "Stefanischina": None,
    "Vice Prime Minister": "Deputy Prime Minister",
}


@pytest.mark.parametrize("arguments", [PAIR, [PAIR[1], "--from", "de"]], ids=["pair", "no source"])
def test_the_case_that_started_it(call: Call, arguments: list[str]) -> None:
    code, out, err = call("check", *arguments, "--format", "json")
    assert (code, err) == (1, "")
    (article,) = json.loads(out)["articles"]
    found = {
        one["target"]["text"]: one
        for one in article["findings"]
        if one["confidence"] >= 0.5
        if one["target"]
    }
    for words, correction in STARTING_CASE.items():
        (finding,) = [one for text, one in found.items() if words in text]
        assert correction is None or any(correction in one for one in finding["suggestions"])
    furniture = [one for one in article["sentences"]["target"] if one["role"] == "boilerplate"]
    assert len(furniture) >= 6
    for sentence in furniture:
        assert not any(
            one["target"]["start"] < sentence["end"] and sentence["start"] < one["target"]["end"]
            for one in found.values()
        )


def test_a_clean_pair_passes(call: Call, pair: tuple[Path, Path]) -> None:
    code, out, err = call("check", *pair)
    assert (code, err) == (0, "")
    assert "cabinet" in out


def test_the_same_input_gives_the_same_bytes_warm_and_cold(
    call: Call, pair: tuple[Path, Path]
) -> None:
    runs = [call("check", *pair, "--format", "json")[1] for _ in range(2)]
    fresh = call("check", *pair, "--format", "json", "--no-cache")[1]
    assert runs[0] == runs[1] == fresh


def test_offsets_point_into_the_file(call: Call, pair: tuple[Path, Path]) -> None:
    (article,) = json.loads(call("check", *pair, "--format", "json")[1])["articles"]
    for side, path in zip(("source", "target"), pair, strict=True):
        text = path.read_text(encoding="utf-8")
        for sentence in article["sentences"][side]:
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            assert sentence["line"] == text.count("\n", 0, sentence["start"]) + 1


def test_every_output_is_written_at_once(
    call: Call, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    names = ["json", "jsonl", "sarif", "junit", "github", "gitlab", "mqm", "html", "text"]
    outputs = [part for name in names for part in ("--output", f"{name}={tmp_path / name}")]
    code, _, _ = call("check", *pair, *outputs, "--report", tmp_path / "report.html")
    assert code == 0
    assert all(
        (tmp_path / name).stat().st_size for name in [*names, "report.html"] if name != "github"
    )


def test_a_saved_run_is_reported_and_gated(
    call: Call, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    saved = tmp_path / "run.json"
    assert call("check", *PAIR, "--output", f"json={saved}", "--exit-zero")[0] == 0
    assert call("gate", saved)[0] == 1
    assert call("gate", saved, "--fail-on", "never")[0] == 0
    assert call("report", saved, "-o", tmp_path / "report.html")[0] == 0
    base = tmp_path / "base.json"
    assert call("baseline", saved, "-o", base)[0] == 0
    assert call("gate", saved, "--baseline", base)[0] == 0
    assert call("check", *PAIR, "--baseline", base)[0] == 0
    assert call("gate", saved, "--diff-base", saved)[0] == 0


def test_one_unreadable_article_does_not_sink_the_others(
    call: Call, pair: tuple[Path, Path]
) -> None:
    folder = pair[0].parent
    (folder / "broken.de.txt").write_text(GERMAN)
    (folder / "broken.en.txt").write_bytes(b"\x00\x01\x02" * 100)
    code, out, _ = call("check", folder, "--format", "json")
    run_file = json.loads(out)
    assert code == 2
    assert [one["id"] for one in run_file["articles"]] == ["cabinet"]
    assert [one["id"] for one in run_file["failures"]] == ["broken"]


def test_align_says_which_sentences_the_model_reads_in_part(call: Call, tmp_path: Path) -> None:
    lines = ("Der Rat tagt heute, und zwar im neuen Haus", "The council meets in the new house")
    for lang, line, times in zip(("de", "en"), lines, (90, 1), strict=True):
        text = f"{line}.\n{line}.\n" + "; ".join([line] * times) + ".\n"
        (tmp_path / f"a.{lang}.txt").write_text(text, encoding="utf-8")
    code, out, err = call(
        "align", tmp_path / "a.de.txt", tmp_path / "a.en.txt", "--format", "ladder",
        "--segment", "lines",
    )  # fmt: skip
    assert code == 0
    assert out.startswith("[0]:[0]\n")
    assert re.fullmatch(r"dragoman: \S+a\.de\.txt: longer than the \d+ tokens .* line 3\n", err), (
        err
    )


@pytest.mark.parametrize(
    ("form", "start"),
    [("ladder", "[0]:[0]\n"), ("tsv", "source\ttarget\t"), ("json", "{"), ("tmx", "<?xml")],
)
def test_alignment_formats(call: Call, pair: tuple[Path, Path], form: str, start: str) -> None:
    code, out, _ = call("align", *pair, "--format", form)
    assert code == 0
    assert out.startswith(start)


def test_rules_and_rule_pages(call: Call) -> None:
    code, out, _ = call("rules")
    assert code == 0
    assert "NAM001" in out
    code, out, _ = call("rule", "nam001")
    assert code == 0
    assert "What it flags" in out


def test_init_writes_a_configuration_that_loads(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "dragoman.toml"
    assert call("init", path)[0] == 0
    assert call("check", *PAIR, "--config", path, "--exit-zero")[0] == 0
    assert call("init", path)[0] == 2


# ---------------------------------------------------------------------------------- bad input


def bad_calls(folder: Path) -> dict[str, tuple[list[object], str]]:
    """Return calls that cannot work, with a part of the line that says why."""
    source, target = folder / "cabinet.de.txt", folder / "cabinet.en.txt"
    (folder / "empty.en.txt").touch()
    (folder / "binary.en.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "nothing").mkdir()
    (folder / "bad.tmx").write_text("<tmx><body><tu>")
    (folder / "bad.toml").write_text("selct = []")
    (folder / "run.json").write_text("{}")
    german = folder / "german.en.txt"
    german.write_text(GERMAN * 3, encoding="utf-8")
    with (folder / "huge.en.txt").open("wb") as file:
        file.truncate(200 * 2**20)
        file.seek(0)
        file.write(b"text ")
    return {
        "a missing file": (["check", source, folder / "none.en.txt"], "no such file"),
        "an empty file": (["check", source, folder / "empty.en.txt"], "is empty"),
        "a binary file": (["check", source, folder / "binary.en.txt"], "binary.en.txt"),
        "a huge file": (["check", source, folder / "huge.en.txt"], "too large"),
        "a folder without pairs": (["check", folder / "nothing"], "no pairs"),
        "malformed XML": (["check", folder / "bad.tmx"], "bad.tmx"),
        "source and translation swapped": (["check", target, source], "swapped"),
        "a translation in the source's language": (["check", source, german], "reads as de"),
        "the wrong language named": (
            ["check", source, german, "--from", "de", "--to", "en"], "reads as de, not en",
        ),
        "no source and no --from": (["check", target], "--from"),
        "an unknown configuration key": (
            ["check", source, target, "--config", folder / "bad.toml"], "did you mean 'select'",
        ),
        "an unknown rule": (["check", source, target, "--select", "NAM01"], "did you mean NAM"),
        "an unknown format": (["check", source, target, "--format", "pdf"], "pdf"),
        "an output without a file": (["check", source, target, "--output", "json"], "FORMAT=FILE"),
        "an output into no folder": (
            ["check", source, target, "--output", f"json={folder}/none/run.json"], "no folder",
        ),
        "an unknown option": (["check", source, target, "--form", "json"], "--form"),
        "an unknown command": (["chek"], "chek"),
        "a run file that is none": (["gate", folder / "run.json"], "run.json"),
        "an unknown rule page": (["rule", "NAM999"], "NAM999"),
        "a corpus without gold": (["evaluate", folder / "nothing"], "no gold"),
    }  # fmt: skip


@pytest.mark.parametrize("name", [
    "a missing file", "an empty file", "a binary file", "a huge file", "a folder without pairs",
    "malformed XML", "source and translation swapped", "a translation in the source's language",
    "the wrong language named", "no source and no --from", "an unknown configuration key",
    "an unknown rule", "an unknown format", "an output without a file",
    "an output into no folder", "an unknown option", "an unknown command",
    "a run file that is none", "an unknown rule page", "a corpus without gold",
])  # fmt: skip
def test_bad_input_is_one_line_and_exit_code_2(
    call: Call, pair: tuple[Path, Path], name: str
) -> None:
    folder = pair[0].parent
    arguments, said = bad_calls(folder)[name]
    before = sorted(folder.iterdir())
    code, out, err = call(*arguments)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert "Traceback" not in err
    assert sorted(folder.iterdir()) == before, "nothing half-written"


# ----------------------------------------------------------------------------------- start-up


@pytest.mark.parametrize(
    "arguments", [["--help"], ["rules"], ["rule", "NAM001"], ["check", "--help"]], ids=" ".join
)
def test_light_commands_load_no_encoder(arguments: list[str]) -> None:
    script = (
        "import sys; from dragoman.cli import run; run(sys.argv[1:]); "
        "heavy = {'torch', 'sentence_transformers', 'onnxruntime', 'wordfreq', 'lxml'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_the_default_route_never_imports_torch(pair: tuple[Path, Path]) -> None:
    script = (
        "import sys; from dragoman.cli import run; run(sys.argv[1:]); "
        "print(sorted({'torch', 'sentence_transformers'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "check", *map(str, pair)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr.strip() == "[]"
