"""A mailbox made of a file of old mail: messages appear as the simulated clock passes them."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gmail.drafts import (
    DraftState,
    FoundDraft,
    OutgoingDraft,
    PlacedDraft,
    Withdrawal,
    compose,
    fingerprint,
)
from gmail.errors import ScopeMissingError
from gmail.message.model import Message
from service.follow_up import SeenDraft
from service.mailbox import Inbox, Labels, News, Ref, SendAs, Unread
from service.reading.model import Facts

_PREFIXES = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|antw|tr|rv)\s*:\s*)+", re.IGNORECASE)
"""What mail programs put before the subject of an answer."""


@dataclass(frozen=True, slots=True)
class PreviewDraft:
    """A draft that would have been placed."""

    placed_at: datetime
    draft: OutgoingDraft


class PreviewMailbox:
    """A `service.mailbox.Mailbox` over old mail. Set `now` (aware) to let time pass.

    Messages are kept without their bodies: each was read once, on the way in.
    """

    def __init__(self, address: str, messages: Iterable[tuple[Message, Facts]]) -> None:
        self.address = address
        self.now: datetime | None = None
        self.placed: dict[str, PreviewDraft] = {}
        self.withdrawn: set[str] = set()
        ordered = sorted(messages, key=lambda read: (read[0].received_at, read[0].message_id))
        threads = _threads([message for message, _ in ordered])
        self._messages: list[Message] = []
        self._facts: dict[str, Facts] = {}
        for number, (message, facts) in enumerate(ordered):
            id_ = f"{number + 1:016x}"
            light = dataclasses.replace(
                message,
                id=id_,
                thread_id=threads[number],
                text="",
                new_text="",
                html=None,
                calendars=(),
                headers={},
            )
            self._messages.append(light)
            self._facts[id_] = facts
        self._times = [message.received_at for message in self._messages]
        self._by_id = {message.id: message for message in self._messages}

    def facts(self, message: Message) -> Facts:
        """What was read in this message: the service's reader in a preview."""
        return self._facts[message.id]

    def next_arrival(self) -> datetime | None:
        """When the next message comes after `now`."""
        arrived = self._arrived()
        return self._times[arrived] if arrived < len(self._times) else None

    def cursor(self) -> str:
        return str(self._arrived())

    def news(self, cursor: str) -> News:
        arrived = self._arrived()
        refs = tuple(_ref(m) for m in self._messages[int(cursor) : arrived])
        return News(refs, str(arrived))

    def search(self, query: str, after: datetime) -> Iterator[Sequence[Ref]]:  # noqa: ARG002
        """Everything since `after`: a preview reads all mail, so no search is needed."""
        yield [_ref(m) for m in self._messages[: self._arrived()] if m.received_at >= after]

    def thread(self, thread_id: str) -> Sequence[Ref]:
        arrived = self._messages[: self._arrived()]
        return [_ref(m) for m in arrived if m.thread_id == thread_id]

    def fetch(self, ids: Sequence[str]) -> Iterator[Message | Unread]:
        return (self._by_id[id_] for id_ in ids)

    def send_as(self) -> Sequence[SendAs]:
        return ()

    def drafts(self) -> Mapping[str, SeenDraft]:
        return {
            id_: SeenDraft(f"m-{id_}", kept.draft.thread_id or "")
            for id_, kept in self.placed.items()
            if id_ not in self.withdrawn
        }

    def place(self, draft: OutgoingDraft) -> PlacedDraft:
        id_ = f"r{len(self.placed) + 1}"
        self.placed[id_] = PreviewDraft(self._clock(), draft)
        return PlacedDraft(
            draft_id=id_,
            message_id=f"m-{id_}",
            thread_id=draft.thread_id or "",
            rfc_message_id=draft.message_id,
            fingerprint=fingerprint(compose(draft)),
        )

    def find(self, message_id: str, thread_id: str, fingerprint: str) -> FoundDraft | None:  # noqa: ARG002
        return None  # nothing here is ever in doubt

    def look(self, placed: PlacedDraft) -> tuple[DraftState, FoundDraft | None]:
        """Nobody edits or sends here: a draft is as it was, or withdrawn."""
        if placed.draft_id in self.withdrawn or placed.draft_id not in self.placed:
            return DraftState.GONE, None
        return DraftState.UNTOUCHED, FoundDraft(
            draft_id=placed.draft_id,
            message_id=placed.message_id,
            thread_id=placed.thread_id,
            label_ids=frozenset({"DRAFT"}),
            rfc_message_id=placed.rfc_message_id,
            fingerprint=placed.fingerprint,
            by="draft id",
        )

    def withdraw(self, placed: PlacedDraft) -> Withdrawal:
        self.withdrawn.add(placed.draft_id)
        return Withdrawal.WITHDRAWN

    def close(self) -> None:
        """Nothing is open."""

    def inbox(self) -> Inbox:
        raise ScopeMissingError("nothing is put into old mail")

    def labels(self) -> Labels:
        raise ScopeMissingError("old mail has no labels to be kept up")

    def _clock(self) -> datetime:
        if self.now is None:
            raise RuntimeError("set PreviewMailbox.now before it is used")
        return self.now

    def _arrived(self) -> int:
        return bisect_right(self._times, self._clock())


def _ref(message: Message) -> Ref:
    return Ref(message.id, message.thread_id)


def _threads(messages: Sequence[Message]) -> list[str]:
    """A thread id for each message: Gmail's own where the export kept it, else as Gmail threads:
    by the headers, and only under the same subject."""
    thread_of: dict[tuple[str, str], str] = {}
    result = []
    for number, message in enumerate(messages):
        topic = _PREFIXES.sub("", " ".join(message.subject.split())).casefold()
        named = [*reversed(message.references), message.in_reply_to or ""]
        known = next((t for name in named if (t := thread_of.get((name, topic)))), None)
        thread = message.thread_id or known or f"t{number + 1:015x}"
        for name in {message.message_id, *named} - {""}:
            thread_of.setdefault((name, topic), thread)
        result.append(thread)
    return result
