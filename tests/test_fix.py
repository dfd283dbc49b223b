"""Fixes: the user's own file, only what is safe, and nothing the second time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import fix
from dragoman.cli import run
from dragoman.fix import Change, Edit, apply, diff


def edit(start: int, old: str, new: str, code: str = "TYP003") -> Edit:
    """Return an edit of *old* at *start*."""
    return Edit(start=start, end=start + len(old), old=old, new=new, code=code)


def test_edits_are_applied_in_place() -> None:
    text = "Kiew and Lwiw.\r\n"
    after, made, refused = apply(
        text, [edit(0, "Kiew", "Kyiv"), edit(9, "Lwiw", "Lviv")], markup=False
    )
    assert (after, len(made), refused) == ("Kyiv and Lviv.\r\n", 2, [])


def test_overlapping_edits_are_all_refused() -> None:
    edits = [edit(0, "Kiew and", "x"), edit(5, "and Lwiw", "y")]
    after, made, refused = apply("Kiew and Lwiw.", edits, markup=False)
    assert (after, made) == ("Kiew and Lwiw.", [])
    assert refused == edits


def test_words_that_do_not_stand_there_as_such_are_left() -> None:
    text = "K<b>ie</b>w &amp; Co"
    broken = Edit(start=0, end=11, old="Kiew", new="Kyiv", code="PLC001")
    assert apply(text, [broken], markup=True) == (text, [], [broken])


def test_markup_stays_well_formed() -> None:
    after, _, _ = apply("<p>Ü</p>", [edit(3, "Ü", "A & <B>")], markup=True)
    assert after == "<p>A &amp; &lt;B&gt;</p>"


def change(before: str, after: str, path: str = "a.txt") -> Change:
    """Return the change of a text."""
    return Change(
        path=path, encoding="utf-8", digest="", before=before, after=after, made=(), refused=()
    )


def test_a_diff_is_unified_and_empty_for_no_change() -> None:
    assert diff(change("one\ntwo\n", "one\ntwo\n")) == ""
    assert "-two\n\\ No newline at end of file\n+zwo\n" in diff(change("one\ntwo", "one\nzwo"))


def test_two_rules_that_want_the_same_are_one_edit() -> None:
    edits = [edit(0, "Kiew", "Kyiv"), edit(0, "Kiew", "Kyiv", "PLC002")]
    after, made, refused = apply("Kiew.", edits, markup=False)
    assert (after, len(made), refused) == ("Kyiv.", 1, [])


def test_two_rules_that_want_different_words_there_are_both_refused() -> None:
    edits = [edit(0, "Kiew", "Kyiv"), edit(0, "Kiew", "Kiev", "PLC002")]
    after, made, refused = apply("Kiew.", edits, markup=False)
    assert (after, made, len(refused)) == ("Kiew.", [], 2)


@pytest.mark.parametrize(
    ("encoding", "markup", "expected"),
    [
        ("cp1252", False, "Kiew"),
        ("cp1252", True, "K&#345;ew"),
        ("utf-8-sig", False, "Křew"),
        ("utf-16-le-sig", True, "Křew"),
    ],
    ids=["left where it cannot be written", "a reference in HTML", "UTF-8", "UTF-16"],
)
def test_letters_the_encoding_lacks(encoding: str, markup: bool, expected: str) -> None:
    after, *_ = apply("Kiew", [edit(0, "Kiew", "Křew")], markup=markup, encoding=encoding)
    assert after == expected


WORDS = ("Kiew", "Lwiw", " is ", "<b>", "&amp;", "ü", "\r\n", "\n", "\u2028")


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """Return a text and edits of it, some overlapping, some of words that stand elsewhere."""
    text = "".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20)))
    edits = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        old = text[start:end] if draw(st.booleans()) else "elsewhere"
        new = draw(st.sampled_from(["Kyiv", "", "Kř"]))
        edits.append(Edit(start=start, end=end, old=old, new=new, code="PLC001"))
    return text, edits


@given(texts_with_edits())
def test_only_the_words_of_edits_made_change(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after, made, refused = apply(text, edits, markup=False)
    assert {*made, *refused} == set(edits)
    assert not any(
        one.start < other.end and other.start < one.end
        for one in made
        for other in edits
        if one != other
    )
    undone, shift = after, 0
    for one in made:
        at = one.start + shift
        assert after[at : at + len(one.new)] == one.new
        shift += len(one.new) - len(one.old)
    for one in reversed(made):
        shift -= len(one.new) - len(one.old)
        at = one.start + shift
        undone = undone[:at] + one.old + undone[at + len(one.new) :]
    assert undone == text


# ------------------------------------------------------------------------------ the whole way

SAFE = {
    "text": "Die Minister trafen sich in Genf. Danach flogen sie nach Neapel und nach Genf zurück.",
    "bad": "The ministers met in Genf. Afterwards they flew to Neapel and back to Genf.",
    "good": "The ministers met in Geneva. Afterwards they flew to Naples and back to Geneva.",
}
"""Exonyms left over, as the source has them: the suggestion is safe."""


def original(folder: Path, name: str = "a.de.txt") -> str:
    """Write the source and return its path."""
    path = folder / name
    path.write_text(f"Die Gespräche\n\n{SAFE['text']} Das Café war „offen“.\n", encoding="utf-8")
    return str(path)


def document(kind: str, words: str, end: str) -> str:
    """Return a document with *words* in it, and much around them that must stay as it is."""
    if kind == "html":
        lines = [
            "<!DOCTYPE html>", "<html><head><title>Talks &amp; more</title></head><body>",
            "<!-- Genf stays here -->", '<p class="Genf" id="Neapel">Caf&eacute; &ndash; open</p>',
            f"<p>{words}</p>", "<script>var genf = 'Genf';</script>", "</body></html>",
        ]  # fmt: skip
    elif kind == "md":
        lines = ["# The talks", "", f"{words} [map](https://example.org/Genf)", "", "`Genf`", ""]
    else:
        lines = ["The talks", "", words, "", "\tThe end.  "]
    return end.join(lines) + end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("kind", ["txt", "md", "html"])
def test_only_the_words_change_and_only_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, end: str, encoding: str
) -> None:
    accents = " The café was “open”."  # tells Windows-1252 from UTF-8
    path = tmp_path / f"a.en.{kind}"
    path.write_bytes(document(kind, SAFE["bad"] + accents, end).encode(encoding))
    path.chmod(0o640)
    call = ["fix", original(tmp_path), str(path), "--select", "PLC"]
    before = path.read_bytes()
    assert run([*call, "--diff"]) == 0
    assert path.read_bytes() == before, "--diff writes nothing"
    assert run(call) == 0
    once = path.read_bytes()
    assert once == document(kind, SAFE["good"] + accents, end).encode(encoding)
    assert "3 changed" in capsys.readouterr().out
    assert path.stat().st_mode & 0o777 == 0o640
    assert {one.name for one in tmp_path.iterdir()} == {"a.de.txt", path.name}
    stamp = path.stat().st_mtime_ns
    assert run(call) == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (once, stamp)
    assert "0 changed" in capsys.readouterr().out


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_diff_is_one_that_patch_takes(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], end: str
) -> None:
    if shutil.which("patch") is None:
        pytest.skip("no patch on this machine")
    source, path = original(tmp_path), tmp_path / "a.en.txt"
    text = document("txt", SAFE["bad"], end).rstrip()
    path.write_bytes(text.encode())
    subprocess.run(
        [sys.executable, "-m", "dragoman", "check", source, path, "--diff"],
        check=True, cwd=tmp_path,
    )  # fmt: skip
    shown = capfdbinary.readouterr().out
    subprocess.run(["patch", "--binary", "-s", str(path)], input=shown, check=True)
    patched = path.read_bytes()
    path.write_bytes(text.encode())
    assert run(["fix", source, str(path)]) == 0
    assert patched == path.read_bytes() != text.encode()


def test_a_suppressed_finding_is_not_fixed(tmp_path: Path) -> None:
    source, path = original(tmp_path), tmp_path / "a.en.md"
    text = f"<!-- dragoman: ignore PLC -->\n\n{SAFE['bad']}\n"
    path.write_text(text, encoding="utf-8")
    assert run(["fix", source, str(path)]) == 0
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_changes_in_between_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = tmp_path / "a.en.txt", tmp_path / "b.en.txt"
    for each in (path, other):
        each.write_text(SAFE["bad"], encoding="utf-8")
        original(tmp_path, each.name.replace(".en", ".de"))
    edits = fix.edits_of

    def meanwhile(article: Mapping[str, Any]) -> list[Edit]:
        if article["target"]["path"] == str(path):
            path.write_text(SAFE["bad"] + " Edited.", encoding="utf-8")
        return edits(article)

    monkeypatch.setattr(fix, "edits_of", meanwhile)
    assert run(["fix", str(tmp_path)]) == 2
    assert path.read_text(encoding="utf-8") == SAFE["bad"] + " Edited."
    assert other.read_text(encoding="utf-8") == SAFE["good"], "the others are done"
    assert "a.en.txt: changed while it was checked" in capsys.readouterr().err


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "real.txt", tmp_path / "a.en.txt"
    path.write_text(SAFE["bad"], encoding="utf-8")
    link.symlink_to(path)
    assert run(["fix", original(tmp_path), str(link)]) == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == SAFE["good"]
