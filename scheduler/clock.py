"""What time it is: the world's clock, or one that runs faster for the demo and the tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The time that the service goes by. All datetimes are aware; those returned are UTC."""

    def now(self) -> datetime:
        """The present moment."""

    def to_wall(self, instant: datetime) -> datetime:
        """When, by the world's clock, this clock will show `instant`."""

    def scale(self, length: timedelta) -> timedelta:
        """How long, by the world's clock, `length` of this clock lasts."""

    def hold(self) -> AbstractContextManager[None]:
        """Work done inside takes no time, if this clock can be held; the world's cannot."""


class SystemClock:
    """The world's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def to_wall(self, instant: datetime) -> datetime:
        return instant.astimezone(UTC)

    def scale(self, length: timedelta) -> timedelta:
        return length

    def hold(self) -> AbstractContextManager[None]:
        return nullcontext()


class AcceleratedClock:
    """A clock that starts at `start` (aware) and runs `factor` times as fast as the world's.

    Safe for many threads: it stands while any of them holds it. `monotonic` gives the world's
    seconds; a test may give its own.
    """

    def __init__(
        self, start: datetime, factor: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock needs a start with a time zone")
        if factor <= 0:
            raise ValueError("the clock must run forwards: give a factor above zero")
        self._factor = factor
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._holders = 0
        self._shown = start.astimezone(UTC)
        self._shown_at = monotonic()

    def now(self) -> datetime:
        with self._lock:
            return self._read()

    def to_wall(self, instant: datetime) -> datetime:
        """While the clock is held, as if it were let go now: look again when that time comes."""
        return datetime.now(UTC) + self.scale(instant.astimezone(UTC) - self.now())

    def scale(self, length: timedelta) -> timedelta:
        return length / self._factor

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let the clock stand until the last of all holders is done."""
        self._change_holders(1)
        try:
            yield
        finally:
            self._change_holders(-1)

    def advance_to(self, instant: datetime) -> None:
        """Jump ahead to `instant` (aware), held or not; never back."""
        with self._lock:
            self._set(max(self._read(), instant.astimezone(UTC)))

    def _change_holders(self, by: int) -> None:
        with self._lock:
            self._set(self._read())
            self._holders += by

    def _read(self) -> datetime:
        if self._holders:
            return self._shown
        passed = self._monotonic() - self._shown_at
        return self._shown + timedelta(seconds=passed * self._factor)

    def _set(self, shown: datetime) -> None:
        self._shown, self._shown_at = shown, self._monotonic()
