"""Short words for read messages, so that tests tell a mailbox in a few lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from gmail.message.model import Automatic
from service.read_message import MailAddress, ReadMessage
from service.reading.model import Facts, Interview, InterviewStatus, Kind, Medium, Person, Promise

ME = "alex@example.com"
JANE = "jane@initech.example"
NO_REPLY = "no-reply@us.greenhouse-mail.io"


def at(text: str) -> datetime:
    """ "2026-03-05 14:00" in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def talk(
    start: str,
    *,
    minutes: int | None = 60,
    status: InterviewStatus = InterviewStatus.CONFIRMED,
    uid: str | None = None,
    sequence: int | None = None,
    moved_from: str | None = None,
    medium: Medium | None = Medium.VIDEO,
) -> Interview:
    """An interview as a message states it."""
    begin = at(start)
    return Interview(
        start=begin,
        end=begin + timedelta(minutes=minutes) if minutes else None,
        time_zone="UTC",
        status=status,
        medium=medium,
        uid=uid,
        sequence=sequence,
        moved_from=at(moved_from) if moved_from else None,
    )


def told(
    id_: str,
    when: str,
    kind: Kind = Kind.OTHER,
    *,
    by: str = JANE,
    to: str = ME,
    thread: str = "t1",
    answers: str | None = None,
    interview: Interview | None = None,
    company: str | None = None,
    role: str | None = None,
    people: tuple[Person, ...] = (),
    promise: date | None = None,
    automatic: Automatic | None = None,
    away_until: date | None = None,
    call: bool = False,
    failed: tuple[str, ...] = (),
    reply_to: str | None = None,
    subject: str = "Your interview",
    copied: tuple[str, ...] = (),
) -> ReadMessage:
    """A message from `by`, read. From ME it is outbound."""
    return ReadMessage(
        id=id_,
        thread_id=thread,
        sent_at=at(when),
        message_id=f"<{id_}@mail.example>",
        in_reply_to=f"<{answers}@mail.example>" if answers else None,
        sender=MailAddress(email=by, name=by.partition("@")[0].title()),
        reply_to=(MailAddress(email=reply_to),) if reply_to else (),
        to=(MailAddress(email=to),),
        cc=tuple(MailAddress(email=email) for email in copied),
        subject=subject,
        outbound=by == ME,
        failed_recipients=failed,
        facts=Facts(
            kind=kind,
            score=1.0,
            automatic=automatic,
            interview=interview,
            company=company,
            role=role,
            interviewers=people,
            promise=Promise(first=promise, last=promise, quote="by then") if promise else None,
            away_until=away_until,
            phone_call_requested=call,
        ),
    )


def wrote(id_: str, when: str, *, to: str = JANE, thread: str = "t1") -> ReadMessage:
    """A message of the candidate."""
    return told(id_, when, by=ME, to=to, thread=thread)
