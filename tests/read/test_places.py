"""Whatever a page holds, a block's words stand where its map says."""

# ruff: noqa: E501  (the pile of parts)

from html import escape
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.clean import clean
from dragoman.read.drafts import Draft
from dragoman.read.html import read_html
from dragoman.read.markdown import read_markdown
from dragoman.read.plain import read_plain
from dragoman.read.roles import decide_roles, is_furniture

PARTS = [
    "<p>", "</p>", "<div", "<b>", "</b>", "<br>", "<li hidden>", "<img alt='x y'>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#x41", "&",
    "<", ">", '"', "'", "=", "/", "*", "**", "_", "`", "``", "[", "](x)", "![", "]", "(", ")", "\\", "# ", "> ", "- ", "1. ", "|", "|-|-|\n", "---\n", "===",
    "\n", "\r\n", "\r", "\n\n", "    ", "\t", " ", "é", "e\u0301", "\u00ad", "😀", "Word", "word.", "title: ", "[x]: y\n", "~~", "<x@y.z>", "<http://a>",
]  # fmt: skip

pages = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


def check(drafts: list[Draft], text: str) -> None:
    for draft in drafts:
        assert draft.text == draft.text.strip()
        assert draft.text
        spans = [draft.origin.to_original(at, at + 1) for at in range(len(draft.text))]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[0] <= other[0] for one, other in pairwise(spans))
        for char, (start, end) in zip(draft.text, spans, strict=True):
            if char.isalpha() and char.isascii() and end == start + 1:
                assert text[start] == char
    assert len(decide_roles(drafts)) == len(drafts)


@given(pages)
def test_html_of_any_kind(page: str) -> None:
    check(read_html(page)[0], page)


@given(pages)
def test_markdown_of_any_kind(page: str) -> None:
    check(read_markdown(page)[0], page)


@given(pages)
def test_text_of_any_kind(page: str) -> None:
    drafts = list(read_plain(page, is_furniture))
    check(drafts, page)
    # Nothing is lost: only the spaces at joined hyphens may go.
    mine = "".join("".join(draft.text.split()) for draft in drafts)
    assert mine == "".join(clean(page)[0].split())


@given(st.lists(st.text(alphabet="aä&<>\"' \n\u0301\u00ad;#x41", min_size=1), max_size=5))
def test_escaped_paragraphs_come_back(paragraphs: list[str]) -> None:
    page = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    wanted = [clean(each)[0] for each in paragraphs]
    assert [draft.text for draft in read_html(page)[0]] == [each for each in wanted if each]
