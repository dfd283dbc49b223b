"""A run as HTML: one self-contained file, or a folder with a page per article.

Rows are rendered here, not in the browser: the page reads the same with JavaScript off, and the
script only filters and navigates. The page may load nothing: its content security policy allows
the one style and the one script it carries, by hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.model import Report
from dragoman.report.facts import RuleHelp, Rules, Totals, plural, safe_text
from dragoman.report.files import write_atomic
from dragoman.report.pieces import joined
from dragoman.report.rule_page import rule_page
from dragoman.report.shades import DRIFT_BINS, histogram, shade
from dragoman.report.view import ArticleView, Names, article_view

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Json = Mapping[str, Any]

EAGER_ROWS = 1500
"""Rows up to which a page's articles are laid out as it opens. Above, each article waits in a
``noscript`` element, which a browser with scripts keeps as plain text, until it is scrolled near;
without scripts it is read as ever. ``tests/report/measure.py`` times both."""


EARLY = 'document.documentElement.classList.add("scripted")'
"""Tells the style, before anything is laid out, that scripts run."""

LISTED = 100
"""Articles the list of a run shows at first, worst first: laying a table of thousands out takes
longer than all the rest of the page. The others come with a button, a filter or without scripts."""


SPARKS = 200
"""Articles up to which a list shows the drift along each: above, a page is too long to compare."""


def render(
    report: Report,
    *,
    rules: Rules | None = None,
    baseline: Collection[str] = frozenset(),
    title: str = "dragoman report",
) -> str:
    """Return the run as one HTML page, worst article first.

    *rules* maps rule codes to what the page says about them; those of rules without findings are
    left out. *baseline* holds the fingerprints known before.
    """
    views, drift, names = [], array("d"), Names()
    for article in joined(report.articles):
        views.append(article_view(article, names=names, baseline=baseline))
        drift.extend(_judged(article))
    views.sort(key=lambda view: view.weight)
    page = {
        **_run_facts(report, views, drift),
        "title": title,
        "stories": views,
        "index": views,
        "lazy": sum(len(view.rows) for view in views) > EAGER_ROWS,
        "linked": False,
        "rules": _mentioned(rules or {}, views),
    }
    return _page("run.html.j2", page, report)


def write(
    report: Report,
    path: Path,
    *,
    rules: Rules | None = None,
    baseline: Collection[str] = frozenset(),
) -> None:
    """Write the run as one HTML page, whole or not at all."""
    write_atomic(path, render(report, rules=rules, baseline=baseline))


def write_folder(
    report: Report,
    directory: Path,
    *,
    rules: Rules | None = None,
    baseline: Collection[str] = frozenset(),
    title: str = "dragoman report",
) -> None:
    """Write ``index.html`` and a page per article; the articles are read once, one at a time.

    Only what the index shows is kept of each: its scores and a line per finding. The index comes
    last, so that it never links to a page that is not there.
    """
    (directory / "articles").mkdir(parents=True, exist_ok=True)
    views: list[ArticleView] = []
    drift, names = array("d"), Names()
    for article in joined(report.articles):
        view = article_view(article, names=names, baseline=baseline)
        name = f"articles/{_slug(view.id)}-{view.anchor[2:]}.html"
        page = {
            "title": f"{view.id} – {title}",
            "view": view,
            "index": [view],
            "lazy": False,
            "rules": _mentioned(rules or {}, [view]),
        }
        write_atomic(directory / name, _page("article.html.j2", page, report))
        drift.extend(_judged(article))
        view.shelve(name)
        views.append(view)
        if len(views) > SPARKS:
            for one in views if len(views) == SPARKS + 1 else (view,):
                one.strip = ()
    views.sort(key=lambda view: view.weight)
    page = {"title": title, "stories": (), "index": views, "lazy": False, "rules": {}}
    page |= {**_run_facts(report, views, drift), "linked": True}
    write_atomic(directory / "index.html", _page("run.html.j2", page, report))


def _run_facts(
    report: Report, views: Sequence[ArticleView], drift: Sequence[float]
) -> dict[str, Any]:
    """Return what the head of the run page shows; *drift* is that of every judged passage."""
    total = sum((view.totals for view in views), Totals())
    bins = histogram(drift)
    tallest = max(*bins, 1)
    most = max(total.families.values(), default=1)
    found = sum(total.severities.values())
    return {
        "verdict": report.verdict,
        "lead": f"{plural(found, 'finding')} in {plural(total.articles, 'article')}, "
        f"{plural(total.words, 'word')}",
        "failures": report.failures,
        "totals": total,
        "families": [
            (name, count, round(100 * count / most, 1))
            for name, count in total.families.most_common()
        ],
        "judged": len(drift),
        "unjudged": sum(total.unjudged.values()),
        "bins": [(size, max(round(88 * size / tallest, 1), 2 if size else 0)) for size in bins],
        "bins_text": _spoken(bins),
    }


def _judged(article: Json) -> Iterator[float]:
    """Yield the drift of each passage for which it was judged."""
    return (bead["drift"] for bead in article["alignment"] if bead["drift"] is not None)


def _spoken(bins: Sequence[int]) -> str:
    step = 1 / len(bins)
    parts = [
        f"{size} from {at * step:.2f} to {(at + 1) * step:.2f}"
        for at, size in enumerate(bins)
        if size
    ]
    return ", ".join(parts)


def _mentioned(rules: Rules, views: Iterable[ArticleView]) -> dict[str, RuleHelp]:
    """Keep the rules that found something."""
    found = sorted(set().union(*(view.codes for view in views)))
    return {code: RuleHelp(*rules[code]) for code in found if code in rules}


def _slug(identity: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", identity.lower()).strip("-")[:40] or "article"


def _page(template: str, page: Mapping[str, Any], report: Report) -> str:
    from markupsafe import Markup

    style, script = asset("report.css"), asset("report.js")
    return environment().get_template(template).render(
        **page,
        listed=LISTED,
        sparks=SPARKS,
        signature=report.signature,
        style=Markup(style),
        script=Markup(script),
        early=Markup(EARLY),
        early_hash=digest(EARLY),
        records=_records,
        style_hash=digest(style),
        script_hash=digest(script),
    )  # fmt: skip


def _records(views: Sequence[ArticleView]) -> Markup:
    """Return the page's index as JSON that may stand in a script element."""
    from markupsafe import Markup

    each = (json.dumps(view.index(), ensure_ascii=False, separators=(",", ":")) for view in views)
    text = f"[{','.join(each)}]"
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


@cache
def asset(name: str) -> str:
    """Return a file beside the templates."""
    folder = resources.files("dragoman.report").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return what a content security policy calls *text*, a style or script that it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def environment() -> Environment:
    """Return what renders the templates: everything escaped, steering characters named."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def safe(value: Any) -> Any:
        """Name steering characters in every value that is not markup already."""
        return (
            safe_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
        )

    environment = Environment(
        loader=PackageLoader("dragoman.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=safe,
    )
    environment.filters["page"] = rule_page
    environment.filters["shade_of_bin"] = _shade_of_bin
    return environment


def _shade_of_bin(number: int) -> str:
    return shade((number + 0.5) / DRIFT_BINS)
