"""Small valid files of every kind that ``check`` reads, and ways to break them."""

from __future__ import annotations

import json

from hypothesis import strategies as st

SOURCE = "Selensky traf sich in Genf mit der EZB. Er sagte nicht ja. Es waren 1.200 Menschen da."
TARGET = "Selensky met with the EZB in Genf. He said yes. There were 12,000 people there."

_ROWS = list(zip(SOURCE.split(". "), TARGET.split(". "), strict=True))


def _tmx() -> str:
    units = "".join(
        f'<tu><tuv xml:lang="de"><seg>{one}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{other}</seg></tuv></tu>\n'
        for one, other in _ROWS
    )
    return f'<?xml version="1.0"?>\n<tmx version="1.4"><body>\n{units}</body></tmx>\n'


def _xliff() -> str:
    units = "".join(
        f'<trans-unit id="{n}"><source>{one}</source><target>{other}</target></trans-unit>\n'
        for n, (one, other) in enumerate(_ROWS)
    )
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" '
        f'source-language="de" target-language="en"><body>\n{units}</body></file></xliff>\n'
    )


def _xliff2() -> str:
    units = "".join(
        f'<unit id="{n}"><segment><source>{one}</source><target>{other}</target></segment></unit>\n'
        for n, (one, other) in enumerate(_ROWS)
    )
    return (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de" '
        f'trgLang="en"><file id="f">\n{units}</file></xliff>\n'
    )


def _rows(separator: str) -> str:
    lines = [separator.join(("source", "target", "id"))]
    lines += [separator.join((one, f'"{other}"', str(n))) for n, (one, other) in enumerate(_ROWS)]
    return "\n".join(lines) + "\n"


def _jsonl() -> str:
    return "".join(
        json.dumps({"source": one, "target": other, "source_lang": "de"}) + "\n"
        for one, other in _ROWS
    )


BILINGUAL = {
    "tmx": _tmx(), "xliff": _xliff(), "xlf": _xliff2(), "tsv": _rows("\t"), "csv": _rows(","),
    "jsonl": _jsonl(),
}  # fmt: skip
"""Whole files, by the ending of their names."""

TEXTS = {
    "txt": f"Die Gespräche\n\n{TARGET}\n",
    "md": f'# The talks\n\n{TARGET} *And* [a link](https://example.org "t").\n\n- one\n- two\n\n'
    "> quoted\n\n```\ncode\n```\n\n<!-- dragoman: ignore NAM001 -->\n\n| a | b |\n|---|---|\n",
    "html": "<!DOCTYPE html><html lang=en><head><title>T</title><style>p{}</style></head><body>"
    f"<h1>The talks</h1><!-- dragoman: ignore-start NAM --><p>{TARGET} &amp; <b>more</b>"
    "&nbsp;&#8211;</p><table><tr><td>x</table><script>var a='<p>';</script></body></html>",
}
"""Translations, by the ending of their names; ``SOURCE`` is what they were made from."""

NASTY = (
    "\0", "\ufeff", "\ufffe", "\u202e", "\u2028", "\x85", "\r", "\x0c", "\x1b[31m", "\ud800", "�",
    "<", ">", "</p>", "<p", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "&", "&amp;", "&#0;",
    "&#x110000;", "&nosuch;", '"', "'", "\t", ",", "\n", "{", "}", "[", "]", "\\", "\\u0000",
    "1e999", "-1", "NaN", "null", "true", "9" * 40, "1.000.000,00", "½", "²", "Ⅷ", "٣", "e\u0301",
    "é", "ﬁ", "ß", "İ", "👩‍👩‍👧", "𝒳", "日本", "العربية",
    "https://example.org/?a=b", "x" * 3000, "a " * 500,
    "((((((", "**", "__", "`", "#", "|", "---", "dragoman: ignore", "xml:lang", "source", "target",
)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn, text: str) -> bytes:
    """Return *text* with a few pieces cut, doubled, moved or made nasty, in some encoding."""
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(
            st.sampled_from(("", text[start:end] * 2, text[:start][-40:]))
            | st.sampled_from(NASTY)
            | st.text(max_size=10)
        )
        text = text[:start] + piece + text[end:]
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")))
    data = text.encode(encoding, "replace" if encoding == "cp1252" else "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + draw(st.integers(0, 3)) :]
    return data
