from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import (
    Article,
    ArticleReport,
    Bead,
    Block,
    Document,
    DriftScore,
    Report,
    Sentence,
    Text,
    TextMap,
    WordLink,
)
from dragoman.report import formats
from dragoman.report.build import article_json
from dragoman.report.pieces import joined
from tests.report import sample


def markup_article() -> ArticleReport:
    """A page whose sentence text is shorter than its stretch of the file."""
    content = "<p>Rock &amp; <b>Roll</b> lives</p>"
    origin = TextMap(
        clean=(0, 5, 6, 7, 11),
        original=(3, 8, 13, 17, 25),
        ends=(8, 13, 14, 21, 31),
        straight=(True, False, True, True, True),
    )
    clean = "Rock & Roll lives"
    sentence = Sentence(
        index=0, start=3, end=31, line=1, text=clean, role="body", block=0, origin=origin
    )
    document = Document(
        path="a.html", text=content, markup=True, lang="en",
        blocks=(Block(text=clean, role="body", origin=origin),),
    )  # fmt: skip
    text = Text(document=document, lang="en", sentences=(sentence,))
    article = Article(
        id="a", source=text, target=text, source_lang="de",
        beads=(Bead(source=(0,), target=(0,), similarity=0.123456),),
        drift=(DriftScore(value=0.5, target_gaps=((0, 7, 11),)),),
        links=lambda bead: (WordLink(source=(0, 7, 11), target=(0, 7, 11), score=0.9),),
    )  # fmt: skip
    return replace(sample.summit(), article=article, findings=())


def test_an_article_has_the_keys_of_the_contract_and_no_others() -> None:
    article = article_json(sample.summit())
    assert list(article) == [
        "id", "source", "target", "sentences", "alignment", "findings", "scores",
    ]  # fmt: skip
    assert article["source"] == {"path": "summit.de.txt", "lang": "de"}
    assert set(article["sentences"]["target"][0]) == {"start", "end", "line", "text", "role"}
    assert {"source", "target", "similarity", "drift"} <= set(article["alignment"][0])


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_sentence_is_the_slice_of_the_file_it_points_at(side: str) -> None:
    report = sample.summit()
    text = getattr(report.article, side).document.text
    for sentence in article_json(report)["sentences"][side]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        assert text[: sentence["start"]].count("\n") + 1 == sentence["line"]


def test_in_markup_a_sentence_is_its_cleaned_text() -> None:
    article = article_json(markup_article(), words=True)
    sentence = article["sentences"]["target"][0]
    assert sentence == {
        "start": 3, "end": 31, "line": 1, "text": "Rock & Roll lives", "role": "body",
    }  # fmt: skip
    gap = article["alignment"][0]["target_gaps"][0]
    assert (gap["start"], gap["end"], gap["text"]) == (17, 21, "Roll")
    assert article["alignment"][0]["words"] == [[[0, 7, 11], [0, 7, 11]]]


def test_word_links_count_in_the_sentence_text_of_the_file() -> None:
    article = article_json(sample.summit(), words=True)
    linked = [
        (
            article["sentences"]["source"][s]["text"][a:b],
            article["sentences"]["target"][t]["text"][c:d],
        )
        for bead in article["alignment"]
        for (s, a, b), (t, c, d) in bead.get("words", ())
    ]
    assert ("Carla", "Carla") in linked
    assert ("Altstadt", "Altstadt") in linked


def test_words_are_linked_only_on_request() -> None:
    assert not any("words" in bead for bead in article_json(sample.summit())["alignment"])


def test_without_a_source_there_is_none_and_nothing_is_aligned() -> None:
    article = article_json(sample.articles()[3])
    assert article["source"] is None
    assert article["sentences"]["source"] == []
    assert article["alignment"] == []
    assert article["findings"][0]["bead"] is None


def test_an_unjudged_bead_says_why() -> None:
    bead = article_json(sample.summit())["alignment"][2]
    assert bead["drift"] is None
    assert bead["drift_reason"] == "one side is empty"


def test_figures_are_rounded_to_four_places() -> None:
    assert article_json(markup_article())["alignment"][0]["similarity"] == 0.1235


def test_optional_keys_stay_out_until_they_say_something() -> None:
    findings = {one["code"]: one for one in article_json(sample.summit())["findings"]}
    assert findings["TTL001"]["safe"] is True
    assert "safe" not in findings["DAT001"]
    assert findings["TYP001"]["suppressed"] == "house style"
    assert "suppressed" not in findings["DAT001"]


def pieces(*sizes: int) -> list[dict[str, Any]]:
    """A bilingual file read in pieces of *sizes* rows."""
    out, first = [], 0
    for size in sizes:
        rows = [
            ("body", [f"Satz {first + n}."], [f"Sentence {first + n}."], 0.1) for n in range(size)
        ]
        report = sample.Builder("memory", rows).report()  # type: ignore[arg-type]
        out.append(
            article_json(
                replace(report, article=replace(report.article, first_bead=first)), words=True
            )
        )
        first += size
    return out


def test_a_piece_says_which_row_it_begins_with() -> None:
    first, second = pieces(3, 2)
    assert "first_bead" not in first
    assert second["first_bead"] == 3
    assert second["alignment"][0]["target"] == [0]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_pieces_join_into_what_the_whole_file_would_give(sizes: list[int]) -> None:
    whole = list(joined(pieces(*sizes)))
    assert len(whole) == 1
    expected = pieces(sum(sizes))[0]
    assert whole[0]["alignment"] == expected["alignment"]
    texts = [[one["text"] for one in run["sentences"]["target"]] for run in (whole[0], expected)]
    assert texts[0] == texts[1]
    assert "first_bead" not in whole[0]


@given(
    st.lists(
        st.lists(st.sampled_from([None, 0.0, 0.1, 0.5, 0.9]), min_size=1, max_size=6),
        min_size=1,
        max_size=4,
    )
)
def test_the_scores_of_pieces_are_those_of_the_whole(drifts: list[list[float | None]]) -> None:
    def scored(values: list[float | None], first: int) -> dict[str, Any]:
        judged = [value for value in values if value is not None]
        article = pieces(len(values))[0]
        for bead, value in zip(article["alignment"], values, strict=True):
            bead["drift"] = value
        article["first_bead"] = first
        article["scores"] = {
            "drift_mean": round(float(np.mean(judged)), 4) if judged else None,
            "drift_p95": round(float(np.percentile(judged, 95)), 4) if judged else None,
            "mqm_per_100_words": 3.0, "coverage": 0.5, "words": 2 * len(values),
            "unjudged": {"why": len(values) - len(judged)},
        }  # fmt: skip
        return article

    firsts = [sum(map(len, drifts[:n])) for n in range(len(drifts))]
    parts = [scored(values, first) for values, first in zip(drifts, firsts, strict=True)]
    whole = scored([value for values in drifts for value in values], 0)
    found = next(joined(parts))["scores"]
    assert found.pop("unjudged") == whole["scores"].pop("unjudged")
    assert found == pytest.approx(whole["scores"], abs=1e-4)


def test_articles_that_share_an_id_but_are_no_pieces_stay_apart() -> None:
    one = pieces(2)[0]
    assert len(list(joined([one, one]))) == 2


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_takes_pieces_for_one_article(name: str) -> None:
    run = Report(signature="", articles=pieces(3, 2, 2))
    text = "".join(formats.render(name, run))
    if name == "mqm":
        assert [line.split("\t")[2] for line in text.splitlines()[1:]] == list("1234567")
    if name == "text":
        assert "memory" in text.splitlines()[1]
        assert text.splitlines()[-1] == "0 findings in 1 article."
    if name == "junit":
        assert text.count("<testsuite ") == 1
        assert text.count("<testcase ") == 1
    if name == "json":
        assert len(json.loads(text)["articles"]) == 1
    if name == "html":
        assert text.count('<section class="story') == 1
