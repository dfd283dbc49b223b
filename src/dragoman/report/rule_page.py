"""A rule's page as HTML: the Markdown that the pages use, and no more.

Headings (``##`` or underlined), lists, tables, fenced and indented code, paragraphs; in them code,
strong and emphasised words. Links keep their words and lose their address, since a report names
no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.report.facts import safe_text

if TYPE_CHECKING:
    from markupsafe import Markup


def rule_page(text: str, summary: str = "") -> Markup:
    r"""Return the page without its title and *summary*, which are shown where the page opens.

    >>> rule_page("# X1 x\n\nSummary.\n\nWhy\n---\nIt ``hurts``.", "Summary")
    Markup('<h3>Why</h3>\n<p>It <code>hurts</code>.</p>')
    """
    from markupsafe import Markup

    html = [part for block in _blocks(text) for part in _block(block, summary)]
    return Markup("\n".join(html))


def _blocks(text: str) -> Iterator[list[str]]:
    """Split at empty lines, but not inside fenced code."""
    block: list[str] = []
    fenced = False
    for line in text.strip("\n").split("\n"):
        fenced ^= line.startswith("```")
        if line.strip() or fenced:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _block(lines: list[str], summary: str) -> Iterator[str]:
    first = lines[0]
    if heading := re.match(r"(#+) (.*)", first):
        if heading[1] != "#":
            yield f"<h3>{_inline(heading[2])}</h3>"
        lines = lines[1:]
    elif len(lines) > 1 and re.fullmatch(r"-{3,}|={3,}", lines[1].strip()):
        yield f"<h3>{_inline(first)}</h3>"
        lines = lines[2:]
    if lines and " ".join(lines).strip().rstrip(".") != summary.rstrip("."):
        yield _body(lines)


def _body(lines: list[str]) -> str:
    first = lines[0]
    if first.startswith("```"):
        return f"<pre>{_escaped(lines[1:-1])}</pre>"
    if first.startswith("    "):
        return f"<pre>{_escaped(line[4:] for line in lines)}</pre>"
    if re.match(r"[-*] ", first):
        items = re.split(r"\n[-*] ", "\n".join(lines)[2:])
        return "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + "</ul>"
    if first.startswith("|"):
        return _table(lines)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _table(lines: list[str]) -> str:
    rows = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines]
    html = []
    for number, row in enumerate(rows):
        if number == 1 and all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in row):
            continue
        tag = "td" if number else "th"
        html.append("<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in row) + "</tr>")
    return f"<table>{''.join(html)}</table>"


def _inline(text: str) -> str:
    html = _escaped([re.sub(r"\s+", " ", text).strip().replace(r"\|", "|")])
    parts = re.split(r"(``.+?``|`[^`]+`)", html)
    return "".join(_code(one) if one.startswith("`") else _words(one) for one in parts)


def _code(html: str) -> str:
    return f"<code>{html.strip('`').strip()}</code>"


def _words(html: str) -> str:
    html = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", html)
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)
    return re.sub(r"(?<!\w)\*(?=\S)(.+?)(?<=\S)\*(?!\w)", r"<em>\1</em>", html)


def _escaped(lines: Iterator[str] | list[str]) -> str:
    from markupsafe import escape

    return "\n".join(str(escape(safe_text(line))) for line in lines)
