"""What the digest says (pure): the letters that are ready, and what needs the person."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from gmail.drafts import one_line
from service.views import short

DRAFTS = "https://mail.google.com/mail/#drafts"
_WHY = "You get this because [notify] digest is set in the config; taking it out ends it."


@dataclass(frozen=True, slots=True)
class Digest:
    """The lines of a digest. `mark` changes with what it says."""

    ready: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def mark(self) -> str:
        return hashlib.sha256("\n".join((*self.ready, "", *self.needs)).encode()).hexdigest()[:32]

    def __bool__(self) -> bool:
        return bool(self.ready or self.needs)


def digest_of(applications: Sequence[Mapping[str, Any]]) -> Digest:
    """The digest of one account's applications, as `service.views.application` shows them."""
    ready, needs = [], []
    for each in applications:
        if each["outcome"]:
            continue
        name = each["company"] or "An unnamed employer"
        name = f"{name}, {each['role']}" if each["role"] else name
        if each["reminder"]:
            needs.append(f"{name}: {each['reminder']}")
        for letter in each["follow_ups"]:
            if letter["state"] == "placed":
                stage = letter["stage"].replace("_", " ")
                closes = f", until {short(letter['closes_at'])}" if letter["closes_at"] else ""
                ready.append(f"{name}: {stage} to {letter['to']}{closes}")
    return Digest(tuple(ready), tuple(needs))


def as_mail(digest: Digest, address: str, now: datetime) -> bytes:
    """The digest as a message from the person to themselves. `now` is aware."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Afterword <{address}>"
    message["To"] = address
    message["Subject"] = one_line(_subject(digest))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<digest.{now:%Y%m%d}.{digest.mark[:12]}@{address.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_lines(digest)), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _subject(digest: Digest) -> str:
    parts = []
    if digest.ready:
        count = len(digest.ready)
        parts.append(f"{count} letter{'s are' if count > 1 else ' is'} ready to send")
    if digest.needs:
        parts.append(f"{len(digest.needs)} need{'' if len(digest.needs) > 1 else 's'} you")
    return f"Afterword: {', '.join(parts)}"


def _lines(digest: Digest) -> list[str]:
    lines = []
    if digest.ready:
        lines += ["Ready to send:", *(f"  {line}" for line in digest.ready), f"  {DRAFTS}", ""]
    if digest.needs:
        lines += ["Needs you:", *(f"  {line}" for line in digest.needs), ""]
    return [*lines, _WHY, ""]
