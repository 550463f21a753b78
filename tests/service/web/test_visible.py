"""What a mail hides in its text is seen on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.visible import finalize, visible


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("Initech\u202etxt.exe", "Initech[U+202E]txt.exe"),
        ("pay\u2066pal\u2069", "pay[U+2066]pal[U+2069]"),
        ("a\x00b\x1bc\x7f", "a[U+0000]b[U+001B]c[U+007F]"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("two\u2028lines", "two[U+2028]lines"),
        (
            "M\u00fcller & S\u00f6hne \U0001f468\u200d\U0001f4bb",
            "M\u00fcller & S\u00f6hne \U0001f468\u200d\U0001f4bb",
        ),
        ("a line\nand\tanother", "a line\nand\tanother"),
    ],
)
def test_what_turns_text_around_is_spelled_out(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown
    assert finalize(hidden) == shown


@given(st.text())
def test_nothing_that_controls_is_left(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b\r")
    assert visible(shown) == shown


def test_nothing_is_shown_for_nothing() -> None:
    assert finalize(None) == ""
    assert finalize(3) == "3"
