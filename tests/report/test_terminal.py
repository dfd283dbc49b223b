from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Report, Verdict
from dragoman.report import to_terminal
from dragoman.report.excerpt import cells, excerpt
from dragoman.report.facts import Place, safe_text
from tests.report import sample
from tests.report.gold import compare

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def text_of(report: Report, **options: Any) -> str:
    return "\n".join(to_terminal.render(report, **options)) + "\n"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("terminal.txt", {"width": 100}, id="a usual terminal"),
        pytest.param("terminal-narrow.txt", {"width": 48}, id="a narrow terminal"),
        pytest.param("terminal-quiet.txt", {"quiet": True}, id="quiet"),
        pytest.param("terminal-all.txt", {"width": 100, "advisory": True}, id="with advisory ones"),
    ],
)
def test_the_sample_run_prints_as_its_gold_file(name: str, options: dict[str, Any]) -> None:
    compare(name, text_of(sample.report(), **options))


def test_colour_changes_nothing_but_colour() -> None:
    plain, colored = (text_of(sample.report(), color=color, width=90) for color in (False, True))
    assert "\x1b" not in plain
    assert ESCAPES.sub("", colored) == plain
    assert colored != plain


@pytest.mark.parametrize("width", [36, 48, 72, 100, 200])
def test_no_line_is_wider_than_the_terminal_unless_one_word_is(width: int) -> None:
    for line in text_of(sample.report(), width=width).splitlines():
        longest = max((cells(word) for word in line.split()), default=0)
        assert cells(line) <= width or longest + 2 > width or "= try:" in line, line


def test_findings_of_an_iterator_are_read_once_and_all_shown() -> None:
    report = sample.report()
    stream = replace(report, articles=iter(report.articles))  # type: ignore[arg-type]
    assert text_of(stream) == text_of(report)


def test_findings_known_before_are_counted_but_not_shown() -> None:
    report = sample.report()
    known = {one["fingerprint"] for article in report.articles for one in article["findings"]}
    text = text_of(report, baseline=known)
    assert "TTL001 major" not in text
    assert "12 findings known from the baseline" in text


def test_a_passed_run_says_so_in_one_line() -> None:
    clean = Report(
        signature="",
        articles=[sample.report().articles[2]],
        verdict=Verdict(passed=True, exit_code=0),
    )
    assert text_of(clean).splitlines()[-1] == "Passed: 0 findings in 1 article."
    assert text_of(clean, quiet=True) == "\n"


def test_the_failure_of_an_article_is_named_once() -> None:
    assert text_of(sample.report()).count("gala.en.txt") == 1


def test_a_hundred_articles_are_listed_worst_first_and_then_counted() -> None:
    text = text_of(sample.scaled(100, 300), width=100)
    assert "… and 75 articles more" in text


@pytest.mark.parametrize(
    ("sentence", "words", "marks"),
    [
        pytest.param("Kiew liegt am Dnjepr", "Dnjepr", "              ^^^^^^", id="plain letters"),
        pytest.param("北京の会談", "会談", "      ^^^^", id="wide letters take two columns"),
        pytest.param(
            "cafe\u0301 in Kiew", "Kiew", "        ^^^^", id="combining accents take none"
        ),
        pytest.param("a\u202eb Kiew", "Kiew", "        ^^^^", id="a bidi control takes its name's"),
        pytest.param("a\x1b[31mb Kiew", "Kiew", " " * 13 + "^^^^", id="an escape takes its name's"),
        pytest.param("a\r\n\tKiew", "Kiew", "    ^^^^", id="line ends take one each"),
    ],
)
def test_marks_stand_under_their_words(sentence: str, words: str, marks: str) -> None:
    at = sentence.index(words)
    one = excerpt({"text": sentence, "line": 1}, Place(0, at, at + len(words)), 80)
    assert one.marks == marks


def test_a_long_sentence_is_cut_round_its_words() -> None:
    sentence = "a " * 100 + "Selensky" + " b" * 100
    one = excerpt({"text": sentence, "line": 1}, Place(0, 200, 208), 40)
    assert cells(one.text) <= 40
    assert one.text[one.marks.index("^") :].startswith("Selensky")
    assert one.text[0] == one.text[-1] == "…"


def test_a_word_of_ten_thousand_letters_fits() -> None:
    one = excerpt({"text": "x" * 10_000, "line": 1}, Place(0, 0, 10_000), 40)
    assert cells(one.text) <= 40
    assert cells(one.marks) <= 40


def test_the_line_is_that_of_the_words_where_a_sentence_spans_several() -> None:
    one = excerpt({"text": "eins\nzwei Kiew", "line": 7}, Place(0, 10, 14), 40)
    assert one.line == 8


@given(
    text=st.text(max_size=120),
    room=st.integers(16, 60),
    ends=st.tuples(st.integers(0, 120), st.integers(0, 120)),
)
def test_any_text_fits_and_its_marks_stand_inside_it(
    text: str, room: int, ends: tuple[int, int]
) -> None:
    start, end = sorted(min(one, len(text)) for one in ends)
    one = excerpt({"text": text, "line": 1}, Place(0, start, end), room)
    assert cells(one.text) <= room
    assert cells(one.marks) <= cells(one.text)
    assert safe_text(one.text) == one.text


def test_text_cannot_drive_the_terminal() -> None:
    hostile = "\x1b]0;owned\x07\x9b31m\u202e"
    finding = sample.finding(message=hostile, suggestions=[hostile], code="\x1b[1m")
    report = replace(
        sample.run_of([finding]), failures=[{"id": hostile, "path": hostile, "message": hostile}]
    )
    text = text_of(report)
    assert not set(text) & set("\x1b\x07\x9b\u202e")
