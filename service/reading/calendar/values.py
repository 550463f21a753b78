"""Values of iCalendar properties: times with their zones, durations, people, links (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from service.reading.calendar.lines import Calendar, Component, Property
from service.reading.calendar.model import Attendee
from service.reading.calendar.tables import zone_of_table
from service.reading.model import Person
from service.reading.zones import UTC_ZONE, Zone, fixed_zone, zone_named, zone_of_calendar

_STAMP = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z|[+-]\d{4})?)?(?!\d)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\s*([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\s*$", re.IGNORECASE
)
_TITLE = re.compile(r"((?:(?:Prof|Dr|Professor)\.?\s+)+)(?=\w)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"'\\|]{4,900}")
_JOIN = re.compile(
    r"meet\.google|zoom\.us/|zoom\.com/|teams\.microsoft|teams\.live|webex\.com|whereby\.com|gotomeet"
    r"|meet\.jit\.si|chime\.aws|bluejeans|/meet/|/join/|huddle|ringcentral|hackerrank|coderpad|karat"
    r"|around\.co|livestorm|skype\.com|meet\."
)
_ONLINE = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "CONFERENCE",
    "URL",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A DTSTART or DTEND: the instant, its zone's name and source, whether a whole day."""

    at: datetime
    time_zone: str | None
    source: str
    all_day: bool
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ZoneBook:
    """One calendar's zones: its tables, its stated zone, the candidate's for floating times."""

    calendar: Calendar
    default: Zone | None

    def find(self, tzid: str) -> tuple[Zone | None, str | None]:
        """(zone, problem) of a TZID."""
        zone = zone_of_calendar(tzid)
        table = self._table(tzid)
        if zone and (zone.name or table is None):
            return zone, None
        if table:
            return self._as_own(zone_of_table(table) or zone), None
        return zone, None if zone else f"unknown time zone {tzid[:60]!r}"

    def _as_own(self, zone: Zone | None) -> Zone | None:
        """The candidate's own zone where a nameless one keeps the same clock all year."""
        if zone is None or zone.name or self.default is None:
            return zone
        moments = [datetime(2026, month, 15, tzinfo=UTC) for month in (1, 3, 7, 11)]
        same = all(zone.offset_at(each) == self.default.offset_at(each) for each in moments)
        return self.default if same else zone

    def floating(self) -> tuple[Zone, str]:
        """(zone, source) for a time that names none."""
        stated = zone_of_calendar(self.calendar.zone) if self.calendar.zone else None
        return (stated, "text") if stated else (self.default or UTC_ZONE, "default")

    def _table(self, tzid: str) -> Component | None:
        for component in self.calendar.zones:
            if (component.text("TZID") or "").strip('"') == tzid.strip('"'):
                return component
        return None


def moment_of(prop: Property, zones: ZoneBook) -> Moment | None:
    """The instant of a DATE or DATE-TIME property, or None where it holds none."""
    match = _STAMP.match(prop.value)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        written = date(int(year), int(month), int(day))
        clock = time(int(hour or 0) % 24, int(minute or 0), min(int(second or 0), 59))
    except ValueError:
        return None
    if not 1900 <= written.year <= 2200:
        return None
    zone, source, problem = _zone_of(prop, offset, zones)
    try:
        at = zone.at(written, clock)
    except (OverflowError, ValueError):
        return None
    return Moment(at, zone.name, source, all_day=hour is None, problem=problem)


def _zone_of(prop: Property, offset: str | None, zones: ZoneBook) -> tuple[Zone, str, str | None]:
    tzid = prop.parameters.get("TZID")
    named, problem = zones.find(tzid) if tzid else (None, None)
    if offset and offset.upper() == "Z":
        # An instant in UTC says when, not where: no zone is named.
        return fixed_zone(timedelta(0)), "text", None
    if offset:
        named = zone_of_calendar(f"UTC{offset[:3]}:{offset[3:]}")
    if named:
        return named, "text", None
    floating, source = zones.floating()
    return floating, source, problem


def duration_of(prop: Property) -> timedelta | None:
    """The length of a DURATION property (RFC 5545 3.3.6), or None."""
    match = _DURATION.match(prop.value)
    if not match or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (
        min(int(part or 0), 10_000) for part in match.groups()[1:]
    )
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None if match.group(1) == "-" or length > timedelta(days=400) else length


def person_of(prop: Property | None) -> Person | None:
    """The person of an ORGANIZER or ATTENDEE, or None where neither name nor address is given."""
    if prop is None:
        return None
    email = prop.parameters.get("EMAIL") or prop.value
    email = re.sub(r"(?i)^\s*mailto:\s*", "", email).strip().strip("<>").lower()
    email = email if re.fullmatch(r"[^@\s,;]{1,100}@[^@\s,;]{1,200}", email) else ""
    name = prop.parameters.get("CN", "").replace("\\,", ",").strip().strip("'\"")
    if name.lower() == email or "@" in name:
        name = ""
    title = _TITLE.match(name)
    if not name and not email:
        return None
    return Person(name=name, email=email or None, title=title.group(1).strip() if title else None)


def attendees_of(component: Component) -> tuple[Attendee, ...]:
    """The people invited, in order; rooms and other resources marked."""
    found = []
    for prop in component.properties.get("ATTENDEE", [])[:200]:
        person = person_of(prop)
        if person:
            kind = prop.parameters.get("CUTYPE", "").upper()
            found.append(
                Attendee(
                    person,
                    partstat=prop.parameters.get("PARTSTAT", "").upper() or None,
                    role=prop.parameters.get("ROLE", "").upper() or None,
                    is_resource=kind in ("ROOM", "RESOURCE"),
                )
            )
    return tuple(found)


def join_urls_of(component: Component) -> tuple[str, ...]:
    """Links by which one may join, the calendar's own fields first, then the text's."""
    own = [prop.text for name in _ONLINE for prop in component.properties.get(name, [])]
    written = [
        url.rstrip(".,;:)>]")
        for name in ("LOCATION", "DESCRIPTION", "X-ALT-DESC")
        for url in _URL.findall((component.text(name) or "")[:20_000])[:40]
    ]
    links = [url for url in own if url.startswith("http") and len(url) < 1000]
    joins = [url for url in [*links, *written] if _JOIN.search(url)]
    return tuple(dict.fromkeys([*joins, *links]))[:8]


def default_zone(name: str | None) -> Zone | None:
    """The candidate's zone by its IANA name."""
    return zone_named(name) if name else None
