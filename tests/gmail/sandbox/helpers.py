"""What the sandbox's tests share: a clock to turn, mail to deliver, Google's client to ask."""

from __future__ import annotations

import base64
import importlib.resources
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError

from gmail.sandbox import COMPOSE, READONLY, Sandbox

ALEX = "alex@example.com"
START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that only moves when told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


def google_client(
    sandbox: Sandbox, email: str = ALEX, scopes: Iterable[str] = (READONLY, COMPOSE)
) -> Any:
    """Google's own client, its static discovery document turned to the sandbox."""
    source = importlib.resources.files("googleapiclient.discovery_cache") / "documents"
    document = json.loads((source / "gmail.v1.json").read_text())
    document["rootUrl"] = document["baseUrl"] = sandbox.url + "/"
    del document["mtlsRootUrl"]
    return build_from_document(document, credentials=credentials(sandbox, email, scopes))


def credentials(
    sandbox: Sandbox, email: str = ALEX, scopes: Iterable[str] = (READONLY, COMPOSE)
) -> Credentials:
    """google-auth's credentials of an account, refreshing at the sandbox."""
    info = sandbox.authorized_user(email, scopes)
    del info["type"]
    return Credentials(**info)  # type: ignore[no-untyped-call]  # untyped library


def mail(
    subject: str = "Interview",
    text: str = "See you on Thursday.",
    *,
    sender: str = "Jane Roe <jane@initech.example>",
    to: str = ALEX,
    message_id: str = "<1@initech.example>",
    reply_to: str | None = None,
    more: str = "",
) -> bytes:
    """A small mail; `reply_to` is the Message-ID it answers, `more` further header lines."""
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Message-ID: {message_id}",
        "Date: Thu, 05 Mar 2026 10:00:00 +0000",
    ]
    if reply_to:
        lines += [f"In-Reply-To: {reply_to}", f"References: {reply_to}"]
    lines += [line for line in more.splitlines() if line]
    return "\r\n".join([*lines, "", text, ""]).encode()


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def draft_body(raw: bytes, thread_id: str | None = None) -> dict[str, Any]:
    """A body for drafts.create and drafts.update."""
    message = {"raw": encoded(raw)}
    return {"message": message | ({"threadId": thread_id} if thread_id else {})}


def refusal(call: Any) -> tuple[int, str]:
    """(status, Google's reason) of a call that must be refused."""
    with pytest.raises(HttpError) as caught:
        call.execute()
    error = json.loads(caught.value.content)["error"]
    assert error["code"] == caught.value.status_code
    return error["code"], error["errors"][0]["reason"]


def history_kinds(gmail: Any, since: str) -> list[tuple[str, list[str]]]:
    """(kind, labels of the message) of all history since an id, in order."""
    answer = gmail.users().history().list(userId="me", startHistoryId=since).execute()
    found = []
    for record in answer.get("history", []):
        kind = next(key for key in record if key not in {"id", "messages"})
        found.append((kind, record[kind][0]["message"].get("labelIds", [])))
    return found


def cursor(gmail: Any) -> str:
    history_id: str = gmail.users().getProfile(userId="me").execute()["historyId"]
    return history_id
