"""Lengths of time as people write them: "24h", "90 min", "7d", "5 working days" (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from scheduler.written import written

EXPECTED = (
    'a length of time: a whole number and a unit, such as "90 min", "24h", "7d", "2 weeks" '
    'or "5 working days"'
)
LONGEST = timedelta(days=3660)
"""Ten years: more is a slip of the finger, and would overflow a calendar."""

_WRITTEN = re.compile(r"\s*(\d{1,9})\s*([a-z]+(?:[ -][a-z]+)?)\s*", re.IGNORECASE)


class Unit(StrEnum):
    """What is counted. Seconds to hours are exact; days are the calendar's."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WORKING_DAY = "working day"


_NAMES = {
    Unit.SECOND: ("s", "sec", "secs"),
    Unit.MINUTE: ("m", "min", "mins"),
    Unit.HOUR: ("h", "hr", "hrs"),
    Unit.DAY: ("d", "calendar day", "calendar days"),
    Unit.WEEK: ("w", "wk", "wks"),
    Unit.WORKING_DAY: ("wd", "workday", "workdays", "business day", "business days"),
}
_UNITS = {
    name: unit for unit, names in _NAMES.items() for name in (*names, unit.value, f"{unit.value}s")
}
_NOMINAL = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
    Unit.WORKING_DAY: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time that remembers what it counts.

    "24h" is an exact stretch of 24 hours; "1d" is the same time on the clock a day later, which
    may be 23 or 25 hours away; "1 working day" skips weekends and holidays. Which one is meant
    only a calendar can turn into an instant: see `scheduler.business_time`.
    """

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person wrote. Raises ValueError that says how to write it."""
        found = _WRITTEN.fullmatch(text)
        unit = _UNITS.get(found[2].lower().replace("-", " ")) if found else None
        if found is None or unit is None:
            raise ValueError(f"{text!r} is not {EXPECTED}")
        duration = cls(int(found[1]), unit)
        if duration.amount * _NOMINAL[unit] > LONGEST:
            raise ValueError(f"{text!r} is longer than ten years")
        return duration

    @property
    def exact(self) -> timedelta | None:
        """The length in hours, minutes or seconds; None if it counts days."""
        return self.nominal if self.unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR) else None

    @property
    def calendar_days(self) -> int | None:
        """How many calendar days it counts; None if it counts anything else."""
        return {Unit.DAY: 1, Unit.WEEK: 7}.get(self.unit, 0) * self.amount if self.is_days else None

    @property
    def is_days(self) -> bool:
        return self.unit in (Unit.DAY, Unit.WEEK)

    @property
    def nominal(self) -> timedelta:
        """The length where every day has 24 hours and is a working day: to compare two."""
        return self.amount * _NOMINAL[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}{'' if self.amount == 1 else 's'}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return written(cls, cls.parse, EXPECTED)
