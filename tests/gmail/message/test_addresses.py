"""Address headers as people and mailers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail.message.addresses import is_no_reply, parse_addresses


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("jane@initech.example", [("", "jane@initech.example")]),
        ("Jane Roe <Jane@Initech.example>", [("Jane Roe", "jane@initech.example")]),
        ('"Roe, Jane" <j@x.example>', [("Roe, Jane", "j@x.example")]),
        ("Roe, Jane <j@x.example>", [("Roe, Jane", "j@x.example")]),
        ("Jane via G <no-reply@g.example>", [("Jane via G", "no-reply@g.example")]),
        ('"Jane \\"JR\\" Roe" <j@x.example>', [('Jane "JR" Roe', "j@x.example")]),
        ("=?utf-8?q?Roe=2C_Zo=C3=AB?= <z@x.example>", [("Roe, Zoë", "z@x.example")]),
        ("'Jane Roe' <j@x.example>", [("Jane Roe", "j@x.example")]),
        ("j@x.example (Jane Roe)", [("Jane Roe", "j@x.example")]),
        ("Jane <j@x.example", [("Jane", "j@x.example")]),
        ("<<j@x.example>>", [("", "j@x.example")]),
        ("j@x.example <j@x.example>", [("", "j@x.example")]),
        ("Jane <mailto:j@x.example>", [("Jane", "j@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@x.example, Bob <b@x.example>;, c@x.example",
         [("", "a@x.example"), ("Bob", "b@x.example"), ("", "c@x.example")]),
        ("a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("a@x.example,, ,b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("<@relay.example:j@x.example>", [("", "j@x.example")]),
        ("Jane", []),
        ("", []),
    ],
)  # fmt: skip
def test_mailboxes(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(address.name, address.email) for address in parse_addresses(value)] == expected


@given(st.text(alphabet="ab@<>\",;:()\\ '=?é.", max_size=80))
def test_any_header_gives_addresses_or_none(value: str) -> None:
    for address in parse_addresses(value):
        assert "@" in address.email
        assert address.email == address.email.lower()


@pytest.mark.parametrize(
    "address",
    ["no-reply@x.example", "noreply@x.example", "do_not_reply@x.example", "DoNotReply@x.example",
     "jobs-noreply@x.example", "no.reply.jobs@x.example", "notifications@x.example",
     "mailer-daemon@x.example", "noreply2@x.example", "bounce+abc=d@x.example",
     "no-responder@x.example"],
)  # fmt: skip
def test_addresses_that_reach_nobody(address: str) -> None:
    assert is_no_reply(address)


@pytest.mark.parametrize(
    "address",
    ["jane@x.example", "replyall@x.example", "norep@x.example", "careers@x.example",
     "nora.reply@x.example", "reply+abc123@greenhouse.example", "hr-notes@x.example"],
)  # fmt: skip
def test_addresses_that_reach_somebody(address: str) -> None:
    assert not is_no_reply(address)
