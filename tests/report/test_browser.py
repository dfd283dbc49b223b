"""The HTML report in a real browser: filters, keys, links, accessibility, hostile text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.report import to_html
from tests.report import sample
from tests.report.browser import axe_source, chromium
from tests.report.test_outputs import hostile

SIZES = {"wide": (1440, 900), "middle": (1000, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html")
    to_html.write(sample.report(), folder / "sample.html", rules=sample.RULES)
    to_html.write(hostile(), folder / "hostile.html")
    to_html.write(sample.scaled(150, 1500), folder / "large.html", rules=sample.RULES)
    to_html.write_folder(sample.report(), folder / "folder", rules=sample.RULES)
    return folder


class Page:
    """A page under test; collects what must not happen."""

    def __init__(self, browser: Any, url: str, **options: Any):
        width, height = SIZES[options.pop("size", "wide")]
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)

    def shown(self, selector: str = ".note") -> list[str]:
        """Return the codes of the findings on display."""
        return [
            one.locator(".code").first.inner_text()
            for one in self.page.locator(selector).all()
            if one.is_visible()
        ]

    def filter(self, query: str) -> None:
        self.page.fill("#q", query)
        self.page.wait_for_timeout(200)

    def current(self) -> str:
        return str(self.page.locator(".note.current").get_attribute("id"))

    def in_view(self, selector: str) -> bool:
        return bool(
            self.page.locator(selector).evaluate(
                "e => (r => r.bottom > 0 && r.top < innerHeight)(e.getBoundingClientRect())"
            )
        )


@pytest.fixture
def open_page(browser: Any, files: Path) -> Iterator[Any]:
    pages: list[Page] = []

    def start(name: str = "sample.html", **options: Any) -> Page:
        page = Page(browser, f"file://{files}/{name}", **options)
        pages.append(page)
        return page

    yield start
    for page in pages:
        page.context.close()
        assert page.troubles == []
        assert all(url.startswith("file://") for url in page.requests)


def test_a_page_loads_itself_and_nothing_else(open_page: Any) -> None:
    page = open_page()
    assert len(page.requests) == 1
    assert "Failed" in page.page.locator("h1").inner_text()


# ----------------------------------------------------------------------------------- filters


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        pytest.param("rule:NAM", ["NAM001", "NAM001"], id="a rule by the start of its code"),
        pytest.param("rule:billion-for", ["NUM002"], id="a rule by its name"),
        pytest.param("sev:critical", ["NEG001", "NUM002"], id="a severity"),
        pytest.param("family:date", ["DAT001"], id="a family"),
        pytest.param("file:market", ["FAL001"], id="a file"),
        pytest.param("is:suppressed", ["TYP001"], id="the suppressed"),
        pytest.param("is:advisory", ["PLC001"], id="the advisory"),
        pytest.param("is:fixable", ["TTL001", "NAM001", "NUM002"], id="the fixable"),
        pytest.param("schtscherban", ["NAM001", "INC001", "NAM001"], id="a word, in any case"),
        pytest.param('text:"old town"', ["UNT001"], id="two words in quotes"),
        pytest.param("rule:TTL rule:DAT", ["TTL001", "DAT001"], id="two rules are alternatives"),
        pytest.param(
            "sev:major file:summit -rule:TTL", ["NAM001", "OMI001", "DAT001"], id="without a rule"
        ),
        pytest.param("sev:critical billion", ["NUM002"], id="a field and a word"),
        pytest.param("whatever:else", [], id="an unknown field is a word"),
        pytest.param("xyzzy", [], id="nothing fits"),
    ],
)  # fmt: skip
def test_a_query_shows_what_it_asks_for(open_page: Any, query: str, codes: list[str]) -> None:
    page = open_page()
    page.filter(query)
    assert page.shown() == codes
    assert page.page.locator("#hits").inner_text() == f"{len(codes)} of 13 shown"
    assert page.page.locator(".nothing").is_visible() == (not codes)


def test_a_query_folds_passages_and_articles_without_findings(open_page: Any) -> None:
    page = open_page()
    page.filter("rule:FAL")
    assert page.page.locator(".row:visible").count() == 1
    assert page.page.locator(".story:visible").count() == 1
    assert page.page.locator("tbody tr:visible").count() == 1


def test_a_button_asks_and_a_second_press_takes_back(open_page: Any) -> None:
    page = open_page()
    button = page.page.locator("[data-toggle='sev:critical']")
    button.click()
    assert page.page.input_value("#q") == "sev:critical"
    assert button.get_attribute("aria-pressed") == "true"
    assert page.shown() == ["NEG001", "NUM002"]
    button.click()
    assert page.page.input_value("#q") == ""
    assert len(page.shown()) == 13


def test_findings_only_folds_the_rest(open_page: Any) -> None:
    page = open_page()
    before = page.page.locator(".row:visible").count()
    page.page.locator("[data-toggle='is:found']").click()
    assert len(page.shown()) == 13
    assert page.page.locator(".row:visible").count() < before


def test_the_address_remembers_the_query(open_page: Any) -> None:
    page = open_page()
    page.filter("sev:critical")
    assert page.page.url.endswith("#?q=sev%3Acritical")
    page.page.reload()
    assert page.page.input_value("#q") == "sev:critical"
    assert page.shown() == ["NEG001", "NUM002"]


def test_the_way_out_of_an_empty_result_is_offered(open_page: Any) -> None:
    page = open_page()
    page.filter("xyzzy")
    page.page.locator("#clear").click()
    assert len(page.shown()) == 13


# ------------------------------------------------------------------------------------- links


def fingerprint(code: str) -> str:
    findings = sample.report().articles[0]["findings"]
    return str(next(one["fingerprint"] for one in findings if one["code"] == code))


def test_a_link_to_a_finding_opens_at_it(open_page: Any) -> None:
    anchor = f"f-{fingerprint('INC001')}"
    page = open_page(f"sample.html#{anchor}")
    assert page.current() == anchor
    assert page.in_view(f"#{anchor}")
    assert page.page.locator("mark.on").inner_text() == "Shcherban"


def test_a_link_to_a_finding_and_a_query_keeps_both(open_page: Any) -> None:
    anchor = f"f-{fingerprint('DAT001')}"
    page = open_page(f"sample.html#{anchor}?q=sev%3Amajor")
    assert page.current() == anchor
    assert page.page.input_value("#q") == "sev:major"


def test_a_link_to_a_finding_the_query_hides_shows_it(open_page: Any) -> None:
    anchor = f"f-{fingerprint('DAT001')}"
    page = open_page(f"sample.html#{anchor}?q=sev%3Acritical")
    assert page.in_view(f"#{anchor}")


def test_a_number_behind_words_leads_to_the_note_and_back_returns(open_page: Any) -> None:
    page = open_page()
    page.page.locator(".target .ref").first.click()
    assert page.current() == f"f-{fingerprint('TTL001')}"
    page.page.go_back()
    assert "#" not in page.page.url


def test_a_bar_of_the_strip_leads_to_its_passage(open_page: Any) -> None:
    page = open_page()
    page.page.locator(".strip a").nth(11).click()
    assert page.in_view(".story .row:nth-child(12)")
    assert page.page.url.endswith("-12")


def test_a_rule_code_leads_to_the_rules_page(open_page: Any) -> None:
    page = open_page()
    page.page.locator(".note a.code").first.click()
    assert page.page.locator("#rule-TTL001 .page").is_visible()
    assert "no foreign minister" in page.page.locator("#rule-TTL001 .page").inner_text()


# -------------------------------------------------------------------------------------- keys


def test_j_and_k_walk_the_findings_and_n_and_p_the_articles(open_page: Any) -> None:
    page = open_page()
    press = page.page.keyboard.press
    press("j")
    assert page.current() == f"f-{fingerprint('TTL001')}"
    press("j")
    assert page.current() == f"f-{fingerprint('NAM001')}"
    press("k")
    assert page.current() == f"f-{fingerprint('TTL001')}"
    press("n")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "statement"
    press("n")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "market"
    press("p")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "statement"


def test_o_opens_the_details_with_evidence_and_rule(open_page: Any) -> None:
    page = open_page()
    page.page.keyboard.press("j")
    page.page.keyboard.press("o")
    details = page.page.locator(".note.current details")
    assert "noun phrase" in details.inner_text()
    assert "office-of-another-country" in details.inner_text()
    page.page.keyboard.press("o")
    assert details.get_attribute("open") is None


def test_the_slash_goes_to_the_filter_and_escape_leaves_then_clears_it(open_page: Any) -> None:
    page = open_page()
    page.page.keyboard.press("/")
    page.page.keyboard.type("sev:minor j")
    page.page.wait_for_timeout(200)
    assert page.page.input_value("#q") == "sev:minor j"
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Escape")
    assert page.page.input_value("#q") == ""


def test_the_question_mark_opens_help_and_escape_closes_it(open_page: Any) -> None:
    page = open_page()
    page.page.keyboard.press("?")
    assert page.page.locator("#help").is_visible()
    page.page.keyboard.press("Escape")
    assert not page.page.locator("#help").is_visible()


def test_every_control_is_reached_by_the_tab_key_in_reading_order(open_page: Any) -> None:
    page = open_page()
    tops = []
    for _ in range(14):
        page.page.keyboard.press("Tab")
        tops.append(
            page.page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY")
        )
    in_page = tops[7:]  # behind the skip link and the bar, which is sticky
    assert in_page == sorted(in_page)


# ------------------------------------------------------------------------------ small things


def test_aligned_words_light_up_on_both_sides(open_page: Any) -> None:
    page = open_page()
    page.page.locator(".target .w", has_text="Aldervik").first.hover()
    lit = page.page.locator(".w.lit").all_inner_texts()
    assert len(lit) == 2
    assert all("Aldervik" in word for word in lit)
    page.page.locator("h1").hover()
    assert page.page.locator(".w.lit").count() == 0


def test_a_copied_suppression_is_toml(open_page: Any) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.page.keyboard.press("j")
    page.page.keyboard.press("o")
    page.page.locator(".note.current .copy").click()
    table = tomllib.loads(page.page.evaluate("navigator.clipboard.readText()"))
    assert table["suppress"][0]["code"] == "TTL001"
    assert table["suppress"][0]["text"] == "US Deputy Foreign Minister"
    assert "reason" in page.page.locator("#toast").inner_text()


def test_dark_mode_follows_the_system(open_page: Any) -> None:
    colors = {
        scheme: open_page(color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert colors["light"] != colors["dark"]


def test_print_leaves_out_the_controls_and_keeps_every_finding(open_page: Any) -> None:
    page = open_page()
    page.page.emulate_media(media="print")
    assert not page.page.locator(".bar").is_visible()
    assert len(page.shown()) == 13


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["sample.html", "hostile.html", "folder/index.html"])
def test_no_page_is_wider_than_its_window(open_page: Any, name: str, size: str) -> None:
    page = open_page(name, size=size)
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# ------------------------------------------------------------------------- without JavaScript


def test_without_javascript_everything_is_there_to_read(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    assert not page.page.locator(".bar").is_visible()
    assert len(page.shown()) == 13
    text = page.page.locator("main").inner_text()
    assert "2.4 trillion" in text
    assert "Ein Sprecher des Auswärtigen Amtes" in text
    assert "no translation" in text
    page.page.locator(".note summary").first.click()
    assert "noun phrase" in page.page.locator(".note details").first.inner_text()


def test_without_javascript_a_large_run_is_there_to_read(open_page: Any) -> None:
    page = open_page("large.html", java_script_enabled=False)
    assert page.page.locator(".note").count() == 1500
    assert not page.page.locator(".notice").is_visible()


# --------------------------------------------------------------------------------- large runs


def test_a_large_run_lays_out_what_is_near_and_filters_all(open_page: Any) -> None:
    page = open_page("large.html")
    page.page.locator(".story").first.scroll_into_view_if_needed()
    page.page.locator(".note").first.wait_for()
    assert page.page.locator(".note").count() < 500
    page.filter("sev:critical")
    assert page.page.locator("#hits").inner_text() == "300 of 1,500 shown"
    assert set(page.shown()) == {"NEG001", "NUM002"}


def test_a_link_into_a_large_run_lays_out_its_article(open_page: Any, files: Path) -> None:
    last = sample.scaled(150, 1500).articles[149]["findings"][0]["fingerprint"]
    page = open_page(f"large.html#f-{last}")
    assert page.current() == f"f-{last}"
    page.page.wait_for_timeout(400)
    assert page.in_view(f"#f-{last}")


def test_a_long_list_of_articles_shows_the_worst_and_the_rest_on_request(open_page: Any) -> None:
    page = open_page("large.html")
    rows = page.page.locator("tbody tr:visible")
    assert rows.count() == 100
    page.page.locator("#all").click()
    assert rows.count() == 150
    page.filter("file:article-0014")
    assert rows.count() == 10


def test_scrolling_a_large_run_lays_out_as_it_goes(open_page: Any) -> None:
    page = open_page("large.html")
    before = page.page.locator(".note").count()
    page.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.page.wait_for_timeout(500)
    assert page.page.locator(".note").count() > before


def test_printing_a_large_run_lays_out_all_of_it(open_page: Any) -> None:
    page = open_page("large.html")
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator(".note").count() == 1500


# ------------------------------------------------------------------------------------- folder


def test_the_index_of_a_folder_leads_to_its_articles_with_the_query(open_page: Any) -> None:
    page = open_page("folder/index.html")
    assert page.page.locator("tbody tr").count() == 4
    page.filter("rule:FAL")
    assert page.page.locator("tbody tr:visible").count() == 1
    page.page.locator("tbody tr:visible a").click()
    assert page.page.locator("h1").inner_text() == "market"
    assert page.page.input_value("#q") == "rule:FAL"
    page.page.locator(".brand a").click()
    assert "Failed" in page.page.locator("h1").inner_text()


# -------------------------------------------------------------------------------- hostile text


def test_hostile_text_runs_nothing_and_reorders_nothing(open_page: Any) -> None:
    page = open_page("hostile.html")
    assert page.page.locator("script").count() == 3
    text = page.page.locator("main").inner_text()
    assert "<script>alert(1)</script>" in text
    assert "\u202e" not in page.page.content()
    assert "⟨RLO⟩" in text
    page.filter("alert")
    assert len(page.shown()) == 1


# ------------------------------------------------------------------------------- accessibility


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["sample.html", "folder/index.html"])
def test_axe_finds_no_fault(open_page: Any, name: str, size: str, scheme: str) -> None:
    page = open_page(name, size=size, color_scheme=scheme)
    if name == "sample.html":
        page.page.keyboard.press("j")
        page.page.keyboard.press("o")
    # What is not laid out yet is not looked at, so lay out all of it.
    page.page.evaluate(
        "document.querySelectorAll('.row').forEach(r => r.style.contentVisibility = 'visible')"
    )
    page.page.evaluate(axe_source())
    found = page.page.evaluate("axe.run({resultTypes: ['violations']})")
    faults = [
        f"{one['id']}: {one['help']} {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]
    assert faults == []
    assert len(found["passes"]) > 20
