"""What wakes the service: real threads, tiny intervals, and waiting for events, never for time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock import AcceleratedClock, Clock
from scheduler.timers import Callbacks, Timers

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
PATIENCE = 20
"""Seconds until a test gives up on an event; passing tests never wait so long."""


class Wakes:
    """Counts the wake-ups, does what a test asks, and lets the test wait for them."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.failures: list[tuple[str, BaseException | None]] = []
        self.work: dict[str, Callable[[], object]] = {}
        self._news = threading.Condition()

    def callbacks(self) -> Callbacks:
        poll, tick, edge, upkeep = (
            lambda name=name: self._woken(name) for name in ("poll", "tick", "edge", "upkeep")
        )
        return Callbacks(poll, tick, edge, upkeep, self._failed)

    def wait_for(self, name: str, times: int = 1) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self.names.count(name) >= times, PATIENCE), name

    def wait_for_failures(self, times: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: len(self.failures) >= times, PATIENCE)

    def _woken(self, name: str) -> None:
        with self._news:
            self.names.append(name)
            self._news.notify_all()
        self.work.get(name, lambda: None)()

    def _failed(self, name: str, error: BaseException | None) -> None:
        with self._news:
            self.failures.append((name, error))
            self._news.notify_all()


@contextmanager
def running(
    clock: Clock, wakes: Wakes, poll: timedelta = WEEK * 52, tick: timedelta = WEEK * 52
) -> Iterator[Timers]:
    timers = Timers(
        clock, wakes.callbacks(), poll_every=poll, tick_every=tick, upkeep_every=WEEK * 52
    )
    timers.start()
    try:
        yield timers
    finally:
        timers.stop()


def week_a_second() -> AcceleratedClock:
    return AcceleratedClock(START, WEEK.total_seconds())


def test_polls_and_ticks_come_again_and_again() -> None:
    wakes = Wakes()
    with running(week_a_second(), wakes, poll=DAY / 2, tick=DAY / 2):
        wakes.wait_for("poll", 3)
        wakes.wait_for("tick", 3)
    assert "edge" not in wakes.names


def test_each_window_edge_wakes_once_and_not_before_its_time() -> None:
    wakes, clock = Wakes(), week_a_second()
    seen: list[datetime] = []
    wakes.work["edge"] = lambda: seen.append(clock.now())
    edges = [START + DAY * n for n in (1, 3, 5)]
    with running(clock, wakes) as timers:
        timers.set_edges(reversed(edges))
        wakes.wait_for("edge", 3)
    assert len(seen) == 3
    assert all(moment >= edge for moment, edge in zip(seen, edges, strict=True))


def test_setting_the_same_edges_again_changes_nothing() -> None:
    wakes, clock = Wakes(), week_a_second()
    with running(clock, wakes) as timers:
        for _ in range(5):
            timers.set_edges([START + DAY, START + 2 * DAY, START + 2 * DAY])
        wakes.wait_for("edge", 2)
        done = threading.Event()
        wakes.work["edge"] = done.set
        timers.set_edges([clock.now() + DAY])
        assert done.wait(PATIENCE)
    assert wakes.names.count("edge") == 3


def test_edges_that_are_no_longer_set_do_not_wake() -> None:
    wakes, clock = Wakes(), week_a_second()
    with running(clock, wakes) as timers:
        timers.set_edges([START + DAY])
        timers.set_edges([])
        timers.set_edges([START - DAY])
        clock.advance_to(START + 2 * DAY)
        timers.set_poll_interval(DAY / 2)
        wakes.wait_for("poll", 2)
    assert "edge" not in wakes.names


def test_a_clock_that_is_held_holds_the_edge() -> None:
    wakes, clock = Wakes(), week_a_second()
    with running(clock, wakes, poll=DAY / 2) as timers:
        with clock.hold():
            timers.set_edges([START + 2 * DAY])
            wakes.wait_for("poll", 10)
            assert "edge" not in wakes.names
        wakes.wait_for("edge")
    assert clock.now() >= START + 2 * DAY


def test_after_a_sleep_the_next_tick_makes_up_for_all_edges_in_one() -> None:
    wakes = Wakes()
    clock = AcceleratedClock(START, 1)
    with running(clock, wakes, tick=timedelta(milliseconds=50)) as timers:
        timers.set_edges([START + DAY * n for n in range(1, 8)])
        clock.advance_to(START + WEEK)
        wakes.wait_for("edge")
        seen = wakes.names.count("tick")
        wakes.wait_for("tick", seen + 3)
    assert wakes.names.count("edge") == 1


def test_a_failing_job_stops_neither_the_others_nor_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wakes = Wakes()

    def fail() -> None:
        raise RuntimeError("Dear jane@initech.example, about our interview")

    wakes.work["poll"] = fail
    with caplog.at_level(logging.DEBUG), running(week_a_second(), wakes, poll=DAY, tick=DAY):
        wakes.wait_for_failures(2)
        wakes.wait_for("tick", 3)
    assert {name for name, _ in wakes.failures} == {"poll"}
    assert isinstance(wakes.failures[0][1], RuntimeError)
    assert "the poll job failed: RuntimeError at test_timers.py" in caplog.text
    assert "initech" not in caplog.text


def test_what_came_due_behind_a_long_job_runs_late_and_once() -> None:
    wakes, clock = Wakes(), week_a_second()
    started, free = threading.Event(), threading.Event()

    def long_job() -> None:
        started.set()
        free.wait(PATIENCE)

    wakes.work["poll"] = long_job
    with running(clock, wakes, poll=DAY / 2, tick=DAY / 2) as timers:
        assert started.wait(PATIENCE)
        now = clock.now()
        timers.set_edges([now + DAY * n for n in range(1, 5)])
        clock.advance_to(now + WEEK)
        assert "edge" not in wakes.names
        free.set()
        wakes.wait_for("edge")
        ticks = wakes.names.count("tick")
        wakes.wait_for("tick", ticks + 2)
    assert wakes.names.count("edge") == 1


def test_jobs_never_run_side_by_side() -> None:
    wakes = Wakes()
    inside, overlaps = threading.Lock(), list[str]()

    def alone() -> None:
        if not inside.acquire(blocking=False):
            overlaps.append("two at once")
            return
        inside.release()

    wakes.work = dict.fromkeys(("poll", "tick", "edge"), alone)
    with running(week_a_second(), wakes, poll=DAY / 2, tick=DAY / 2) as timers:
        timers.set_edges([START + DAY * n for n in range(1, 5)])
        wakes.wait_for("edge", 4)
        wakes.wait_for("poll", 4)
    assert not overlaps


def test_stopping_waits_for_the_job_under_way() -> None:
    wakes = Wakes()
    started, free, stopped = threading.Event(), threading.Event(), threading.Event()
    finished: list[bool] = []

    def long_job() -> None:
        started.set()
        free.wait(PATIENCE)
        finished.append(not stopped.is_set())

    wakes.work["poll"] = long_job
    timers = Timers(week_a_second(), wakes.callbacks(), poll_every=DAY / 2)
    timers.start()
    assert started.wait(PATIENCE)

    def stop() -> None:
        timers.stop()
        stopped.set()

    stopping = threading.Thread(target=stop)
    stopping.start()
    free.set()
    stopping.join(PATIENCE)
    assert stopped.is_set()
    assert finished == [True]


def test_the_job_under_way_may_set_edges_while_we_stop() -> None:
    wakes, clock = Wakes(), week_a_second()
    started, stopped, done = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        started.set()
        timers._stopping.wait(PATIENCE)
        timers.set_edges([clock.now() + DAY])
        done.set()

    def stop() -> None:
        timers.stop()
        stopped.set()

    wakes.work["poll"] = job
    timers = Timers(clock, wakes.callbacks(), poll_every=DAY / 2)
    timers.start()
    assert started.wait(PATIENCE)
    threading.Thread(target=stop, daemon=True).start()
    assert stopped.wait(PATIENCE)
    assert done.is_set()


class Standing:
    """A clock that stands; by the world's clock all its hours are past."""

    def __init__(self) -> None:
        self.looks = 0

    def now(self) -> datetime:
        self.looks += 1
        return START

    def to_wall(self, instant: datetime) -> datetime:
        return instant

    def scale(self, length: timedelta) -> timedelta:
        return length

    def hold(self) -> AbstractContextManager[None]:
        return nullcontext()


def test_an_edge_that_will_not_come_keeps_nobody_busy() -> None:
    wakes, clock = Wakes(), Standing()
    with running(clock, wakes, tick=timedelta(milliseconds=50)) as timers:
        timers.set_edges([START + DAY])
        wakes.wait_for("tick", 3)
    assert "edge" not in wakes.names
    assert clock.looks < 150


def test_stopping_twice_or_before_the_start_is_harmless() -> None:
    never_started = Timers(week_a_second(), Wakes().callbacks(), poll_every=DAY)
    never_started.stop()
    timers = Timers(week_a_second(), Wakes().callbacks(), poll_every=DAY)
    timers.start()
    timers.stop()
    timers.stop()
