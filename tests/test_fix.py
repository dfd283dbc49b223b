"""Fixes: the user's own file, only what is safe, and nothing the second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.cli import run
from dragoman.fix import Edit, apply, diff


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


def test_diff_is_unified_and_empty_for_no_change() -> None:
    assert diff("a.txt", "one\ntwo\n", "one\ntwo\n") == ""
    shown = diff("a.txt", "one\ntwo", "one\nzwo")
    assert "-two\n\\ No newline at end of file\n+zwo\n" in shown


MOJIBAKE = "The mayor of Müncheberg said: “It is over.” They all agreed with him and went home. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_second_run_changes_nothing(
    tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.en.txt"
    broken = MOJIBAKE.encode().decode("cp1252", errors="replace")
    text = MOJIBAKE + "\r\n\r\n" + broken.replace("\ufffd", "") + "\r\n"
    path.write_bytes(text.encode(encoding))
    before = path.read_bytes()
    assert run(["fix", str(path), "--from", "de", "--diff"]) == 0
    assert path.read_bytes() == before, "--diff writes nothing"
    assert run(["fix", str(path), "--from", "de"]) == 0
    once = path.read_bytes()
    assert run(["fix", str(path), "--from", "de"]) == 0
    assert path.read_bytes() == once
    assert once.decode(encoding).count("\r\n") == text.count("\r\n")
    assert "0 changed" in capsys.readouterr().out.splitlines()[-1]
