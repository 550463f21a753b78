"""The meter never lets more units out than a minute holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gmail.allow_list import MOST_IN_A_BATCH
from gmail.quota import (
    DEFAULT_LIMIT,
    GOOGLES_LIMIT,
    UNITS_OF_GET,
    WINDOW,
    QuotaMeter,
    time_for_gets,
)

START = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

spendings = st.lists(
    st.tuples(st.integers(1, 130), st.floats(0, 40).map(lambda s: timedelta(seconds=s))),
    max_size=60,
)


@given(limit=st.integers(20, 300), steps=spendings)
def test_no_minute_holds_more_than_the_limit(
    limit: int, steps: list[tuple[int, timedelta]]
) -> None:
    meter, now = QuotaMeter(limit), START
    spent: list[tuple[datetime, int]] = []
    for units, pause in steps:
        now += pause
        wait = meter.book(units, now)
        assert wait >= timedelta(0)
        spent.append((now + wait, min(units, limit)))
    for end, _ in spent:
        assert sum(units for at, units in spent if end - WINDOW < at <= end) <= limit


@given(steps=spendings)
def test_who_waits_as_told_never_waits_more_than_a_minute_at_a_time(
    steps: list[tuple[int, timedelta]],
) -> None:
    meter, now = QuotaMeter(130), START
    for units, pause in steps:
        now += pause
        wait = meter.book(units, now)
        assert wait <= WINDOW
        now += wait


@given(steps=spendings)
def test_nobody_waits_without_need(steps: list[tuple[int, timedelta]]) -> None:
    meter, now = QuotaMeter(130 * 60), START
    for units, pause in steps:
        now += pause
        assert meter.book(units, now) == timedelta(0)


def test_the_next_minute_opens_when_the_oldest_spending_leaves_it() -> None:
    meter = QuotaMeter(100)
    assert meter.book(60, START) == timedelta(0)
    assert meter.book(40, START + 10 * SECOND) == timedelta(0)
    assert meter.wait_for(50, START + 20 * SECOND) == 40 * SECOND
    assert meter.wait_for(61, START + 20 * SECOND) == 50 * SECOND
    assert meter.wait_for(50, START + 60 * SECOND) == timedelta(0)


def test_asking_books_nothing() -> None:
    meter = QuotaMeter(100)
    for _ in range(5):
        assert meter.wait_for(100, START) == timedelta(0)


def test_a_small_call_does_not_jump_the_queue() -> None:
    meter = QuotaMeter(100)
    meter.book(100, START)
    assert meter.book(90, START + SECOND) == 59 * SECOND
    assert meter.book(5, START + SECOND) == 59 * SECOND


def test_a_clock_set_back_does_not_stop_us_for_hours() -> None:
    meter = QuotaMeter(100)
    meter.book(100, START)
    assert meter.book(100, START - timedelta(hours=3)) <= WINDOW


def test_there_is_headroom_and_a_batch_always_fits() -> None:
    assert MOST_IN_A_BATCH * UNITS_OF_GET <= DEFAULT_LIMIT < GOOGLES_LIMIT


def test_a_long_job_is_estimated() -> None:
    assert time_for_gets(0) == time_for_gets(270) == timedelta(0)
    assert time_for_gets(271) == timedelta(minutes=1)
    assert time_for_gets(5000) == timedelta(minutes=18)
