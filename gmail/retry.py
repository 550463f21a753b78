"""What an answer of Gmail means, and whether and when to ask again (pure: no clock, no sleep).

Google's error words: https://developers.google.com/workspace/gmail/api/guides/handle-errors. Quota
errors come as 429 and as 403; the moment to come back stands in Retry-After or in the message text
("Retry after 2026-03-05T11:16:42.247Z"), often some minutes ahead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from gmail.errors import (
    AccountRestsError,
    GmailError,
    GrantLostError,
    NotFoundError,
    RefusedError,
    ScopeMissingError,
    UnavailableError,
)

_RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})
_DAY_REASONS = frozenset({"dailyLimitExceeded"})
_SCOPE_REASONS = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_RETRY_AFTER = re.compile(
    r"retry after\s+(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))", re.IGNORECASE
)
_LONGEST_REST = timedelta(hours=24)


class Verdict(StrEnum):
    """What an answer calls for."""

    FINE = "fine"
    RATE = "rate"
    """Clearly not done; may be asked again later, a write too."""
    RENEW = "renew"
    """Clearly not done: the access token is not accepted."""
    BROKEN = "broken"
    """Failed on Gmail's side, perhaps after it was done."""
    NO = "no"
    """Clearly not done, and asking again will not help."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient to be. A wait longer than `longest_wait` becomes AccountRestsError."""

    attempts: int = 5
    base: timedelta = timedelta(seconds=1)
    cap: timedelta = timedelta(seconds=32)
    longest_wait: timedelta = timedelta(seconds=60)
    rest: timedelta = timedelta(seconds=60)
    """How long an account rests that was refused for its rate and not told until when."""

    def backoff(self, attempt: int, chance: float) -> timedelta:
        """The pause after try number `attempt` (from 0); `chance` in [0, 1) spreads it."""
        full: timedelta = min(self.cap, self.base * 2**attempt)
        return full * (0.5 + chance / 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of Gmail, read: `reason` and `message` are Google's words, if it gave any."""

    status: int
    reason: str = ""
    message: str = ""
    retry_at: datetime | None = None

    @property
    def verdict(self) -> Verdict:
        if 200 <= self.status < 300:
            return Verdict.FINE
        if self.status == 429 or (self.status == 403 and self.reason in _RATE_REASONS):
            return Verdict.RATE
        if self.status == 401:
            return Verdict.RENEW
        if self.status >= 500 or self.status == 408:
            return Verdict.BROKEN
        return Verdict.NO

    def error(self, now: datetime) -> GmailError:
        """The error to raise when this answer is the last word."""
        words = f"Gmail answered {self.status} {self.reason}".strip()
        match self.verdict:
            case Verdict.RATE:
                return AccountRestsError(words, self.retry_at or now + RetryPolicy().rest)
            case Verdict.RENEW:
                return GrantLostError("Gmail no longer accepts this account's token")
            case Verdict.BROKEN:
                return UnavailableError(words)
            case _:
                return self._refusal(words, now)

    def _refusal(self, words: str, now: datetime) -> GmailError:
        if self.status == 404:
            return NotFoundError(words)
        if self.reason in _DAY_REASONS:
            return AccountRestsError(words, self.retry_at or now + timedelta(hours=1))
        if self.status == 403 and self.reason in _SCOPE_REASONS:
            return ScopeMissingError("this account's grant does not allow that call")
        if 300 <= self.status < 400:
            return UnavailableError(f"{words}: a redirect, which is not followed")
        return RefusedError(words, self.reason)


def read_answer(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> Answer:
    """Read status, headers (lower-cased names) and body of an answer received at `now` (aware)."""
    if 200 <= status < 300:
        return Answer(status)
    reason, message = _google_words(body)
    asked = [_from_header(headers.get("retry-after"), now), _from_text(message)]
    times = [min(at, now + _LONGEST_REST) for at in asked if at is not None]
    return Answer(status, reason, message, max(times, default=None))


def _google_words(body: bytes) -> tuple[str, str]:
    """(reason, message) of Google's JSON error, or empty ones."""
    try:
        error = json.loads(body)["error"]
        reasons = [
            str(entry["reason"])
            for key in ("errors", "details")
            for entry in _dicts(error.get(key))
            if entry.get("reason")
        ]
        message = str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""
    return (reasons[0] if reasons else str(error.get("status", ""))), message


def _dicts(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _from_header(value: str | None, now: datetime) -> datetime | None:
    """Retry-After as seconds or as a date (RFC 9110, section 10.2.3)."""
    if not value:
        return None
    if re.fullmatch(r"\s*[0-9]+\s*", value):
        return now + timedelta(seconds=int(value.strip()[:9]))
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _from_text(message: str) -> datetime | None:
    found = _RETRY_AFTER.search(message)
    if not found:
        return None
    try:
        return datetime.fromisoformat(found[1])
    except ValueError:
        return None
