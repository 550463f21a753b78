"""Changing headers of a raw mail without touching another byte, and writing new mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:(?:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)\r?\n?")


def _split(raw: bytes) -> tuple[list[bytes], bytes]:
    """(header fields with their folds and line ends, the rest beginning with the empty line)."""
    fields, position = [], 0
    while match := _HEADER.match(raw, position):
        fields.append(match.group())
        position = match.end()
    return fields, raw[position:]


def _name(field: bytes) -> str:
    return field.partition(b":")[0].strip().decode("ascii", "replace").lower()


def set_header(raw: bytes, name: str, value: str) -> bytes:
    """`raw` with that header's first field replaced (the others dropped), or added on top."""
    fields, rest = _split(raw)
    new = f"{name}: {value}\r\n".encode()
    places = [n for n, field in enumerate(fields) if _name(field) == name.lower()]
    kept = [field for n, field in enumerate(fields) if n not in places]
    kept.insert(places[0] if places else 0, new)
    return b"".join(kept) + rest


def drop_headers(raw: bytes, unwanted: Callable[[str], bool]) -> bytes:
    """`raw` without the header fields whose lower-cased name is unwanted."""
    fields, rest = _split(raw)
    return b"".join(field for field in fields if not unwanted(_name(field))) + rest


def has_header(raw: bytes, name: str) -> bool:
    """Whether such a header field exists, by any spelling of its name."""
    return any(_name(field) == name.lower() for field in _split(raw)[0])


def completed(raw: bytes, *, sender: str, now: datetime, message_id: str) -> bytes:
    """`raw` with the headers that Gmail adds to what a client hands in, where they are missing."""
    for name, value in (
        ("From", sender),
        ("Date", format_datetime(now)),
        ("Message-ID", message_id),
        ("MIME-Version", "1.0"),
    ):
        if not has_header(raw, name):
            raw = set_header(raw, name, value)
    return raw


def compose(headers: dict[str, str], text: str) -> bytes:
    """A plain-text mail with CRLF line ends; headers with empty values are left out."""
    mail = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()
