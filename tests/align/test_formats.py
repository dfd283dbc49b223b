"""The alignment as other tools read it."""

from __future__ import annotations

import pytest
from lxml import etree

from dragoman import read, segment
from dragoman.align import formats
from dragoman.dev.evaluate.ladders import ladder_pairs
from dragoman.model import Article, Bead, DriftScore

SOURCE = "Der Minister reiste nach Genf.\n\nDie Gespräche dauerten lang.\nEs gab kein Ergebnis.\n"
TARGET = "The minister went to Geneva.\nThe talks took long & late.\n\n\nThere was no result.\n"
BEADS = (
    Bead(source=(0,), target=(0,), similarity=0.8),
    Bead(source=(1,), target=(1,), similarity=0.7),
    Bead(source=(2,), target=()),
    Bead(source=(), target=(2,)),
)


def article(tmp_path, *, lines: bool) -> Article:
    texts = []
    for lang, text in (("de", SOURCE), ("en", TARGET)):
        path = tmp_path / f"talks.{lang}"
        path.write_text(text, encoding="utf-8")
        document = read.read_document(path, lang=lang, segment_lines=lines)
        texts.append(segment.segment(document, lang))
    drift = tuple(DriftScore(value=0.1 if bead.similarity else None) for bead in BEADS)
    return Article(
        id="talks", source=texts[0], target=texts[1], source_lang="de", beads=BEADS, drift=drift
    )


@pytest.mark.parametrize(
    ("lines", "ladder"),
    [
        (True, "[0]:[0]\n[2]:[1]\n[3]:[]\n[]:[4]\n"),
        (False, "[0]:[0]\n[1]:[1]\n[2]:[]\n[]:[2]\n"),
    ],
    ids=["kept lines are counted with the blank ones", "sentences are counted as they come"],
)
def test_the_numbers_of_a_ladder(tmp_path, lines, ladder) -> None:
    assert formats.render("ladder", article(tmp_path, lines=lines)) == ladder


def test_a_ladder_is_read_back_as_gold(tmp_path) -> None:
    found = article(tmp_path, lines=True)
    (tmp_path / "talks.gold").write_text(formats.render("ladder", found), encoding="utf-8")
    (pair,) = ladder_pairs(tmp_path)
    assert [(bead.source, bead.target) for bead in pair.beads] == [
        (bead.source, bead.target) for bead in formats.by_line(found)
    ]


def test_tsv_has_one_line_for_each_bead(tmp_path) -> None:
    rows = formats.render("tsv", article(tmp_path, lines=True)).splitlines()
    assert len(rows) == 1 + len(BEADS)
    assert rows[1].split("\t")[2:] == ["0", "0", "0.8000", "0.1000"]
    assert rows[3].split("\t") == ["Es gab kein Ergebnis.", "", "2", "", "", ""]


def test_tmx_holds_the_beads_with_two_sides(tmp_path) -> None:
    tmx = formats.render("tmx", article(tmp_path, lines=True))
    units = etree.fromstring(tmx.encode()).findall(".//tu")
    assert [[seg.text for seg in unit.iter("seg")] for unit in units] == [
        ["Der Minister reiste nach Genf.", "The minister went to Geneva."],
        ["Die Gespräche dauerten lang.", "The talks took long & late."],
    ]


@pytest.mark.parametrize("name", ["ladder", "tmx"])
def test_formats_without_drift_do_without_it(tmp_path, name) -> None:
    whole = article(tmp_path, lines=True)
    bare = Article(
        id=whole.id, source=whole.source, target=whole.target, source_lang="de", beads=BEADS
    )
    assert name not in formats.WITH_DRIFT
    assert formats.render(name, bare) == formats.render(name, whole)
