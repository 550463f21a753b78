"""A day and a time of day that stand apart, each named once: "Come at 11 ... Saturday" (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from service.reading.when.model import Cue, TimeMention

_NOT_ITS_OWN = frozenset(
    {Cue.DEADLINE, Cue.SENT, Cue.START_OF_WORK, Cue.PREVIOUS, Cue.OFFERED_SLOT}
)
_UP_TO = re.compile(r"(?:by|until|since)\b", re.IGNORECASE)
_FAR = timedelta(days=60)
"""A day that no time stands beside is taken for the interview's only if it is this near."""


def joined(
    body: Sequence[TimeMention], subject: Sequence[TimeMention], reference: datetime
) -> TimeMention | None:
    """The first time of day of the body, else of the subject, on the one day to come that is named.

    None where several days to come are named, or none, or no time. `reference` is when the mail
    was written, aware. A day in the body goes before one in the subject.
    """
    day = _only_day(body, reference) or (
        None if _days(body, reference) else _only_day(subject, reference)
    )
    times = [m for m in (*body, *subject) if m.has_time and _fit(m) and m.cue is not Cue.ARRIVAL]
    if day is None or not times:
        return None
    first = times[0]
    if first.has_date and first.start.date() != day.start.date():
        return None
    zone = first.start.tzinfo if first.zone_source == "text" else day.start.tzinfo
    start = datetime.combine(day.start.date(), first.start.time(), tzinfo=zone)
    end = start + (first.end - first.start) if first.end else None
    return replace(first, start=start, end=end, has_date=True, time_zone=_zone_name(first, day))


def _only_day(mentions: Sequence[TimeMention], reference: datetime) -> TimeMention | None:
    found = _days(mentions, reference)
    return next(iter(found.values())) if len(found) == 1 else None


def _days(mentions: Sequence[TimeMention], reference: datetime) -> dict[date, TimeMention]:
    """The days to come, each with a mention of it."""
    return {
        mention.start.date(): mention
        for mention in mentions
        if mention.has_date
        and _fit(mention)
        and reference.date() <= mention.start.date() <= (reference + _FAR).date()
    }


def _fit(mention: TimeMention) -> bool:
    ends = _UP_TO.match(mention.quote)
    return mention.cue not in _NOT_ITS_OWN and not mention.approximate and not ends


def _zone_name(time: TimeMention, day: TimeMention) -> str | None:
    return time.time_zone if time.zone_source == "text" else day.time_zone
