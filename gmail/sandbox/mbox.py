"""Reading mbox files, Google Takeout's among them, into what the sandbox can deliver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from gmail.sandbox.mime import Mail
from gmail.sandbox.rewrite import drop_headers

# Takeout's names for Gmail's own labels, in English; others are the person's.
TAKEOUT_LABELS = {
    "inbox": "INBOX",
    "sent": "SENT",
    "drafts": "DRAFT",
    "spam": "SPAM",
    "trash": "TRASH",
    "unread": "UNREAD",
    "starred": "STARRED",
    "important": "IMPORTANT",
    "category personal": "CATEGORY_PERSONAL",
    "category updates": "CATEGORY_UPDATES",
    "category promotions": "CATEGORY_PROMOTIONS",
    "category social": "CATEGORY_SOCIAL",
    "category forums": "CATEGORY_FORUMS",
}
NOT_LABELS = {"archived", "opened"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class MboxMail:
    """One message of an mbox: bytes without Takeout's headers, and what those said.

    `labels` and `thread_id` are None where the file says nothing about them.
    """

    raw: bytes
    date: datetime
    labels: tuple[str, ...] | None
    thread_id: str | None
    recipients: tuple[str, ...]


def read_mbox(path: Path) -> list[MboxMail]:
    """All messages of an mbox file in order; `>From ` lines are put back."""
    pieces = re.split(rb"(?m)^(From [^\r\n]*)\r?\n", path.read_bytes())[1:]
    return [_mail(pieces[n], pieces[n + 1]) for n in range(0, len(pieces), 2)]


def _mail(envelope: bytes, text: bytes) -> MboxMail:
    raw = re.sub(rb"(?m)^>(>*From )", rb"\1", text.removesuffix(b"\n").removesuffix(b"\r"))
    mail = Mail(drop_headers(raw, lambda name: name in {"x-gm-thrid", "x-gmail-labels"}))
    told = Mail(raw)
    return MboxMail(
        raw=mail.raw,
        date=_date(mail, envelope),
        labels=takeout_labels(told.header("X-Gmail-Labels")),
        thread_id=_thread_id(told.header("X-GM-THRID")),
        recipients=_recipients(mail),
    )


def _date(mail: Mail, envelope: bytes) -> datetime:
    """The Date header, else the date of the From line, else 1970."""
    if mail.date is not None:
        return mail.date
    words = envelope.decode("ascii", "replace").split(maxsplit=2)
    try:
        date = parsedate_to_datetime(words[2])
    except (IndexError, ValueError, TypeError):
        return EPOCH
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def takeout_labels(text: str) -> tuple[str, ...] | None:
    """Label ids or names of an X-Gmail-Labels header, None if there is none."""
    if not text:
        return None
    names = [name.strip().strip('"') for name in text.split(",")]
    kept = [TAKEOUT_LABELS.get(name.lower(), name) for name in names if name]
    return tuple(name for name in kept if name.lower() not in NOT_LABELS)


def _thread_id(text: str) -> str | None:
    """X-GM-THRID is the thread id in decimal."""
    return f"{int(text):016x}" if text.isdigit() else None


def _recipients(mail: Mail) -> tuple[str, ...]:
    found = mail.addresses("delivered-to") or mail.addresses("to")
    return tuple(address for _, address in found)
