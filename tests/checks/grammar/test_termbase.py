"""Termbases are read as they are meant, and refused in one line where they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.checks.grammar.stems import same_word
from dragoman.checks.grammar.termbase import Term, read
from dragoman.errors import InputError

HEAD = '<?xml version="1.0"?>'


def test_a_table_with_all_columns(tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text(
        "\ufeffsource\ttarget\tforbidden\nRat\tcouncil | board\trat\n", encoding="utf-8"
    )
    assert read(str(file), "de") == (
        Term(source="Rat", targets=("council", "board"), forbidden=("rat",)),
    )


def test_tbx_of_the_older_kind(tmp_path: Path) -> None:
    file = tmp_path / "terms.tbx"
    file.write_text(
        f"""{HEAD}<martif><text><body><termEntry>
        <langSet xml:lang="de-AT"><tig><term>Rat</term></tig></langSet>
        <langSet xml:lang="en-GB"><ntig><termGrp><term>council</term></termGrp></ntig>
        <tig><term>rat</term><termNote type="administrativeStatus">forbidden</termNote></tig>
        </langSet></termEntry></body></text></martif>""",
        encoding="utf-8",
    )
    assert read(str(file), "de") == (Term(source="Rat", targets=("council",), forbidden=("rat",)),)
    assert read(str(file), "fr") == ()


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    file = tmp_path / "terms.tbx"
    file.write_text(
        f"""{HEAD}<!DOCTYPE m [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
        <m><termEntry><langSet xml:lang="de"><tig><term>Rat&x;</term></tig></langSet>
        </termEntry></m>""",
        encoding="utf-8",
    )
    assert all("secret" not in term.source for term in read(str(file), "de"))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("terms.csv", "quelle,ziel\nRat,council\n", "quelle"),
        ("terms.tbx", "<tbx>", "not well-formed"),
        ("terms.xls", "", ".tbx, .csv or .tsv"),
        ("missing.csv", None, "no such termbase"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, name: str, text: str | None, says: str
) -> None:
    file = tmp_path / name
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        read(str(file), "de")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("Häuser", "Haus", "de"),
        ("Ministerinnen", "Ministerin", "de"),
        ("umowy", "umowa", "pl"),
        ("договорами", "договор", "ru"),
        ("canciones", "canción", "es"),
        ("policies", "policy", "en"),
    ],
)
def test_forms_of_one_word(one: str, other: str, lang: str) -> None:
    assert same_word(one, other, lang)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [("Rat", "Ratte", "de"), ("Bank", "Bankkonto", "de"), ("bus", "business", "en")],
)
def test_other_words(one: str, other: str, lang: str) -> None:
    assert not same_word(one, other, lang)
