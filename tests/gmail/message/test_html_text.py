"""HTML mail reads as a person sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail.message.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Hi <b>Alex</b>,</p><p>see&nbsp;you &amp; bye</p>", "Hi Alex,\n\nsee you & bye"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter"),
        (
            "<table><tr><td>Date:<td>March 5<tr><td>Time:</td><td>2 PM</td></tr></table>",
            "Date:\tMarch 5\nTime:\t2 PM",
        ),
        (
            "<table><tr><td><div>Date</div></td><td><p>March 5</p></td></tr></table>",
            "Date\tMarch 5",
        ),
        (
            "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>",
            "a\n\nb\n\nc",
        ),
        ('<a href="https://zoom.example/j/1">Join</a>', "Join (https://zoom.example/j/1)"),
        (
            '<a href="https://zoom.example/j/1">https://zoom.example/j/1</a>',
            "https://zoom.example/j/1",
        ),
        ('<a href="mailto:j@x.example?subject=x">Jane</a>', "Jane (j@x.example)"),
        ('<a href="tel:+15550100">+15550100</a> <a href="#top">up</a>', "+15550100 up"),
        ('<a href="https://x.example"><img src=logo></a>text', "text"),
        ('<div style="display: none">preheader</div><p>Real</p>', "Real"),
        ('<div style="display:none"><div>a</div>b</div>Real', "Real"),
        ("<span hidden>no</span>yes", "yes"),
        ('<td style="overflow:hidden">yes</td>', "yes"),
        ("<style>p{}</style><script>if (a<b) x()</script><title>t</title>yes", "yes"),
        ("a<!-- <p>no</p> -->b<!--[if mso]>no<![endif]-->c", "abc"),
        ("<p>1 < 2 > 0</p>", "1 < 2 > 0"),
        ('<a title="a > b" href="https://x.example/1">go</a>', "go (https://x.example/1)"),
        ("<pre>a\n  b\n</pre>c", "a\n  b\n\nc"),
        (
            'new<blockquote type="cite">old<br>older</blockquote>newer',
            "new\n\n> old\n> older\n\nnewer",
        ),
        ('<blockquote style="margin:0 0 0 40px;border:none">indented</blockquote>', "indented"),
        ('<blockquote style="background:#f4f6f8;padding:12px">2 pm</blockquote>', "2 pm"),
        ("<blockquote><blockquote>x</blockquote>y</blockquote>", ">> x\n>\n> y"),
        ("", ""),
        ("no markup", "no markup"),
        ("<p>unclosed <b>tags", "unclosed tags"),
    ],
)
def test_html_to_text(html: str, expected: str) -> None:
    assert html_to_text(html) == expected


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div style='display:none'>", "</div>", "<td>", "<tr>", "<table>", "</table>",
     "<blockquote>", "</blockquote>", "<a href='https://x.example'>", "</a>", "<!--", "-->", "<",
     ">", "\"", "text ",
     "<script>", "</script>", "&#x110000;", "&amp", "<pre>", "\n", "<br/>", "<li>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_any_tag_soup_becomes_text(pieces: list[str]) -> None:
    html_to_text("".join(pieces)).encode("utf-8")
