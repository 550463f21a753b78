"""The mail in the mailbox of every server under test, in a form that each of them can be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

ALEX = "alex.morgan@example.com"
JANE = "Jane Roe <jane.roe@initech.example>"
START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NOTES = 30
"""Small mails that fill pages, and more than one batch."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One message. `name` is the left side of its Message-ID, `answers` the name of its parent."""

    name: str
    subject: str
    text: str
    date: datetime
    sender: str = JANE
    to: str = f"Alex Morgan <{ALEX}>"
    answers: str | None = None
    labels: tuple[str, ...] = ("INBOX",)
    calendar: str | None = None

    @property
    def message_id(self) -> str:
        return f"<{self.name}@mail.initech.example>"

    @property
    def parent_id(self) -> str | None:
        return f"<{self.answers}@mail.initech.example>" if self.answers else None

    def raw(self) -> bytes:
        """The message as it comes over the wire."""
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self.sender, self.to, self.subject
        message["Date"], message["Message-ID"] = format_datetime(self.date), self.message_id
        if self.parent_id:
            message["In-Reply-To"] = message["References"] = self.parent_id
        message.set_content(self.text)
        if self.calendar:
            params = {"method": "REQUEST"}
            message.add_alternative(self.calendar, subtype="calendar", params=params)
        return bytes(message)


MAILBOX = (
    Seed("invitation", "Interview with Initech", "Your interview is on Thursday.\n", START),
    Seed(
        "thanks",
        "Re: Interview with Initech",
        "Thank you, I will be there.\n",
        START + timedelta(hours=1),
        sender=f"Alex Morgan <{ALEX}>",
        to=JANE,
        answers="invitation",
        labels=("SENT",),
    ),
    Seed(
        "details",
        "Re: Interview with Initech",
        "Here is the phone screen plan.\n",
        START + timedelta(hours=2),
        answers="thanks",
        labels=("INBOX", "UNREAD"),
    ),
    Seed(
        "gespraech",
        "Vorstellungsgespräch bei Müller",
        "Wir freuen uns auf Sie: \N{GREEK SMALL LETTER ALPHA}.\n",
        START + timedelta(hours=3),
        sender="Jörg Müller <hr@mueller.example>",
    ),
    Seed(
        "prize",
        "You have won",
        "Claim your prize.\n",
        START + timedelta(hours=4),
        sender="Prizes <win@prizes.example.net>",
        labels=("SPAM",),
    ),
    *(
        Seed(
            f"note{number:02}",
            f"Note {number}",
            "Nothing of weight.\n",
            START - timedelta(days=1, minutes=number),
            sender="Notes <notes@notes.example.org>",
        )
        for number in range(NOTES)
    ),
)
VISIBLE = tuple(seed for seed in MAILBOX if "SPAM" not in seed.labels)
THREAD = ("invitation", "thanks", "details")


def newest_first(seeds: Sequence[Seed] = VISIBLE) -> list[str]:
    """Message-IDs in the order of a listing."""
    return [seed.message_id for seed in sorted(seeds, key=lambda seed: seed.date, reverse=True)]


def threads(seeds: Sequence[Seed]) -> list[list[Seed]]:
    """The seeds by conversation, each oldest first."""
    found: dict[str, list[Seed]] = {}
    roots: dict[str, str] = {}
    for seed in seeds:
        roots[seed.name] = roots.get(seed.answers or "", seed.name)
        found.setdefault(roots[seed.name], []).append(seed)
    return list(found.values())


def corpus_record(conversation: Sequence[Seed]) -> dict[str, Any]:
    """A conversation as a line of backlot's corpus, which takes fields, not MIME."""
    first, *later = conversation
    record = _fields(first) | {
        "source_type": "gmail",
        "mailbox": ALEX,
        "mailbox_owner": "Alex Morgan",
        "readers": [ALEX],
        "author_name": parseaddr(first.sender)[0],
    }
    if later:
        record["messages"] = [_fields(seed) for seed in later]
    return record


def _fields(seed: Seed) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": seed.subject,
        "content": seed.text,
        "author_email": parseaddr(seed.sender)[1],
        "created": seed.date.isoformat(),
        "message_id": seed.message_id,
        "to": seed.to,
        "label_ids": list(seed.labels),
    }
    if seed.parent_id:
        fields |= {"in_reply_to": seed.parent_id, "references": seed.parent_id}
    return fields
