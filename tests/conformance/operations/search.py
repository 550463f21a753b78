"""Searches as the product makes them, and the operators in them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from gmail import mailbox
from gmail.client import MessageRef
from service.sync import CANDIDATES
from tests.conformance.mail import START, VISIBLE
from tests.conformance.target import Bench, Operation

NOT_NOTES = ["gespraech", "details", "thanks", "invitation"]


def finds(query: str, *names: str) -> Callable[[Bench], None]:
    """The check that `query` finds these messages and no others, newest first."""

    def check(bench: Bench) -> None:
        found = [ref for page in mailbox.search(bench.client, query) for ref in page]
        _same(bench, found, names)

    return check


def _same(bench: Bench, found: Sequence[MessageRef], names: Sequence[str]) -> None:
    got = [message_id.strip("<>").partition("@")[0] for message_id in bench.message_ids(found)]
    told = got if len(got) < 8 else f"{len(got)} messages"
    assert got == list(names), f"found {told}"


def since(bench: Bench) -> None:
    after = START + timedelta(minutes=30)
    found = [ref for page in mailbox.search(bench.client, "", after) for ref in page]
    _same(bench, found, ("gespraech", "details", "thanks"))


def until(bench: Bench) -> None:
    moment = int((START - timedelta(hours=1)).timestamp())
    found = bench.client.message_ids(f"before:{moment}").refs
    assert len(found) == sum(seed.name.startswith("note") for seed in VISIBLE)


OPERATIONS = (
    Operation("search: after: in epoch seconds", since),
    Operation("search: before: in epoch seconds", until),
    Operation("search: from: an address", finds("from:hr@mueller.example", "gespraech")),
    Operation("search: from: a domain", finds("from:mueller.example", "gespraech")),
    Operation("search: to: an address", finds("to:jane.roe@initech.example", "thanks")),
    Operation(
        "search: subject: a word",
        finds("subject:interview", "details", "thanks", "invitation"),
    ),
    Operation("search: a word of the text", finds("Thursday", "invitation")),
    Operation("search: whole words only", finds("thurs")),
    Operation("search: a word with an umlaut", finds("vorstellungsgespräch", "gespraech")),
    Operation("search: a phrase in quotes", finds('"phone screen"', "details")),
    Operation("search: two words are both needed", finds("phone Thursday")),
    Operation("search: -word leaves out", finds("-nothing", *NOT_NOTES)),
    Operation("search: -from: leaves out", finds("-from:notes@notes.example.org", *NOT_NOTES)),
    Operation(
        "search: OR",
        finds("from:mueller.example OR to:jane.roe@initech.example", "gespraech", "thanks"),
    ),
    Operation(
        "search: braces",
        finds("{from:mueller.example to:jane.roe@initech.example}", "gespraech", "thanks"),
    ),
    Operation("search: the wide net of the first reading", finds(CANDIDATES, *NOT_NOTES)),
    Operation("search: in:sent", finds("in:sent", "thanks")),
    Operation("search: is:unread", finds("is:unread", "details")),
    Operation("search: rfc822msgid:", finds("rfc822msgid:thanks@mail.initech.example", "thanks")),
)
