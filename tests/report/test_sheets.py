"""The pages of figures in a real browser: narrow, dark, without scripts, accessible, printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.compare import compare
from dragoman.compare import to_html as comparison
from dragoman.dev.evaluate import Evaluation
from dragoman.dev.evaluate import to_html as evaluation
from dragoman.dev.evaluate.figures import Rate, Score
from dragoman.dev.evaluate.match import Judged, Matched
from dragoman.dev.gold import GoldFinding, read_gold
from tests.compare.test_compare import BAD, GOOD, article
from tests.report.browser import axe_source, chromium

CORPORA = Path(__file__).parents[2] / "corpora"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


def measured() -> Evaluation:
    """Return an evaluation with something under every heading."""
    pair, _ = read_gold(CORPORA / "news/dev/wind-farm.gold.toml", CORPORA)
    assert pair is not None
    findings = tuple(
        Judged({"code": f"ABC{n % 3:03}", "family": "name", "confidence": n / 20}, n % 4 > 0, True)
        for n in range(20)
    )
    gold = GoldFinding(family="name", severity="major", note="left over")
    result = Evaluation(signature="made up", drift={"de-en": (0.4, 200)})
    result.articles.append((pair, Matched(findings, ((gold, True),), (frozenset({"ABC001"}),))))
    score = Score(Rate(9, 10), Rate(8, 10))
    result.alignment["gold articles"] = (score, score)
    return result


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    rules = {f"ABC{n:03}": "a-rule-with-a-rather-long-name" for n in range(4)}
    page = evaluation(measured(), name="corpora/made-up", rules=rules)
    (folder / "evaluation.html").write_text(page, encoding="utf-8")
    result = compare(
        [article(BAD, finds=[(0, "major", "Genf"), (1, "minor", "stay")])],
        [article(GOOD, finds=[(1, "critical", "not")], drift=0.5)],
    )
    page = comparison(result, names=("engine-a", "engine-b"), rules={"PLC001": "exonym"})
    (folder / "comparison.html").write_text(page, encoding="utf-8")
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["evaluation.html", "comparison.html"])
def test_the_page_fits_asks_for_nothing_and_axe_finds_no_fault(
    browser: Any, pages: Path, name: str, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    troubles: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pages / name).as_uri())
    assert len(asked) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe_source())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    faults = [
        f"{one['id']}: {one['help']} {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]
    context.close()
    assert faults == []
    assert troubles == []
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("name", ["evaluation.html", "comparison.html"])
def test_the_page_is_whole_without_scripts(browser: Any, pages: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / name).as_uri())
    assert page.locator("h1").is_visible()
    assert all(one.is_visible() for one in page.locator("h2").all())
    context.close()


@pytest.mark.parametrize("name", ["evaluation.html", "comparison.html"])
def test_nothing_is_cut_off_in_print(browser: Any, pages: Path, name: str) -> None:
    page = browser.new_page(viewport={"width": 690, "height": 1000})  # A4 within its margins
    page.emulate_media(media="print")
    page.goto((pages / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    page.close()
