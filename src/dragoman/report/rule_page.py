"""A rule's docstring as HTML: headings underlined with hyphens, lists, paragraphs, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.report.facts import safe_text

if TYPE_CHECKING:
    from markupsafe import Markup


def rule_page(text: str) -> Markup:
    """Return the page of a rule; its first line, the summary, is left to whoever shows it.

    >>> rule_page("Summary.\\n\\nWhy\\n---\\nIt ``hurts``.")
    Markup('<h3>Why</h3>\\n<p>It <code>hurts</code>.</p>')
    """
    from markupsafe import Markup

    blocks = re.split(r"\n\s*\n", text.strip())[1:]
    return Markup("\n".join(part for block in blocks for part in _block(block.split("\n"))))


def _block(lines: list[str]) -> Iterator[str]:
    if len(lines) > 1 and re.fullmatch(r"-{3,}", lines[1].strip()):
        yield f"<h3>{_inline(lines[0])}</h3>"
        lines = lines[2:]
    if not lines:
        return
    if lines[0].startswith("- "):
        items = re.split(r"\n- ", "\n".join(lines)[2:])
        yield "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + "</ul>"
    elif lines[0].startswith(" "):
        yield "<pre>" + "\n".join(_escaped(line) for line in lines) + "</pre>"
    else:
        yield f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    return re.sub(r"``(.+?)``", r"<code>\1</code>", _escaped(re.sub(r"\s+", " ", text)))


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(safe_text(text)))
