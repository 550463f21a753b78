"""Google's quota: what each method costs and how much a person may spend in a minute.

Units as Google lists them since 2026-05-01 (usage limits page); 6,000 units a minute and user is
the limit of a new project.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gmail.sandbox.problems import ApiError

MINUTE = timedelta(minutes=1)
DEFAULT_UNITS = 5
UNITS = {
    "gmail.users.getProfile": 1,
    "gmail.users.history.list": 2,
    "gmail.users.messages.list": 5,
    "gmail.users.messages.get": 20,
    "gmail.users.messages.attachments.get": 20,
    "gmail.users.messages.insert": 25,
    "gmail.users.messages.import": 25,
    "gmail.users.messages.batchModify": 50,
    "gmail.users.messages.batchDelete": 50,
    "gmail.users.messages.delete": 10,
    "gmail.users.messages.modify": 5,
    "gmail.users.messages.trash": 5,
    "gmail.users.messages.untrash": 5,
    "gmail.users.messages.send": 100,
    "gmail.users.threads.list": 10,
    "gmail.users.threads.get": 40,
    "gmail.users.threads.modify": 10,
    "gmail.users.threads.trash": 10,
    "gmail.users.threads.untrash": 10,
    "gmail.users.threads.delete": 20,
    "gmail.users.drafts.list": 5,
    "gmail.users.drafts.get": 20,
    "gmail.users.drafts.create": 10,
    "gmail.users.drafts.update": 15,
    "gmail.users.drafts.delete": 10,
    "gmail.users.drafts.send": 100,
    "gmail.users.labels.list": 1,
    "gmail.users.labels.get": 1,
    "gmail.users.settings.sendAs.list": 1,
    "gmail.users.settings.sendAs.get": 1,
    "gmail.users.watch": 100,
    "gmail.users.stop": 50,
}


def units_of(method_id: str) -> int:
    """What one call of the method costs."""
    return UNITS.get(method_id, DEFAULT_UNITS)


def rate_limited(status: int, retry_at: datetime) -> ApiError:
    """Gmail's answer when an account has to rest; 403 and 429 both occur."""
    when = retry_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    message = f"User-rate limit exceeded.  Retry after {when}"
    domain = "usageLimits" if status == 403 else "global"
    return ApiError(status, "rateLimitExceeded", message, domain=domain)


@dataclass
class Quota:
    """The limits, each off while it is None. Time is the sandbox's clock.

    Who overdraws `per_minute` units rests for `rest`; every call meanwhile is refused with
    `status`. Parts of a batch beyond `parallel` are refused, as too many at the same time.
    """

    per_minute: int | None = None
    parallel: int | None = None
    status: int = 429
    rest: timedelta = MINUTE
    _spent: dict[str, deque[tuple[datetime, int]]] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)

    def charge(self, email: str, units: int, now: datetime) -> None:
        """Spend units; ApiError when they are not there."""
        if self.per_minute is None:
            return
        until = self._resting.get(email)
        if until is not None and now < until:
            raise rate_limited(self.status, until)
        if self.spent(email, now) + units > self.per_minute:
            self._resting[email] = now + self.rest
            raise rate_limited(self.status, now + self.rest)
        self._spent[email].append((now, units))

    def check_parallel(self, number: int) -> None:
        """ApiError for the part of a batch with this number, from 0, if it is one too many."""
        if self.parallel is not None and number >= self.parallel:
            text = "Too many concurrent requests for user"
            raise ApiError(429, "rateLimitExceeded", text)

    def spent(self, email: str, now: datetime) -> int:
        """Units spent within the minute before now."""
        spent = self._spent.setdefault(email, deque())
        while spent and spent[0][0] <= now - MINUTE:
            spent.popleft()
        return sum(units for _, units in spent)
