"""The queue of messages to read: fetched, understood, stored, and told to their applications."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gmail.message.model import Automatic, Message
from service.applications import group, keys_of
from service.mailbox import Mailbox, Unread
from service.notes import Note, is_note, note_in
from service.read_message import ReadMessage, remember
from service.reading.model import Facts, Kind
from service.store import fetching, mail, notes
from service.store.applications import adopt
from service.store.engine import Store

log = logging.getLogger(__name__)

BATCH = 25
"""Messages read in one unit: Gmail's users report limits at batches of 50."""

RETRY_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = 20
"""Tries at a message that fails in passing; then it is reported as unreadable."""

NOT_MAIL = frozenset({"DRAFT", "SPAM", "TRASH"})
"""Labels of messages that are not read: unfinished, junk or thrown away."""

Reader = Callable[[Message], Facts]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is. `left` counts the messages known and not yet read."""

    done: int
    left: int
    step: str


OnProgress = Callable[[Progress], None]


class Intake:
    """Works off one account's queue. Every unit of work leaves the store true."""

    def __init__(
        self,
        store: Store,
        mailbox: Mailbox,
        account_id: int,
        read: Reader,
        me: Callable[[], frozenset[str]],
    ) -> None:
        self._store = store
        self._mailbox = mailbox
        self._account_id = account_id
        self._read = read
        self._me = me

    def work(self, step: str, now: datetime, on_progress: OnProgress | None = None) -> None:
        """Read all that waits and is due, in batches; threads of applications are read whole."""
        done = 0
        while True:
            self._expand_threads(now)
            with self._store.read() as session:
                queue = fetching.waiting(session, self._account_id, now, BATCH)
                left = fetching.waiting_count(session, self._account_id)
            if on_progress is not None:
                on_progress(Progress(done, left, step))
            if not queue:
                break
            fetched = list(self._mailbox.fetch([fetch.id for fetch in queue]))
            self._keep(fetched, {fetch.id: fetch.thread_id for fetch in queue}, now)
            done += len(queue)
        self._tell(now)

    def _expand_threads(self, now: datetime) -> None:
        """List the threads in which an application was found, so that they are read whole."""
        with self._store.read() as session:
            wanted = fetching.unexpanded(session, self._account_id)
        for thread_id in wanted:
            refs = self._mailbox.thread(thread_id)
            with self._store.write() as session:
                fetching.enqueue(
                    session, self._account_id, ((ref.id, ref.thread_id) for ref in refs)
                )
                fetching.expanded(session, self._account_id, thread_id, now)

    def _keep(
        self, fetched: Sequence[Message | Unread], threads: Mapping[str, str], now: datetime
    ) -> None:
        """Store what was fetched; each message is read before the write lock is taken."""
        read = [item if isinstance(item, Unread) else self._understood(item) for item in fetched]
        with self._store.write() as session:
            for item, original in zip(read, fetched, strict=True):
                if isinstance(item, Unread):
                    self._note_unread(session, item, threads.get(item.id, ""), now)
                elif item is None:
                    self._leave(session, original)
                elif isinstance(item, Note):
                    self._keep_note(session, original, item)
                else:
                    mail.keep(session, self._account_id, item, keys_of(item))
                    if item.anchor:
                        fetching.want_thread(session, self._account_id, item.thread_id)

    def _understood(self, message: Message) -> ReadMessage | Unread | Note | None:
        """What is kept of a message; None where it concerns nobody's application."""
        if message.label_ids & NOT_MAIL:
            return None
        if is_note(message, self._me()):
            return Note(message.received_at, note_in(message))
        try:
            facts = self._read(message)
        except Exception as error:  # one message that the reader cannot bear never stops the rest
            log.error("message %s could not be read: %s", message.id, type(error).__name__)
            log.debug("details", exc_info=error)
            return Unread(message.id, f"the reader failed: {type(error).__name__}")
        own = message.sender is not None and message.sender.email in self._me()
        read = remember(message, facts, outbound=own or "SENT" in message.label_ids)
        return None if _concerns_nobody(read) else read

    def _keep_note(self, session: Session, message: Message | Unread, note: Note) -> None:
        """A note is no mail of the application: it is neither a letter nor an answer."""
        if isinstance(message, Message) and note.text:
            notes.keep_mailed(
                session,
                self._account_id,
                message.id,
                thread_id=message.thread_id,
                subject=message.subject,
                text=note.text,
                said_at=note.said_at,
            )
        self._leave(session, message)

    def _leave(self, session: Session, message: Message | Unread) -> None:
        """Strike a message off; junk may come back as mail, so it is not remembered as seen."""
        if isinstance(message, Message) and message.label_ids & NOT_MAIL:
            fetching.strike(session, self._account_id, message.id)
        elif isinstance(message, Message):
            fetching.pass_over(session, self._account_id, message.id, message.thread_id)

    def _note_unread(self, session: Session, item: Unread, thread_id: str, now: datetime) -> None:
        if item.passing and not fetching.given_up(
            session, self._account_id, item.id, GIVE_UP_AFTER
        ):
            fetching.failed(session, self._account_id, item.id, item.reason, now + RETRY_AFTER)
            return
        reason = None if item.gone else item.reason
        fetching.pass_over(session, self._account_id, item.id, thread_id, reason)

    def _tell(self, now: datetime) -> None:
        """Find the applications of all messages that were read and not yet told."""
        with self._store.write() as session:
            self._tell_untold(session, now)
            notes.settle(session, self._account_id)

    def _tell_untold(self, session: Session, now: datetime) -> None:
        untold = mail.untold(session, self._account_id)
        if not untold:
            return
        together = mail.related(session, self._account_id, untold)
        messages = mail.read_messages(session, self._account_id, together)
        groups = group(messages.values())
        for row, _application in adopt(session, self._account_id, set(messages), groups):
            row.next_at = now
        mail.told(session, self._account_id, untold)


def _concerns_nobody(message: ReadMessage) -> bool:
    """Newsletters and marketing leave no trace but their id."""
    bulk = message.facts.automatic is Automatic.BULK
    return bulk and message.facts.kind in (Kind.OTHER, Kind.JOB_MARKETING)
