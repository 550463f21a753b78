"""Lengths of time, hours and days away, as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.duration import Duration, Unit
from scheduler.hours import Hours, Pause


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("24h", 24, Unit.HOUR),
        ("24 hours", 24, Unit.HOUR),
        ("90 min", 90, Unit.MINUTE),
        ("60s", 60, Unit.SECOND),
        ("7d", 7, Unit.DAY),
        (" 1 Day ", 1, Unit.DAY),
        ("2 weeks", 2, Unit.WEEK),
        ("1 working day", 1, Unit.WORKING_DAY),
        ("5 working days", 5, Unit.WORKING_DAY),
        ("5 business-days", 5, Unit.WORKING_DAY),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, amount: int, unit: Unit) -> None:
    assert Duration.parse(text) == Duration(amount, unit)


@pytest.mark.parametrize("text", ["", "soon", "7", "d", "-1d", "1.5h", "7 d d", "1 month"])
def test_anything_else_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="5 working days"):
        Duration.parse(text)


def test_a_slip_of_the_finger_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than ten years"):
        Duration.parse("99999d")


@given(st.integers(0, 3000), st.sampled_from(Unit))
def test_what_is_shown_reads_back_as_itself(amount: int, unit: Unit) -> None:
    duration = Duration(amount, unit)
    if duration.nominal <= timedelta(days=3660):
        assert Duration.parse(str(duration)) == duration


def test_only_hours_and_less_are_exact() -> None:
    assert Duration.parse("24h").exact == timedelta(hours=24)
    assert Duration.parse("1d").exact is None
    assert Duration.parse("1 working day").exact is None


def test_hours_may_end_with_the_day() -> None:
    assert Hours.parse("08:00-24:00") == Hours(480, 1440)
    assert str(Hours.parse("8:00 - 24:00")) == "08:00-24:00"


@pytest.mark.parametrize("text", ["", "9-17", "17:00-09:00", "09:00-24:01", "09:60-10:00", "x"])
def test_hours_that_make_no_stretch_of_a_day_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"stretch of hours|before it ends"):
        Hours.parse(text)


def test_a_pause_holds_its_first_and_last_day() -> None:
    pause = Pause.parse("2026-07-01 to 2026-07-14")
    held = [d for d in range(1, 31) if pause.holds(date(2026, 7, d))]
    assert (held[0], held[-1]) == (1, 14)
    assert Pause.parse("2026-12-24") == Pause(date(2026, 12, 24), date(2026, 12, 24))
    assert str(pause) == "2026-07-01 to 2026-07-14"


@pytest.mark.parametrize("text", ["july", "2026-07-14 to 2026-07-01", "2026-02-30"])
def test_a_pause_that_is_no_days_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid|ends before|day is out of range|must be in"):
        Pause.parse(text)
