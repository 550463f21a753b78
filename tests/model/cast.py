"""Three applications and the mail that speaks of them, in wire form.

Every mail names its application (by thread, calendar entry or role), so that a story knows the
truth without reading it. How the real reader understands each kind stands in test_cast.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

ALEX = "alex.morgan@example.com"
ALIAS = "alex@morgan.example"
NEW_YORK = ZoneInfo("America/New_York")

DECISIONS = frozenset({"rejection", "offer"})
ANSWERS = frozenset({"answer", "promise", "colleague", "call"}) | DECISIONS
"""Kinds by which a person on the other side has answered."""


@dataclass(frozen=True, slots=True)
class Role:
    """One application: `name` is how stories call it, `people` are who writes, the first leads.

    `notices` is the sender of its calendar entries: the leader, or a no-reply system.
    """

    name: str
    company: str
    role: str
    people: tuple[tuple[str, str], ...]
    notices: tuple[str, str]

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset(email for _, email in self.people)


JANE = ("Jane Roe", "jane.roe@initech.example")
TOM = ("Tom Lind", "tom.lind@initech.example")
OMAR = ("Omar Diaz", "omar.diaz@initech.example")
ANA = ("Ana Cruz", "ana.cruz@globex.example")

ROLES = {
    "data": Role("data", "Initech", "Data Engineer", (JANE, TOM), JANE),
    "security": Role("security", "Initech", "Security Analyst", (OMAR,), OMAR),
    "platform": Role(
        "platform",
        "Globex",
        "Platform Engineer",
        (ANA,),
        ("Globex Interviews", "no-reply@globex.example"),
    ),
}


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of the other side: what it says, in truth.

    `at` is when it was written and got its date at Gmail; `start` of the interview it fixes;
    `until` the day it promises or is back on; `failed` whom a bounce names, `returns` the
    Message-ID of the letter it returns. `human`: a person wrote it (a calendar entry may come from
    a system); `sender`: from which of the role's addresses, if from one.
    """

    kind: str
    role: str
    at: datetime
    message_id: str
    number: int = 0
    start: datetime | None = None
    until: date | None = None
    failed: str | None = None
    human: bool = True
    sender: str | None = None
    returns: str | None = None

    @property
    def end(self) -> datetime | None:
        return self.start + timedelta(hours=1) if self.start else None


@dataclass(slots=True)
class Thread:
    """A conversation as its headers tell it."""

    subject: str
    ids: list[str]


def writer(role: Role, kind: str, *, calendar: bool) -> str | None:
    """From which address of the role's people such mail comes; None if from none of them.

    `calendar`: an interview is told of by a calendar entry. A note of absence is written by nobody.
    """
    if kind in ("newsletter", "away"):
        return None
    if calendar:
        email = role.notices[1]
        return email if email in role.addresses else None
    return role.people[-1 if kind == "colleague" else 0][1]


def confirmation(role: Role, mail: Mail, thread: Thread, *, calendar: bool) -> bytes:
    assert mail.start
    text = (
        f"Thank you for your application. Your interview for the {role.role} role at "
        f"{role.company} is confirmed for {spoken(mail.start)}, by video call."
    )
    return _interview(role, mail, thread, text, "REQUEST" if calendar else None)


def move(role: Role, mail: Mail, thread: Thread, *, calendar: bool) -> bytes:
    assert mail.start
    text = (
        f"We have to reschedule your interview for the {role.role} role at {role.company}. "
        f"The new time is {spoken(mail.start)}, by video call. Sorry for the trouble."
    )
    return _interview(role, mail, thread, text, "REQUEST" if calendar else None)


def postponement(role: Role, mail: Mail, thread: Thread) -> bytes:
    text = (
        "Unfortunately we have to reschedule your interview. We will send you a new time as soon "
        "as we have one. Sorry for the trouble."
    )
    return person(role, mail, thread, text)


def cancellation(role: Role, mail: Mail, thread: Thread, *, calendar: bool) -> bytes:
    text = f"We have to cancel your interview for the {role.role} role at {role.company}."
    return _interview(role, mail, thread, text, "CANCEL" if calendar else None)


def answer(role: Role, mail: Mail, thread: Thread) -> bytes:
    text = (
        "Thanks for your patience. We are still talking to other candidates and will get back "
        "to you."
    )
    return person(role, mail, thread, text)


def promise(role: Role, mail: Mail, thread: Thread) -> bytes:
    assert mail.until
    text = f"Thanks for your time. We will let you know our decision by {_day(mail.until)}."
    return person(role, mail, thread, text)


def call(role: Role, mail: Mail, thread: Thread) -> bytes:
    text = "Thanks for the interview. Please give me a call at 212-555-0142 when you have a moment."
    return person(role, mail, thread, text)


def colleague(role: Role, mail: Mail) -> bytes:
    """Somebody else of the company, in a new thread."""
    name, email = role.people[-1]
    thread = Thread(f"Your application: {role.role} at {role.company}", [])
    text = (
        f"I work with the hiring team on the {role.role} role at {role.company}. We are still "
        "talking to other candidates and will get back to you."
    )
    return person(role, mail, thread, text, (name, email))


def rejection(role: Role, mail: Mail, thread: Thread) -> bytes:
    text = (
        f"Thank you for your interest in the {role.role} role at {role.company}. Unfortunately, we "
        "have decided to move forward with other candidates. We wish you all the best."
    )
    return person(role, mail, thread, text)


def offer(role: Role, mail: Mail, thread: Thread) -> bytes:
    text = (
        f"Congratulations! We are delighted to offer you the position of {role.role} at "
        f"{role.company}. The offer letter with salary and start date is attached."
    )
    return person(role, mail, thread, text)


def away(role: Role, mail: Mail, thread: Thread) -> bytes:
    """An automatic reply with the day of return."""
    assert mail.until
    text = (
        "Thank you for your message. I am out of the office and will be back on "
        f"{_day(mail.until)}."
    )
    message = _letter(role.people[0], mail, thread, text)
    message.replace_header("Subject", f"Automatic reply: {thread.subject}")
    message["Auto-Submitted"] = "auto-replied"
    return bytes(message)


def bounce(mail: Mail, thread: Thread, letter_id: str) -> bytes:
    """A delivery status notification (RFC 3464) about a letter of the candidate."""
    assert mail.failed
    message = EmailMessage(policy=SMTP)
    message["From"] = "Mail Delivery Subsystem <mailer-daemon@googlemail.example>"
    message["To"] = f"Alex Morgan <{ALEX}>"
    message["Subject"] = "Delivery Status Notification (Failure)"
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = mail.message_id
    message["In-Reply-To"] = message["References"] = letter_id
    message["Auto-Submitted"] = "auto-replied"
    message["Content-Type"] = "multipart/report; report-type=delivery-status"
    plain, status = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    plain.set_content(f"The address {mail.failed} does not exist.")
    status["Content-Type"] = "message/delivery-status"
    recipient = {"Final-Recipient": f"rfc822; {mail.failed}", "Action": "failed", "Status": "5.1.1"}
    status.set_payload([_fields({"Reporting-MTA": "dns; googlemail.example"}), _fields(recipient)])
    message.attach(plain)
    message.attach(status)
    return bytes(message)


def newsletter(mail: Mail) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Career Weekly <news@careers.example.org>"
    message["To"] = f"Alex Morgan <{ALEX}>"
    message["Subject"] = "Career Weekly: ace your next interview"
    message["Date"], message["Message-ID"] = format_datetime(mail.at), mail.message_id
    message["List-Unsubscribe"] = "<https://careers.example.org/u>"
    message["Precedence"] = "bulk"
    message.set_content("This week: five tips for a great interview, and other news.\n")
    return bytes(message)


def own(to: str, at: datetime, message_id: str, subject: str, answers: Sequence[str]) -> bytes:
    """A letter that the candidate wrote under their other address."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = f"Alex Morgan <{ALIAS}>", to
    message["Subject"], message["Date"] = subject, format_datetime(at)
    message["Message-ID"] = message_id
    if answers:
        message["In-Reply-To"] = answers[-1]
        message["References"] = " ".join(answers)
    message.set_content("Dear all,\n\nthank you again for the talk.\n\nAlex\n")
    return bytes(message)


def person(
    role: Role, mail: Mail, thread: Thread, text: str, who: tuple[str, str] | None = None
) -> bytes:
    """What a person of the company writes."""
    name, email = who or role.people[0]
    body = f"Hi Alex,\n\n{text}\n\nBest regards,\n{name}\n{role.company}\n"
    return bytes(_letter((name, email), mail, thread, body))


def spoken(start: datetime) -> str:
    local, end = start.astimezone(NEW_YORK), (start + timedelta(hours=1)).astimezone(NEW_YORK)
    return f"{_day(local.date())}, {_clock(local)} - {_clock(end)} ET"


def _interview(role: Role, mail: Mail, thread: Thread, text: str, method: str | None) -> bytes:
    if method is None:
        return person(role, mail, thread, text)
    name, email = role.notices
    body = f"Hi Alex,\n\n{text}\n\nBest regards,\n{name}\n{role.company}\n"
    message = _letter((name, email), mail, thread, body)
    message.add_alternative(
        _calendar(role, mail, method), subtype="calendar", params={"method": method}
    )
    return bytes(message)


def _letter(who: tuple[str, str], mail: Mail, thread: Thread, body: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = f"{who[0]} <{who[1]}>", f"Alex Morgan <{ALEX}>"
    message["Subject"] = f"Re: {thread.subject}" if thread.ids else thread.subject
    message["Date"], message["Message-ID"] = format_datetime(mail.at), mail.message_id
    if thread.ids:
        message["In-Reply-To"] = thread.ids[-1]
        message["References"] = " ".join(thread.ids[-3:])
    message.set_content(body)
    return message


def uid(mail: Mail) -> str:
    """The calendar entry of a round."""
    return f"{mail.role}-{mail.number}@calendar.example"


def _calendar(role: Role, mail: Mail, method: str) -> str:
    start = mail.start or mail.at
    name, email = role.notices
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Example//EN",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            f"UID:{uid(mail)}",
            # A later word has a higher number, whenever it arrives.
            f"SEQUENCE:{int(mail.at.timestamp() // 60) - 29_500_000}",
            f"DTSTAMP:{mail.at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:Interview: {role.role} ({role.company})",
            f"ORGANIZER;CN={name}:mailto:{email}",
            f"ATTENDEE;CN=Alex Morgan;PARTSTAT=NEEDS-ACTION:mailto:{ALEX}",
            "STATUS:" + ("CANCELLED" if method == "CANCEL" else "CONFIRMED"),
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def _fields(fields: dict[str, str]) -> EmailMessage:
    block = EmailMessage(policy=SMTP)
    for name, value in fields.items():
        block[name] = value
    return block


def _day(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"


def _clock(moment: datetime) -> str:
    return f"{moment:%I:%M %p}".lstrip("0")
