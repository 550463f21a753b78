"""What the stories of the door share: a sandbox, a clock that naps move, a connected client."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from gmail.client import GmailClient
from gmail.drafts import OutgoingDraft
from gmail.endpoint import Endpoint
from gmail.message.model import Address
from gmail.oauth import LEAST_SCOPES, AccountKeys, Grant, credentials
from gmail.sandbox import Quirks, Quota, Sandbox

ALEX = "alex@example.com"
JANE = Address("jane@initech.example", "Jane Roe")
START = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
PARENT_ID = "<interview.7@initech.example>"


class MemoryTokens:
    """A token store in memory; `saves` counts."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.saves = 0

    def load(self, account: str) -> str | None:
        return self.texts.get(account)

    def save(self, account: str, text: str) -> None:
        self.texts[account] = text
        self.saves += 1

    def delete(self, account: str) -> None:
        self.texts.pop(account, None)


@dataclass
class World:
    """One account on a sandbox. `naps` are the waits asked for, in seconds; they move the clock."""

    sandbox: Sandbox
    endpoint: Endpoint
    store: MemoryTokens
    time: list[datetime]
    naps: list[float] = field(default_factory=list)
    clients: list[GmailClient] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time[0]

    def nap(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time[0] += timedelta(seconds=seconds)

    def keys(self) -> AccountKeys:
        return credentials(ALEX, self.store, self.endpoint, now=self.now)

    def client(self, **options: Any) -> GmailClient:
        world_options = {"now": self.now, "sleep": self.nap, "chance": lambda: 0.0}
        made = GmailClient(self.keys(), self.endpoint, **world_options | options)
        self.clients.append(made)
        return made

    def deliver(self, number: int = 7, subject: str = "Interview", body: str = "Hello") -> str:
        """One message from Jane; its Gmail id. Number 7 has the Message-ID PARENT_ID."""
        raw = (
            f"From: Jane Roe <{JANE.email}>\r\nTo: {ALEX}\r\nSubject: {subject}\r\n"
            f"Message-ID: <interview.{number}@initech.example>\r\n"
            f"Date: Thu, 05 Mar 2026 14:00:00 +0000\r\n\r\n{body}\r\n"
        )
        delivered = self.sandbox.deliver(ALEX, raw.encode())
        assert delivered.message_id is not None
        return delivered.message_id

    def asked(self, method: str, path: str) -> int:
        """How many such requests came to the server, those inside batches not counted."""
        return sum(
            seen.method == method and path in seen.path and not seen.in_batch
            for seen in self.sandbox.requests
        )


@contextmanager
def world(
    *,
    scopes: tuple[str, ...] = LEAST_SCOPES,
    quirks: Quirks | None = None,
    units: int | None = None,
) -> Iterator[World]:
    """A sandbox with Alex's account, connected."""
    time = [START]
    with Sandbox(lambda: time[0], quirks=quirks, quota=Quota(per_minute=units)) as sandbox:
        sandbox.add_account(ALEX, name="Alex Morgan", signature="<div>Alex</div>")
        made = World(sandbox, Endpoint(sandbox.url, sandbox.url), MemoryTokens(), time)
        document = sandbox.authorized_user(ALEX, scopes)
        grant = Grant.from_authorized_user(document, from_google=False)
        made.store.save(ALEX, grant.to_json())
        try:
            yield made
        finally:
            for client in made.clients:
                client.close()


def letter(thread_id: str | None, **changes: Any) -> OutgoingDraft:
    """A thank-you to Jane, in reply to message 7."""
    fields: dict[str, Any] = {
        "thread_id": thread_id,
        "in_reply_to": PARENT_ID,
        "references": (),
        "subject": "Interview",
        "sender": Address(ALEX, "Alex Morgan"),
        "to": (JANE,),
        "text": "Dear Jane,\n\nthank you for the conversation \u2013 I enjoyed it.\n\nAlex\n",
        "message_id": "<b7e2.20260305@example.com>",
        "date": START,
    }
    return OutgoingDraft(**fields | changes)


@contextmanager
def scripted_server(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that reads a request and writes the next of `answers`, whatever was asked.

    An empty answer hangs up. Yields (address, requests seen). Each answer closes its connection.
    """
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for answer in answers:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    seen.append(_whole_request(connection))
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", seen
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _whole_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    wanted = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < wanted:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


class FixedKeys:
    """Keys for a server that does not check them."""

    def token(self) -> str:
        return "fixed"

    def renew(self, refused: str) -> str:
        return "renewed"
