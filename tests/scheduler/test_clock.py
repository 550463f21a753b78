"""A clock that runs faster than the world's, and stands while work is done."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock import AcceleratedClock, Clock, SystemClock

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Seconds:
    """The world's seconds, moved by hand."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


def fast(factor: float = 3600) -> tuple[AcceleratedClock, Seconds]:
    world = Seconds()
    return AcceleratedClock(START, factor, world), world


def test_an_hour_passes_in_a_second() -> None:
    clock, world = fast()
    world.passed += 1.5
    assert clock.now() == START + timedelta(minutes=90)
    assert clock.scale(HOUR) == timedelta(seconds=1)


def test_work_takes_no_time_while_the_clock_is_held() -> None:
    clock, world = fast()
    world.passed += 1
    with clock.hold():
        world.passed += 10
        with clock.hold():
            world.passed += 10
        world.passed += 10
        assert clock.now() == START + HOUR
    world.passed += 1
    assert clock.now() == START + 2 * HOUR


def test_the_clock_goes_on_after_work_that_failed() -> None:
    clock, world = fast()
    with pytest.raises(ZeroDivisionError), clock.hold():
        _ = 1 / 0
    world.passed += 1
    assert clock.now() == START + HOUR


def test_it_stands_until_the_last_holder_lets_go() -> None:
    clock, world = fast()
    held, let_go = threading.Event(), threading.Event()

    def other() -> None:
        with clock.hold():
            held.set()
            let_go.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    assert held.wait(10)
    with clock.hold():
        world.passed += 1
    world.passed += 1
    assert clock.now() == START
    let_go.set()
    thread.join(10)
    world.passed += 1
    assert clock.now() == START + HOUR


def test_it_jumps_ahead_and_never_back() -> None:
    clock, world = fast()
    clock.advance_to(START + 24 * HOUR)
    clock.advance_to(START)
    world.passed += 1
    assert clock.now() == START + 25 * HOUR
    with clock.hold():
        clock.advance_to(START + 48 * HOUR)
        assert clock.now() == START + 48 * HOUR


def test_a_later_hour_comes_so_much_sooner_by_the_worlds_clock() -> None:
    clock, _ = fast()
    before = datetime.now(UTC)
    wall = clock.to_wall(START + 24 * HOUR)
    after = datetime.now(UTC)
    assert timedelta(seconds=24) + before <= wall <= timedelta(seconds=24) + after


def test_the_worlds_clock_is_in_utc_and_cannot_be_held() -> None:
    clock: Clock = SystemClock()
    with clock.hold():
        assert clock.now().tzinfo is UTC
    assert clock.to_wall(START) == START
    assert clock.scale(HOUR) == HOUR


@pytest.mark.parametrize(
    ("start", "factor"),
    [(START.replace(tzinfo=None), 1), (START, 0), (START, -1)],
)
def test_a_clock_that_cannot_run_is_refused(start: datetime, factor: float) -> None:
    with pytest.raises(ValueError, match=r"time zone|forwards"):
        AcceleratedClock(start, factor)
