"""A clock that stands still until it is set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta


class StandingClock:
    """A `scheduler.clock.Clock` for stories that are told pass by pass."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def to_wall(self, instant: datetime) -> datetime:
        return instant

    def scale(self, length: timedelta) -> timedelta:
        return length

    @contextmanager
    def hold(self) -> Iterator[None]:
        yield
