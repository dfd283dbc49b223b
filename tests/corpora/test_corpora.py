"""The gold corpora are whole, and a broken one is told so, for each way of breaking it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.dev import corpus, draft
from dragoman.dev.gold import find, read_gold
from dragoman.errors import InputError

CORPORA = Path(__file__).parents[2] / "corpora"

SOURCE = "Schlagzeile\n\nDer Satz mit Selensky. Ein zweiter. Ein dritter.\n"
TARGET = "Headline\n\nThe sentence with Selensky. A second, and a third.\n\nShare\n"
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
[2,3]:[2]
[]:[3]
'''

[sentences]
source = [[0, 11], [13, 35], [36, 48], [49, 61]]
target = [[0, 8], [10, 37], [38, 60], [62, 67]]

[roles.target]
headline = [0]
boilerplate = [3]

[[finding]]
family = "name"
severity = "major"
target = "Selensky"
source = "Selensky"
accept = ["Zelensky"]
note = "Left over."
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of one pair in which all is well."""
    folder = tmp_path / "news" / "dev"
    folder.mkdir(parents=True)
    (folder / "a.de.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "a.en.txt").write_text(TARGET, encoding="utf-8")
    (folder / "a.gold.toml").write_text(GOLD, encoding="utf-8")
    (tmp_path / corpus.SOURCES).write_text(corpus.digest(tmp_path), encoding="utf-8")
    assert corpus.validate(tmp_path) == []
    return tmp_path


def test_the_corpora_in_this_repository_are_valid() -> None:
    assert corpus.validate(CORPORA) == []


def test_there_are_clean_pairs_and_machine_pairs_in_both_splits() -> None:
    kinds = {(pair.split, pair.kind) for pair in corpus.load(CORPORA)}
    assert kinds == {
        (split, kind) for split in corpus.SPLITS for kind in ("machine", "professional")
    }


def test_the_sources_file_is_what_digest_writes() -> None:
    assert (CORPORA / corpus.SOURCES).read_text(encoding="utf-8") == corpus.digest(CORPORA)


def test_every_correction_differs_from_the_words_it_corrects() -> None:
    for pair in corpus.load(CORPORA):
        for finding in pair.findings:
            if finding.target is not None:
                assert finding.target.text not in finding.accept, f"{pair.id}: {finding}"


def test_the_example_pair_has_the_four_titles_and_names_and_silent_furniture() -> None:
    pair = next(pair for pair in corpus.load(CORPORA) if pair.id == "news/dev/geneva-talks")
    found = {finding.target.text for finding in pair.findings if finding.target}
    assert found >= {
        "US Deputy Foreign Minister", "Selensky", "Olga Stefanischina", "Vice Prime Minister",
    }  # fmt: skip
    furniture = [
        pair.target.sentence(index)
        for index, role in enumerate(pair.target.roles)
        if role == "boilerplate"
    ]
    assert {"Enlarge image", "more on the subject", "Trends 24h"} <= set(furniture)


BREAKS = {
    "the source file is missing": (("a.de.txt", "b.de.txt"), "cannot be read"),
    "the schema is another": (("gold/1", "gold/2"), "schema is"),
    "a key is misspelt": (('domain = "politics"', 'domian = "politics"'), "'domain' is missing"),
    "a key is unknown": (("kind =", 'colour = "red"\nkind ='), "unknown key 'colour'"),
    "the kind is unknown": (('"machine"', '"human"'), "kind 'human'"),
    "a clean pair has a finding": (('"machine"', '"professional"'), "has no findings"),
    "it is no TOML": (("[sentences]", "[sentences"), "cannot be read"),
    "offsets are no pairs": (("[13, 35]", "13"), "of the wrong kind"),
    "an occurrence is no number": (("accept =", 'occurrence = "x"\naccept ='), "of the wrong kind"),
    "sentences overlap": (("[13, 35]", "[10, 35]"), "overlaps"),
    "a sentence is empty": (("[36, 48]", "[48, 48]"), "empty"),
    "a sentence is outside the file": (("[62, 67]", "[70, 99]"), "outside the file"),
    "a sentence begins with a space": (("[36, 48]", "[35, 48]"), "outer white space"),
    "a role is unknown": (("headline = [0]", "header = [0]"), "unknown role"),
    "a role names no sentence": (("boilerplate = [3]", "boilerplate = [9]"), "no target sentence"),
    "a sentence has two roles": (("boilerplate = [3]", "boilerplate = [0]"), "two roles"),
    "a ladder line is malformed": (("[1]:[1]", "[1]-[1]"), "not of the form"),
    "a sentence is not aligned": (("[2,3]:[2]", "[2]:[2]"), "source sentence 3 is not in"),
    "a sentence is aligned twice": (("[]:[3]", "[]:[2,3]"), "target sentence 2 is in"),
    "the ladder names a sentence that is not there": (("[]:[3]", "[]:[3,4]"), "does not exist"),
    "the ladder is not monotone": (("[0]:[0]\n[1]:[1]", "[0]:[1]\n[1]:[0]"), "out of order"),
    "a bead is empty": (("[]:[3]", "[]:[3]\n[]:[]"), "empty bead"),
    "a family is unknown": (('family = "name"', 'family = "nom"'), "unknown family 'nom'"),
    "another family is unknown": (("accept =", 'also = ["nom"]\naccept ='), "unknown family"),
    "a severity is unknown": (('"major"', '"grave"'), "unknown severity"),
    "the words are not there": (('target = "Selensky"', 'target = "Selenskyj"'), "do not occur"),
    "the occurrence is not there": (("accept =", "occurrence = 2\naccept ="), "do not occur 2"),
    "the words cross a sentence bound": (
        ('target = "Selensky"', 'target = "Selensky. A second"'),
        "within one sentence",
    ),
    "a finding has no note": (('note = "Left over."', ""), "no note"),
    "a finding has an unknown key": (("accept =", 'accepts = ["x"]\naccept ='), "unknown key"),
    "a finding points at nothing": (
        ('target = "Selensky"\nsource = "Selensky"', ""),
        "points at nothing",
    ),
    "an omission has no source": (
        ('family = "name"\nseverity = "major"\ntarget = "Selensky"\nsource = "Selensky"',
         'family = "omission"\nseverity = "major"\ntarget = "Selensky"'),
        "needs source words",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), BREAKS.values(), ids=BREAKS.keys())
def test_broken_gold_is_rejected_when(small: Path, change: tuple[str, str], told: str) -> None:
    path = small / "news" / "dev" / "a.gold.toml"
    broken = path.read_text(encoding="utf-8").replace(*change)
    assert broken != GOLD
    path.write_text(broken, encoding="utf-8")
    assert any(told in problem for problem in corpus.validate(small))
    with pytest.raises(InputError):
        corpus.load(small)


def _edit_target(root: Path) -> None:
    path = root / "news" / "dev" / "a.en.txt"
    path.write_text(TARGET.replace("Share", "Shore"), encoding="utf-8")


def _move_to_test(root: Path) -> None:
    (root / "news" / "dev").rename(root / "news" / "test")


def _copy_to_test(root: Path) -> None:
    shutil.copytree(root / "news" / "dev", root / "news" / "test")


def _leave_a_stray(root: Path) -> None:
    (root / "news" / "dev" / "b.de.txt").write_text("Allein.\n", encoding="utf-8")


def _forget_the_licence(root: Path) -> None:
    path = root / corpus.SOURCES
    path.write_text(path.read_text(encoding="utf-8").replace(corpus.LICENCE, ""), encoding="utf-8")


def _change_the_split(root: Path) -> None:
    path = root / corpus.SOURCES
    path.write_text(path.read_text(encoding="utf-8").replace('"dev"', '"test"'), encoding="utf-8")


def _lose_the_sources(root: Path) -> None:
    (root / corpus.SOURCES).unlink()


def _empty_the_folder(root: Path) -> None:
    shutil.rmtree(root / "news")


CORPUS_BREAKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a file changed after its digest": (_edit_target, "target file has changed"),
    "a pair lies where the sources do not say": (_move_to_test, "does not exist"),
    "an artefact stands in both splits": (_copy_to_test, "stands in both"),
    "an article belongs to no pair": (_leave_a_stray, "belongs to no gold pair"),
    "a licence is missing": (_forget_the_licence, "has no licence"),
    "the split differs": (_change_the_split, "says split 'test'"),
    "the sources file is lost": (_lose_the_sources, "is not in SOURCES.toml"),
    "there is no pair": (_empty_the_folder, "has no gold pair"),
}


@pytest.mark.parametrize(("breaking", "told"), CORPUS_BREAKS.values(), ids=CORPUS_BREAKS.keys())
def test_a_broken_corpus_is_rejected_when(
    small: Path, breaking: Callable[[Path], None], told: str
) -> None:
    breaking(small)
    assert any(told in problem for problem in corpus.validate(small))


def test_a_bead_out_of_order_is_right_when_marked_moved(small: Path) -> None:
    path = small / "news" / "dev" / "a.gold.toml"
    moved = GOLD.replace("[0]:[0]\n[1]:[1]", "[0]:[1] moved\n[1]:[0]")
    path.write_text(moved, encoding="utf-8")
    pair, problems = read_gold(path, small)
    assert problems == []
    assert pair is not None
    assert [bead.moved for bead in pair.alignment] == [True, False, False, False]


def test_findings_point_at_their_words(small: Path) -> None:
    (pair,) = corpus.load(small)
    (finding,) = pair.findings
    assert finding.target is not None
    assert pair.target.text[finding.target.start : finding.target.end] == "Selensky"


def test_digest_keeps_origin_and_licence(small: Path) -> None:
    path = small / corpus.SOURCES
    own = path.read_text(encoding="utf-8").replace(corpus.LICENCE, "CC-BY-4.0")
    path.write_text(own, encoding="utf-8")
    assert corpus.digest(small) == own


def test_the_second_occurrence_is_found_after_the_first() -> None:
    assert find("no no", "no", 2) == 3
    assert find("no no", "no", 3) is None
    assert find("no", "no", 0) is None


DRAFT = """\
kind machine
domain politics
split dev
--- source html
.h1
1h Der {a:Titel}

2 <b>Erster</b> Satz.
3 Zweiter Satz.
4 {o:Fehlt.}
--- target md
.#\N{SPACE}
1h The {a:title}

9f Share

2 **First sentence.**
3 Second, first half.
3 Second half.
--- findings
a title+term minor? | heading ; headline | A matter of taste.
o omission major | | Left out.
"""


def test_a_woven_draft_is_a_valid_pair(tmp_path: Path) -> None:
    folder = tmp_path / "news" / "dev"
    folder.mkdir(parents=True)
    path = tmp_path / "pair.draft"
    path.write_text(DRAFT, encoding="utf-8")
    draft.weave(path, folder)
    (pair,) = corpus.load(tmp_path)
    ladder = [(bead.source, bead.target) for bead in pair.alignment]
    assert ladder == [((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), (3, 4)), ((3,), ())]
    assert pair.source.sentence(1) == "Erster</b> Satz."
    assert pair.target.sentence(2) == "First sentence."
    assert pair.findings[0].accept == ("heading", "headline")
    assert pair.findings[0].optional
    assert pair.findings[1].target is None


def test_a_mark_without_a_finding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pair.draft"
    path.write_text(DRAFT.replace("o omission major | | Left out.\n", ""), encoding="utf-8")
    with pytest.raises(InputError, match="marked but not among the findings: o"):
        draft.weave(path, tmp_path)


def test_proposed_sentences_are_those_of_a_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.de.txt"
    path.write_text(SOURCE, encoding="utf-8")
    assert [SOURCE[start:end] for start, end in draft.propose(path)] == [
        "Schlagzeile", "Der Satz mit Selensky.", "Ein zweiter.", "Ein dritter.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["validate"], 2), (["nonsense", "x"], 2), (["validate", "nowhere"], 1)],
)
def test_a_wrong_call_ends_with_its_exit_code(arguments: list[str], code: int) -> None:
    assert corpus.main(arguments) == code


def test_the_commands_do_their_work(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = str(small / "news" / "dev" / "a")
    assert corpus.main(["validate", str(small)]) == 0
    assert corpus.main(["digest", str(small)]) == 0
    assert corpus.main(["show", pair]) == 0
    capsys.readouterr()
    assert corpus.main(["sentences", pair]) == 0
    name, offsets = capsys.readouterr().out.splitlines()[0].split(" = ")
    assert name == "a.de.txt"
    assert json.loads(offsets) == [[0, 11], [13, 35], [36, 48], [49, 61]]
