"""The mailbox as the service needs it: what changed since a cursor, what a search finds, contents.

https://developers.google.com/workspace/gmail/api/guides/sync
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from gmail.client import GmailClient, HistoryPage, LabelChange, MessageRef, RawMessage
from gmail.errors import GmailError, NotFoundError, UnavailableError
from gmail.message.model import Message
from gmail.message.parse import parse

log = logging.getLogger(__name__)

DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a cursor, oldest first, each message once.

    `added` are new messages that are no drafts and still there. `drafts` are drafts that appeared
    (each autosave makes a new one) and are still there. `deleted` are ids of messages gone for
    good, drafts among them. `labels_changed` concerns messages that are no drafts. Store
    `new_cursor` after applying: a crash between the two brings the same changes again.
    """

    added: tuple[MessageRef, ...]
    drafts: tuple[MessageRef, ...]
    deleted: tuple[str, ...]
    labels_changed: tuple[LabelChange, ...]
    new_cursor: str

    @property
    def any(self) -> bool:
        return bool(self.added or self.drafts or self.deleted or self.labels_changed)


@dataclass(frozen=True, slots=True)
class Missing:
    """The message has gone since it was listed."""

    id: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The message is there and cannot be read; `reason` holds none of its content."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """A message that was read. `history_id` is its last change."""

    id: str
    message: Message
    history_id: str


Fetched = Read | Missing | Unreadable


def cursor_now(client: GmailClient) -> str:
    """The cursor of this moment. Take it before a first listing, so that nothing is missed."""
    return client.profile().history_id


def changes(client: GmailClient, cursor: str) -> Changes:
    """Everything since `cursor`, all pages. Raises HistoryExpiredError where it is too old."""
    pages = list(_history_pages(client, cursor))
    deleted = dict.fromkeys(ref.id for page in pages for ref in page.deleted)
    appeared = {ref.id: ref for page in pages for ref in page.added if ref.id not in deleted}
    return Changes(
        added=tuple(ref for ref in appeared.values() if DRAFT not in ref.label_ids),
        drafts=tuple(ref for ref in appeared.values() if DRAFT in ref.label_ids),
        deleted=tuple(deleted),
        labels_changed=tuple(
            change
            for page in pages
            for change in page.labels
            if DRAFT not in change.message.label_ids
        ),
        # The first page's: what happens while we turn pages comes again next time, at the least.
        new_cursor=pages[0].history_id or cursor,
    )


def _history_pages(client: GmailClient, cursor: str) -> Iterator[HistoryPage]:
    token: str | None = None
    seen: set[str] = set()
    while True:
        page = client.history_page(cursor, token)
        yield page
        # A page may be empty and still have a next one.
        token = page.next_page
        if token is None:
            return
        _check_progress(token, seen)


def search(
    client: GmailClient, query: str, after: datetime | None = None
) -> Iterator[tuple[MessageRef, ...]]:
    """Pages of what a search finds, newest first; spam and trash are left out.

    `after` (aware) is sent in epoch seconds: Gmail takes dates for midnight in Pacific time.
    Raises ValueError for a naive `after` or a query that is too long.
    """
    token: str | None = None
    seen: set[str] = set()
    while True:
        page = client.message_ids(_since(query, after), token)
        yield page.refs
        token = page.next_page
        if token is None:
            return
        _check_progress(token, seen)


def _since(query: str, after: datetime | None) -> str:
    if after is None:
        return query
    if after.tzinfo is None:
        raise ValueError("`after` must be aware of its time zone")
    return f"{query} after:{int(after.timestamp())}".strip()


def _check_progress(token: str, seen: set[str]) -> None:
    if token in seen:
        raise UnavailableError("Gmail gave the same page twice")
    seen.add(token)


def fetch(client: GmailClient, ids: Iterable[str]) -> Iterator[Fetched]:
    """Read messages, in the order of `ids`. One that cannot be read never stops the rest.

    Raises what concerns the whole account (AccountRestsError, ...) after what was read before.
    """
    for message_id, got in client.raw_messages(list(ids)):
        if isinstance(got, RawMessage):
            yield _parsed(got)
        elif isinstance(got, NotFoundError):
            yield Missing(message_id)
        else:
            yield Unreadable(message_id, _why(got))


def _parsed(raw: RawMessage) -> Read | Unreadable:
    try:
        message = parse(
            raw.raw,
            id=raw.id,
            thread_id=raw.thread_id,
            label_ids=raw.label_ids,
            received_at=raw.internal_date,
        )
    except Exception as fault:
        # Mail comes from anybody: whatever it breaks must not stop the messages after it.
        log.warning("message %s cannot be read: %s", raw.id, type(fault).__name__)
        return Unreadable(raw.id, type(fault).__name__)
    return Read(raw.id, message, raw.history_id)


def _why(error: GmailError) -> str:
    return str(error) or type(error).__name__
