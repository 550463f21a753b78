"""The invented messages of this folder and their gold facts, ready to compare with a reader.

README.md beside this file says what each gold field means. Everything here only reads files.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

FOLDER = Path(__file__).parent
SETS = ("open", "held_out")

KindName = Literal[
    "interview_invitation",
    "interview_confirmation",
    "interview_reschedule",
    "interview_cancellation",
    "rejection",
    "offer",
    "acknowledgement",
    "assessment",
    "status_update",
    "outreach",
    "job_marketing",
    "other",
]


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldPerson(_Gold):
    """Somebody who will talk with the candidate; `name` carries the title where one is given."""

    name: str
    email: str | None
    title: str | None


class GoldInterview(_Gold):
    """The interview a message states; start and end carry the offset in force at that place."""

    start: AwareDatetime
    end: AwareDatetime | None
    time_zone: str | None
    status: Literal["proposed", "confirmed", "rescheduled", "cancelled"]
    medium: Literal["video", "phone", "onsite"] | None
    place: str | None
    join_url: str | None


class Gold(_Gold):
    """What an honest reader finds in one message."""

    kind: KindName
    automatic: Literal["auto_reply", "bounce", "calendar_reply", "bulk"] | None
    interview: GoldInterview | None
    company: str | None
    role: str | None
    interviewers: tuple[GoldPerson, ...]
    decision_by: date | None
    decision_range: tuple[date, date] | None
    away_until: date | None
    me: str
    time_zone: str
    language: Literal["en", "de", "fr", "es", "nl"]
    notes: str | None
    evidence: dict[str, str] = {}
    unscored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One message (raw bytes as Gmail hands them out) and its gold."""

    slug: str
    held_out: bool
    raw: bytes
    gold: Gold

    def parsed(self) -> EmailMessage:
        return BytesParser(policy=policy.default).parsebytes(self.raw)


def cases(*names: str) -> Iterator[Case]:
    """The cases of the named sets ("open", "held_out"; default both), in order of name."""
    for name in names or SETS:
        for path in sorted((FOLDER / name).glob("*.eml")):
            gold = Gold.model_validate(json.loads(path.with_suffix(".json").read_text("utf-8")))
            yield Case(path.stem, name == "held_out", path.read_bytes(), gold)


def decoded_text(message: EmailMessage) -> str:
    """Subject and all text parts, tags taken out and white space run together."""
    pieces = [str(message["Subject"] or "")]
    for part in message.walk():
        if part.get_content_maintype() != "text":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            pieces.append(_plain(payload.decode(part.get_content_charset("utf-8"), "replace")))
    return " ".join(" ".join(pieces).split())


def _plain(text: str) -> str:
    text = re.sub(r"(?is)<(style|script)\b.*?</\1>", " ", text)
    return html.unescape(re.sub(r"</?[a-zA-Z!][^>]*>", " ", text))
