"""Text, Markdown and HTML files as documents."""

# ruff: noqa: E501  (a case is one line: text, then what is to come of it)

from pathlib import Path

import pytest

from dragoman.model import Document
from dragoman.read import encode_text, read_document

SENTENCE = "The talks in Geneva began on Monday and will be continued on Wednesday in Brussels."


def read(folder: Path, name: str, text: str, encoding: str = "utf-8", **options: bool) -> Document:
    path = folder / name
    path.write_bytes(encode_text(text, encoding))
    return read_document(path, **options)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def originals(document: Document) -> list[str]:
    spans = (block.origin.to_original(0, len(block.text)) for block in document.blocks)
    return [document.text[start:end] for start, end in spans]


PLAIN = {
    "blank lines part paragraphs": ("One two.\n\nThree four.\n \t\nFive.", ["One two.", "Three four.", "Five."]),
    "a wrapped paragraph is joined": (
        "The United States and Russia have begun talks in Geneva on Monday about\n"
        "the security of Europe, with Deputy Secretary of State Sherman leading\n"
        "the delegation.",
        ["The United States and Russia have begun talks in Geneva on Monday about the security of "
         "Europe, with Deputy Secretary of State Sherman leading the delegation."],
    ),
    "a headline directly above a wrapped paragraph stays apart": (
        "Talks in Geneva\n"
        "The United States and Russia have begun talks in Geneva on Monday about\n"
        "the security of Europe.",
        ["Talks in Geneva", "The United States and Russia have begun talks in Geneva on Monday "
         "about the security of Europe."],
    ),
    "a page copied from a browser has one block a line": (
        f"Talks in Geneva\nEnlarge image\nSherman arriving\n{SENTENCE} {SENTENCE}\n{SENTENCE} {SENTENCE}\n",
        ["Talks in Geneva", "Enlarge image", "Sherman arriving", f"{SENTENCE} {SENTENCE}", f"{SENTENCE} {SENTENCE}"],
    ),
    "a list of words is no wrapped paragraph": ("apples\npears\nplums", ["apples", "pears", "plums"]),
    "items of a list stay apart": ("- The first one is here\n- and another\n1. third", ["- The first one is here", "- and another", "1. third"]),
    "sense lines are joined": (
        "The delegation of the United States arrived,\nwhile the Russian one\nwaited.",
        ["The delegation of the United States arrived, while the Russian one", "waited."],
    ),
    "furniture never joins a paragraph": (
        "The president said on Monday that the talks had been long and that he was\nEnlarge image\n"
        "tired of them.",
        ["The president said on Monday that the talks had been long and that he was", "Enlarge image", "tired of them."],
    ),
    "a compound broken at its hyphen is one word": (
        "Die Gespräche in Genf leitete für die Vereinigten Staaten die US-\n"
        "Vizeaußenministerin, für die andere Seite kam der Vertreter aus dem\nKreml.",
        ["Die Gespräche in Genf leitete für die Vereinigten Staaten die US-Vizeaußenministerin, für "
         "die andere Seite kam der Vertreter aus dem Kreml."],
    ),
    "a suspended hyphen keeps its space": (
        "Am Dienstag sprachen die Vertreter der Länder Nord-\nund Südkorea sehr lange miteinander über ihre\ngemeinsame Grenze.",
        ["Am Dienstag sprachen die Vertreter der Länder Nord- und Südkorea sehr lange miteinander über ihre gemeinsame Grenze."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), [pytest.param(*c, id=n) for n, c in PLAIN.items()])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_plain_text(tmp_path: Path, text: str, blocks: list[str], end: str) -> None:
    document = read(tmp_path, "a.txt", text.replace("\n", end))
    assert texts(document) == blocks
    assert document.text == text.replace("\n", end)
    assert not document.markup


def test_lines_are_sentences_when_asked(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "One. Two.\nthree\n\n  four ", segment_lines=True)
    assert [(b.text, b.whole) for b in document.blocks] == [
        ("One. Two.", True),
        ("three", True),
        ("four", True),
    ]


HTML = {
    "unclosed tags lose nothing": ("<p>One<p>Two<ul><li>a<li>b</ul>Three", ["One", "Two", "a", "b", "Three"]),
    "inline tags do not part words": ("<p><b>Z</b>elen<wbr>sky<i> said</i>.</p>", ["Zelensky said."]),
    "entities are decoded": ("<p>M&uuml;ller &amp; S&#246;hne&nbsp;&#x201E;x&#8220; &copy 2022 &nope;</p>", ["Müller & Söhne „x“ © 2022 &nope;"]),
    "an old Windows reference is what browsers show": ("<p>It&#146;s &#150;</p>", ["It’s –"]),
    "scripts, styles, templates and hidden parts are left out": (
        "<style>p{}</style><script>if (a<b) '<p>x</p>'</script><template><p>t</template><noscript>n</noscript>"
        "<p hidden>h<p style='color:red; display:none'>d</p><p>seen</p><title>t</title>",
        ["seen"],
    ),
    "comments are left out, unclosed ones too": ("<p>a<!-- b <p>c -->d<p>e<!-- f", ["ad", "e"]),
    "a line break is a space, two part paragraphs": ("<p>a<br>b<br/><br>c", ["a b", "c"]),
    "cells, definitions, quotations and captions are kept": (
        "<table><caption>T</caption><tr><th>A<td>B</table><dl><dt>C<dd>D</dl><blockquote>E</blockquote>"
        "<figure><img alt='F &amp; f'><figcaption>G</figcaption></figure>",
        ["T", "A", "B", "C", "D", "E", "F & f", "G"],
    ),
    "a lone less-than sign is text": ("<p>3 < 4 and a<b>c</b> <3", ["3 < 4 and ac <3"]),
    "attributes may hold tags": ("<p title='a > b' data-x=\"<p>\">x</p>", ["x"]),
    "an inline end tag does not close a block": ("<b><div hidden>a</b>b</div>c", ["c"]),
    "a hidden item ends with the next": ("<ul><li hidden>a<li>b</ul>", ["b"]),
    "upper case and odd spacing": ("<P\nCLASS = x >One</P ><BR/><H1 >Two</h1>", ["One", "Two"]),
    "a self-closed tag holds nothing": ("<p>a<a name='x'/>b</p><div/>c", ["ab", "c"]),
}  # fmt: skip


@pytest.mark.parametrize(("page", "blocks"), [pytest.param(*c, id=n) for n, c in HTML.items()])
def test_html(tmp_path: Path, page: str, blocks: list[str]) -> None:
    document = read(tmp_path, "a.html", page)
    assert texts(document) == blocks
    assert document.markup


def test_an_entity_of_no_character_is_nothing(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", "<p>Er sagte&#8; nein&#8.</p>")
    assert texts(document) == ["Er sagte nein."]


def test_html_spans_point_at_the_page(tmp_path: Path) -> None:
    page = '<html><p>The <a href="x">US&nbsp;<b>team</b></a>\r\n met&hellip;</p>'
    document = read(tmp_path, "a.html", page)
    block = document.blocks[0]
    assert block.text == "The US team met…"
    found = {word: block.text.index(word) for word in ("US", "team", "met", "…")}
    spans = {w: block.origin.to_original(at, at + len(w)) for w, at in found.items()}
    assert {w: page[slice(*span)] for w, span in spans.items()} == {
        "US": "US",
        "team": "team",
        "met": "met",
        "…": "&hellip;",
    }
    assert document.position(spans["met"][0]) == (2, 2)


def test_html_says_the_same_as_lxml(tmp_path: Path) -> None:
    from lxml import html

    page = "<body>" + "".join(case for case, _ in HTML.values() if "<!--" not in case)
    document = read(tmp_path, "a.html", page)
    tree = html.fromstring(page)
    unseen = (
        "//script|//style|//template|//noscript|//title|//*[@hidden]|//*[contains(@style,'none')]"
    )
    for element in tree.xpath(unseen):
        element.drop_tree()
    seen = "".join("".join(tree.itertext()).split())
    mine = "".join("".join(t for t in texts(document) if t != "F & f").split())
    assert mine == seen.replace("\u00a0", "")


MARKDOWN = {
    "marks of emphasis go": ("A **bold** and _slanted_ ***word***, snake_case and 2 * 3.", ["A bold and slanted word, snake_case and 2 * 3."]),
    "headings in both styles": ("# One #\n\nTwo\n===\n\ntext.", ["One", "Two", "text."]),
    "links keep their label": ("See [the *page*](http://x.y/a_(b) 'T') and <http://z.z> and [ref][1], [1].\n\n[1]: http://q", ["See the page and http://z.z and ref, 1."]),
    "brackets that are no link stay": ("He [the minister] said.", ["He [the minister] said."]),
    "code blocks are left out, code in a line stays": ("a `x * y` b\n\n```\ncode\n```\n\n    more code\n", ["a x * y b"]),
    "lists and quotations": ("> one\n> two\n\n- a\n  b\n- c\n    1. d", ["one two", "a b", "c", "d"]),
    "tables": ("| A | B \\| b |\n|---|---|\n| a | a **c** |", ["A", "B | b", "a", "a c"]),
    "front matter gives its title alone": ("---\ntitle: 'Talks: one'\ntags: [a]\n---\n\nText here.", ["Talks: one", "Text here."]),
    "a title that is repeated counts once": ("---\ntitle: Talks\n---\n# Talks\n\nText here.", ["Talks", "Text here."]),
    "HTML within": ("<div>\n<p>One &amp; two</p>\n</div>\n\nThree<br>four <b>five</b>.", ["One & two", "Three four five."]),
    "escapes and entities": (r"1\. \*no\* \&amp; &uuml;", ["1. *no* &amp; ü"]),
    "a hard line break is a space": ("one\\\ntwo  \nthree", ["one two three"]),
    "pictures give their description": ("![A *b*](x.png 'T t')\nCaption here\n\nText.", ["A b", "T t", "Caption here", "Text."]),
    "a picture in a link": ("[![Alt text](a.png)](b) after it.", ["Alt text", "after it."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), [pytest.param(*c, id=n) for n, c in MARKDOWN.items()])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_markdown(tmp_path: Path, text: str, blocks: list[str], end: str) -> None:
    document = read(tmp_path, "a.md", text.replace("\n", end))
    assert texts(document) == blocks
    for block, original in zip(document.blocks, originals(document), strict=True):
        assert original[0] in (block.text[0], "&", "\\")


def test_markdown_spans_point_at_the_file(tmp_path: Path) -> None:
    text = "> - The **US [team](x)** \\*\r\n>   met &uuml;ber\r\n"
    document = read(tmp_path, "a.md", text)
    block = document.blocks[0]
    assert block.text == "The US team * met über"
    for word, original in (("team", "team"), ("*", "*"), ("met", "met"), ("über", "&uuml;ber")):
        at = block.text.index(word)
        assert text[slice(*block.origin.to_original(at, at + len(word)))] == original
    assert document.position(text.index("met")) == (2, 5)


IGNORES = {
    "the block that contains the comment": ("<p>One.</p><p>Two <!-- dragoman: ignore NAM001 -->two.</p><p>Three.</p>", [("Two", "NAM001")]),
    "the block that follows": ("<p>One.</p><!-- dragoman: ignore --><p>Two two.</p>", [("Two", "")]),
    "several codes and a reason": ("<!-- dragoman: ignore NAM001, TTL: own spelling NAM9 --><p>One.</p>", [("One", "NAM001"), ("One", "TTL")]),
    "a stretch": ("<p>One.<!--dragoman:ignore-start NAM--><p>Two.<!-- dragoman: ignore-end --><p>Three.", [("<!--dragoman", "NAM")]),
    "a stretch without end": ("<p>One.<p>Two.<!-- dragoman: ignore-start --><p>Three.", [("<!-- dragoman", "")]),
    "no other comment": ("<!-- dragomans: ignore --><!-- ignore NAM001 --><p>One.</p>", []),
    "nothing after the last block": ("<p>One.</p><!-- dragoman: ignore -->", []),
}  # fmt: skip


@pytest.mark.parametrize(("page", "ignored"), [pytest.param(*c, id=n) for n, c in IGNORES.items()])
def test_inline_suppressions(tmp_path: Path, page: str, ignored: list[tuple[str, str]]) -> None:
    document = read(tmp_path, "a.html", page)
    found = [(page[start:end], code) for start, end, code in document.ignores]
    assert len(found) == len(ignored)
    for (stretch, code), (begins, wanted) in zip(found, ignored, strict=True):
        assert stretch.startswith(begins)
        assert code == wanted


def test_inline_suppressions_in_markdown(tmp_path: Path) -> None:
    text = "One.\n\n<!-- dragoman: ignore NAM001 -->\n\nTwo *two*.\n\nThree <!-- dragoman: ignore --> x.\n"
    document = read(tmp_path, "a.md", text)
    found = [(text[start:end], code) for start, end, code in document.ignores]
    assert found == [
        ("Two *two", "NAM001"),
        ("Three <!-- dragoman: ignore --> x.", ""),
    ] or found == [
        ("Two *two*.", "NAM001"),
        ("Three <!-- dragoman: ignore --> x.", ""),
    ]


@pytest.mark.parametrize(
    ("name", "text", "markup"),
    [
        pytest.param("page", "<!DOCTYPE html><p>One.", True, id="a page without an ending"),
        pytest.param("page.php", "\n<!-- x -->\n<html><p>One.", True, id="a page of another name"),
        pytest.param("notes", "One.", False, id="text without an ending"),
        pytest.param("a.XHTML", "<p>One.</p>", True, id="an ending in capitals"),
    ],
)
def test_unknown_files_are_looked_into(tmp_path: Path, name: str, text: str, markup: bool) -> None:
    document = read(tmp_path, name, text)
    assert (texts(document), document.markup) == (["One."], markup)


DEEP = {
    "open tags": ("<div>" * 100_000 + "x" + "</div>" * 100_000, ["x"]),
    "unclosed comments": ("x" + "<!--" * 100_000, ["x"]),
    "tags in tags": ("x<p>" + "<a" * 100_000, ["x"]),
    "stray end tags above open ones": ("<b><div>" + "<i>" * 50_000 + "</b>" * 50_000 + "x", ["x"]),
    "less-than signs": ("x" + "<" * 100_000, ["x" + "<" * 100_000]),
}


@pytest.mark.parametrize(("page", "blocks"), [pytest.param(*c, id=n) for n, c in DEEP.items()])
def test_hostile_pages_are_read(tmp_path: Path, page: str, blocks: list[str]) -> None:
    assert texts(read(tmp_path, "a.html", page)) == blocks
