"""Zones that a calendar defines itself (VTIMEZONE), where their name says nothing (pure)."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime, timedelta

from icalendar import Timezone

from service.reading.calendar.lines import Component
from service.reading.zones import UTC_ZONE, Zone, fixed_zone, zone_named, zone_of_calendar

_OFFSET = re.compile(r"(?im)^TZOFFSETTO[^:\n]*:\s*([+-])(\d\d)(\d\d)")


def zone_of_table(table: Component) -> Zone | None:
    """The zone of a VTIMEZONE: by its X-LIC-LOCATION, else by its rules, else None.

    The rules are icalendar's to read; where it cannot, a table with one offset is that offset.
    """
    location = table.text("X-LIC-LOCATION")
    named = (zone_named(location) or zone_of_calendar(location)) if location else None
    if named and named.name:
        return named
    text = "\r\n".join(table.lines)
    return _by_rules(text) or _by_offset(text)


def _by_rules(text: str) -> Zone | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = Timezone.from_ical(text)
            if not isinstance(table, Timezone):
                return None
            zone = table.to_tz(lookup_tzid=False)
            # A zone that cannot say its offset is none: ask before trusting it.
            for month in (1, 7):
                datetime(2026, month, 1, tzinfo=UTC).astimezone(zone)
    except Exception:
        return None
    return Zone(None, zone)


def _by_offset(text: str) -> Zone | None:
    offsets = set(_OFFSET.findall(text))
    if len(offsets) != 1:
        return None
    sign, hours, minutes = offsets.pop()
    size = timedelta(hours=min(int(hours), 14), minutes=int(minutes) % 60)
    return fixed_zone(-size if sign == "-" else size) if size else UTC_ZONE
