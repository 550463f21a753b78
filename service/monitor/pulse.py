"""When the running service last showed a sign of life, and how long its reading takes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

STILL = timedelta(minutes=10)
"""A service that shows no sign for so long hangs: it ticks every few seconds, and a long reading
tells of each batch."""


class Pulse:
    """Shared by the thread that works and those that ask. Times are aware; lengths in seconds."""

    def __init__(self, now: datetime) -> None:
        self._lock = threading.Lock()
        self._last = now
        self._reading, self._read = 0.0, 0

    def beat(self, now: datetime) -> None:
        """A sign of life."""
        with self._lock:
            self._last = now

    def read(self, seconds: float) -> None:
        """One message was read."""
        with self._lock:
            self._reading += seconds
            self._read += 1

    def beats(self, now: datetime) -> bool:
        """Whether there was a sign of life lately."""
        with self._lock:
            return now - self._last < STILL

    @property
    def reading(self) -> tuple[float, int]:
        """Seconds spent on reading, and for how many messages."""
        with self._lock:
            return self._reading, self._read
