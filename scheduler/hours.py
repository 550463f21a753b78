"""Hours of the day and days of the week as people write them (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from scheduler.written import written

_HOURS = re.compile(r"\s*(\d{1,2}):(\d{2})\s*(?:-|–|to)\s*(\d{1,2}):(\d{2})\s*")  # noqa: RUF001
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of one day in minutes after midnight: `first` is in it, `last` no more.

    "08:00-24:00" ends with the day. A stretch over midnight is none.
    """

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "08:00-20:00". Raises ValueError that says how to write it."""
        found = _HOURS.fullmatch(text)
        if found is None:
            raise ValueError(f'{text!r} is not a stretch of hours such as "08:00-20:00"')
        hour, minute, last_hour, last_minute = (int(part) for part in found.groups())
        first, last = hour * 60 + minute, last_hour * 60 + last_minute
        if minute > 59 or last_minute > 59 or not first < last <= _MIDNIGHT:
            raise ValueError(f'{text!r} must begin before it ends, and end by "24:00"')
        return cls(first, last)

    def __str__(self) -> str:
        return f"{_clock(self.first)}-{_clock(self.last)}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return written(cls, cls.parse, 'hours of one day, such as "08:00-20:00" or "09:00-24:00"')


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is opened ("I am away"), the first and the last included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-07-01 to 2026-07-14" or one day. Raises ValueError."""
        first, _, last = (part.strip() for part in text.partition(" to "))
        pause = cls(date.fromisoformat(first), date.fromisoformat(last or first))
        if pause.last < pause.first:
            raise ValueError(f"{text!r} ends before it begins")
        return pause

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return written(
            cls, cls.parse, 'days away, such as "2026-07-01 to 2026-07-14" or "2026-12-24"'
        )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
