"""Measure how large runs render and open: ``python -m tests.report.measure [articles] [findings]``.

Not a test: the figures depend on the machine. Times to open are the browser's own, CPU is the
busy time of the page's main thread, which another process cannot lengthen.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from dragoman.report import to_html
from tests.report import sample
from tests.report.browser import chromium

OPENED = """(() => { const n = performance.getEntriesByType('navigation')[0];
  return [performance.getEntriesByName('first-contentful-paint')[0].startTime, n.loadEventEnd,
    document.getElementsByTagName('*').length] })()"""

SCROLL = """async () => { const frames = []; let last = performance.now();
  for (let i = 0; i < 100; i++) { scrollBy(0, 600);
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last); last = performance.now(); }
  frames.sort((a, b) => a - b); return [frames[50], frames[95]] }"""


def main(articles: int, findings: int) -> None:
    """Render a run of that size, open it, filter it, scroll it; print what each took."""
    report = sample.scaled(articles, findings)
    start = time.process_time()
    page = to_html.render(report, rules=sample.RULES)
    print(f"render: {time.process_time() - start:.1f} s CPU, {len(page.encode()) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "large.html"
        path.write_text(page, encoding="utf-8")
        for _ in range(3):
            _open(browser, path)


def _open(browser: Any, path: Path) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"file://{path}", timeout=120_000)
    metrics = {
        one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
    }
    paint, load, elements = page.evaluate(OPENED)
    print(
        f"open: first paint {paint / 1000:.2f} s, loaded {load / 1000:.2f} s, "
        f"{metrics['TaskDuration']:.2f} s CPU, {elements:,} elements"
    )
    for query in ("sev:critical", "minister"):
        start = time.perf_counter()
        page.fill("#q", query)
        page.locator("#hits:has-text('of')").wait_for()
        page.wait_for_timeout(130)  # the box waits that long for more letters
        page.evaluate("document.body.offsetHeight")
        print(f"filter {query}: {time.perf_counter() - start:.2f} s, {page.inner_text('#hits')}")
    page.fill("#q", "")
    page.wait_for_timeout(300)
    page.evaluate("scrollTo(0, document.querySelector('.story').offsetTop)")
    middle, slow = page.evaluate(SCROLL)
    print(f"scroll: {middle:.0f} ms a frame, {slow:.0f} ms at the 95th percentile")
    context.close()


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]] or [2000, 20_000]
    main(*(numbers * 2)[:2])
