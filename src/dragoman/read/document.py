"""Read one file, or one text, as one side of an article."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from dragoman.errors import InputError
from dragoman.model import Document
from dragoman.read.decode import decode
from dragoman.read.drafts import Draft
from dragoman.read.files import MAX_BYTES, read_bytes
from dragoman.read.html import read_html
from dragoman.read.ignores import Ignore, ignores_of
from dragoman.read.plain import read_lines, read_plain
from dragoman.read.roles import decide_roles, is_furniture

Format = Literal["text", "markdown", "html"]

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
"""What each file name ending says; any other file is looked into."""

_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def read_document(
    path: str | os.PathLike[str],
    *,
    lang: str | None = None,
    segment_lines: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Read a text, Markdown or HTML file into a document with exact offsets.

    *lang* is recorded as given (None leaves it to detection). *segment_lines* takes every line of
    a text or Markdown file as one sentence, blocks then being ``whole``; HTML has no such lines.

    Raises:
        InputError: the file is missing, unreadable, empty, binary, too large, in no encoding we
            know, or holds no text; one line that says how to mend it.
    """
    name = os.fspath(path)
    data = read_bytes(name, max_bytes)
    kind = SUFFIXES.get(Path(name).suffix.lower())
    text, encoding = decode(data, name, html=kind in ("html", None))
    kind = kind or ("html" if _HTML.match(text[:4096]) else "text")
    document = read_text(text, name=name, kind=kind, lang=lang, segment_lines=segment_lines)
    return replace(document, encoding=encoding)


def read_text(
    text: str,
    *,
    name: str,
    kind: Format = "text",
    lang: str | None = None,
    segment_lines: bool = False,
) -> Document:
    """Read decoded *text* as ``read_document`` reads a file's; *name* stands for its path.

    Raises:
        InputError: it holds no text.
    """
    lines = segment_lines and kind != "html"
    drafts, ignores = _drafts(text, "text" if lines else kind, lines)
    if not drafts:
        raise InputError(f"{name}: holds no text to check")
    return Document(
        path=name,
        text=text,
        blocks=decide_roles(drafts, whole=lines),
        lang=lang,
        markup=kind != "text" and not lines,
        ignores=ignores,
    )


def _drafts(text: str, kind: Format, lines: bool) -> tuple[Sequence[Draft], tuple[Ignore, ...]]:
    if kind == "text":
        return list(read_lines(text) if lines else read_plain(text, is_furniture)), ()
    if kind == "markdown":
        from dragoman.read.markdown import read_markdown  # markdown-it only when it is needed

        drafts, directives = read_markdown(text)
    else:
        drafts, directives = read_html(text)
    return drafts, ignores_of(directives, drafts, len(text))
