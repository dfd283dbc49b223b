"""The HTML report without a browser: gold file, content security policy, escaping, folder."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Report
from dragoman.report import to_html
from dragoman.report.facts import Locator, RuleHelp
from dragoman.report.marks import Stretch, marked_up
from dragoman.report.shades import histogram
from tests.report import sample
from tests.report.gold import compare
from tests.report.test_outputs import hostile

SCRUBS = (
    (r"<style>.*?</style>", "<style>…</style>"),
    (r"<script>.*?</script>", "<script>…</script>"),
    (r"sha256-[A-Za-z0-9+/=]+", "sha256-…"),
)


class Tags(HTMLParser):
    """Collects the tags of a page and checks that they nest."""

    VOID = frozenset({"meta", "input", "br", "rect", "line"})

    def __init__(self, page: str):
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        self.ids += [value for key, value in attrs if key == "id" and value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


@pytest.fixture(scope="module")
def page() -> str:
    return to_html.render(sample.report(), rules=sample.RULES)


def test_the_sample_run_gives_its_gold_page(page: str) -> None:
    compare("sample.html", page, SCRUBS)


def test_the_same_run_gives_the_same_page(page: str) -> None:
    assert to_html.render(sample.report(), rules=sample.RULES) == page


def test_articles_may_come_one_by_one(page: str) -> None:
    report = sample.report()
    stream = replace(report, articles=iter(report.articles))  # type: ignore[arg-type]
    assert to_html.render(stream, rules=sample.RULES) == page


@pytest.mark.parametrize(("tag", "count"), [("style", 1), ("script", 2)])
def test_the_policy_allows_the_pages_own_parts_by_hash_and_nothing_else(
    page: str, tag: str, count: int
) -> None:
    parts = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.S)
    assert len(parts) == count
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in parts]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = dict(one.strip().split(" ", 1) for one in policy[1].split(";"))
    assert rules[f"{tag}-src"].split() == [f"'sha256-{digest}'" for digest in digests]
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"


@pytest.mark.parametrize("report", [sample.report(), hostile()], ids=["sample", "hostile"])
def test_a_page_names_no_address_and_has_no_inline_handlers_or_styles(report: Report) -> None:
    tags = Tags(to_html.render(report, rules=sample.RULES))
    assert tags.open == []
    assert not tags.names & {"link", "img", "iframe", "object", "embed", "base", "audio", "video"}
    for key, value in tags.attributes:
        assert not key.startswith("on")
        assert key != "style"
        assert key != "src"
        if key == "href":
            assert re.match(r"#|\.\./|articles/", value or "")


def test_no_two_things_have_the_same_id(page: str) -> None:
    ids = Tags(page).ids
    assert len(ids) == len(set(ids))


def test_findings_that_share_a_fingerprint_get_ids_of_their_own() -> None:
    same = [sample.finding(), sample.finding()]
    ids = Tags(to_html.render(sample.run_of(same))).ids
    assert len(ids) == len(set(ids))


def test_the_same_article_twice_gets_ids_of_its_own() -> None:
    article = sample.report().articles[0]
    ids = Tags(to_html.render(Report(signature="", articles=[article, article]))).ids
    assert len(ids) == len(set(ids))


def test_the_index_is_json_that_cannot_end_its_script() -> None:
    page = to_html.render(hostile())
    found = re.search(r'<script type="application/json" id="index">(.*?)</script>', page, re.S)
    assert found is not None
    assert "<" not in found[1]
    assert json.loads(found[1])[0]["notes"]


def test_an_omission_is_a_gap_in_the_translation_and_an_addition_one_in_the_source() -> None:
    page = to_html.render(sample.report())
    assert page.count('lang="en">no translation</p>') == 1
    moved = {**sample.report().articles[0]}
    moved["alignment"] = [{**bead, "source": []} for bead in moved["alignment"]]
    assert "not in the source" in to_html.render(Report(signature="", articles=[moved]))


def test_page_furniture_is_no_gap() -> None:
    page = to_html.render(sample.report())
    row = re.search(
        r'<div class="row boilerplate furniture".*?Enlarge image.*?</div>\n</div>', page, re.S
    )
    assert row is not None
    assert "gap" not in row[0]
    assert "page furniture" in row[0]


def test_without_a_source_there_is_one_column() -> None:
    page = to_html.render(Report(signature="", articles=[sample.report().articles[3]]))
    assert 'class="story solo"' in page
    assert 'class="source"' not in page
    assert "Schtscherban" in page


def test_a_finding_without_a_place_stands_above_the_article() -> None:
    loose = sample.finding(target=None, source=None, bead=None)
    page = to_html.render(sample.run_of([loose]))
    assert '<div class="notes loose"><article' in page


def test_sentences_in_no_bead_are_shown_all_the_same() -> None:
    article = {**sample.report().articles[0]}
    article["alignment"] = article["alignment"][:-1]
    page = to_html.render(Report(signature="", articles=[article]))
    assert "evening." in page


def test_a_missing_score_is_a_dash() -> None:
    assert ">–</td>" in to_html.render(sample.report())


def test_a_run_that_passed_says_so() -> None:
    from dragoman.model import Verdict

    passed = replace(sample.report(), verdict=Verdict(passed=True, exit_code=0))
    assert '<h1 class="verdict passed">Passed' in to_html.render(passed)


def test_the_pages_of_rules_without_findings_are_left_out() -> None:
    rules = {**sample.RULES, "XYZ999": RuleHelp("x", "x", "x")}
    page = to_html.render(sample.report(), rules=rules)
    assert 'id="rule-TTL001"' in page
    assert "XYZ999" not in page


def test_a_large_run_waits_to_be_laid_out() -> None:
    page = to_html.render(sample.scaled(120, 120))
    assert page.count("<noscript>") == 120
    assert "<noscript>" not in to_html.render(sample.report())


def test_a_folder_has_an_index_and_a_page_per_article(tmp_path: Path) -> None:
    report = sample.report()
    stream = replace(report, articles=iter(report.articles))  # type: ignore[arg-type]
    to_html.write_folder(stream, tmp_path / "out", rules=sample.RULES)
    pages = sorted((tmp_path / "out" / "articles").iterdir())
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert len(pages) == 4
    for one in pages:
        assert f'href="articles/{one.name}"' in index
        tags = Tags(one.read_text(encoding="utf-8"))
        assert tags.open == []
        assert len(tags.ids) == len(set(tags.ids))


def test_articles_whose_names_differ_only_in_signs_get_pages_of_their_own(tmp_path: Path) -> None:
    base = sample.report().articles[2]
    articles = [{**base, "id": name} for name in ("a/b", "a b", "…", "../../etc")]
    to_html.write_folder(Report(signature="", articles=articles), tmp_path)
    assert len(list((tmp_path / "articles").iterdir())) == 4


# ------------------------------------------------------------------------------------- parts


class Mark:
    """The least a mark needs to know."""

    def __init__(self, number: int, severity: str = "minor"):
        self.number, self.severity = number, severity
        self.anchor, self.status = f"f{number}", "open"


def plain(html: str) -> str:
    text = re.sub(r'<a class="ref.*?</a>', "", html)
    return re.sub(r"<[^>]*>", "", text)


def test_overlapping_findings_each_mark_their_own_words() -> None:
    html = marked_up(
        "abcdef",
        [Stretch(start=0, end=4, note=Mark(1)), Stretch(start=2, end=6, note=Mark(2, "major"))],
    )
    marks = re.findall(r'<mark class="(\w+)" data-f="([\d ]+)">(\w+)</mark>', html)
    assert marks == [("minor", "1", "ab"), ("major", "1 2", "cd"), ("major", "2", "ef")]


@given(
    st.text(alphabet="ab<&\u202e ", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_marking_never_changes_the_words(
    text: str, spans: list[tuple[int, int]], words: list[tuple[int, int]]
) -> None:
    stretches = [Stretch(start=min(one), end=max(one), note=Mark(n)) for n, one in enumerate(spans)]
    links = [(min(one), max(one), n) for n, one in enumerate(words)]
    assert plain(marked_up(text, stretches, links)) == plain(marked_up(text, []))


@pytest.mark.parametrize(
    ("span", "places"),
    [
        pytest.param((0, 3), [(0, 0, 3)], id="words at the start"),
        pytest.param((5, 9), [(0, 5, 9)], id="words at the end of a sentence"),
        pytest.param((5, 13), [(0, 5, 9), (1, 0, 3)], id="words over two sentences"),
        pytest.param((9, 10), [], id="the space between sentences"),
        pytest.param((12, 12), [(1, 2, 2)], id="a point"),
        pytest.param((90, 99), [], id="a place outside"),
    ],
)
def test_a_span_is_found_in_the_sentences_it_touches(
    span: tuple[int, int], places: list[tuple[int, int, int]]
) -> None:
    sentences = [
        {"start": 0, "end": 9, "text": "Eins zwei"},
        {"start": 10, "end": 19, "text": "Drei vier"},
    ]
    found = Locator(sentences)({"start": span[0], "end": span[1], "text": ""})
    assert [tuple(place) for place in found] == places


def markup(text: str, end: int, words: str, start: int) -> Mapping[str, Any]:
    sentences = [{"start": 0, "end": end, "text": text}]
    place = Locator(sentences)({"start": start, "end": start + len(words), "text": words})[0]
    return {"start": place.start, "end": place.end}


def test_in_markup_the_nearest_of_equal_words_is_taken() -> None:
    text = "Kiew und wieder Kiew"
    assert markup(text, 60, "Kiew", 3) == {"start": 0, "end": 4}
    assert markup(text, 60, "Kiew", 48) == {"start": 16, "end": 20}


def test_in_markup_words_that_are_not_found_mark_the_sentence() -> None:
    assert markup("Kiew", 60, "Lwiw", 3) == {"start": 0, "end": 4}


def test_the_histogram_counts_every_value_and_one_is_in_the_last_bar() -> None:
    bins = histogram([0.0, 0.049, 0.05, 1.0])
    assert (bins[0], bins[1], bins[-1], sum(bins)) == (2, 1, 1, 4)


def test_importing_a_format_loads_no_template_engine_or_terminal_library() -> None:
    code = (
        "import sys; from dragoman.report import formats, to_github, to_html, to_json, to_junit, "
        "to_mqm, to_sarif, to_terminal, to_gitlab; "
        "print([name for name in ('jinja2', 'rich', 'lxml', 'numpy') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
