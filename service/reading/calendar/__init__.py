"""Calendar parts of mail as events (pure): RFC 5545 and RFC 5546, as programs really write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from gmail.message.model import CalendarPart
from service.reading.calendar.lines import Calendar, Component, read_lines
from service.reading.calendar.model import Attendee, CalendarEvent
from service.reading.calendar.series import occurrences_of
from service.reading.calendar.values import (
    Moment,
    ZoneBook,
    attendees_of,
    default_zone,
    duration_of,
    join_urls_of,
    moment_of,
    person_of,
)

__all__ = ["Attendee", "CalendarEvent", "read_calendar"]


_MANY = 20
"""Events from which on a calendar is a whole collection, not an invitation: its series are not
spread out."""


def read_calendar(
    parts: Sequence[CalendarPart], *, default_zone: str | None
) -> tuple[CalendarEvent, ...]:
    """The events of a message's calendar parts, in order, each once.

    `default_zone` is the candidate's IANA zone, for times that name none. An event without a
    readable DTSTART is left out. The same event in two parts (Gmail sends the invitation inline
    and attached) is told once. Never raises on broken input: what was mended is in `problems`.
    """
    events: list[CalendarEvent] = []
    seen: set[tuple[object, ...]] = set()
    for part in parts[:10]:
        for event in _events_of(part, default_zone):
            key = (event.uid or event.summary, event.recurrence_id, event.start, event.method)
            if key not in seen:
                seen.add(key)
                events.append(event)
    return tuple(events)


def _events_of(part: CalendarPart, zone_name: str | None) -> Iterator[CalendarEvent]:
    if "VEVENT" not in part.text.upper():
        return
    calendar = read_lines(part.text)
    zones = ZoneBook(calendar, default_zone(zone_name))
    for component in calendar.events:
        event = _event_of(component, calendar, part.method, zones)
        if event:
            yield event


def _event_of(
    component: Component, calendar: Calendar, method: str | None, zones: ZoneBook
) -> CalendarEvent | None:
    begins = component.first("DTSTART")
    start = moment_of(begins, zones) if begins else None
    if start is None:
        return None
    end = _end_of(component, start, zones)
    replaced = component.first("RECURRENCE-ID")
    replaced_at = moment_of(replaced, zones) if replaced else None
    sequence = (component.text("SEQUENCE") or "").strip()
    return CalendarEvent(
        uid=component.text("UID"),
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 10 else None,
        method=calendar.method or method,
        status=(component.text("STATUS") or "").upper() or None,
        summary=component.text("SUMMARY"),
        description=component.text("DESCRIPTION"),
        location=component.text("LOCATION"),
        start=start.at,
        end=end,
        time_zone=start.time_zone,
        zone_source=start.source,
        all_day=start.all_day,
        organizer=person_of(component.first("ORGANIZER")),
        attendees=attendees_of(component),
        recurrence_id=replaced_at.at if replaced_at else None,
        occurrences=_series_of(component, calendar, start.at, end),
        join_urls=join_urls_of(component),
        problems=_problems(calendar, start),
    )


def _end_of(component: Component, start: Moment, zones: ZoneBook) -> datetime | None:
    ends, lasts = component.first("DTEND"), component.first("DURATION")
    end = moment_of(ends, zones) if ends else None
    if end and end.at > start.at:
        return end.at.astimezone(start.at.tzinfo)
    length = duration_of(lasts) if lasts else None
    if length:
        return (start.at.astimezone(UTC) + length).astimezone(start.at.tzinfo)
    return start.at + timedelta(days=1) if start.all_day else None


def _series_of(
    component: Component, calendar: Calendar, start: datetime, end: datetime | None
) -> tuple[datetime, ...]:
    if not component.first("RRULE") and not component.first("RDATE"):
        return ()
    if len(calendar.events) > _MANY:
        return (start,)
    return occurrences_of(component, start, end)


def _problems(calendar: Calendar, start: Moment) -> tuple[str, ...]:
    found = [*calendar.problems, *([start.problem] if start.problem else [])]
    return tuple(dict.fromkeys(found))
