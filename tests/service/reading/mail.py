"""Messages for the stories of this folder, made as mail arrives: raw, and parsed."""

from __future__ import annotations

from gmail.message.model import Message
from gmail.message.parse import parse
from service.reading.model import Facts
from service.reading.reader import read

ME = "alex@example.com"


def mail(body: str, *, sender: str = "Jane Roe <jane@initech.example>", **headers: str) -> Message:
    """A plain-text message to Alex, sent on Monday 2 March 2026 at nine in New York."""
    head = {
        "From": sender,
        "To": f"Alex Morgan <{ME}>",
        "Subject": headers.pop("subject", "Interview"),
        "Date": "Mon, 02 Mar 2026 09:00:00 -0500",
        "Message-ID": "<1@initech.example>",
        "Content-Type": headers.pop("content_type", "text/plain; charset=utf-8"),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return parse(f"{lines}\r\n{body}".encode())


def facts(body: str, **headers: str) -> Facts:
    """What is read in such a message by the candidate, who lives in New York."""
    return read(mail(body, **headers), me=frozenset({ME}), time_zone="America/New_York")


def invitation(method: str = "REQUEST", *, sequence: int = 0, summary: str = "Interview") -> str:
    """A calendar part: Tuesday 10 March 2026, 13:00 to 13:45 in New York, with Raj Patel."""
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT",
            "UID:interview-1@initech.example", f"SEQUENCE:{sequence}", "DTSTAMP:20260302T090000Z",
            "DTSTART;TZID=America/New_York:20260310T130000",
            "DTEND;TZID=America/New_York:20260310T134500",
            f"SUMMARY:{summary}", "ORGANIZER;CN=Jane Roe:mailto:jane@initech.example",
            "ATTENDEE;CN=Raj Patel:mailto:raj.patel@initech.example",
            f"ATTENDEE;CN=Alex Morgan:mailto:{ME}", "END:VEVENT", "END:VCALENDAR", "",
        ]
    )  # fmt: skip
