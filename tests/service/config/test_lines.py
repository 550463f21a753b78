"""Where a key stands in a TOML text, among things that look like keys."""

from __future__ import annotations

import tomllib

from service.config.lines import Place, line_of

TEXT = '''\
# mode = "no"
mode = "draft"
[candidate]
signature = """
name = "not me"
[gmail]
"""
name = 'Alex # Morgan'  # [policy]
aliases = [
  "a@example.com", # name = "x"
  "[b]@example.com",
]
"odd key" = 1
policy-ish = { a = 1, b = [2] }
[ policy . thank_you ]
opens = "24h"

[[policy.overrides]]
company = "Initech"
[policy.overrides.thank_you]
opens = "1h"
[[policy.overrides]]
company = "Globex"
close.opens = "3d"
[store]
url = ""
'''


def lines(*places: Place) -> list[int | None]:
    return [line_of(TEXT, place) for place in places]


def test_the_text_is_toml() -> None:
    assert set(tomllib.loads(TEXT)) == {"mode", "candidate", "policy", "store"}


def test_a_key_is_found_where_it_stands() -> None:
    assert lines(
        ("mode",),
        ("candidate",),
        ("candidate", "signature"),
        ("candidate", "name"),
        ("candidate", "aliases"),
        ("candidate", "odd key"),
        ("policy", "thank_you", "opens"),
        ("store", "url"),
    ) == [2, 3, 4, 8, 9, 13, 16, 26]


def test_tables_of_an_array_are_told_apart() -> None:
    assert lines(
        ("policy", "overrides", 0, "company"),
        ("policy", "overrides", 0, "thank_you", "opens"),
        ("policy", "overrides", 1, "company"),
        ("policy", "overrides", 1, "close", "opens"),
    ) == [19, 21, 23, 24]


def test_what_is_not_written_is_told_by_what_stands_above_it() -> None:
    assert lines(
        ("policy", "thank_you", "closes"),
        ("candidate", "aliases", 1),
        ("candidate", "policy-ish", "b"),
        ("gmail",),
    ) == [15, 9, 14, None]
