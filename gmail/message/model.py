"""What a message is, once read: plain values, no network, no clock.

`gmail.message.parse` turns raw MIME into these; everything above works on them alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Automatic(StrEnum):
    """Why a message was not written by a person to this person (RFC 3834 and common practice)."""

    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    CALENDAR_REPLY = "calendar_reply"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of an address header. `email` is lower-cased; `name` is decoded, may be empty."""

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """One iCalendar text found in a message (inline part or .ics attachment), decoded, unparsed.

    `method` is the upper-cased METHOD of the Content-Type or of the text, or None.
    """

    text: str
    method: str | None = None
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as parsed from raw MIME.

    `date` keeps the sender's own offset (the Date header; None if missing or unreadable);
    `received_at` is Gmail's internalDate (or the Date header outside Gmail), aware, UTC.
    `text` is the body as plain text: the text/plain part, or the HTML rendered to text.
    `new_text` is `text` without quoted history and without the signature block.
    `headers` maps lower-cased names to all decoded values, in order.
    `problems` names what was wrong with the MIME and mended on the way, in words.
    """

    id: str
    thread_id: str
    received_at: datetime
    date: datetime | None
    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    new_text: str
    html: str | None
    text_part: str
    calendars: tuple[CalendarPart, ...] = ()
    automatic: Automatic | None = None
    automatic_reason: str | None = None
    failed_recipients: tuple[str, ...] = ()
    label_ids: frozenset[str] = frozenset()
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    problems: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The first value of a header, by any spelling of its name, or None."""
        values = self.headers.get(name.lower())
        return values[0] if values else None
