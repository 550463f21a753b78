"""What a calendar part says: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service.reading.model import Person


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person invited. `partstat` is upper-case (RFC 5545 3.2.12), `role` likewise (3.2.16)."""

    person: Person
    partstat: str | None = None
    role: str | None = None
    is_resource: bool = False


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One VEVENT. `start` and `end` are aware, in the offset of `time_zone` where one is known.

    `time_zone` is an IANA name, or None where the calendar gives only an offset. An all-day
    event's `start` is midnight, its `end` the midnight after its last day. `method` is the
    calendar's METHOD, `status` the event's STATUS, both upper-case. `recurrence_id` names which
    occurrence of a series this one replaces. `occurrences` are the starts of a series, at most
    `MOST_OCCURRENCES`, empty for a single event. `join_urls` are links found in the event, in the
    order of trust. `zone_source` is "text" where the calendar names the zone, "default" for
    floating times. `problems` says in words what was mended.
    """

    uid: str | None
    sequence: int | None
    method: str | None
    status: str | None
    summary: str | None
    description: str | None
    location: str | None
    start: datetime
    end: datetime | None
    time_zone: str | None
    zone_source: str
    all_day: bool
    organizer: Person | None
    attendees: tuple[Attendee, ...] = ()
    recurrence_id: datetime | None = None
    occurrences: tuple[datetime, ...] = ()
    join_urls: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        return self.method == "CANCEL" or self.status == "CANCELLED"
