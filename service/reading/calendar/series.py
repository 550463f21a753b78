"""The occurrences of a recurring event, bounded (pure)."""

from __future__ import annotations

import warnings
from datetime import datetime, timedelta
from itertools import islice

import icalendar
import recurring_ical_events

from service.reading.calendar.lines import Component

MOST_OCCURRENCES = 30
_HORIZON = timedelta(days=400)
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
"""No meeting; spreading such a rule out takes a second of computing."""


def occurrences_of(event: Component, start: datetime, end: datetime | None) -> tuple[datetime, ...]:
    """The first starts of a series from its DTSTART on, for some 13 months, at most
    `MOST_OCCURRENCES`; only the first where the rule cannot be read.

    The series is rebuilt with the start as we read it, so that a broken zone does not matter.
    """
    if any(
        "FREQ=" + each in rule.value.upper()
        for rule in event.properties.get("RRULE", [])
        for each in _TOO_OFTEN
    ):
        return (start,)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//afterword//read//EN", "BEGIN:VEVENT"]
    lines += ["UID:series", "DTSTAMP:20000101T000000Z"]
    for name in ("RRULE", "EXDATE", "RDATE"):
        lines += [f"{name}:{prop.value}" for prop in event.properties.get(name, [])[:20]]
    lines += ["END:VEVENT", "END:VCALENDAR"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendar = icalendar.Calendar.from_ical("\r\n".join(lines))
            component = calendar.walk("VEVENT")[0]
            component.add("dtstart", start)
            component.add("dtend", end or start + timedelta(hours=1))
            query = recurring_ical_events.of(calendar, skip_bad_series=True)
            found = islice(query.after(start - timedelta(minutes=1)), MOST_OCCURRENCES)
            starts = [occurrence.start for occurrence in found]
    except Exception:
        return (start,)
    return tuple(each for each in starts if each <= start + _HORIZON) or (start,)
