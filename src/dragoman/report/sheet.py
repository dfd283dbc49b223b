"""Pages of figures in the report's look: no scripts, one file, read, printed, or read aloud."""

from __future__ import annotations

from typing import Any

from dragoman.report.to_html import asset, digest, environment

LOW, HIGH = 2.0, 98.0
"""Where 0 and 1 lie on the 0 … 100 scale of a whisker, so that a dot at the end is drawn whole."""


def render_sheet(template: str, *, signature: str, **page: Any) -> str:
    """Return *template* (one that extends ``sheet.html.j2``) as one HTML page.

    *signature* stands in the footer; *page* is what the template shows.
    """
    from markupsafe import Markup

    style = asset("report.css") + asset("sheet.css")
    return (
        environment()
        .get_template(template)
        .render(**page, signature=signature, style=Markup(style), style_hash=digest(style))
    )


def on_scale(value: float) -> float:
    """Return where a share in [0, 1] lies on a whisker's scale.

    >>> on_scale(0.5)
    50.0
    """
    return round(LOW + (HIGH - LOW) * min(max(value, 0.0), 1.0), 1)
