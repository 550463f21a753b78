"""Until when a person snoozes something, in their words: Wednesday, March 4, 2026, in New York."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from scheduler.business_time import WorkingCalendar
from service.control.until import until
from tests.service.told import at

NEW_YORK = WorkingCalendar(ZoneInfo("America/New_York"), country="US", region="NY")
NOW = at("2026-03-04 15:00")  # ten in the morning there


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-03-20", "2026-03-20 00:00"),
        ("until 2026-03-20", "2026-03-20 00:00"),
        ("2026-03-20 14:00", "2026-03-20 14:00"),
        ("2026-03-20T14:00", "2026-03-20 14:00"),
        ("2026-03-20T14:00Z", "2026-03-20 10:00"),
        ("3d", "2026-03-07 10:00"),
        ("1  week", "2026-03-11 10:00"),  # the clocks change on the 8th; ten stays ten
        ("48h", "2026-03-06 10:00"),
        ("3 working days", "2026-03-09 10:00"),
        ("tomorrow", "2026-03-05 00:00"),
        ("Friday", "2026-03-06 00:00"),
        ("wednesday", "2026-03-11 00:00"),  # not today, which has begun
        ("monday", "2026-03-09 00:00"),
    ],
)
def test_days_moments_and_lengths_are_understood(words: str, moment: str) -> None:
    assert f"{NEW_YORK.local(until(words, NEW_YORK, NOW)):%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("soon", "is not a day"),
        ("2026-02-30", "is not a day"),
        ("", "is not a day"),
        ("2026-03-04", "not ahead"),
        ("0d", "not ahead"),
        ("2036-12-31", "ten years"),
    ],
)
def test_what_cannot_be_meant_is_told(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        until(words, NEW_YORK, NOW)
