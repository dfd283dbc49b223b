"""Build the committed sample report: ``python -m tests.report.sample_report [--check]``.

It checks three bundled pairs with the real pipeline and writes ``reports/sample.html``. With
``--check`` it writes nothing and fails if the committed file differs, figures apart: the last
digits of a similarity differ between processors, and a score moves whenever the score is improved.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "reports" / "sample.html"
PAIRS = ("geneva-talks", "satellite-launch", "wind-farm")
"""A page with furniture and a caption, a text with wrong figures, and one without fault."""

SCRUBS = (
    (r"<style>.*?</style>", ""),
    (r"<script[^>]*>.*?</script>", ""),
    (r"<svg.*?</svg>", ""),
    (r"sha256-[A-Za-z0-9+/=]+", ""),
    (r'<span class="signature">.*?</span>', ""),
    (r'<span class="(?:w|lone)"[^>]*>(.*?)</span>', r"\1"),
    (r'class="drift d[0-4x]"', ""),
    (r"\d*\.\d+|\d+ %", "0"),
)


def build() -> str:
    """Return the sample report."""
    from dragoman import gate, pipeline
    from dragoman.cli.deliver import rule_help
    from dragoman.config import Config
    from dragoman.model import ArticleReport, Report
    from dragoman.report import to_html
    from dragoman.report.build import article_json

    config = Config()
    run = pipeline.open_run(config)
    folder = Path("corpora/news/dev")
    wanted = [path for name in PAIRS for path in sorted(folder.glob(f"{name}.??.*"))]
    specs = [
        spec
        for number in range(0, len(wanted), 2)
        for spec in pipeline.find(wanted[number : number + 2], config)
    ]
    articles = []
    for outcome in run.outcomes(specs):
        assert isinstance(outcome, ArticleReport), outcome
        articles.append(article_json(outcome, words=True))
    verdict = gate.decide([gate.tally(one) for one in articles], config.gate)
    report = Report(signature=run.signature(), articles=articles, verdict=verdict)
    return to_html.render(report, rules=rule_help(), title="dragoman: a sample report")


def scrubbed(page: str) -> str:
    """Return *page* without what may differ between machines."""
    for pattern, replacement in SCRUBS:
        page = re.sub(pattern, replacement, page, flags=re.S)
    return page


def main() -> int:
    """Write the sample, or compare it."""
    page = build()
    if "--check" not in sys.argv[1:]:
        SAMPLE.write_text(page, encoding="utf-8")
        return 0
    if scrubbed(SAMPLE.read_text(encoding="utf-8")) == scrubbed(page):
        return 0
    actual = SAMPLE.with_suffix(".actual.html")
    actual.write_text(page, encoding="utf-8")
    print(f"{SAMPLE} is out of date; see {actual}; python -m tests.report.sample_report")
    return 1


if __name__ == "__main__":
    sys.exit(main())
