"""The searches for all mail with the employers found, however many and long their names are."""

from __future__ import annotations

from urllib.parse import quote_plus

from gmail.client.client import LONGEST_QUERY
from service.sync import searches_for


def test_a_few_employers_are_one_search() -> None:
    found = list(searches_for(["initech.example", "jane@roe.example"]))
    assert found == [
        "{from:initech.example to:initech.example from:jane@roe.example to:jane@roe.example}"
    ]


def test_many_long_addresses_are_several_searches_that_gmail_takes() -> None:
    names = [f"somebody.with.a.long.name.{number}@careers.initech.example" for number in range(90)]
    found = list(searches_for(names))
    assert all(len(quote_plus(f"{query} after:1772445600")) <= LONGEST_QUERY for query in found)
    assert all(sum(f"from:{name} " in query for query in found) == 1 for name in names)


def test_no_employer_is_no_search() -> None:
    assert list(searches_for([])) == []
