"""Until when something is snoozed, as people write it (pure)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from scheduler.business_time import WorkingCalendar
from scheduler.duration import LONGEST, Duration
from scheduler.policy import WEEK, Openings

EXPECTED = (
    'a day ("2026-03-20", "tomorrow", "friday"), a moment ("2026-03-20 14:00") or a length of time '
    '("3d", "1 week", "5 working days")'
)
_DAY = timedelta(days=1)


def until(text: str, calendar: WorkingCalendar, now: datetime) -> datetime:
    """The moment meant, aware. A day means its first minute in the candidate's zone.

    ValueError says how to write it, or that it is past.
    """
    words = " ".join(text.split()).lower().removeprefix("until ")
    moment = _day(words, calendar, now) or _moment(words, calendar) or _later(words, calendar, now)
    if moment is None:
        raise ValueError(f"{text!r} is not {EXPECTED}")
    if moment <= now:
        raise ValueError(f"{text!r} is not ahead: it means {calendar.local(moment):%Y-%m-%d %H:%M}")
    if moment - now > LONGEST:
        raise ValueError(f"{text!r} is more than ten years away")
    return moment


def _day(words: str, calendar: WorkingCalendar, now: datetime) -> datetime | None:
    today = calendar.day_of(now)
    if words == "tomorrow":
        return calendar.at(today + _DAY)
    if words in WEEK:
        ahead = (WEEK.index(words) - today.weekday() - 1) % len(WEEK) + 1
        return calendar.at(today + ahead * _DAY)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        try:
            return calendar.at(date.fromisoformat(words))
        except ValueError:
            return None
    return None


def _moment(words: str, calendar: WorkingCalendar) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words.upper())
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return moment
    clock: time = moment.time()
    return calendar.at(moment.date(), clock.hour * 60 + clock.minute)


def _later(words: str, calendar: WorkingCalendar, now: datetime) -> datetime | None:
    try:
        length = Duration.parse(words)
    except ValueError:
        return None
    return calendar.add(now, length, Openings())
