from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from dragoman.errors import UsageError
from dragoman.model import Report
from dragoman.report import formats, to_github, to_sarif
from dragoman.report.suppression import suppression
from tests.report import sample
from tests.report.gold import compare

SCHEMAS = Path(__file__).parent / "schemas"

HOSTILE = (
    "<script>alert(1)</script> ]]> \u202eevil\u2066 a\x00b\x1b[31m \ud800 \ufffe "
    "tab\there\nnew::error::line|%0A,:`*_[x](y) " + "w" * 10_000
)


@pytest.fixture(scope="module")
def report() -> Report:
    return sample.report()


def render(name: str, report: Report, baseline: set[str] | None = None) -> str:
    return "".join(formats.render(name, report, rules=sample.RULES, baseline=baseline))


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("json", "sample.json"),
        ("jsonl", "sample.jsonl"),
        ("sarif", "sample.sarif"),
        ("junit", "sample.junit.xml"),
        ("github", "sample.github.txt"),
        ("gitlab", "sample.gitlab.json"),
        ("mqm", "sample.mqm.tsv"),
    ],
)
def test_the_sample_run_gives_its_gold_file(name: str, gold: str, report: Report) -> None:
    compare(gold, render(name, report))


@pytest.mark.parametrize("name", formats.NAMES)
def test_articles_may_be_an_iterator(name: str, report: Report) -> None:
    stream = replace(report, articles=iter(report.articles))  # type: ignore[arg-type]
    assert render(name, stream) == render(name, report)


@pytest.mark.parametrize("name", [name for name in formats.NAMES if name != "github"])
def test_a_run_of_nothing_is_rendered(name: str) -> None:
    assert render(name, Report(signature="", articles=()))


def test_a_run_of_nothing_has_nothing_to_annotate() -> None:
    assert render("github", Report(signature="", articles=())) == ""


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no format 'pdf'"):
        formats.render("pdf", sample.report())


def hostile() -> Report:
    base = sample.report().articles[0]
    span = {"start": 0, "end": 5, "line": 1, "column": 1, "text": HOSTILE}
    finding = {
        **base["findings"][0], "message": HOSTILE, "target": span, "source": span, "rule": HOSTILE,
        "suggestions": [HOSTILE], "evidence": {HOSTILE: HOSTILE}, "fingerprint": HOSTILE,
    }  # fmt: skip
    sentences = {
        side: [{**one, "text": HOSTILE} for one in base["sentences"][side]]
        for side in base["sentences"]
    }
    article = {
        **base, "id": HOSTILE, "sentences": sentences, "findings": [finding],
        "source": {"path": HOSTILE, "lang": "de"},
        "target": {"path": HOSTILE, "lang": HOSTILE[:20]},
    }  # fmt: skip
    failure = {"id": HOSTILE, "path": HOSTILE, "message": HOSTILE}
    return Report(signature=HOSTILE, articles=[article], failures=[failure])


@pytest.mark.parametrize("name", formats.NAMES)
def test_hostile_text_is_rendered(name: str) -> None:
    assert render(name, hostile())


# ------------------------------------------------------------------------------------- SARIF


def sarif(report: Report, baseline: set[str] | None = None) -> Mapping[str, Any]:
    log = json.loads(render("sarif", report, baseline))
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(log)
    run: Mapping[str, Any] = log["runs"][0]
    return run


@pytest.mark.parametrize("baseline", [None, set()], ids=["no baseline", "an empty baseline"])
def test_sarif_follows_its_schema(report: Report, baseline: set[str] | None) -> None:
    sarif(report, baseline)


def test_hostile_sarif_follows_its_schema() -> None:
    sarif(hostile(), set())


def test_sarif_results_name_their_rule_by_id_and_place(report: Report) -> None:
    run = sarif(report)
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_levels_follow_severity_and_the_advisory_are_notes(report: Report) -> None:
    levels = {one["ruleId"]: one["level"] for one in sarif(report)["results"]}
    assert (levels["NEG001"], levels["TTL001"], levels["ADD001"], levels["PLC001"]) == (
        "error", "warning", "note", "note",
    )  # fmt: skip


def test_sarif_regions_are_the_words(report: Report) -> None:
    text = sample.summit().article.target.document.text
    lines = text.split("\n")
    checked = 0
    for result in sarif(report)["results"]:
        place = result["locations"][0]["physicalLocation"]
        if place["artifactLocation"]["uri"] != "summit.en.txt":
            continue
        region = place["region"]
        words = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert words == region["snippet"]["text"]
        assert text[region["charOffset"] :][: region["charLength"]] == words
        checked += 1
    assert checked > 8


def test_an_omission_points_at_the_source(report: Report) -> None:
    one = next(one for one in sarif(report)["results"] if one["ruleId"] == "OMI001")
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "summit.de.txt"
    assert "relatedLocations" not in one


def test_a_safe_suggestion_is_a_fix_and_an_unsafe_one_is_not(report: Report) -> None:
    fixes = {one["ruleId"]: one.get("fixes") for one in sarif(report)["results"]}
    change = fixes["TTL001"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "US Deputy Secretary of State"
    assert fixes["DAT001"] is None


def test_words_cleaned_of_markup_get_no_fix_and_no_end() -> None:
    finding = sample.finding()
    finding["target"] = {**finding["target"], "end": finding["target"]["end"] + 7}
    result = sarif(sample.run_of([finding]))["results"][0]
    assert "fixes" not in result
    assert "endColumn" not in result["locations"][0]["physicalLocation"]["region"]


def test_the_baseline_tells_new_from_unchanged(report: Report) -> None:
    known = report.articles[0]["findings"][0]["fingerprint"]
    states = {
        one["partialFingerprints"]["dragoman/v1"]: one["baselineState"]
        for one in sarif(report, {known})["results"]
    }
    assert states[known] == "unchanged"
    assert sorted(set(states.values())) == ["new", "unchanged"]
    assert "baselineState" not in sarif(report)["results"][0]


def test_a_suppressed_finding_says_why(report: Report) -> None:
    one = next(one for one in sarif(report)["results"] if one["ruleId"] == "TYP001")
    assert one["suppressions"][0]["justification"] == "house style"


def test_what_could_not_be_checked_is_a_notification(report: Report) -> None:
    invocation = sarif(report)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    assert "gala" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_words_that_look_like_a_link_are_no_link() -> None:
    run = sarif(sample.run_of([sample.finding(message="see [here](1)", suggestions=[])]))
    assert run["results"][0]["message"]["text"] == r"see \[here](1)"


def test_a_region_over_two_lines_ends_on_the_second() -> None:
    span = {"start": 0, "end": 9, "line": 3, "column": 5, "text": "zwei\r\nund"}
    run = sarif(sample.run_of([sample.finding(target=span)]))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["endLine"], region["endColumn"]) == (4, 4)


def test_rules_without_findings_are_listed_too_so_that_ids_are_known() -> None:
    run = json.loads(
        "".join(to_sarif.render(Report(signature="", articles=()), rules=sample.RULES))
    )
    assert [one["id"] for one in run["runs"][0]["tool"]["driver"]["rules"]] == ["NAM001", "TTL001"]


# ------------------------------------------------------------------------------------- JUnit


def test_junit_counts_add_up(report: Report) -> None:
    root = ElementTree.fromstring(render("junit", report))
    assert root.tag == "testsuites"
    for scope in (root, *root):
        cases = list(scope.iter("testcase"))
        assert int(scope.get("tests", "")) == len(cases)
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(scope.get(key, "")) == len(list(scope.iter(tag)))
    assert [suite.get("name") for suite in root] == [
        "summit",
        "market",
        "ferry",
        "statement",
        "gala",
    ]


def test_junit_of_hostile_text_is_well_formed() -> None:
    root = ElementTree.fromstring(render("junit", hostile()).encode())
    assert "<script>" in (root.find(".//failure").get("message") or "")  # type: ignore[union-attr]


def test_a_known_finding_is_skipped_in_junit(report: Report) -> None:
    known = {one["fingerprint"] for article in report.articles for one in article["findings"]}
    root = ElementTree.fromstring(render("junit", report, known))
    assert root.get("failures") == "0"


# ------------------------------------------------------------------------------------ GitHub


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does."""
    out = []
    for line in text.splitlines():
        _, head, message = line.split("::", 2)
        level, _, listed = head.partition(" ")
        pairs = (part.partition("=") for part in listed.split(","))
        out.append((level, {key: unescape(value) for key, _, value in pairs}, unescape(message)))
    return out


def unescape(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_gets_ten_of_a_level_the_most_certain_first() -> None:
    findings = [
        sample.finding(confidence=0.5 + n / 100, severity=level, fingerprint=f"{level}{n}")
        for n in range(30)
        for level in ("minor", "critical", "major")
    ]
    found = commands(render("github", sample.run_of(findings)))
    assert [level for level, _, _ in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


def test_what_could_not_be_checked_takes_its_share_of_the_errors() -> None:
    findings = [sample.finding(severity="critical", fingerprint=str(n)) for n in range(30)]
    failures = [{"id": "x", "path": "x.txt", "message": "no, 50 % of it: \nbad"}] * 3
    found = commands(render("github", replace(sample.run_of(findings), failures=failures)))
    assert len(found) == 10
    assert found[0] == ("error", {"file": "x.txt"}, "no, 50 % of it:  bad")


def test_a_command_survives_what_its_values_hold() -> None:
    base = sample.report().articles[0]
    finding = sample.finding(message="50 %, they said: ::error::", suggestions=[])
    article = {**base, "findings": [finding], "target": {"path": "a,b:c%.txt", "lang": "en"}}
    found = commands(render("github", Report(signature="", articles=[article])))
    assert len(found) == 1
    assert found[0][1]["file"] == "a,b:c%.txt"
    assert found[0][2] == "50 %, they said: ::error::"


def test_hostile_text_gives_no_command_of_its_own() -> None:
    assert [level for level, _, _ in commands(render("github", hostile()))] == ["error", "warning"]


def test_the_job_summary_prints_as_its_gold_file(report: Report) -> None:
    compare("summary.md", to_github.summary(report))


def test_a_large_job_summary_stays_under_the_limit_and_says_what_it_left_out() -> None:
    text = to_github.summary(sample.scaled(2000, 20_000))
    assert len(text.encode()) < 1024 * 1024
    assert "articles more" in text
    assert "findings more" in text


def test_a_hostile_summary_holds_no_html() -> None:
    text = to_github.summary(hostile())
    assert "<script" not in text
    assert all(line.count("|") - line.count("\\|") in (0, 6, 7) for line in text.splitlines())


# ------------------------------------------------------------------------------------ GitLab


def test_gitlab_entries_have_what_the_widget_needs(report: Report) -> None:
    entries = json.loads(render("gitlab", report))
    assert len(entries) == 12  # the suppressed one is left out
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
    assert next(e for e in entries if e["check_name"].startswith("PLC001"))["severity"] == "info"


# --------------------------------------------------------------------------------------- MQM


def ratings(report: Report) -> list[dict[str, str]]:
    text = render("mqm", report)
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_mqm_marks_the_words_and_nothing_else(report: Report) -> None:
    rows = {json.loads(row["metadata"]).get("rule"): row for row in ratings(report)}
    assert "<v>US Deputy Foreign Minister</v> Carla" in rows["TTL001"]["target"]
    assert "<v>" not in rows["TTL001"]["source"]
    assert rows["OMI001"]["source"].startswith("<v>Ein Sprecher")
    assert rows["OMI001"]["target"] == ""
    assert rows["NUM002"]["severity"] == "Critical"


def test_mqm_has_a_row_for_each_segment_found_or_not(report: Report) -> None:
    rows = ratings(report)
    segments = {row["globalSegId"] for row in rows}
    assert segments == {str(n) for n in range(1, 26)}  # 14 + 4 + 2 beads, 5 sentences alone
    clean = [row for row in rows if row["category"] == "No-error"]
    assert all("<v>" not in row["target"] + row["source"] for row in clean)


def test_hostile_text_stays_in_its_cell() -> None:
    rows = ratings(hostile())
    assert {row["doc"] for row in rows} == {rows[0]["doc"]}
    assert all(row["rater"] == "dragoman" for row in rows)


def test_the_texts_own_tags_are_not_taken_for_ours() -> None:
    base = sample.report().articles[3]
    sentences = [{**one, "text": "a <v>b</v> c"} for one in base["sentences"]["target"]]
    article = {**base, "sentences": {"source": [], "target": sentences}, "findings": []}
    rows = ratings(Report(signature="", articles=[article]))
    assert rows[0]["target"] == "a < v>b</ v> c"


# ------------------------------------------------------------------------------- suppression


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        pytest.param("Altstadt", "text", "Altstadt", id="words stand as they are"),
        pytest.param('a "b" [c]*?', "text", 'a "b" [[]c][*][?]', id="patterns are quoted"),
        pytest.param("w " * 60, "fingerprint", "f00", id="long words give way to the fingerprint"),
        pytest.param("a\x00b", "fingerprint", "f00", id="so do words with steering characters"),
    ],
)
def test_a_suppression_is_toml_that_matches_its_finding(words: str, key: str, value: str) -> None:
    import tomllib
    from fnmatch import fnmatchcase

    base = sample.report().articles[0]
    span = {"start": 0, "end": 1, "line": 1, "column": 1, "text": words}
    entry = tomllib.loads(suppression(base, sample.finding(target=span, fingerprint="f00")))
    table = entry["suppress"][0]
    assert table[key] == value
    assert fnmatchcase(base["target"]["path"], table["path"])
    if key == "text":
        assert fnmatchcase(words, table["text"])
