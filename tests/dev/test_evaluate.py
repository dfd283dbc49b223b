"""An evaluation: what a rule's share is, and the page of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dragoman.cli.tools import do_evaluate
from dragoman.config import Config
from dragoman.dev.evaluate import Evaluation, evaluate, to_html
from dragoman.dev.evaluate.figures import NOTHING, Rate, Score, fisher
from dragoman.errors import UsageError

SOURCE = "Präsident Selensky kam aus Genf.\n\nDer Minister blieb nicht in Wien.\n"
TARGET = "President Selensky came from Genf.\n\nThe minister did not stay in Vienna.\n"
GOLD = """\
schema = "dragoman.gold/1"
source = "a.de.txt"
target = "a.en.txt"
source_lang = "de"
target_lang = "en"
kind = "machine"
domain = "politics"
alignment = '''
[0]:[0]
[1]:[1]
'''

[sentences]
source = [[0, 32], [34, 67]]
target = [[0, 34], [36, 72]]

[[finding]]
family = "name"
severity = "major"
target = "Selensky"
source = "Selensky"
accept = ["Zelensky"]
note = "Left over."

[[finding]]
family = "place"
severity = "major"
target = "Genf"
source = "Genf"
accept = ["Geneva"]
note = "Left over."

[[finding]]
family = "place"
severity = "minor"
target = "Vienna"
source = "Wien"
note = "Nothing that any rule would say."
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The evaluation of one article with three artefacts, of which rules know two."""
    folder = tmp_path_factory.mktemp("gold")
    for name, text in (("a.de.txt", SOURCE), ("a.en.txt", TARGET), ("a.gold.toml", GOLD)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "de-en.tsv").write_text(
        "source\ttarget\tz\n"
        + "".join(f"Das ist Satz {n}.\tThis is sentence {n}.\t{n / 10}\n" for n in range(5)),
        encoding="utf-8",
    )
    return evaluate(folder, Config(cache=False))


def test_a_rules_recall_is_its_share_of_its_family(small: Evaluation) -> None:
    assert small.rules()["PLC001"] == Score(Rate(1, 1), Rate(1, 2))
    assert small.rules()["NAM001"].recall == Rate(1, 1)
    assert small.families()["place"].recall == Rate(1, 2)


def test_the_page_shows_every_figure_in_one_file_without_scripts(small: Evaluation) -> None:
    page = to_html(small, name="gold", rules={"PLC001": "exonym", "XYZ001": "silent-rule"})
    text = re.sub(r"<[^>]+>", " ", page)
    for words in ("Families", "Rules", "exonym", "Calibration", "Alignment", "Drift", "de-en"):
        assert words in text
    assert re.search(r"Found nothing here[^.]*silent-rule", " ".join(text.split()))
    assert '<svg class="reliability"' in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_a_corpus_of_alignments_alone_has_a_page_of_alignments_alone() -> None:
    result = Evaluation(alignment={"yearbook": (Score(Rate(9, 10), Rate(9, 11)), NOTHING)})
    page = to_html(result, name="ladders", rules={})
    assert "yearbook" in page
    assert "Families" not in page


def test_an_interval_stays_within_zero_and_one() -> None:
    for hits in (0, 1, 7, 28):
        low, high = Rate(hits, 28).interval or (-1, 2)
        assert 0 <= low <= hits / 28 <= high <= 1


def test_more_false_findings_than_clean_sentences_have_no_interval() -> None:
    assert Rate(3, 2).interval is None


@pytest.mark.parametrize(("r", "n"), [(1.0, 9), (0.5, 3)], ids=["perfect", "three pairs"])
def test_a_correlation_without_an_interval_has_none(r: float, n: int) -> None:
    assert fisher(r, n) is None


def test_the_corpus_is_named(small: Evaluation) -> None:
    assert "<title>corpora/x – dragoman evaluation</title>" in to_html(
        small, name="corpora/x", rules={}
    )


def test_the_command_writes_the_page_beside_what_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("a.de.txt", SOURCE), ("a.en.txt", TARGET), ("a.gold.toml", GOLD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    assert do_evaluate(tmp_path, Config(cache=False), "json", page) == 0
    assert json.loads(capsys.readouterr().out)["rules"]["PLC001"]["recall"]["n"] == 2
    assert "Calibration" in page.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="there is no folder"):
        do_evaluate(tmp_path, Config(), "text", tmp_path / "nowhere" / "page.html")
