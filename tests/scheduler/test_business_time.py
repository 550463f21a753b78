"""Days and hours in the candidate's zone, where clocks jump and people rest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.business_time import WorkingCalendar
from scheduler.duration import Duration
from scheduler.hours import Pause
from scheduler.policy import Openings, Policy
from tests.scheduler.told import AUCKLAND, BERLIN, NEW_YORK, at, day

ANY = Openings()
WORKING = Policy().status_check
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def add(calendar: WorkingCalendar, start: str, length: str) -> str:
    moment = calendar.add(at(start, calendar), Duration.parse(length), WORKING)
    return calendar.local(moment).isoformat(sep=" ", timespec="minutes")


@pytest.mark.parametrize(
    ("calendar", "start", "length", "expected"),
    [
        (NEW_YORK, "2026-03-07 12:00", "24h", "2026-03-08 13:00-04:00"),
        (NEW_YORK, "2026-03-07 12:00", "1d", "2026-03-08 12:00-04:00"),
        (NEW_YORK, "2026-03-07 02:30", "1d", "2026-03-08 03:30-04:00"),
        (NEW_YORK, "2026-10-31 01:30", "1d", "2026-11-01 01:30-04:00"),
        (NEW_YORK, "2026-10-31 12:00", "24h", "2026-11-01 11:00-05:00"),
        (BERLIN, "2026-03-28 12:00", "24h", "2026-03-29 13:00+02:00"),
        (BERLIN, "2026-03-28 02:30", "1d", "2026-03-29 03:30+02:00"),
        (AUCKLAND, "2026-04-04 12:00", "1d", "2026-04-05 12:00+12:00"),
        (NEW_YORK, "2026-03-06 12:00", "1 working day", "2026-03-09 12:00-04:00"),
        (NEW_YORK, "2026-07-02 12:00", "1 working day", "2026-07-06 12:00-04:00"),
        (NEW_YORK, "2026-11-25 12:00", "2 working days", "2026-11-30 12:00-05:00"),
        (BERLIN, "2026-04-02 12:00", "1 working day", "2026-04-07 12:00+02:00"),
        (NEW_YORK, "2026-03-02 12:00", "2 weeks", "2026-03-16 12:00-04:00"),
    ],
)
def test_hours_are_counted_between_instants_and_days_on_the_calendar(
    calendar: WorkingCalendar, start: str, length: str, expected: str
) -> None:
    assert add(calendar, start, length) == expected


def test_nothing_added_changes_nothing_even_in_the_hour_that_comes_twice() -> None:
    second_time = at("2026-11-01 01:30").replace(fold=1)
    assert NEW_YORK.add(second_time, Duration.parse("0d"), WORKING) == datetime(
        2026, 11, 1, 6, 30, tzinfo=UTC
    )


@given(MOMENTS, st.integers(1, 2000))
def test_hours_are_exact_whatever_the_clocks_do(moment: datetime, hours: int) -> None:
    length = Duration.parse(f"{hours}h")
    assert NEW_YORK.add(moment, length, ANY) - moment == timedelta(hours=hours)


@given(MOMENTS, st.integers(1, 400), st.sampled_from([NEW_YORK, BERLIN, AUCKLAND]))
def test_days_keep_the_time_on_the_clock(
    moment: datetime, days: int, calendar: WorkingCalendar
) -> None:
    before = calendar.local(moment)
    after = calendar.local(calendar.add(moment, Duration.parse(f"{days}d"), ANY))
    assert after.date() - before.date() == timedelta(days=days)
    wall = before.time()
    skipped = not 2 <= wall.hour < 4
    assert not skipped or after.time() == wall


def test_a_day_ends_with_the_midnight_that_begins_the_next() -> None:
    assert NEW_YORK.at(day("2026-03-08"), 24 * 60) == NEW_YORK.at(day("2026-03-09"))
    assert NEW_YORK.at(day("2026-03-09")) - NEW_YORK.at(day("2026-03-08")) == timedelta(hours=23)


def first_open(openings: Openings, earliest: str, before: str, *pauses: str) -> str | None:
    found = NEW_YORK.first_open(
        openings, at(earliest), at(before), [Pause.parse(each) for each in pauses]
    )
    return f"{NEW_YORK.local(found):%m-%d %H:%M}" if found else None


def test_an_opening_waits_for_the_next_working_hour() -> None:
    assert first_open(WORKING, "2026-03-06 16:59", "2026-03-20 00:00") == "03-06 16:59"
    assert first_open(WORKING, "2026-03-06 17:00", "2026-03-20 00:00") == "03-09 09:00"
    assert first_open(WORKING, "2026-03-07 12:00", "2026-03-20 00:00") == "03-09 09:00"
    assert first_open(WORKING, "2026-07-03 10:00", "2026-07-20 00:00") == "07-06 09:00"


def test_there_may_be_no_working_hour_in_time() -> None:
    assert first_open(WORKING, "2026-03-07 12:00", "2026-03-09 09:00") is None
    assert first_open(WORKING, "2026-03-07 12:00", "2026-03-09 09:01") == "03-09 09:00"


def test_days_away_are_passed_over() -> None:
    away = "2026-03-09 to 2026-03-11"
    assert first_open(WORKING, "2026-03-07 12:00", "2026-03-20 00:00", away) == "03-12 09:00"
    assert first_open(ANY, "2026-03-09 12:00", "2026-03-20 00:00", away) == "03-12 00:00"


@given(MOMENTS, st.integers(0, 20), st.sampled_from([ANY, WORKING, Policy().thank_you]))
def test_what_is_found_is_open_and_nothing_before_it(
    earliest: datetime, days: int, openings: Openings
) -> None:
    before = earliest + timedelta(days=days)
    found = NEW_YORK.first_open(openings, earliest, before)
    end = found or before
    steps = range(int((end - earliest) / timedelta(minutes=53)))
    probes = [earliest + step * timedelta(minutes=53) for step in steps]
    assert not any(NEW_YORK.is_open(probe, openings) for probe in probes)
    if found is not None:
        assert earliest <= found < before
        assert NEW_YORK.is_open(found, openings)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    night = Openings.model_validate({"hours": "01:15-03:00"})
    second = at("2026-11-01 01:10").replace(fold=1)
    assert NEW_YORK.is_open(second, night)
    assert not NEW_YORK.is_open(at("2026-11-01 01:10"), night)


def test_a_weekend_may_fall_on_other_days_and_holidays_may_not_count() -> None:
    friday = Openings.model_validate({"weekend": ["friday", "saturday"]})
    assert not NEW_YORK.is_working(day("2026-03-06"), friday)
    assert NEW_YORK.is_working(day("2026-03-08"), friday)
    busy = Openings.model_validate({"holidays": False})
    assert NEW_YORK.is_working(day("2026-11-26"), busy)


def test_holidays_are_those_of_the_region_and_as_observed() -> None:
    assert NEW_YORK.is_holiday(day("2026-07-03"))
    assert NEW_YORK.is_holiday(day("2021-12-31"))
    bavaria = WorkingCalendar(BERLIN.zone, country="DE", region="BY")
    assert bavaria.is_holiday(day("2026-01-06"))
    assert not BERLIN.is_holiday(day("2026-01-06"))
    assert not WorkingCalendar(BERLIN.zone).is_holiday(date(2026, 12, 25))


@pytest.mark.parametrize(("country", "region"), [("XX", None), ("us", None), ("US", "ZZ")])
def test_an_unknown_country_or_region_is_told(country: str, region: str | None) -> None:
    with pytest.raises(ValueError, match="with known holidays"):
        WorkingCalendar(ZoneInfo("UTC"), country=country, region=region)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        NEW_YORK.day_of(datetime(2026, 3, 2))  # noqa: DTZ001
