"""What happened in a mailbox, in order: the records behind history.list."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gmail.sandbox.problems import not_found

# The API's historyTypes and the list in which each kind of record is given.
LIST_NAMES = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}


@dataclass(frozen=True)
class Record:
    """One change: its kind, the message as it was then, and for labels which ones."""

    id: int
    kind: str
    message_id: str
    thread_id: str
    label_ids: tuple[str, ...]
    changed: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """The record as history.list gives it."""
        short = {"id": self.message_id, "threadId": self.thread_id}
        full: dict[str, Any] = dict(short)
        if self.label_ids:
            full["labelIds"] = list(self.label_ids)
        entry: dict[str, Any] = {"message": full}
        if self.changed:
            entry["labelIds"] = list(self.changed)
        return {"id": str(self.id), "messages": [short], LIST_NAMES[self.kind]: [entry]}


@dataclass
class History:
    """The log of one account. Ids grow by leaps, as Gmail's do."""

    rng: random.Random
    last_id: int = 0
    floor: int = 0
    records: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last_id = self.last_id or self.rng.randint(1_000_000, 2_000_000)

    def next_id(self) -> int:
        self.last_id += self.rng.randint(1, 40)
        return self.last_id

    def expire(self) -> None:
        """Forget everything so far: each history id given out up to now answers 404."""
        self.floor = self.next_id()

    def page(
        self, start: int, offset: int, size: int, kinds: Iterable[str], label_id: str | None
    ) -> tuple[list[Record], int | None]:
        """Records after `start` from `offset` on, and the next offset or None.

        The page is cut before it is filtered, so a page may be empty and yet have a successor,
        as reported of Gmail. ApiError 404 if `start` is too old or was never given out.
        """
        if start < self.floor or start > self.last_id:
            raise not_found()
        newer = [record for record in self.records if record.id > start]
        wanted = set(kinds) or set(LIST_NAMES)
        cut = [
            record
            for record in newer[offset : offset + size]
            if record.kind in wanted and (label_id is None or label_id in record.label_ids)
        ]
        end = offset + size
        return cut, end if end < len(newer) else None
