"""What the reader found in one message: facts, each with its evidence.

These are pydantic models because they are stored and printed as they are (see docs/reading.md for
the printed form). All datetimes are aware. `Facts` knows nothing of other messages.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from gmail.message.model import Automatic


class Kind(StrEnum):
    """What a message is to the candidate's applications."""

    INTERVIEW_INVITATION = "interview_invitation"
    INTERVIEW_CONFIRMATION = "interview_confirmation"
    INTERVIEW_RESCHEDULE = "interview_reschedule"
    INTERVIEW_CANCELLATION = "interview_cancellation"
    REJECTION = "rejection"
    OFFER = "offer"
    ACKNOWLEDGEMENT = "acknowledgement"
    ASSESSMENT = "assessment"
    STATUS_UPDATE = "status_update"
    OUTREACH = "outreach"
    JOB_MARKETING = "job_marketing"
    OTHER = "other"


class InterviewStatus(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"


class Medium(StrEnum):
    VIDEO = "video"
    PHONE = "phone"
    ONSITE = "onsite"


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Fact):
    """Why a fact is believed.

    `fact` is the dotted name of the fact ("interview.start"); `part` is "subject", "text/plain",
    "text/html", "text/calendar" or "header:<name>"; `span` counts characters in that part's text
    as `Message` holds it (for text parts: `Message.text`); `rule` names the rule or model.
    """

    fact: str
    part: str
    quote: str
    span: tuple[int, int]
    rule: str
    score: float | None = None


class Person(_Fact):
    """Somebody named in a message. `title` only where the message gives one ("Dr.", "Prof.")."""

    name: str
    email: str | None = None
    title: str | None = None


class Interview(_Fact):
    """One scheduled conversation as this message states it.

    `start` and `end` carry the offset of `time_zone` (an IANA name where one is known).
    `end` is None where the message gives none. `uid` and `sequence` are the calendar's.
    `moved_from` is the earlier start where a move names it.
    """

    start: AwareDatetime
    end: AwareDatetime | None = None
    time_zone: str | None = None
    status: InterviewStatus = InterviewStatus.CONFIRMED
    medium: Medium | None = None
    place: str | None = None
    join_url: str | None = None
    phone: str | None = None
    all_day: bool = False
    uid: str | None = None
    sequence: int | None = None
    moved_from: AwareDatetime | None = None


class Promise(_Fact):
    """The employer's own word on when they decide: kept on any day from `first` to `last`."""

    first: date
    last: date
    quote: str


class Facts(_Fact):
    """Everything read in one message.

    `signed_as` is the sender's first name where they sign with it alone; `informal` whether the
    mail greets by first name and speaks informally; `topic` a matter that it names for the talk,
    in its own words. `not_held` says that a talk did not take place. In the candidate's own mail
    only that is read, and whether they withdraw or ask for another time (`asks_to_move`).
    """

    kind: Kind
    score: float
    automatic: Automatic | None = None
    interview: Interview | None = None
    company: str | None = None
    role: str | None = None
    interviewers: tuple[Person, ...] = ()
    organizer: Person | None = None
    promise: Promise | None = None
    calendar_uids: tuple[str, ...] = ()
    away_until: date | None = None
    phone_call_requested: bool = False
    not_held: bool = False
    withdraws: bool = False
    asks_to_move: bool = False
    language: str = "en"
    round_name: str | None = None
    topic: str | None = None
    signed_as: str | None = None
    informal: bool = False
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def nothing(cls, *, automatic: Automatic | None = None) -> Self:
        """The facts of a message that says nothing about any application."""
        return cls(kind=Kind.OTHER, score=1.0, automatic=automatic)
