"""Things that go wrong on demand: which request, when, and how."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict, Unpack

from gmail.sandbox.problems import ApiError, backend_error
from gmail.sandbox.quota import rate_limited

LONGEST_STALL = 30.0


class DropConnection(Exception):  # noqa: N818 - a wish, not an error
    """Raised by an `on_request` callback: close the connection without an answer."""


class How(StrEnum):
    """What becomes of the answer."""

    REFUSE = "refuse"
    DROP = "drop"
    STALL = "stall"
    TRUNCATE = "truncate"


class When(TypedDict, total=False):
    """The options that every kind of fault has; see Fault."""

    acts: bool
    nth: int
    times: int | None
    then: Callable[[], None] | None


@dataclass
class Fault:
    """One planned fault.

    `method` and `path` are regular expressions, searched in the request's own. It strikes from the
    `nth` matching request on, `times` times (None: for ever). With `acts` the request takes effect
    first; `then` is called when the fault strikes, before the answer.
    """

    how: How
    method: str = ""
    path: str = ""
    acts: bool = False
    nth: int = 1
    times: int | None = 1
    problem: ApiError | None = None
    seconds: float = 0.0
    then: Callable[[], None] | None = None
    seen: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Count a request if it matches; True if this one is hit."""
        if not re.search(self.method, method) or not re.search(self.path, path):
            return False
        self.seen += 1
        return self.nth <= self.seen and (self.times is None or self.seen < self.nth + self.times)


@dataclass
class Faults:
    """The faults planned; each method adds one and returns it."""

    planned: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults."""
        self.planned.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that hits this request; every planned fault counts it."""
        hits = [fault for fault in self.planned if fault.strikes(method, path)]
        return hits[0] if hits else None

    def refuse(
        self,
        method: str = "",
        path: str = "",
        *,
        status: int = 503,
        reason: str = "backendError",
        message: str | None = None,
        retry_after: int | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Answer with an error; `retry_after` adds that header, in seconds."""
        problem = backend_error(status, reason)
        problem.message = message or problem.message
        if retry_after is not None:
            problem.headers["Retry-After"] = str(retry_after)
        return self.add(Fault(How.REFUSE, method, path, problem=problem, **when))

    def rest(
        self,
        method: str = "",
        path: str = "",
        *,
        retry_at: datetime,
        status: int = 429,
        **when: Unpack[When],
    ) -> Fault:
        """Answer that the rate limit is exceeded until `retry_at`, in Gmail's words."""
        problem = rate_limited(status, retry_at)
        return self.add(Fault(How.REFUSE, method, path, problem=problem, **when))

    def drop(self, method: str = "", path: str = "", **when: Unpack[When]) -> Fault:
        """Close the connection without an answer."""
        return self.add(Fault(How.DROP, method, path, **when))

    def stall(
        self, method: str = "", path: str = "", *, seconds: float, **when: Unpack[When]
    ) -> Fault:
        """Keep silent for so many real seconds (30 at most), then close the connection."""
        wait = min(seconds, LONGEST_STALL)
        return self.add(Fault(How.STALL, method, path, seconds=wait, **when))

    def truncate(self, method: str = "", path: str = "", **when: Unpack[When]) -> Fault:
        """Act, and answer 200 with half of the JSON."""
        return self.add(Fault(How.TRUNCATE, method, path, **(when | {"acts": True})))
