"""What really happened to each draft that the service made, seen at the mailbox itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from gmail.drafts import fingerprint
from gmail.sandbox.mailbox import Mailbox, Stored

_DRAFTS = re.compile(r"/users/[^/]+/drafts$")
_ONE_DRAFT = re.compile(r"/users/[^/]+/drafts/(?P<id>[^/]+)$")
_WRITES = {("POST", _DRAFTS), ("DELETE", _ONE_DRAFT)}

View = dict[str, tuple[str, frozenset[str], bytes]]
"""A mailbox as it lies there: thread, labels and bytes of each message."""


class Fate(StrEnum):
    """What became of a draft of the service's."""

    UNTOUCHED = "untouched"
    TOUCHED = "touched"
    SENT = "sent"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"


LIVE = frozenset({Fate.UNTOUCHED, Fate.TOUCHED})


@dataclass(slots=True)
class Placed:
    """One draft of the service's: where, when, to whom, under which policy, and its fate.

    `role`, `number` and `stage` are filled in once its row names it; `beside` are the drafts that
    lay in its thread at that moment.
    """

    at: datetime
    draft_id: str
    thread_id: str
    to: frozenset[str]
    words: str
    policy: str
    beside: tuple[str, ...]
    fate: Fate = Fate.UNTOUCHED
    ended_at: datetime | None = None
    checked: bool = False
    role: str = ""
    number: int = -1
    stage: str = ""

    @property
    def name(self) -> tuple[str, int, str]:
        return self.role, self.number, self.stage

    def was_withdrawn(self, by: datetime) -> bool:
        """Whether the service had taken it back by then."""
        if self.fate is not Fate.WITHDRAWN or self.ended_at is None:
            return False
        return self.ended_at <= by


@dataclass(slots=True)
class Ledger:
    """Keeps the book of drafts. `mailbox` looks, `now` and `policy` are those of the story."""

    mailbox: Callable[[], Mailbox]
    now: Callable[[], datetime]
    policy: Callable[[], str]
    placed: list[Placed] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _before: dict[str, str] = field(default_factory=dict)
    _target: Stored | None = None

    def watch(self, method: str, path: str, phase: str) -> None:
        """Told of each request of the service (see near.Watch)."""
        if method == "GET" or "/batch" in path:
            return
        if not any(method == name and pattern.search(path) for name, pattern in _WRITES):
            if phase == "before" and "/oauth" not in path:
                self.faults.append(f"a request that is no business of ours: {method} {path}")
            return
        if phase == "before":
            self._before = dict(self.mailbox().drafts)
            if method == "DELETE":
                self._about_to_delete(path)
            return
        drafts = self.mailbox().drafts
        for draft_id in drafts.keys() - self._before.keys():
            self._made(draft_id)
        for draft_id in self._before.keys() - drafts.keys():
            self._gone(draft_id)

    def live(self) -> list[Placed]:
        return [one for one in self.placed if one.fate in LIVE]

    def of(self, draft_id: str) -> Placed | None:
        return next((p for p in self.placed if p.draft_id == draft_id and p.fate in LIVE), None)

    def ended(self, placed: Placed, fate: Fate) -> None:
        placed.fate, placed.ended_at = fate, self.now()

    def _made(self, draft_id: str) -> None:
        mailbox = self.mailbox()
        stored = mailbox.messages[mailbox.drafts[draft_id]]
        beside = tuple(
            other
            for other, message in self._before.items()
            if message in mailbox.messages
            and mailbox.messages[message].thread_id == stored.thread_id
            and "DRAFT" in mailbox.messages[message].labels
        )
        self.placed.append(
            Placed(
                at=self.now(),
                draft_id=draft_id,
                thread_id=stored.thread_id,
                to=frozenset(email for _, email in stored.mail.addresses("to")),
                words=fingerprint(stored.mail.raw),
                policy=self.policy(),
                beside=beside,
            )
        )

    def _about_to_delete(self, path: str) -> None:
        found = _ONE_DRAFT.search(path)
        assert found
        mailbox, draft_id = self.mailbox(), found["id"]
        message = mailbox.drafts.get(draft_id)
        if message is None:
            return  # gone already: Gmail answers 404
        stored, ours = mailbox.messages[message], self.of(draft_id)
        if ours is None or ours.fate is not Fate.UNTOUCHED:
            self.faults.append("a request to delete a draft that is not ours, or was touched")
        elif "DRAFT" not in stored.labels or "SENT" in stored.labels:
            self.faults.append("a request to delete sent mail")
        elif fingerprint(stored.mail.raw) != ours.words:
            self.faults.append("a request to delete a draft with other words than ours")

    def _gone(self, draft_id: str) -> None:
        ours = self.of(draft_id)
        if ours is not None:
            self.ended(ours, Fate.WITHDRAWN)


def view(mailbox: Mailbox) -> View:
    """All that lies in a mailbox."""
    return {
        id_: (stored.thread_id, frozenset(stored.labels), stored.mail.raw)
        for id_, stored in mailbox.messages.items()
    }
