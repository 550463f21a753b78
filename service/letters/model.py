"""What a letter is made from, and what comes out: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.policy import Stage
from service.letters.others import Listed, OtherNames


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody a letter names. `title` only where they or the employer used one ("Dr.")."""

    name: str
    email: str | None = None
    title: str | None = None
    signs_as: str | None = None
    """The first name alone, where this person signed their mail with it."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """The candidate as a letter's author. `signature` is the send-as signature as plain text."""

    name: str
    email: str
    signature: str | None = None
    tone: str = "warm"
    spelling: str = "US"
    strengths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """All that a letter may draw on; a letter states nothing that does not stand here.

    `key` is the follow-up's key and seeds the phrasing: the same request gives the same letter.
    `interview_start` is aware, in the interview's zone. `promised` is the last day of the
    employer's timeline promise. `previous_letter_at` is when the candidate last wrote (aware).
    `others_names` are companies of other applications: none may appear.
    """

    key: str
    stage: Stage
    candidate: Signatory
    recipient: Correspondent
    interview_start: datetime
    others: tuple[Correspondent, ...] = ()
    company: str | None = None
    role: str | None = None
    medium: str | None = None
    round_name: str | None = None
    promised: date | None = None
    previous_letter_at: datetime | None = None
    thank_you_sent: bool = False
    notes: tuple[str, ...] = ()
    topic: str | None = None
    language: str = "en"
    informal: bool = False
    thread_subject: str | None = None
    others_names: OtherNames = field(default_factory=Listed)


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter. `text` is plain, LF line ends, with salutation, closing and name."""

    subject: str
    text: str
    html: str | None = None
