"""A server under test, and the workbench on which an operation is tried against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from gmail.client import GmailClient, Keys, RawMessage
from gmail.endpoint import Endpoint
from gmail.message.model import Message
from gmail.message.parse import parse
from gmail.oauth import LEAST_SCOPES, ClientSecrets, Grant, connect, credentials
from gmail.quota import QuotaMeter
from tests.conformance.mail import ALEX, Seed
from tests.gmail.door_world import MemoryTokens

SECRETS = ClientSecrets("client.apps.example.com", "client-secret")


@dataclass(frozen=True)
class Target:
    """A running server with `mail.MAILBOX` in it.

    `browse` is the person's browser on the consent page. `grant` was made beforehand where the
    server has no such page. `deliver` lets a mail arrive, `send` presses Send on a draft; each
    raises NotImplementedError where the server knows no way. `forget_history` makes the history
    ids given out so far too old, where the server has a way to.
    """

    name: str
    endpoint: Endpoint
    now: Callable[[], datetime]
    browse: Callable[[str], object]
    deliver: Callable[[Seed], object]
    send: Callable[[str], object]
    forget_history: Callable[[], object] = lambda: None
    secrets: ClientSecrets = SECRETS
    grant: Grant | None = None


@dataclass
class Bench:
    """One operation's own tools; `close` it afterwards."""

    target: Target
    _clients: list[GmailClient] = field(default_factory=list)

    def connect(self, scopes: Sequence[str] = LEAST_SCOPES) -> Grant:
        """A new grant through the whole consent."""
        return connect(
            self.target.secrets,
            self.target.endpoint,
            scopes=scopes,
            open_page=self.target.browse,
            now=self.target.now,
        )

    def keys(self, grant: Grant) -> Keys:
        tokens = MemoryTokens()
        tokens.save(ALEX, grant.to_json())
        return credentials(ALEX, tokens, self.target.endpoint, now=self.target.now)

    def new_client(self, keys: Keys, *, modify: bool = False) -> GmailClient:
        made = GmailClient(
            keys,
            self.target.endpoint,
            now=self.target.now,
            # Retries are part of the door, their pauses are no concern of a server's.
            sleep=lambda _seconds: None,
            modify=modify,
            meter=QuotaMeter(1_000_000),
        )
        self._clients.append(made)
        return made

    @cached_property
    def client(self) -> GmailClient:
        return self.new_client(self.keys(self.target.grant or self.connect()))

    @cached_property
    def messages(self) -> dict[str, RawMessage]:
        """All messages that a listing shows, by their Message-ID."""
        ids: list[str] = []
        token: str | None = None
        while True:
            page = self.client.message_ids(page_token=token, include_spam_trash=True)
            ids += [ref.id for ref in page.refs]
            token = page.next_page
            if token is None:
                break
        got = [self.client.raw_message(id_) for id_ in ids]
        return {parsed(raw).message_id or raw.id: raw for raw in got}

    def named(self, name: str) -> RawMessage:
        """The seeded message of that name."""
        return self.messages[f"<{name}@mail.initech.example>"]

    def message_ids(self, refs: Sequence[Any]) -> list[str]:
        """Message-IDs of listed messages, in their order."""
        known = {raw.id: message_id for message_id, raw in self.messages.items()}
        return [known[ref.id] for ref in refs]

    def close(self) -> None:
        for client in self._clients:
            client.close()


def parsed(raw: RawMessage) -> Message:
    return parse(
        raw.raw,
        id=raw.id,
        thread_id=raw.thread_id,
        label_ids=raw.label_ids,
        received_at=raw.internal_date,
    )


@dataclass(frozen=True, slots=True)
class Operation:
    """Something the product does with a server. `check` raises where the server does it otherwise.

    `name` is `area: what is expected`.
    """

    name: str
    check: Callable[[Bench], None]
