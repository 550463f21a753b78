"""A person at Gmail's own page: what they can see and do, without any API."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from html import escape

from gmail.sandbox.drafts import (
    create_draft,
    delete_draft,
    draft_message,
    parent_visible,
    send_draft,
    send_message,
    update_draft,
)
from gmail.sandbox.mailbox import SPAM_OR_TRASH, Mailbox, Stored
from gmail.sandbox.mime import base_subject
from gmail.sandbox.quirks import Quirks
from gmail.sandbox.rewrite import compose, drop_headers, set_header


@dataclass(frozen=True)
class SeenMail:
    """A message as the page shows it; `draft_id` only for drafts."""

    message_id: str
    thread_id: str
    subject: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    text: str
    labels: frozenset[str]
    raw: bytes
    draft_id: str | None = None


class Person:
    """The owner of one account. Every method works at the sandbox's present moment."""

    def __init__(
        self,
        mailbox: Mailbox,
        clock: Callable[[], datetime],
        quirks: Quirks,
        lock: threading.RLock,
    ) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._quirks = quirks
        self._lock = lock

    # --- seeing ---

    def messages(self, label: str | None = None) -> list[SeenMail]:
        """All messages, oldest first; of one label (id or name) if given."""
        with self._lock:
            self._now()
            wanted = None if label is None else self._mailbox.labels.ensure(label)
            found = [m for m in self._mailbox.newest_first() if not wanted or wanted in m.labels]
            return [self._seen(stored) for stored in reversed(found)]

    def thread(self, thread_id: str) -> list[SeenMail]:
        """One conversation, oldest first."""
        with self._lock:
            self._now()
            return [self._seen(stored) for stored in self._mailbox.thread(thread_id)]

    def drafts(self) -> list[SeenMail]:
        """The Drafts folder, oldest first. Ghosts and leftover wrappers are not to be seen."""
        with self._lock:
            self._now()
            found = []
            for draft_id, message_id in self._mailbox.drafts.items():
                stored = self._mailbox.messages.get(message_id)
                if stored is not None and self._shows_as_draft(stored):
                    found.append((stored.sort_key, self._seen(stored, draft_id)))
            return [seen for _, seen in sorted(found, key=lambda pair: pair[0])]

    def _shows_as_draft(self, stored: Stored) -> bool:
        visible = "DRAFT" in stored.labels and not stored.labels & SPAM_OR_TRASH
        return visible and parent_visible(self._mailbox, stored)

    # --- drafts ---

    def compose_draft(
        self,
        thread_id: str | None,
        text: str,
        *,
        to: str | None = None,
        subject: str | None = None,
    ) -> str:
        """Begin a letter: an answer to the last message of a thread, or a new one. Its draft id."""
        with self._lock:
            now = self._now()
            raw = self._written(thread_id, text, to, subject)
            return create_draft(self._mailbox, raw, thread_id, now)

    def edit_draft(
        self, draft_id: str, *, text: str | None = None, subject: str | None = None
    ) -> str:
        """Change a draft in the composer, which saves itself. The draft's id after that.

        Another subject moves the draft to another thread.
        """
        with self._lock:
            now = self._now()
            old = draft_message(self._mailbox, draft_id)
            raw = self._edited(old, text, subject)
            update_draft(self._mailbox, draft_id, raw, old.thread_id, now)
            if self._quirks.page_edit_keeps_draft_id:
                return draft_id
            new_id = self._mailbox.new_draft_id()
            self._mailbox.drafts[new_id] = self._mailbox.drafts.pop(draft_id)
            return new_id

    def send_draft(self, draft_id: str, *, leave_wrapper: bool = False) -> SeenMail:
        """Press Send. `leave_wrapper` keeps the draft's id around the sent message."""
        with self._lock:
            sent = send_draft(
                self._mailbox,
                draft_id,
                self._now(),
                keep_id=self._quirks.page_send_keeps_message_id,
                leave_wrapper=leave_wrapper,
            )
            return self._seen(sent)

    def delete_draft(self, draft_id: str) -> None:
        """Press the bin in the composer: gone for ever."""
        with self._lock:
            self._now()
            delete_draft(self._mailbox, draft_id)

    # --- mail ---

    def send(
        self,
        raw: bytes | None = None,
        *,
        to: str = "",
        subject: str = "",
        text: str = "",
        in_reply_to: str | None = None,
    ) -> SeenMail:
        """Write and send at once; `in_reply_to` is a Gmail message id to answer to."""
        with self._lock:
            now = self._now()
            thread_id = None
            if in_reply_to is not None:
                thread_id = self._mailbox.message(in_reply_to).thread_id
            if raw is None:
                raw = self._written(
                    thread_id, text, to or None, subject or None, parent_id=in_reply_to
                )
            # What is written here is new: its Message-ID is its own from the start.
            return self._seen(send_message(self._mailbox, raw, thread_id, now, keep_id=True))

    def trash(self, message_id: str) -> None:
        """Move a message to the trash."""
        with self._lock:
            self._now()
            self._mailbox.trash(self._mailbox.message(message_id))

    def delete_forever(self, message_id: str) -> None:
        """Empty the trash of one message."""
        with self._lock:
            self._now()
            self._mailbox.remove(message_id)

    def add_label(self, message_id: str, label: str) -> str:
        """Label a message; a name that is new makes a label. The label's id."""
        with self._lock:
            self._now()
            label_id = self._mailbox.labels.ensure(label)
            self._mailbox.change_labels(self._mailbox.message(message_id), add={label_id})
            return label_id

    def remove_label(self, message_id: str, label: str) -> None:
        """Take a label (id or name) off a message."""
        with self._lock:
            self._now()
            label_id = self._mailbox.labels.ensure(label)
            self._mailbox.change_labels(self._mailbox.message(message_id), remove={label_id})

    # --- inside ---

    def _now(self) -> datetime:
        now = self._clock()
        self._mailbox.catch_up(now)
        return now

    def _seen(self, stored: Stored, draft_id: str | None = None) -> SeenMail:
        mail = stored.mail
        return SeenMail(
            message_id=stored.id,
            thread_id=stored.thread_id,
            subject=mail.subject,
            sender=mail.sender,
            to=tuple(address for _, address in mail.addresses("to")),
            cc=tuple(address for _, address in mail.addresses("cc")),
            text=mail.text,
            labels=frozenset(stored.labels),
            raw=mail.raw,
            draft_id=draft_id,
        )

    def _written(
        self,
        thread_id: str | None,
        text: str,
        to: str | None,
        subject: str | None,
        parent_id: str | None = None,
    ) -> bytes:
        """A mail as the composer writes it, with the headers of an answer where it is one."""
        parent = self._parent(thread_id, parent_id)
        headers = {"From": self._mailbox.email, "To": to or "", "Subject": subject or ""}
        if parent is not None:
            chain = [*reversed(parent.mail.references), parent.mail.message_id]
            topic = parent.mail.subject
            headers["To"] = to or parent.mail.header("Reply-To") or parent.mail.header("From")
            headers["Subject"] = subject or (
                topic if base_subject(topic) != topic.casefold() else f"Re: {topic}"
            )
            headers["In-Reply-To"] = parent.mail.message_id
            headers["References"] = " ".join(dict.fromkeys(chain))
        return compose(headers, text)

    def _parent(self, thread_id: str | None, parent_id: str | None) -> Stored | None:
        if parent_id is not None:
            return self._mailbox.message(parent_id)
        if thread_id is None:
            return None
        received = [m for m in self._mailbox.thread(thread_id) if "DRAFT" not in m.labels]
        return received[-1] if received else None

    def _edited(self, old: Stored, text: str | None, subject: str | None) -> bytes:
        raw = old.mail.raw
        if text is not None:
            raw = _with_text(raw, text, html=self._quirks.page_edit_writes_html)
        if subject is not None:
            raw = set_header(raw, "Subject", subject)
        if not self._quirks.page_edit_keeps_x_headers:
            raw = drop_headers(raw, lambda name: name.startswith("x-"))
        if not self._quirks.page_edit_keeps_message_id:
            raw = set_header(raw, "Message-ID", self._mailbox.new_header_id())
        return raw


def _with_text(raw: bytes, text: str, *, html: bool) -> bytes:
    """The mail with another body, as text alone or with HTML beside it."""
    old = message_from_bytes(raw, policy=default)
    mail = EmailMessage(policy=SMTP)
    for name, value in old.items():
        if not name.lower().startswith("content-") and name.lower() != "mime-version":
            mail[name] = str(value)
    mail.set_content(text)
    if html:
        paragraphs = escape(text).replace("\n", "<br>\n")
        mail.add_alternative(f'<div dir="ltr">{paragraphs}</div>\n', subtype="html")
    return mail.as_bytes()
