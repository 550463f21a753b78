"""The lines of a scenario as mail in wire form; person's acts at Gmail's page stay acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from tests.scenarios.cast import ALEX, CAST, Player
from tests.scenarios.tale import Event, Scenario

STAGES = "thank_you|status_check|final_check"
ACTS = re.compile(
    r"(?:sends|renames and sends|edits and sends|edits|deletes|opens and closes) "
    rf"(?:{STAGES})( to \w+)?( leaving its wrapper| from the phone)?|begins a draft"
)
"""What the candidate does at Gmail's page; all else is a message."""

STAND_IN = re.compile(rf"sends (?:{STAGES}) to \w+( from the phone)?")
"""An act of which a file of old mail shows the result."""

_TIME = (
    r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<from>\d\d:\d\d)(?:-(?:(?P<last>\d{4}-\d\d-\d\d) )?"
    r"(?P<to>\d\d:\d\d))?)?(?: in (?P<zone>[\w/]+))?"
)
_CC = r"(?: copying (?P<cc>[\w, ]+))?"
_FORM = rf"(?P<how>confirms|moves to) {_TIME}(?: (?P<medium>video|phone|onsite))?{_CC}"
_WITH = r"(?: with (?P<guests>[\w, ]+))?"
_MEDIA = {"video": ", by video call", "phone": ", by phone", "onsite": ", at our office"}
_ZONES = {
    "America/New_York": "ET",
    "America/Los_Angeles": "PT",
    "Europe/Berlin": "Berlin time",
    "Europe/London": "London time",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of the mailbox. `own`: the candidate's."""

    at: datetime
    raw: bytes
    own: bool


@dataclass(slots=True)
class Conversation:
    """A thread as its headers tell it."""

    subject: str
    ids: list[str] = field(default_factory=list)


class Post:
    """Writes the mail of one scenario, in the order of its events."""

    def __init__(self, scenario: Scenario) -> None:
        self._zone = ZoneInfo(scenario.zone)
        self._threads: dict[str, Conversation] = {}
        self._verbs: list[tuple[str, Callable[[Event, re.Match[str]], EmailMessage]]] = [
            (_FORM, self._form),
            (r"moves without a new time", self._postponed),
            (r"cancels", self._cancelled),
            (
                rf"calendar (?P<uid>\S+?)(?:#(?P<seq>\d+))? {_TIME}{_WITH}(?P<off> cancelled)?",
                self._entry,
            ),
            (r"accepts calendar (?P<uid>\S+)", self._accepted),
            (r"replies(?: to (?P<to>[\w, ]+))?", self._reply),
            (r'writes "(?P<subject>[^"]+)"(?: to (?P<to>[\w, ]+))?', self._new),
            (r"is away(?: until (?P<back>\d{4}-\d\d-\d\d))?", self._away),
            (r"returns the letter to (?P<whom>\w+)", self._bounce),
            (rf"sends (?:{STAGES}) to (?P<to>\w+)(?: from the phone)?", self._sent),
        ]

    def subject(self, event: Event) -> str:
        """The subject of the conversation that the event speaks of."""
        return self._thread(event, CAST[event.who]).subject

    def address(self, who: str) -> str:
        return CAST[who].email

    def letter(self, event: Event) -> Letter:
        """The message of an event; of `sends STAGE to X` what a file of old mail holds of it."""
        for pattern, write in self._verbs:
            found = re.fullmatch(pattern, event.does)
            if found:
                message = write(event, found)
                return Letter(event.at, bytes(message), CAST[event.who].email in _OWN)
        raise AssertionError(f"no such event: {event.who} {event.does!r}")

    # -- forms ------------------------------------------------------------------------------

    def _form(self, event: Event, found: re.Match[str]) -> EmailMessage:
        player = CAST[event.who]
        when = self._spoken(found)
        medium = _MEDIA.get(found["medium"] or "", "")
        if found["how"] == "confirms":
            body = (
                f"Thank you for your application. Your interview for the {player.role} role at "
                f"{player.company} is confirmed for {when}{medium}."
            )
        else:
            body = (
                f"We have to reschedule your interview for the {player.role} role at "
                f"{player.company}. The new time is {when}{medium}. Sorry for the trouble."
            )
        message = self._letter(event, f"{body}\n\n{event.text}".strip())
        if found["cc"]:
            message["Cc"] = ", ".join(each.header for each in _players(found["cc"]))
        return message

    def _postponed(self, event: Event, _found: re.Match[str]) -> EmailMessage:
        body = (
            "Unfortunately we have to reschedule your interview. We will send you a new time as "
            "soon as we have one. Sorry for the trouble."
        )
        return self._letter(event, f"{body}\n\n{event.text}".strip())

    def _cancelled(self, event: Event, _found: re.Match[str]) -> EmailMessage:
        player = CAST[event.who]
        body = f"We have to cancel your interview for the {player.role} role at {player.company}."
        return self._letter(event, f"{body}\n\n{event.text}".strip())

    def _reply(self, event: Event, found: re.Match[str]) -> EmailMessage:
        return self._letter(event, event.text, to=found["to"])

    def _new(self, event: Event, found: re.Match[str]) -> EmailMessage:
        thread = event.thread or f"new-{event.at:%m%d%H%M}"
        self._threads[thread] = Conversation(found["subject"])
        event = Event(event.at, event.who, thread, event.does, event.text)
        return self._letter(event, event.text, to=found["to"])

    def _sent(self, event: Event, found: re.Match[str]) -> EmailMessage:
        return self._letter(event, event.text or "Dear Jane,\n\nThank you.", to=found["to"])

    # -- machines ---------------------------------------------------------------------------

    def _away(self, event: Event, found: re.Match[str]) -> EmailMessage:
        back = found["back"]
        until = f" and will be back on {_long(date.fromisoformat(back))}" if back else ""
        text = f"Thank you for your message. I am out of the office{until}.\n\n{event.text}".strip()
        message = self._letter(event, text, greeting="")
        message.replace_header("Subject", f"Automatic reply: {message['Subject']}")
        message["Auto-Submitted"] = "auto-replied"
        return message

    def _bounce(self, event: Event, found: re.Match[str]) -> EmailMessage:
        """A delivery status notification (RFC 3464)."""
        whom = CAST[found["whom"]].email
        message = self._letter(event, f"The address {whom} does not exist.", greeting="")
        message.replace_header("Subject", "Delivery Status Notification (Failure)")
        message["Auto-Submitted"] = "auto-replied"
        text = message.get_content()
        message.clear_content()
        message["Content-Type"] = "multipart/report; report-type=delivery-status"
        plain = EmailMessage(policy=SMTP)
        plain.set_content(text)
        status = EmailMessage(policy=SMTP)
        status["Content-Type"] = "message/delivery-status"
        status.set_payload(
            [_fields({"Reporting-MTA": "dns; googlemail.com"}),
             _fields({"Final-Recipient": f"rfc822; {whom}", "Action": "failed", "Status": "5.1.1"})]
        )  # fmt: skip
        message.attach(plain)
        message.attach(status)
        return message

    def _entry(self, event: Event, found: re.Match[str]) -> EmailMessage:
        player = CAST[event.who]
        word = "Canceled event" if found["off"] else "Invitation"
        title = f"Interview with {player.company}: {player.role}"
        thread = event.thread or f"calendar-{found['uid']}"
        if thread not in self._threads:
            self._threads[thread] = Conversation(f"{word}: {title} @ {self._spoken(found)}")
        event = Event(event.at, event.who, thread, event.does, event.text)
        text = f"{title}\nWhen: {self._spoken(found)}\n{_table(player, found)}\n\n{event.text}"
        message = self._letter(event, text.strip(), greeting="")
        method = "CANCEL" if found["off"] else "REQUEST"
        calendar = self._calendar(event, found, title, method)
        message.add_alternative(calendar, subtype="calendar", params={"method": method})
        return message

    def _accepted(self, event: Event, found: re.Match[str]) -> EmailMessage:
        thread = event.thread or f"calendar-{found['uid']}"
        event = Event(event.at, event.who, thread, event.does, event.text)
        message = self._letter(event, "Alex Morgan has accepted this invitation.", greeting="")
        message.replace_header("Subject", f"Accepted: {self._threads[thread].subject}")
        reply = _ics("REPLY", [
            f"UID:{found['uid']}@initech.example", "DTSTAMP:20260301T000000Z",
            f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ALEX}",
        ])  # fmt: skip
        message.add_alternative(reply, subtype="calendar", params={"method": "REPLY"})
        return message

    def _calendar(self, event: Event, found: re.Match[str], title: str, method: str) -> str:
        player = CAST[event.who]
        stamp = event.at.astimezone(UTC)
        lines = [
            f"UID:{found['uid']}@initech.example",
            f"SEQUENCE:{found['seq'] or 0}",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{title}",
            f"ORGANIZER;CN={player.name}:mailto:{player.email}",
            f"ATTENDEE;CN=Alex Morgan;PARTSTAT=NEEDS-ACTION:mailto:{ALEX}",
            "STATUS:" + ("CANCELLED" if method == "CANCEL" else "CONFIRMED"),
        ]
        guests = _players(found["guests"] or "")
        lines += [f"ATTENDEE;CN={guest.name}:mailto:{guest.email}" for guest in guests]
        if found["from"] is None:
            day = date.fromisoformat(found["day"])
            lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
            lines += [f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
            return _ics(method, lines)
        start, end = self._times(found)
        lines.append(f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        lines += [f"DTEND:{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"] if end else []
        return _ics(method, lines)

    # -- parts ------------------------------------------------------------------------------

    def _letter(
        self, event: Event, text: str, *, to: str | None = None, greeting: str | None = None
    ) -> EmailMessage:
        player = CAST[event.who]
        own = player.email in _OWN
        thread = self._thread(event, player)
        message = EmailMessage(policy=SMTP)
        message["From"] = player.header
        named = _players(to) if to else [self._other(own, event)]
        message["To"] = ", ".join(each.header for each in named)
        message["Subject"] = f"Re: {thread.subject}" if thread.ids else thread.subject
        message["Date"] = format_datetime(event.at.astimezone(self._zone))
        # The same in both ways of running, whatever else was written before.
        place = f"{event.who}.{event.at:%m%d%H%M}.{event.thread or 'main'}"
        id_ = f"<{place}@{player.email.rpartition('@')[2]}>"
        message["Message-ID"] = id_
        if thread.ids:
            message["In-Reply-To"] = thread.ids[0]
            message["References"] = thread.ids[0]
        if player.reply_to:
            message["Reply-To"] = player.reply_to
        if event.who in ("weekly", "news"):
            message["List-Unsubscribe"] = "<https://careers.example.org/u>"
            message["Precedence"] = "bulk"
        thread.ids.append(id_)
        hello = "" if own else "Hi Alex,\n\n" if greeting is None else greeting
        bye = "Best regards,\n" + player.signature
        message.set_content(f"{hello}{text}\n\n{bye}\n")
        return message

    def _other(self, own: bool, event: Event) -> Player:
        return CAST["jane"] if own else CAST["alex"]

    def _thread(self, event: Event, player: Player) -> Conversation:
        name = event.thread or ("Initech" if player.email in _OWN else player.company)
        subject = f"Interview with {player.company}: {player.role}"
        return self._threads.setdefault(name, Conversation(subject))

    def _times(self, found: re.Match[str]) -> tuple[datetime, datetime | None]:
        zone = ZoneInfo(found["zone"] or self._zone.key)
        start = datetime.fromisoformat(f"{found['day']} {found['from']}").replace(tzinfo=zone)
        if found["to"] is None:
            return start, None
        last = found["last"] or found["day"]
        return start, datetime.fromisoformat(f"{last} {found['to']}").replace(tzinfo=zone)

    def _spoken(self, found: re.Match[str]) -> str:
        if found["from"] is None:
            return _long(date.fromisoformat(found["day"]))
        start, end = self._times(found)
        zone = _ZONES[found["zone"] or self._zone.key]
        until = f" - {_clock(end)}" if end else ""
        return f"{_long(start.date())}, {_clock(start)}{until} {zone}"


_OWN = frozenset({CAST["alex"].email, CAST["alias"].email})


def _table(player: Player, found: re.Match[str]) -> str:
    """Who organizes and who comes, as calendars write it."""
    guests = _players(found["guests"] or "")
    if not guests:
        return f"Organizer: {player.name}"
    listed = "\n".join(each.name for each in guests)
    host = f"{player.name}\n{player.email}"
    return f"\nOrganizer\n{host}\n\nGuests\n{player.name} - organizer\n{listed}\n{ALEX}"


def _players(names: str) -> list[Player]:
    return [CAST[name.strip()] for name in names.split(",") if name.strip()]


def _long(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"


def _clock(moment: datetime) -> str:
    return f"{moment:%I:%M %p}".lstrip("0")


def _fields(fields: dict[str, str]) -> EmailMessage:
    block = EmailMessage(policy=SMTP)
    for name, value in fields.items():
        block[name] = value
    return block


def _ics(method: str, lines: list[str]) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", f"METHOD:{method}"]
    return "\r\n".join([*head, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])
