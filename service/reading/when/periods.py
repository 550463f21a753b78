"""Weeks and months as spans of days, and sums of days (pure).

A working week ends on Friday: "by the end of next week" is kept until then.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter

_COMING_WEEKS = (7, 28)
_COMING_DAYS = (1, 5)
_WEEK_SPANS = {
    "first_thing": (0, 0),
    "start": (0, 2),
    "first_half": (0, 2),
    "middle": (1, 2),
    "second_half": (2, 4),
    "end": (3, 4),
}
"""Days after Monday on which the early, middle or late part of a week begins and ends."""
_EARLY = frozenset({"first_thing", "start", "first_half"})
_MONTH_SPANS = {
    "first_thing": (1, 3),
    "start": (1, 10),
    "first_half": (1, 15),
    "second_half": (16, 31),
    "middle": (11, 20),
    "first_third": (1, 10),
    "second_third": (11, 20),
    "last_third": (21, 31),
    "end": (21, 31),
    "first_days": (1, 5),
    "last_week": (24, 31),
    "last_day": (31, 31),
}
_WEEKS_OF_MONTH = {"first_week": 0, "second_week": 1, "third_week": 2, "first_full_week": 0}
_PART_OF_A_WEEK = 4
"""Weekday from which on the 1st stands in what is hardly a week of its month: Friday."""
_BANK_HOLIDAYS = ((5, 0, 1), (5, 0, -1), (8, 0, -1))
_FURTHEST = date(2100, 1, 1)
_MOVABLE = re.compile(r"(?P<feast>easter|advent)(?P<days>[+-]\d+)?")


def plus_units(base: date, count: int, unit: str) -> date:
    """`count` units after `base`: hour, day, business_day, week, fortnight or month."""
    if base >= _FURTHEST:
        return base
    if unit == "hour":
        return base + timedelta(days=-(-count // 24))
    if unit == "business_day":
        return _business_days(base, count)
    if unit == "month":
        return _months(base, count)
    return base + timedelta(days=count * {"day": 1, "fortnight": 14}.get(unit, 7))


def _business_days(base: date, count: int) -> date:
    day = base
    for _ in range(min(count, 400)):
        day += timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
    return day


def working_day(day: date) -> date:
    """The day, or the Friday before where it is a Saturday or Sunday."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _months(base: date, count: int) -> date:
    months = base.year * 12 + base.month - 1 + min(count, 60)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(base.day, monthrange(year, month + 1)[1]))


def period_of(
    base: date, kind: str | None, month: int | None, edge: str | None
) -> tuple[date, date] | None:
    """(first, last) of a period seen from `base`, or of the early, middle or late part of it."""
    if month is not None:
        year = base.year + (month < base.month)
        return _of_month(base, date(year, month, 1), edge)
    if kind == "end_of_week":
        return _of_week(base, 0, "end")
    if kind == "end_of_month":
        return _of_month(base, base.replace(day=1), "end")
    if kind in ("this_month", "next_month"):
        first = base.replace(day=1)
        return _of_month(base, _months(first, 1) if kind == "next_month" else first, edge)
    if kind == "new_year":
        return _of_month(base, date(base.year + (base.month > 1), 1, 1), edge)
    weeks = {"this_week": 0, "next_week": 1, "week_after_next": 2}
    if kind in weeks:
        return _of_week(base, weeks[kind], edge)
    return _loose(base, kind)


def _loose(base: date, kind: str | None) -> tuple[date, date] | None:
    spans = {"coming_days": _COMING_DAYS, "coming_weeks": _COMING_WEEKS, "end_of_day": (0, 0)}
    spans |= {"week_or_so": (0, 8), "fortnight_or_so": (0, 15), "fortnight": (0, 14)}
    spans |= {"day_or_so": (1, 2)}
    if kind in spans:
        low, high = spans[kind]
        return base + timedelta(days=low), base + timedelta(days=high)
    if kind == "weekend":
        saturday = base + timedelta(days=(5 - base.weekday()) % 7)
        return saturday, saturday + timedelta(days=1)
    return (base, date(base.year, 12, 31)) if kind == "this_year" else None


def _of_week(base: date, ahead: int, edge: str | None) -> tuple[date, date]:
    """A week's part. On a weekend "this week" may well mean the coming one, and so does its
    beginning once that is over.
    """
    monday = base - timedelta(days=base.weekday())
    if ahead == 0 and base.weekday() >= 5:
        ahead = 1
    low, high = _WEEK_SPANS.get(edge or "", (0, 4))
    if ahead == 0 and edge in _EARLY and base.weekday() > high:
        ahead = 1
    monday += timedelta(weeks=ahead)
    return max(monday + timedelta(days=low), base), max(monday + timedelta(days=high), base)


def named_day(said: str, base: date) -> date | None:
    """The next such day from `base` on: "12-25", "easter", "easter+49" (so many days behind it),
    "advent+14" (behind its first Sunday), "bank holiday" (England's in May and August) or
    "11 3 4", the fourth Thursday of November (Monday is 0, -1 the last).
    None where `said` is of no such form.
    """
    days = [day for year in (base.year, base.year + 1) for day in _named_days(said, year)]
    return next((day for day in days if day >= base), None)


def _named_days(said: str, year: int) -> list[date]:
    movable = _MOVABLE.fullmatch(said)
    if movable:
        begin = easter(year) if movable["feast"] == "easter" else _first_advent(year)
        return [begin + timedelta(days=int(movable["days"] or 0))]
    if said == "bank holiday":
        return [nth_weekday(year, *each) for each in _BANK_HOLIDAYS]
    if not said[-1].isdigit():
        return []
    parts = said.split()
    if len(parts) == 1:
        return [date(year, *(int(part) for part in said.split("-")))]
    month, weekday, number = (int(part) for part in parts)
    return [nth_weekday(year, month, weekday, number)]


def _first_advent(year: int) -> date:
    """The Sunday from 27 November to 3 December."""
    last = date(year, 12, 3)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second ... such weekday of a month; with -1 the last."""
    if number < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _of_month(base: date, first: date, edge: str | None) -> tuple[date, date] | None:
    if edge in _WEEKS_OF_MONTH:
        monday = first - timedelta(days=first.weekday())
        whole = edge == "first_full_week" and first.weekday() > 0
        if whole or first.weekday() >= _PART_OF_A_WEEK:
            monday += timedelta(weeks=1)
        monday += timedelta(weeks=_WEEKS_OF_MONTH[edge])
        friday = monday + timedelta(days=4)
        return (max(monday, first, base), friday) if friday >= base else None
    days = monthrange(first.year, first.month)[1]
    low, high = _MONTH_SPANS.get(edge or "", (1, days))
    start, last = first.replace(day=min(low, days)), first.replace(day=min(high, days))
    return (max(start, base), last) if last >= base else None
