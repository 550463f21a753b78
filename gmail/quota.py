"""How much of Gmail's quota is spent, and how long to wait before spending more (pure: no clock).

Google counts units by method in a rolling minute for each user. A project made since May 2026 has
6,000 units a minute (https://developers.google.com/workspace/gmail/api/reference/quota).
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

GOOGLES_LIMIT = 6_000
"""Units a minute that Google grants to one user of a new project."""

DEFAULT_LIMIT = 5_400
"""Units a minute we spend: the rest is room for clocks that differ and another program's calls."""

WINDOW = timedelta(seconds=60)

UNITS_OF_GET = 20
"""messages.get, in every format."""


class QuotaMeter:
    """Counts the units of one account over a rolling minute.

    Not safe for threads by itself: whoever shares one holds a lock around `book`.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        if limit <= 0:
            raise ValueError("the limit must be above 0 units a minute")
        self.limit = limit
        self._booked: deque[tuple[datetime, int]] = deque()
        self._seen: datetime | None = None

    def wait_for(self, units: int, now: datetime) -> timedelta:
        """How long after `now` (aware) `units` may be spent; nothing is booked.

        More than a whole minute's units count as a whole minute's.
        """
        units = min(units, self.limit)
        self._follow(now)
        # What waits already counts too: nothing is booked ahead of it.
        start = now
        total = sum(spent for _, spent in self._booked)
        for at, spent in self._booked:
            if total + units <= self.limit:
                break
            total -= spent
            start = max(start, at + WINDOW)
        return start - now

    def book(self, units: int, now: datetime) -> timedelta:
        """Spend `units` at the first moment they fit; returns how long after `now` that is."""
        wait = self.wait_for(units, now)
        self._booked.append((now + wait, min(units, self.limit)))
        return wait

    def used(self, now: datetime) -> int:
        """The units spent in the minute before `now` (aware)."""
        return sum(spent for at, spent in list(self._booked) if now - WINDOW < at <= now)

    def _follow(self, now: datetime) -> None:
        if self._seen is not None and now < self._seen:
            # The clock was set back: what was spent moves back with it, or we would wait for hours.
            back = self._seen - now
            self._booked = deque((at - back, spent) for at, spent in self._booked)
        self._seen = now
        while self._booked and self._booked[0][0] <= now - WINDOW:
            self._booked.popleft()


def time_for_gets(count: int, limit: int = DEFAULT_LIMIT) -> timedelta:
    """About how long reading `count` messages takes, once the first minute's units are spent."""
    minutes_waited = max(0, (count * UNITS_OF_GET - 1) // limit)
    return minutes_waited * WINDOW
