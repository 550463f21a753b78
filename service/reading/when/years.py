"""Which year and month a date without one means (pure)."""

from __future__ import annotations

from datetime import date, timedelta

_PAST = 60
"""Days back within which a date without a year is taken as past; the coming one would be ten
months off, and nobody invites for that."""
_FAR = 180
"""Days ahead from which on a weekday that fits another year outweighs nearness."""


def valid(year: int, month: int, day: int) -> date | None:
    """That date, or None if there is none such."""
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def at_most(day: date) -> date:
    """The day itself; the calendar's end guards sums near it."""
    return min(day, date(2100, 12, 31))


def nearest_month_day(today: date, month: int, day: int, weekday: int | None) -> date | None:
    """The occurrence of month and day that a writer on `today` means.

    The nearest future one, a recent past one (`_PAST` days) before a far future one. A weekday
    decides only where that choice is far off or past and another year fits it.
    """
    found = [valid(today.year + shift, month, day) for shift in (-1, 0, 1, 2, 3, 4)]
    days = [each for each in found if each]
    plain = next((each for each in days if (each - today).days >= -_PAST), None)
    if plain is None or weekday is None or plain.weekday() == weekday:
        return plain
    if 0 <= (plain - today).days <= _FAR:
        return plain
    fitting = [
        each for each in days if each.weekday() == weekday and -200 <= (each - today).days <= 365
    ]
    return fitting[0] if fitting else plain


def nearest_day(today: date, day: int, weekday: int | None) -> date | None:
    """The coming day of that number ("the 5th"), on that weekday if one is given."""
    first = today.replace(day=1)
    found = []
    for _ in range(3):
        candidate = valid(first.year, first.month, day)
        if candidate and candidate >= today:
            found.append(candidate)
        first = (first + timedelta(days=32)).replace(day=1)
    fitting = [each for each in found if weekday is None or each.weekday() == weekday]
    return next(iter(fitting or found), None)
