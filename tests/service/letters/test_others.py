"""Names of other applications are found by the words of a text, whatever the names look like."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.letters.clean import visible
from service.letters.others import Listed, key_of, keys_in

NAMES = st.text(st.sampled_from("aBéß&-. İ1'\u200b"), min_size=1, max_size=40)
AROUND = st.text(st.sampled_from("xy ,.\n(é"), max_size=12)


@given(NAMES, AROUND, AROUND)
def test_no_name_that_stands_whole_in_a_text_is_overlooked(
    name: str, before: str, behind: str
) -> None:
    text = visible(before + name + behind).casefold()
    shown = visible(name).casefold()
    stands = key_of(name) and re.search(rf"(?<!\w){re.escape(shown)}(?!\w)", text)
    if stands:
        assert list(Listed((name,)).among(keys_in(text))) == [name]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Hollis & Grey Ltd.", "hollis grey ltd"),
        ("Österreichische Post", "österreichische post"),
        ("The Very Long Name of a Firm With Partners", "the very long name of a"),
        ("&", ""),
    ],
)
def test_a_name_is_found_by_its_first_words(name: str, key: str) -> None:
    assert key_of(name) == key


def test_a_text_that_names_none_finds_none() -> None:
    assert list(Listed(("Globex", "May Co", "")).among(keys_in("See you in May, Jane"))) == []
