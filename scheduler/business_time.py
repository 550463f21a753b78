"""The candidate's calendar: days, working hours and holidays in their time zone (pure).

Two kinds of arithmetic, never mixed: hours are counted between instants; days are counted on the
calendar, and the time on the clock stays. A time that a change of clocks skips is read as
RFC 5545 (3.3.5) says, with the offset before the gap: 02:30 becomes 03:30. A time that comes
twice means the first.

Moments are handed out in UTC: two datetimes of one zone are compared by what their clocks show,
which is wrong in the hour that comes twice (PEP 495). `local` is for showing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from scheduler.duration import Duration, Unit
from scheduler.hours import Hours, Pause
from scheduler.policy import WEEK, Openings

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """Days and hours in one time zone, with the public holidays of a country and its region.

    `country` is an ISO 3166-1 code ("US"), `region` a subdivision of it ("NY"); without a country
    there are no holidays. An unknown one raises ValueError. All datetimes given must be aware.
    """

    zone: ZoneInfo
    country: str | None = None
    region: str | None = None
    _holidays: dict[int, frozenset[date]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if self.country is not None:
            _known(self.country, self.region)

    def local(self, moment: datetime) -> datetime:
        """The moment on the candidate's clock."""
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be placed")
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        return self.local(moment).date()

    def at(self, day: date, minutes: int = 0) -> datetime:
        """The moment (UTC) at which the clock shows `minutes` (up to 1440) after `day` began."""
        wall = datetime.combine(day, time(0)) + timedelta(minutes=minutes)
        return self._real(wall.replace(tzinfo=self.zone))

    def add(self, moment: datetime, length: Duration, week: Openings) -> datetime:
        """The moment (UTC) a length after `moment`; `week` says what a working day is."""
        if length.exact is not None or not length.amount:
            return moment.astimezone(UTC) + length.nominal
        wall = self.local(moment)
        day = self.add_days(wall.date(), length, week)
        return self._real(datetime.combine(day, wall.time(), self.zone))

    def add_days(self, day: date, length: Duration, week: Openings) -> date:
        """The day a number of days, weeks or working days after `day`, itself not counted."""
        if length.unit is not Unit.WORKING_DAY:
            return day + timedelta(days=length.nominal.days)
        for _ in range(length.amount):
            day = next(d for d in _days_from(day + _DAY) if self.is_working(d, week))
        return day

    def is_working(self, day: date, week: Openings) -> bool:
        """Whether people work on this day, by these weekends and (if they count) holidays."""
        if WEEK[day.weekday()] in week.weekend:
            return False
        return not (week.holidays and self.is_holiday(day))

    def is_holiday(self, day: date) -> bool:
        if self.country is None:
            return False
        if day.year not in self._holidays:
            self._holidays[day.year] = _holidays_of(self.country, self.region, day.year)
        return day in self._holidays[day.year]

    def is_open(self, moment: datetime, openings: Openings, pauses: Iterable[Pause] = ()) -> bool:
        """Whether the moment lies inside the hours of a day on which something may open."""
        day = self.day_of(moment)
        first, last = self._hours(day, openings.hours)
        return first <= moment.astimezone(UTC) < last and self._allowed(day, openings, pauses)

    def first_open(
        self,
        openings: Openings,
        earliest: datetime,
        before: datetime,
        pauses: Iterable[Pause] = (),
    ) -> datetime | None:
        """The first open moment (UTC) from `earliest` on that lies before `before`, or None."""
        pauses = tuple(pauses)
        earliest = earliest.astimezone(UTC)
        last_day = self.day_of(before)
        for day in _days_from(self.day_of(earliest)):
            if day > last_day:
                return None
            if self._allowed(day, openings, pauses):
                first, last = self._hours(day, openings.hours)
                moment = max(first, earliest)
                if moment < last:
                    return moment if moment < before.astimezone(UTC) else None
        return None

    def _allowed(self, day: date, openings: Openings, pauses: Iterable[Pause]) -> bool:
        if openings.days == "working" and not self.is_working(day, openings):
            return False
        return not any(pause.holds(day) for pause in pauses)

    def _hours(self, day: date, hours: Hours) -> tuple[datetime, datetime]:
        return self.at(day, hours.first), self.at(day, hours.last)

    def _real(self, wall: datetime) -> datetime:
        """The moment that a time on the clock means, even where a change of clocks skips it."""
        return wall.replace(fold=0).astimezone(UTC)


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY


def regions(country: str) -> tuple[str, ...] | None:
    """The regions of a country that have holidays of their own; None for an unknown country."""
    known = holidays.list_supported_countries(include_aliases=True).get(country)
    return None if known is None else tuple(known)


def _known(country: str, region: str | None) -> None:
    """Raise ValueError unless holidays of this country and region are known."""
    known = regions(country)
    if known is None:
        raise ValueError(f'"{country}" is no country with known holidays; write a code like "US"')
    if region is not None and region not in known:
        listed = ", ".join(known) or "none"
        raise ValueError(f'"{region}" is no region of {country} with known holidays ({listed})')


def _holidays_of(country: str, region: str | None, year: int) -> frozenset[date]:
    """One year's public holidays; the next year's may be observed on the last days of this."""
    known = holidays.country_holidays(country, subdiv=region, years=(year - 1, year, year + 1))
    return frozenset(day for day in known if day.year == year)
