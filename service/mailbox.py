"""The mailbox as the service sees it: what it may ask and do, whoever answers.

`service.gmail_mailbox` answers with Gmail; `service.preview.mailbox` with a file of old mail and a
simulated clock. Both behave alike, so that a preview shows what the service would have done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gmail.drafts import DraftState, FoundDraft, OutgoingDraft, PlacedDraft, Withdrawal
from gmail.message.model import Message
from service.follow_up import SeenDraft


@dataclass(frozen=True, slots=True)
class Ref:
    """A message by Gmail's ids."""

    id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class News:
    """What changed since a cursor: messages to read (never drafts), and the cursor after it."""

    messages: tuple[Ref, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A message that could not be read. `gone`: Gmail has it no more. `passing`: try again."""

    id: str
    reason: str
    gone: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class SendAs:
    """An address the account may write from. `signature` is plain text, may be empty."""

    email: str
    name: str
    signature: str
    default: bool


class Labels(Protocol):
    """The person's own labels, where they opted in. All methods may raise GmailError."""

    def all(self) -> Mapping[str, str]:
        """The names of all their own labels by id; Gmail's own are left out."""
        ...

    def make(self, name: str) -> str:
        """The id of a new label, or of the one of that name."""
        ...

    def threads(self, label_id: str) -> frozenset[str]:
        """The threads with a message that has the label."""
        ...

    def change(self, thread_id: str, *, add: Sequence[str], remove: Sequence[str]) -> None:
        """Put labels on a thread and take others off. NotFoundError if there is none such."""
        ...


class Inbox(Protocol):
    """The person's inbox, where they opted in to be written to. May raise GmailError."""

    def insert(self, raw: bytes) -> Ref:
        """Put a message there, unread; nothing is sent."""
        ...


class Mailbox(Protocol):
    """One account's mail. All methods may raise gmail.errors.GmailError."""

    address: str

    def cursor(self) -> str:
        """The history id as of now; take it before listing."""
        ...

    def news(self, cursor: str) -> News:
        """All changes since a cursor. HistoryExpiredError if it is too old."""
        ...

    def search(self, query: str, after: datetime) -> Iterator[Sequence[Ref]]:
        """Pages of messages that match, newest first."""
        ...

    def thread(self, thread_id: str) -> Sequence[Ref]:
        """All messages of a thread but drafts."""
        ...

    def fetch(self, ids: Sequence[str]) -> Iterator[Message | Unread]:
        """These messages, read whole; one that cannot be read never stops the rest."""
        ...

    def send_as(self) -> Sequence[SendAs]:
        """The addresses the account may write from."""
        ...

    def drafts(self) -> Mapping[str, SeenDraft]:
        """All drafts now, by draft id."""
        ...

    def place(self, draft: OutgoingDraft) -> PlacedDraft:
        """Make a draft. DoubtfulWriteError if it may or may not exist now."""
        ...

    def find(self, message_id: str, thread_id: str, fingerprint: str) -> FoundDraft | None:
        """The draft that a doubtful `place` may have made: by Message-ID header, else by words."""
        ...

    def look(self, placed: PlacedDraft) -> tuple[DraftState, FoundDraft | None]:
        """What became of a draft, and the draft as it is now (None where it is gone)."""
        ...

    def withdraw(self, placed: PlacedDraft) -> Withdrawal:
        """Delete a draft, but only if it still is one and is word for word ours."""
        ...

    def close(self) -> None:
        """Let go of what was opened; the next call opens it again."""
        ...

    def inbox(self) -> Inbox:
        """Their inbox; ScopeMissingError where they have not allowed it."""
        ...

    def labels(self) -> Labels:
        """The labels. ScopeMissingError where the account was connected without them."""
        ...
