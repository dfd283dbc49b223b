from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.report.rule_page import rule_page
from tests.report import sample
from tests.report.test_html import Tags


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("# X1 x", "", id="the title is left out"),
        pytest.param("Sum.\n\nMore.", "<p>More.</p>", id="so is the summary"),
        pytest.param("## Why\n\nSo.", "<h3>Why</h3>\n<p>So.</p>", id="a heading with signs"),
        pytest.param("Why\n---\nSo.", "<h3>Why</h3>\n<p>So.</p>", id="a heading underlined"),
        pytest.param("- a\n  b\n- c", "<ul><li>a b</li><li>c</li></ul>", id="a list"),
        pytest.param("    a\n    b", "<pre>a\nb</pre>", id="indented code"),
        pytest.param("```\na\n\nb\n```", "<pre>a\n\nb</pre>", id="fenced code"),
        pytest.param(
            "| a | b |\n|---|--:|\n| 1 | x\\|y |",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>",
            id="a table",
        ),
        pytest.param("`a*b*` ``c``", "<p><code>a*b*</code> <code>c</code></p>", id="code"),
        pytest.param("**a** *b* 2*3*4", "<p><strong>a</strong> <em>b</em> 2*3*4</p>", id="stress"),
        pytest.param("see [it](http://x.y)", "<p>see it</p>", id="a link loses its address"),
        pytest.param("<b> & \u202e", "<p>&lt;b&gt; &amp; ⟨RLO⟩</p>", id="signs are escaped"),
    ],
)
def test_a_page_becomes_html(text: str, html: str) -> None:
    assert str(rule_page(text, "Sum")) == html


def test_the_sample_page_keeps_its_parts() -> None:
    html = str(rule_page(sample.RULES["TTL001"].page, sample.RULES["TTL001"].summary))
    assert html.startswith("<h3>What it flags</h3>")
    assert "<code>foreign minister</code>" in html
    assert "<li>der britische Finanzminister → the British Finance Minister, in a text" in html


@given(st.text(alphabet="ab \n-#`*|[]()<&", max_size=60))
def test_any_text_becomes_html_that_nests(text: str) -> None:
    assert Tags(str(rule_page(text, ""))).open == []
