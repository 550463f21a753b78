"""What the stories of the installed program rest on holds at any hour of the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gmail.message.parse import parse
from service.reading.model import Kind
from service.reading.reader import read
from tests.conformance.command_line import confirmation, midday_zone
from tests.conformance.mail import ALEX

WINTER = datetime(2026, 1, 15, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize("day", [WINTER, SUMMER], ids=["winter", "summer"])
def test_somewhere_it_is_always_about_midday(day: datetime) -> None:
    for minutes in range(0, 24 * 60, 15):
        now = day + timedelta(minutes=minutes)
        assert 10 <= now.astimezone(ZoneInfo(midday_zone(now))).hour < 18


@pytest.mark.parametrize("hour", [0, 9, 18, 23])
def test_the_interview_was_about_thirty_hours_ago(hour: int) -> None:
    now = WINTER.replace(hour=hour, minute=40)
    message = parse(confirmation(now).raw(), id="1", thread_id="1", received_at=now)
    facts = read(message, me=frozenset({ALEX}), time_zone="Europe/London")
    assert facts.kind is Kind.INTERVIEW_CONFIRMATION
    assert facts.interview is not None
    assert facts.interview.end is not None
    assert timedelta(hours=30) <= now - facts.interview.end < timedelta(hours=31)
