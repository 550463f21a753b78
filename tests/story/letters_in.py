"""Mail that arrives in the stories, in the form in which it really comes."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

ALEX = "alex.morgan@example.com"
JANE = "Jane Roe <jane.roe@initech.example>"


def at(text: str) -> datetime:
    """ "2026-03-05 14:00" in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def mail(
    body: str,
    *,
    date: str,
    id_: str,
    sender: str = JANE,
    to: str = f"Alex Morgan <{ALEX}>",
    subject: str = "Interview with Initech: Data Engineer",
    answers: str | None = None,
    calendar: str | None = None,
    headers: dict[str, str] | None = None,
) -> bytes:
    """One message as raw MIME; `date` is UTC."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(at(date))
    message["Message-ID"] = f"<{id_}@mail.initech.example>"
    if answers:
        message["In-Reply-To"] = message["References"] = f"<{answers}@mail.initech.example>"
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(body)
    if calendar:
        message.add_alternative(calendar, subtype="calendar", params={"method": "REQUEST"})
    return bytes(message)


def invitation(date: str = "2026-03-02 15:00", *, start: str = "20260305T190000Z") -> bytes:
    """A confirmation with a calendar part: Thursday, March 5, 2026, 2:00 PM in New York."""
    end = start.replace("T19", "T20")
    return mail(
        "Hi Alex,\n\nThank you for your application. Your interview for the Data Engineer role at "
        "Initech is confirmed for Thursday, March 5, 2026, 2:00 PM - 3:00 PM ET, by video.\n\n"
        "Best regards,\nJane Roe\nEngineering Manager, Initech\n",
        date=date,
        id_="invitation",
        calendar="\r\n".join(
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Example//EN",
                "METHOD:REQUEST",
                "BEGIN:VEVENT",
                "UID:round-1@initech.example",
                "SEQUENCE:0",
                "DTSTAMP:20260302T150000Z",
                f"DTSTART:{start}",
                f"DTEND:{end}",
                "SUMMARY:Interview: Data Engineer (Initech)",
                "ORGANIZER;CN=Jane Roe:mailto:jane.roe@initech.example",
                f"ATTENDEE;CN=Alex Morgan;PARTSTAT=NEEDS-ACTION:mailto:{ALEX}",
                "STATUS:CONFIRMED",
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        ),
    )


def answer(date: str, id_: str = "answer") -> bytes:
    """A human answer without a decision."""
    return mail(
        "Hi Alex,\n\nThanks for your note. We are still talking to other candidates and will get "
        "back to you.\n\nJane\n",
        date=date,
        id_=id_,
        subject="Re: Interview with Initech: Data Engineer",
        answers="invitation",
    )


def newsletter(date: str, number: int) -> bytes:
    """Mail that concerns nobody."""
    return mail(
        "This week: five tips for a great interview, and other news.\n",
        date=date,
        id_=f"news-{number}",
        sender="Career Weekly <news@careers.example.org>",
        subject=f"Career Weekly {number}: ace your next interview",
        headers={"List-Unsubscribe": "<https://careers.example.org/u>", "Precedence": "bulk"},
    )
