"""A mailbox in which nothing happens and every draft is taken (for the bench)."""

# ruff: noqa: ARG002  the words are those of service.mailbox

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from gmail.drafts import DraftState, FoundDraft, OutgoingDraft, PlacedDraft, Withdrawal, compose
from gmail.drafts import fingerprint as words_of
from gmail.errors import ScopeMissingError
from gmail.message.model import Message
from service.follow_up import SeenDraft
from service.mailbox import Inbox, Labels, News, Ref, SendAs, Unread


class QuietMailbox:
    """A service.mailbox.Mailbox in which nothing comes; it takes every draft."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._drafts: dict[str, SeenDraft] = {}

    def cursor(self) -> str:
        return "1"

    def news(self, cursor: str) -> News:
        return News((), cursor)

    def search(self, query: str, after: datetime) -> Iterator[Sequence[Ref]]:
        yield from ()

    def thread(self, thread_id: str) -> Sequence[Ref]:
        return ()

    def fetch(self, ids: Sequence[str]) -> Iterator[Message | Unread]:
        yield from (Unread(id_, "gone", gone=True) for id_ in ids)

    def send_as(self) -> Sequence[SendAs]:
        return (SendAs(self.address, "Alex Morgan", "", default=True),)

    def drafts(self) -> Mapping[str, SeenDraft]:
        return dict(self._drafts)

    def place(self, draft: OutgoingDraft) -> PlacedDraft:
        number = len(self._drafts) + 1
        seen = SeenDraft(f"m{number}", draft.thread_id or f"t{number}")
        self._drafts[f"d{number}"] = seen
        words = words_of(compose(draft))
        return PlacedDraft(f"d{number}", seen.message_id, seen.thread_id, draft.message_id, words)

    def find(self, message_id: str, thread_id: str, fingerprint: str) -> FoundDraft | None:
        return None

    def look(self, placed: PlacedDraft) -> tuple[DraftState, FoundDraft | None]:
        return DraftState.GONE, None

    def withdraw(self, placed: PlacedDraft) -> Withdrawal:
        return Withdrawal.ALREADY_GONE

    def close(self) -> None:
        """Nothing is held open."""

    def inbox(self) -> Inbox:
        raise ScopeMissingError("no inbox here")

    def labels(self) -> Labels:
        raise ScopeMissingError("no labels here")
