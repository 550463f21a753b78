"""Mail to train on: our own texts (bench/data), their blanks filled by lot, always the same lot.

A line of bench/data/mail/*.tsv is a short text: kind's letter | From | Subject | body. A text of
bench/data/mail/*.txt begins with `=== kind`, has header lines (From, Subject, Tags), an
empty line and a body. Blanks such as {company} are filled from bench/data/blanks.toml. Tags are
`bulk`, `reply` and `method=REQUEST`. bench/data/training/*.jsonl holds whole texts, one a line,
with kind, subject, body and perhaps from; or with `raw`, the mail as it is sent.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.quotes import Quotes, quotes_of
from gmail.message.model import Address, Automatic, CalendarPart, Message
from gmail.message.parse import parse
from service.reading.model import Kind

DATA = Path(__file__).parent / "data"
KNOWN_WITHOUT_A_MODEL = (Automatic.AUTO_REPLY, Automatic.BOUNCE, Automatic.CALENDAR_REPLY)
"""Automatic mail that no model is asked about."""
APART = ("d55#", "d61#", "d70#", "d80#", "d120#", "d146#", "d171#", "d194#")
"""How the names of texts begin that are written to measure on, never trained on."""
FOR_FITTING = tuple(f"d{number}#" for number in (*range(103, 111), 113, 114))
"""Of texts that the nets do not see, nor the encoder before its last rounds: what weighs their word
is fitted on them."""
LETTERS = {
    "I": Kind.INTERVIEW_INVITATION,
    "C": Kind.INTERVIEW_CONFIRMATION,
    "R": Kind.INTERVIEW_RESCHEDULE,
    "X": Kind.INTERVIEW_CANCELLATION,
    "J": Kind.REJECTION,
    "F": Kind.OFFER,
    "A": Kind.ACKNOWLEDGEMENT,
    "T": Kind.ASSESSMENT,
    "S": Kind.STATUS_UPDATE,
    "O": Kind.OUTREACH,
    "M": Kind.JOB_MARKETING,
    "N": Kind.OTHER,
}
_SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When texts that do not say so were sent."""
_BLANK = re.compile(r"\{(\w+)\}")
_FROM = re.compile(r"^(.*?)\s*<([^>]*)>$")


@dataclass(frozen=True, slots=True)
class Sample:
    """One message with its kind. `text` names the text it was made from: copies stay together."""

    kind: Kind
    message: Message
    text: str
    quotes: Quotes | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    kind: Kind
    sender: str
    subject: str
    tags: tuple[str, ...]
    body: str


def samples(copies: int, seed: int = 7) -> Iterator[Sample]:
    """All training mail, each text with blanks filled `copies` times."""
    blanks = tomllib.loads((DATA / "blanks.toml").read_text(encoding="utf-8"))["blanks"]
    lot = random.Random(seed)  # noqa: S311  # nothing secret: the same lot every time
    for text in _texts():
        for _ in range(copies):
            yield _sample(_filled(text, _Lot(blanks, lot)))
    for path in sorted((DATA / "training").glob("*.jsonl")):
        yield from _whole_texts(path)


class _Lot:
    """Values for the blanks of one message: the same blank has one value throughout."""

    def __init__(self, blanks: dict[str, list[str]], lot: random.Random) -> None:
        self._blanks = blanks
        self._lot = lot
        self._drawn: dict[str, str] = {}

    def value(self, match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in self._drawn:
            choices = self._blanks[name.rstrip("0123456789")]
            drawn = self._lot.choice(choices)
            self._drawn[name] = _BLANK.sub(self.value, drawn)
        return self._drawn[name]


def _texts() -> Iterator[_Text]:
    for path in sorted((DATA / "mail").glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").split("=== ")[1:]
        for number, block in enumerate(blocks):
            head, _, body = block.partition("\n\n")
            kind, *lines = head.splitlines()
            fields = {
                key.strip(): value.strip() for key, _, value in (x.partition(":") for x in lines)
            }
            yield _Text(
                name=f"{path.stem}#{number}",
                kind=Kind(kind.strip()),
                sender=fields.get("From", ""),
                subject=fields.get("Subject", ""),
                tags=tuple(fields.get("Tags", "").split()),
                body=body.strip(),
            )

    for path in sorted((DATA / "mail").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            letter, sender, subject, body = line.split(" | ", 3)
            name = f"{path.stem}#{number}"
            yield _Text(name, LETTERS[letter], sender, subject, (), body)


def _filled(text: _Text, lot: _Lot) -> _Text:
    return replace(
        text,
        sender=_BLANK.sub(lot.value, text.sender),
        subject=_BLANK.sub(lot.value, text.subject),
        body=_BLANK.sub(lot.value, text.body),
    )


def _sample(text: _Text) -> Sample:
    message = made_message(
        sender=text.sender,
        subject=f"Re: {text.subject}" if "reply" in text.tags else text.subject,
        body=text.body,
        bulk="bulk" in text.tags,
        calendar=_calendar(text),
    )
    return Sample(kind=text.kind, message=message, text=text.name)


def _calendar(text: _Text) -> str | None:
    """A calendar part for a text that is tagged as an invitation ("method=REQUEST")."""
    method = next((tag[7:] for tag in text.tags if tag.startswith("method=")), None)
    if method is None:
        return None
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", "UID:1@example.com",
        f"SEQUENCE:{int('sequence' in text.tags)}", "DTSTAMP:20260302T090000Z",
        "DTSTART:20260310T170000Z", "DTEND:20260310T174500Z",
        f"SUMMARY:{text.subject}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "\r\n".join(lines)


def _whole_texts(path: Path) -> Iterator[Sample]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not line.strip():
            continue
        raw = json.loads(line)
        message = message_of(raw)
        if message.automatic not in KNOWN_WITHOUT_A_MODEL:
            yield Sample(Kind(raw["kind"]), message, f"{path.stem}#{number}", quotes_of(raw))


def message_of(raw: dict[str, Any]) -> Message:
    """A line of bench/data/training as a message, with the older mail below that it quotes."""
    if "raw" in raw:
        sent = raw["raw"].encode("utf-8", "surrogateescape")
        return parse(sent, received_at=_moment(raw["date"]))
    message = made_message(
        sender=raw.get("from") or "",
        subject=raw["subject"] or "",
        body=raw["body"] or "",
        bulk=bool(raw.get("bulk")),
        sent=_moment(raw.get("date")),
    )
    if not raw.get("quoted"):
        return message
    text = f"{message.text}\n\n{raw['quoted']}"
    return replace(message, text=text, in_reply_to="<before@example.com>")


def _moment(said: str | None) -> datetime:
    return datetime.fromisoformat(said) if said else _SENT


def made_message(
    *,
    sender: str,
    subject: str,
    body: str,
    bulk: bool = False,
    calendar: str | None = None,
    sent: datetime = _SENT,
) -> Message:
    """A message as the parser would give it, of these texts, sent at an aware moment."""
    match = _FROM.match(sender)
    address = Address(match.group(2).lower(), match.group(1)) if match else None
    return Message(
        id="m", thread_id="t", received_at=sent, date=sent, message_id="<m@example.com>",
        in_reply_to=None, references=(), sender=address, reply_to=(), to=(), cc=(),
        subject=subject, text=body, new_text=body, html=None, text_part="text/plain",
        automatic=Automatic.BULK if bulk else None,
        calendars=(CalendarPart(calendar),) if calendar else (),
    )  # fmt: skip
