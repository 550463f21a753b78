"""Servers that only imitate Gmail: the product notices what they lack, and says or mends it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from gmail.client import GmailClient
from gmail.endpoint import Endpoint
from service.gmail_mailbox import GmailMailbox, NoDraftsError
from tests.gmail.door_world import ALEX, START, FixedKeys, scripted_server

NOBODY: dict[str, Any] = {"resultSizeEstimate": 0}
ONE = {"messages": [{"id": "a1", "threadId": "b1"}], "resultSizeEstimate": 1}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def answered(document: dict[str, Any], status: str = "200 OK") -> bytes:
    body = json.dumps(document).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


@contextmanager
def imitator(*answers: bytes) -> Iterator[tuple[GmailMailbox, list[bytes]]]:
    """A mailbox on a server that gives these answers, and the requests it saw."""
    with scripted_server(*answers) as (url, seen):
        client = GmailClient(FixedKeys(), Endpoint(url, url), now=lambda: START)
        try:
            yield GmailMailbox(ALEX, client), seen
        finally:
            client.close()


def found(mailbox: GmailMailbox, query: str) -> list[str]:
    return [ref.id for page in mailbox.search(query, LONG_AGO) for ref in page]


def test_a_server_that_takes_braces_for_words_is_read_whole() -> None:
    with imitator(answered(NOBODY), answered(NOBODY), answered(ONE)) as (mailbox, seen):
        assert found(mailbox, "{interview role}") == ["a1"]
        assert b"q=after%3A1767225600&" in seen[2].split(b"\r\n")[0]


def test_where_nothing_matches_nothing_is_read() -> None:
    with imitator(answered(NOBODY), answered(ONE)) as (mailbox, seen):
        assert found(mailbox, "{interview role}") == []
        assert len(seen) == 2


def test_a_search_without_braces_is_believed() -> None:
    with imitator(answered(NOBODY)) as (mailbox, seen):
        assert found(mailbox, "interview") == []
        assert len(seen) == 1


def test_a_server_without_drafts_is_told_in_words() -> None:
    with (
        imitator(answered({"error": {"code": 404}}, "404 Not Found")) as (mailbox, _),
        pytest.raises(NoDraftsError, match="no drafts") as caught,
    ):
        mailbox.drafts()
    assert "AFTERWORD_GMAIL_ENDPOINT" in caught.value.advice
