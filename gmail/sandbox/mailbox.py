"""One account's mailbox as a state machine: no network, no clock, no lock.

    deliver / insert / send          draft created           draft updated
          |                               |                       |
     message added                message added (DRAFT)   message deleted, message added (DRAFT)
          |
     labels added / removed  ... until deleted for ever

Invariants: every change gets one history record with a new, higher id; a message never changes its
bytes or its thread; a thread exists while it holds a message, and its id is that of its first one.
Dates are epoch milliseconds inside and aware UTC datetimes at the door.
"""

from __future__ import annotations

import heapq
import random
import zlib
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from gmail.sandbox.history import History, Record
from gmail.sandbox.labels import Labels
from gmail.sandbox.mime import Mail, base_subject
from gmail.sandbox.problems import not_found

SPAM_OR_TRASH = frozenset({"SPAM", "TRASH"})


@dataclass
class Stored:
    """One message in the mailbox. `date_ms` is its internalDate."""

    id: str
    thread_id: str
    date_ms: int
    mail: Mail
    labels: set[str]
    history_id: int

    @property
    def sort_key(self) -> tuple[int, str]:
        return (self.date_ms, self.id)

    @property
    def label_ids(self) -> list[str]:
        return sorted(self.labels)


@dataclass
class Delivery:
    """Mail on its way: `message_id` and `thread_id` are None until its time has come."""

    email: str
    at: datetime
    raw: bytes
    labels: tuple[str, ...] | None = None
    thread_hint: str | None = None
    message_id: str | None = None
    thread_id: str | None = None


@dataclass
class SendAs:
    """A send-as address of the account; the primary one is the account's own."""

    email: str
    name: str = ""
    signature: str = ""
    is_primary: bool = False
    verified: bool = True


@dataclass
class Mailbox:
    """Messages, threads, labels and history of one account."""

    email: str
    name: str = ""
    signature: str = ""
    send_as: list[SendAs] = field(default_factory=list)
    post: Callable[[bytes, set[str], datetime], None] = lambda _raw, _to, _now: None

    def __post_init__(self) -> None:
        self.email = self.email.lower()
        self.rng = random.Random(zlib.crc32(self.email.encode()))  # noqa: S311 - repeatable ids
        self.labels = Labels()
        self.history = History(self.rng)
        self.messages: dict[str, Stored] = {}
        self.threads: dict[str, list[str]] = {}
        self.drafts: dict[str, str] = {}
        self.send_as.insert(0, SendAs(self.email, self.name, self.signature, is_primary=True))
        self._by_header_id: defaultdict[str, list[str]] = defaultdict(list)
        self._by_date: list[tuple[int, str]] = []
        self._waiting: list[tuple[float, int, Delivery]] = []
        self._count = 0

    # --- reading ---

    def message(self, message_id: str) -> Stored:
        """ApiError 404 if there is no such message."""
        if message_id not in self.messages:
            raise not_found()
        return self.messages[message_id]

    def thread(self, thread_id: str) -> list[Stored]:
        """The messages of a thread, oldest first; ApiError 404 if there is none."""
        if thread_id not in self.threads:
            raise not_found()
        return sorted((self.messages[m] for m in self.threads[thread_id]), key=_by_sort_key)

    def newest_first(self, before: tuple[int, str] | None = None) -> Iterable[Stored]:
        """All messages by falling internalDate, those before a (date_ms, id) key only."""
        end = len(self._by_date) if before is None else bisect_left(self._by_date, before)
        return (self.messages[self._by_date[n][1]] for n in range(end - 1, -1, -1))

    def own_addresses(self) -> set[str]:
        """The account's address and its aliases, lower-cased."""
        return {alias.email.lower() for alias in self.send_as}

    # --- changing ---

    def add(
        self, mail: Mail, labels: Iterable[str], at: datetime, thread_id: str | None = None
    ) -> Stored:
        """Put a message into the thread given, or into one of its own.

        `at` becomes its internalDate. A thread id that does not exist yet is founded by it.
        """
        date_ms = max(0, int(at.timestamp() * 1000))
        founds = thread_id is not None and thread_id not in self.threads
        message_id = thread_id if thread_id and founds else self._new_id(date_ms)
        thread = thread_id or message_id
        stored = Stored(message_id, thread, date_ms, mail, set(labels), 0)
        self.messages[message_id] = stored
        self.threads.setdefault(thread, []).append(message_id)
        self._by_header_id[mail.message_id].append(message_id)
        insort(self._by_date, stored.sort_key)
        self._record("messageAdded", stored)
        return stored

    def remove(self, message_id: str) -> None:
        """Delete a message for ever."""
        stored = self.message(message_id)
        del self.messages[message_id]
        self._by_header_id[stored.mail.message_id].remove(message_id)
        del self._by_date[bisect_left(self._by_date, stored.sort_key)]
        self.threads[stored.thread_id].remove(message_id)
        if not self.threads[stored.thread_id]:
            del self.threads[stored.thread_id]
        self._record("messageDeleted", stored)

    def change_labels(
        self, stored: Stored, add: Collection[str] = (), remove: Collection[str] = ()
    ) -> None:
        """Add and remove labels; only what really changes is recorded."""
        gone, new = stored.labels & set(remove), set(add) - stored.labels
        stored.labels -= gone
        if gone:
            self._record("labelRemoved", stored, gone)
        stored.labels |= new
        if new:
            self._record("labelAdded", stored, new)

    def trash(self, stored: Stored) -> None:
        """To the trash and out of the inbox."""
        self.change_labels(stored, add={"TRASH"}, remove={"INBOX", "SPAM"})

    def delete_label(self, label_id: str) -> None:
        """Remove a label of the person's from the account and from every message."""
        self.labels.delete(label_id)
        for stored in list(self.messages.values()):
            self.change_labels(stored, remove={label_id})

    def thread_for(self, mail: Mail) -> str | None:
        """The thread a mail belongs to: one it refers to, with the same subject (threads guide)."""
        wanted = base_subject(mail.subject)
        for reference in mail.references:
            for message_id in reversed(self._by_header_id.get(reference, [])):
                known = self.messages[message_id]
                if base_subject(known.mail.subject) == wanted:
                    return known.thread_id
        return None

    def refers_into(self, mail: Mail, thread_id: str) -> bool:
        """Whether the mail names a message of this thread and has the thread's subject."""
        wanted = base_subject(mail.subject)
        return any(
            known.mail.message_id in mail.references and base_subject(known.mail.subject) == wanted
            for known in self.thread(thread_id)
        )

    # --- mail to come ---

    def schedule(self, delivery: Delivery) -> None:
        """Keep a delivery until `catch_up` passes its time."""
        self._count += 1
        heapq.heappush(self._waiting, (delivery.at.timestamp(), self._count, delivery))

    def catch_up(self, now: datetime) -> None:
        """Let everything arrive that is due by now."""
        while self._waiting and self._waiting[0][0] <= now.timestamp():
            self._arrive(heapq.heappop(self._waiting)[2])

    def _arrive(self, delivery: Delivery) -> None:
        mail = Mail(delivery.raw)
        names = delivery.labels
        if names is None:
            names = ("SENT",) if mail.sender in self.own_addresses() else ("INBOX", "UNREAD")
        labels = {self.labels.ensure(name) for name in names}
        thread_id = delivery.thread_hint or self.thread_for(mail)
        stored = self.add(mail, labels, delivery.at, thread_id)
        if "DRAFT" in labels:
            self.drafts[self.new_draft_id()] = stored.id
        delivery.message_id, delivery.thread_id = stored.id, stored.thread_id

    # --- ids ---

    def new_draft_id(self) -> str:
        """An id for a draft, in Gmail's form."""
        return f"r{self.rng.randint(10**18, 10**19 - 1)}"

    def new_header_id(self) -> str:
        """A Message-ID as Gmail would give, under a domain that cannot exist."""
        return f"<CA{self.rng.getrandbits(160):040x}@mail.sandbox.example>"

    def _new_id(self, date_ms: int) -> str:
        # Gmail's ids are 64 bits in hex whose upper part follows the date in milliseconds.
        while True:
            candidate = f"{((date_ms << 20) | self.rng.getrandbits(20)) & (2**64 - 1):016x}"
            if candidate not in self.messages and candidate not in self.threads:
                return candidate

    def _record(self, kind: str, stored: Stored, changed: Iterable[str] = ()) -> None:
        stored.history_id = self.history.next_id()
        self.history.records.append(
            Record(
                id=stored.history_id,
                kind=kind,
                message_id=stored.id,
                thread_id=stored.thread_id,
                label_ids=tuple(stored.label_ids),
                changed=tuple(sorted(changed)),
            )
        )


def _by_sort_key(stored: Stored) -> tuple[int, str]:
    return stored.sort_key
