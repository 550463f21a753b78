"""Searching: what each operator finds, asked through Google's client.

The mailbox: six messages, told apart by the word in front.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail.sandbox import Sandbox
from gmail.sandbox.query import parse_query
from gmail.sandbox.search import date_ms
from tests.gmail.sandbox.helpers import ALEX, Clock, google_client, mail

PDF = (
    b"From: HR <no-reply@hr.globex.example>\r\nTo: jane@initech.example\r\nCc: alex@example.com\r\n"
    b"Subject: Contract\r\nMessage-ID: <contract@globex.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
    b"Please sign.\r\n--b\r\nContent-Type: application/pdf; name=offer-2026.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n"
)


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


@pytest.fixture(scope="module")
def names() -> Iterator[tuple[Any, dict[str, str]]]:
    """(client, message id -> name) over a mailbox that no test changes."""
    with Sandbox(Clock(day(10))) as sandbox:
        sandbox.add_account(ALEX, name="Alex Morgan")
        letters = {
            "invite": (mail("Interview on Thursday", "Dinner and a movie?"), day(1), None),
            "second": (
                mail(
                    "Your interviews",
                    "The movie was fine. Then dinner.",
                    sender='"Roe, John" <john.roe@umbrella.example>',
                    message_id="<john@umbrella.example>",
                ),
                day(2),
                ["INBOX", "STARRED", "Job hunt/Active"],
            ),
            "contract": (PDF, day(3), None),
            "sent": (mail("Thanks", sender=ALEX, to="jane@initech.example"), day(4), None),
            "spam": (mail("Movie offer", message_id="<s@x.example>"), day(5), ["SPAM"]),
            "midnight": (mail("Late", message_id="<late@x.example>"), day(6, hour=7), ["INBOX"]),
        }
        found = {}
        for name, (raw, at, labels) in letters.items():
            found[str(sandbox.deliver(ALEX, raw, at, labels).message_id)] = name
        client = google_client(sandbox)
        yield client, found
        client.close()


EVERYTHING = "midnight sent contract second invite"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("movie", "second invite"),
        ("MOVIE dinner", "second invite"),
        ('"movie was"', "second"),
        ('"dinner movie"', ""),
        ("mov", ""),
        ("dinner -fine", "invite"),
        ("dinner NOT fine", "invite"),
        ("from:jane", "midnight invite"),
        ("from: jane", "midnight invite"),
        ("from:jane@initech.example", "midnight invite"),
        ("from:jane@initech", "midnight invite"),
        ("from:jane@nowhere.example", ""),
        ("from:initech.example", "midnight invite"),
        ("from:globex.example", "contract"),
        ("from:init", ""),
        ('from:"roe, john"', "second"),
        ("from:roe", "midnight second invite"),
        ("from:no-reply", "contract"),
        ("from:noreply", ""),
        ("from:me", "sent"),
        ("to:me", "midnight contract second invite"),
        ("to:jane", "sent contract"),
        ("cc:alex", "contract"),
        ("from:(john OR hr)", "contract second"),
        ("from:{john hr}", "contract second"),
        ("{from:john from:hr}", "contract second"),
        ("from:john OR from:hr movie", "second"),
        ("-from:jane -from:me", "contract second"),
        ("-(from:jane subject:late)", "sent contract second invite"),
        ("subject:interview", "invite"),
        ("subject:(interview thursday)", "invite"),
        ('subject:"on thursday"', "invite"),
        ('subject:"thursday interview"', ""),
        ("subject:movie", ""),
        ("in:inbox", "midnight contract second invite"),
        ("in:sent", "sent"),
        ("label:sent", "sent"),
        ("is:starred", "second"),
        ("is:unread", "contract invite"),
        ("is:read", "midnight sent second"),
        ("label:job-hunt-active", "second"),
        ('label:"Job hunt/Active"', "second"),
        ("has:userlabels", "second"),
        ("has:attachment", "contract"),
        ("has: attachment", ""),
        ("filename:pdf", "contract"),
        ("filename:offer-2026.pdf", "contract"),
        ("filename:docx", ""),
        ("in:spam", "spam"),
        ("in:anywhere movie", "spam second invite"),
        ("rfc822msgid:contract@globex.example", "contract"),
        ("rfc822msgid:<contract@globex.example>", "contract"),
        ("rfc822msgid:globex.example", ""),
        (f"after:{int(day(3).timestamp())}", "midnight sent contract"),
        (f"before:{int(day(3).timestamp())}", "second invite"),
        # 07:00 UTC on the 6th is still the 5th in Los Angeles.
        ("after:2026/3/6", ""),
        ("after:2026/03/05 before:2026-03-06", "midnight"),
        ("after:3/5/2026", "midnight"),
        ("after:yesterday", ""),
        ("newer_than:5d", "midnight"),
        ("older_than:8d", "invite"),
        ("newer_than:1m", EVERYTHING),
        ("newer_than:soon", ""),
        ("larger:1M", ""),
        ("smaller:1M", EVERYTHING),
        ("from: label:sent", "sent"),
        ("subject:", EVERYTHING),
        ("(movie", "second invite"),
        ("movie) -", "second invite"),
    ],
)
def test_search_finds(names: tuple[Any, dict[str, str]], query: str, expected: str) -> None:
    gmail, by_id = names
    answer = gmail.users().messages().list(userId="me", q=query).execute()
    found = [by_id[message["id"]] for message in answer.get("messages", [])]
    assert found == expected.split()


def test_threads_and_drafts_are_searched_alike(names: tuple[Any, dict[str, str]]) -> None:
    gmail, by_id = names
    threads = gmail.users().threads().list(userId="me", q="subject:contract").execute()
    assert [by_id[thread["id"]] for thread in threads["threads"]] == ["contract"]
    drafts = gmail.users().drafts().list(userId="me", q="subject:contract").execute()
    assert drafts == {"resultSizeEstimate": 0}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1767225600", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026/1/1", datetime(2026, 1, 1, 8, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 7, 1, 7, tzinfo=UTC)),  # daylight saving time
        ("15/10/2026", datetime(2026, 10, 15, 7, tzinfo=UTC)),
    ],
)
def test_dates_mean_midnight_in_california(text: str, moment: datetime) -> None:
    assert date_ms(text) == moment.timestamp() * 1000


@pytest.mark.parametrize("text", ["0", "2026/13/01", "2026.10.01", "1e9", "", "-5"])
def test_what_is_no_date(text: str) -> None:
    assert date_ms(text) is None


@given(st.text(alphabet='ab :"(){}-ORNT@.', max_size=40))
def test_every_text_can_be_read_as_a_query(text: str) -> None:
    parse_query(text)
