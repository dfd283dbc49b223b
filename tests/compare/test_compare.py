"""Two runs on the same sources: what is told apart, what is paired, what is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from dragoman.compare import answer, compare, to_html, to_json, to_text
from dragoman.compare.passages import passages
from dragoman.compare.shift import FEWEST, Weights
from dragoman.errors import InputError

Json = Mapping[str, Any]
SOURCE = ("Er kam aus Genf.", "Er blieb nicht.", "Er ging.")


def article(
    target: Sequence[str],
    *,
    beads: Sequence[tuple[list[int], list[int]]] | None = None,
    finds: Sequence[tuple[int, str, str]] = (),
    drift: float = 0.1,
    name: str = "talks",
) -> dict[str, Any]:
    """Make an article of a run file; *finds* are (bead, severity, words of the translation)."""
    pairs = beads or [([number], [number]) for number in range(len(target))]
    sentences = {"source": sentences_of(SOURCE), "target": sentences_of(target)}
    return {
        "id": name,
        "source": {"path": "a.de.txt", "lang": "de"},
        "target": {"path": "a.en.txt", "lang": "en"},
        "sentences": sentences,
        "alignment": [
            {"source": source, "target": answer_, "drift": drift if source and answer_ else None}
            for source, answer_ in pairs
        ],
        "findings": [
            finding(bead, severity, words, sentences["target"]) for bead, severity, words in finds
        ],
        "scores": {
            "drift_mean": drift,
            "mqm_per_100_words": 0.0,
            "words": sum(len(text.split()) for text in target),
        },
    }


def sentences_of(texts: Sequence[str]) -> list[dict[str, Any]]:
    found, at = [], 0
    for line, text in enumerate(texts, start=1):
        found.append(
            {"start": at, "end": at + len(text), "line": line, "text": text, "role": "body"}
        )
        at += len(text) + 1
    return found


def finding(bead: int, severity: str, words: str, sentences: Sequence[Json]) -> dict[str, Any]:
    home = next(one for one in sentences if words in one["text"])
    start = home["start"] + home["text"].index(words)
    span = {"start": start, "end": start + len(words), "line": 1, "column": 1, "text": words}
    return {
        "code": "PLC001", "rule": "some-rule", "family": "place", "severity": severity,
        "confidence": 0.9, "message": f"{words} is wrong", "bead": bead, "target": span,
        "source": None, "suggestions": ["right"], "evidence": {}, "fingerprint": f"{bead}{words}",
    }  # fmt: skip


GOOD = ("He came from Geneva.", "He did not stay.", "He left.")
BAD = ("He came from Genf.", "He did not stay.", "He left.")


def test_findings_of_one_run_alone_are_lost_and_gained_with_both_texts() -> None:
    one = article(BAD, finds=[(0, "major", "Genf")])
    other = article(GOOD, finds=[(2, "minor", "left")])
    (change,) = compare([one], [other]).articles
    assert [f["message"] for f in change.lost] == ["Genf is wrong"]
    assert [f["message"] for f in change.gained] == ["left is wrong"]
    first, last = change.passages
    assert [side[0]["text"] for side in (first.source, first.a, first.b)] == [
        "Er kam aus Genf.", "He came from Genf.", "He came from Geneva.",
    ]  # fmt: skip
    assert not last.lost
    assert [one["text"] for one in last.b] == ["He left."]


def test_a_finding_of_both_runs_is_neither() -> None:
    one, other = (article(BAD, finds=[(0, "major", "Genf")]) for _ in range(2))
    result = compare([one], [other])
    assert result.articles[0].passages == ()
    assert result.no_worse


def test_passages_join_what_either_run_has_joined() -> None:
    one = article(("He came and did not stay.", "He left."), beads=[([0, 1], [0]), ([2], [1])])
    other = article(
        ("He came.", "He did not", "stay, he left."), beads=[([0], [0]), ([1, 2], [1, 2])]
    )
    ((whole, _),) = list(passages(one, other))
    assert len(whole.source) == 3
    assert [len(whole.a), len(whole.b)] == [2, 3]


def test_every_sentence_stands_in_one_passage() -> None:
    one = article((*GOOD, "More."), beads=[([0], [0]), ([1], [1]), ([], [3]), ([2], [2])])
    other = article(("He came.", "He left."), beads=[([0], [0]), ([1], []), ([2], [1])])
    found = [passage for passage, _ in passages(one, other)]
    assert [one["text"] for each in found for one in each.source] == list(SOURCE)
    assert sorted(one["text"] for each in found for one in each.a) == sorted((*GOOD, "More."))
    assert [one["text"] for each in found for one in each.b] == ["He came.", "He left."]
    assert [bool(each.source) for each in found] == [True, True, False, True]


@pytest.mark.parametrize(
    ("finds_a", "finds_b", "word", "no_worse"),
    [
        ([], [], "No reason to:", True),
        ([], [(0, "critical", "Geneva")], "No:", False),
        ([(0, "critical", "Geneva")], [], "No reason to:", True),
    ],
    ids=["the same", "a new critical finding", "better, but three sentences prove nothing"],
)
def test_the_answer_follows_the_findings(
    finds_a: list[Any], finds_b: list[Any], word: str, no_worse: bool
) -> None:
    result = compare([article(GOOD, finds=finds_a)], [article(GOOD, finds=finds_b)])
    assert answer(result, ("a", "b")).word == word
    assert result.no_worse == no_worse


def many(count: int, finds: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Return the same article *count* times, each under a source of its own."""
    found = []
    for number in range(count):
        one = article(GOOD, finds=finds, name=f"talks-{number}")
        one["sentences"]["source"][2]["text"] = f"Er ging {number}."
        found.append(one)
    return found


def test_many_articles_without_their_findings_are_better_beyond_chance() -> None:
    result = compare(many(10, [(0, "major", "Geneva")]), many(10, []))
    told = answer(result, ("a", "b"))
    assert (told.tone, told.sentence) == ("yes", "b is better than a.")
    assert result.penalty.interval is not None
    assert result.penalty.interval[1] < 0


def test_better_on_the_whole_but_with_new_critical_findings_says_to_read_them() -> None:
    after = many(10, [])
    after[0] = many(1, [(1, "critical", "not")])[0]
    told = answer(compare(many(10, [(0, "major", "Geneva"), (2, "major", "left")]), after), "ab")
    assert told.sentence.endswith("read the 1 critical finding that a did not have.")


def test_too_few_passages_have_no_interval() -> None:
    weights = Weights()
    for _, weight in passages(article(GOOD), article(GOOD)):
        weights.add(weight)
    assert len(weights) < FEWEST
    assert weights.penalties((0.0, 0.0)).interval is None


def test_runs_that_share_no_source_are_refused() -> None:
    other = article(GOOD)
    other["sentences"]["source"][0]["text"] = "Sie kam."
    with pytest.raises(InputError, match="share no source"):
        compare([article(GOOD)], [other])


def test_the_page_is_whole_marks_the_words_and_escapes_what_it_shows() -> None:
    bad = ("He came from <b>Genf</b>.", *GOOD[1:])
    result = compare([article(bad, finds=[(0, "major", "<b>Genf</b>")])], [article(GOOD)])
    page = to_html(result, names=("old & tired", "new"), rules={"PLC001": "a-rule"})
    assert '<mark class="major" data-f="0">&lt;b&gt;Genf&lt;/b&gt;</mark>' in page
    assert "old &amp; tired" in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_the_same_runs_give_the_same_bytes() -> None:
    pair = many(10, [(0, "major", "Geneva")]), many(10, [])
    pages = {to_html(compare(*pair), names=("a", "b")) for _ in range(3)}
    assert len(pages) == 1


def test_text_and_json_tell_the_same_answer() -> None:
    result = compare([article(BAD, finds=[(0, "major", "Genf")])], [article(GOOD)])
    tree = json.loads(to_json(result, names=("old", "new")))
    told = f"{tree['answer']['word']} {tree['answer']['sentence']}"
    assert told in to_text(result, names=("old", "new"))
    assert tree["articles"][0]["passages"][0]["b"][0]["text"] == "He came from Geneva."
